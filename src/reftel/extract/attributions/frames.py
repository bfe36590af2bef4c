"""Second step: for one cue, who speaks, to whom, and what is reported.

It is asked anew for every cue of a sentence, so contents can nest.
"""

from __future__ import annotations

from functools import lru_cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import Word, word


@lru_cache(maxsize=1 << 17)
def _seen(form: str, at: int, side: str) -> tuple[str, ...]:
    w = word(form)
    found = [f"{side}{at}r{w.role}"]
    if abs(at) <= 1:
        found.append(f"{side}{at}w{w.form}")
    if w.lemma and at == 0:
        found.append(f"{side}{at}l{w.lemma}")
    return tuple(found)


def _near(distance: int) -> str:
    if distance <= 3:
        return str(distance)
    return next((f"-{most}" for most in (5, 9, 19) if distance <= most), "+")


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
        self.roles = ["$", *(w.role for w in self.words), "$", "$"]
        self.tags = tags
        self.known: dict[tuple[int, str], list[str]] = {}
        self.next_s = _distance(tags, "B-S")
        self.next_q = _distance(tags, "B-Q")

    def around(self, i: int, side: str) -> list[str]:
        """Return the features of the words around place i, seen from a cue on its right (<) or left (>)."""
        known = self.known.get((i, side))
        if known is None:
            known = self.known[i, side] = self._around(i, side)
        return known

    def _around(self, i: int, side: str) -> list[str]:
        n = len(self.forms)
        one: list[str] = []
        for at in (-2, -1, 0, 1, 2):
            if 0 <= i + at < n:
                one += _seen(self.forms[i + at], at, side)
            else:
                one.append(f"{side}{at}$")
        t = self.tags
        before, here, after = t[i - 1] if i else "^", t[i], t[i + 1] if i + 1 < n else "$"
        r = self.roles
        one += (
            f"{side}t{here}", f"{side}t-{before}|{here}", f"{side}t+{here}|{after}",
            f"{side}rr{r[i]}|{r[i + 1]}", f"{side}rn{r[i + 1]}|{r[i + 2]}",
            f"{side}rnn{r[i + 1]}|{r[i + 2]}|{r[i + 3]}",
        )  # fmt: skip
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
    cue = [["cue", f"cue{i - first}"] for i in range(first, last)]
    return [*_left(ground, first, last), *cue, *_right(ground, first, last)]


def _head(ground: Ground, first: int, last: int) -> Word:
    words = ground.words[first:last]
    return next((w for w in words if w.lemma), words[-1])


class _Passed:
    """How many cues, sources and commas lie between the cue and a word, two at most of each."""

    def __init__(self) -> None:
        self.cues = self.sources = self.commas = 0

    def pass_by(self, tag: str, form: str) -> None:
        self.cues = min(self.cues + (tag == "B-Q"), 2)
        self.sources = min(self.sources + (tag == "B-S"), 2)
        self.commas = min(self.commas + (form in ",;:"), 2)


def _left(ground: Ground, first: int, last: int) -> list[list[str]]:
    """Return the features of the words before the cue, found walking away from it."""
    words, tags = ground.words, ground.tags
    head = _head(ground, first, last)
    cue, kind = head.lemma or head.form, head.kind or head.role
    after = words[last].role if last < len(words) else "$"
    body = ground.sentence.body - ground.sentence.first
    passed, found = _Passed(), []
    for i in range(first - 1, -1, -1):
        near, tag = _near(first - 1 - i), tags[i]
        found.append([
            *ground.around(i, "<"), f"<d{near}", f"<dk{near}|{kind}", f"<c{passed.cues}|{passed.commas}",
            f"<s{passed.sources}|{tag}", f"<k{kind}|{tag}|{passed.sources}", f"<l{cue}|{tag}",
            f"<a{after}|{tag}|{passed.sources}", f"<ac{after}|{near}", "<head" if i < body else "<body",
            f"<q{passed.cues}|{tag}|{passed.sources}",
        ])  # fmt: skip
        passed.pass_by(tag, words[i].form)
    return found[::-1]


def _right(ground: Ground, first: int, last: int) -> list[list[str]]:
    """Return the features of the words after the cue."""
    words, tags, n = ground.words, ground.tags, len(ground.words)
    head = _head(ground, first, last)
    cue, kind, manner, tail = (
        head.lemma or head.form,
        head.kind or head.role,
        head.manner,
        words[last - 1].form,
    )
    passed, found = _Passed(), []
    thats = quotes = 0
    clear = True  # nothing but a hearer, THAT, TO and commas since the cue
    for i in range(last, n):
        w, tag, near = words[i], tags[i], _near(i - last)
        follows = words[i + 1].role if i + 1 < n else "$"
        one = [
            *ground.around(i, ">"), f">d{near}", f">dk{near}|{kind}", f">c{passed.cues}|{passed.commas}",
            f">st{passed.sources}|{thats}|{tag}", f">q{quotes}", f">l{cue}|{near}",
            f">lr{cue}|{w.role}|{near}" if i - last < 3 else ">far", f">m{manner}|{w.role}",
            f">tail{tail}|{near}",
            f">ns{_near(ground.next_s[i])}|{_near(ground.next_q[i])}|{w.role}",
            f">nj{passed.cues}|{w.role}|{follows}",
        ]  # fmt: skip
        if clear:
            one += [f">clear|{w.role}", f">clear|{tag}|{kind}"]
        if i == n - 1:
            one.append(">end" + w.role)
        found.append(one)
        passed.pass_by(tag, w.form)
        thats = min(thats + (w.role == "that"), 2)
        quotes ^= w.role == "quote"
        if tag[-1] != "A" and w.role not in ("that", "to") and w.form != ",":
            clear = False
    return found
