"""Second step: for one cue, who speaks, to whom, and what is reported; asked anew for every cue, so contents nest."""

from __future__ import annotations

from functools import cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import word


@cache
def _seen(form: str, at: int, side: str) -> tuple[str, ...]:
    w = word(form)
    found = [f"{side}{at}r{w.role}"]
    if abs(at) <= 1:
        found.append(f"{side}{at}w{w.form}")
    if w.lemma and at == 0:
        found.append(f"{side}{at}l{w.lemma}")
    return tuple(found)


def _near(distance: int) -> str:
    return str(distance) if distance <= 3 else "-5" if distance <= 5 else "-9" if distance <= 9 else "-19" if distance <= 19 else "+"


def tag_runs(tags: list[str]) -> list[tuple[str, int, int]]:
    """Return the runs of B-/I- tags as (letter, first, last), places within the list."""
    runs: list[tuple[str, int, int]] = []
    for i, tag in enumerate(tags):
        if tag[0] == "B" or (tag[0] == "I" and (i == 0 or tags[i - 1][-1] != tag[-1])):
            runs.append((tag[-1], i, i + 1))
        elif tag[0] == "I":
            letter, first, _ = runs[-1]
            runs[-1] = (letter, first, i + 1)
    return runs


class Ground:
    """What holds for every cue of a sentence, worked out once."""

    def __init__(self, layout: Layout, sentence: Sentence, tags: list[str]) -> None:
        """Take the sentence's tags of the first step."""
        self.sentence = sentence
        self.forms = layout.page.tokens.forms[sentence.first : sentence.last]
        self.words = layout.words[sentence.first : sentence.last]
        self.tags = tags
        n = len(self.forms)
        self.sides = {side: [self._both(i, n, side) for i in range(n)] for side in "<>"}
        self.next_s = _distance(tags, "B-S")
        self.next_q = _distance(tags, "B-Q")

    def _both(self, i: int, n: int, side: str) -> list[str]:
        one: list[str] = []
        for at in (-2, -1, 0, 1, 2):
            if 0 <= i + at < n:
                one += _seen(self.forms[i + at], at, side)
            else:
                one.append(f"{side}{at}$")
        t = self.tags
        before, here, after = t[i - 1] if i else "^", t[i], t[i + 1] if i + 1 < n else "$"
        r = [self.words[j].role if 0 <= j < n else "$" for j in (i - 1, i, i + 1, i + 2)]
        one += (f"{side}t{here}", f"{side}t-{before}|{here}", f"{side}t+{here}|{after}", f"{side}rr{r[0]}|{r[1]}",
                f"{side}rn{r[1]}|{r[2]}", f"{side}rnn{r[1]}|{r[2]}|{r[3]}")  # fmt: skip
        return one


def _distance(tags: list[str], wanted: str) -> list[int]:
    """Return for each place how far the next such tag is, 99 if there is none."""
    far, found = 99, []
    for tag in reversed(tags):
        far = 0 if tag == wanted else min(far + 1, 99)
        found.append(far)
    return found[::-1]


def frame_features(ground: Ground, first: int, last: int) -> list[list[str]]:
    """Return the features of each word of the sentence for the cue of words first to last (within it)."""
    words, tags, n = ground.words, ground.tags, len(ground.forms)
    head = next((w for w in words[first:last] if w.lemma), words[last - 1])
    cue, kind, manner = head.lemma or head.form, head.kind or head.role, head.manner
    after = words[last].role if last < n else "$"
    tail = words[last - 1].form
    body = ground.sentence.body - ground.sentence.first
    found: list[list[str]] = []
    # before the cue, walking away from it
    left: list[list[str]] = []
    cues = commas = sources = 0
    for i in range(first - 1, -1, -1):
        near = _near(first - 1 - i)
        left.append([*ground.sides["<"][i], f"<d{near}", f"<dk{near}|{kind}", f"<c{cues}|{commas}", f"<s{sources}|{tags[i]}",
                     f"<k{kind}|{tags[i]}|{sources}", f"<l{cue}|{tags[i]}", f"<a{after}|{tags[i]}|{sources}", f"<ac{after}|{near}",
                     "<head" if i < body else "<body", f"<q{cues}|{tags[i]}|{sources}"])  # fmt: skip
        if tags[i] == "B-Q":
            cues = min(cues + 1, 2)
        if tags[i] == "B-S":
            sources = min(sources + 1, 2)
        if words[i].form in ",;:":
            commas = min(commas + 1, 2)
    found = left[::-1]
    found += [["cue", f"cue{i - first}"] for i in range(first, last)]
    cues = commas = joins = sources = 0
    thats = quotes = 0
    clear = True
    for i in range(last, n):
        near = _near(i - last)
        w = words[i]
        one = [*ground.sides[">"][i], f">d{near}", f">dk{near}|{kind}", f">c{cues}|{commas}", f">st{sources}|{thats}|{tags[i]}",
               f">q{quotes}", f">l{cue}|{near}", f">lr{cue}|{w.role}|{near}" if i - last < 3 else ">far",
               f">m{manner}|{w.role}" , f">tail{tail}|{near}",
               f">ns{_near(ground.next_s[i])}|{_near(ground.next_q[i])}|{w.role}",
               f">nj{cues}|{w.role}|{words[i + 1].role if i + 1 < n else '$'}"]  # fmt: skip
        if clear:
            one += [f">clear|{w.role}", f">clear|{tags[i]}|{kind}"]
        if i == n - 1:
            one.append(">end" + w.role)
        found.append(one)
        if tags[i] == "B-Q":
            cues = min(cues + 1, 2)
        if tags[i] == "B-S":
            sources = min(sources + 1, 2)
        if w.role == "that":
            thats = min(thats + 1, 2)
        elif w.form in ",;:":
            commas = min(commas + 1, 2)
        elif w.role == "quote":
            quotes ^= 1
        if tags[i][-1] not in "A" and w.role not in ("that", "to") and w.form != ",":
            clear = False
    return found
