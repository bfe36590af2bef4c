"""Second step: for one cue, who speaks, to whom, and what is reported.

It is asked anew for every cue of a sentence, so contents can nest.
"""

from __future__ import annotations

from functools import lru_cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import END, Word, word
from reftel.extract.codes import code


@lru_cache(maxsize=1 << 15)
def _seen(form: str, side: str) -> tuple[tuple[str, ...], ...]:
    """Return what a word contributes to the words around it, from two before it to one after it."""
    w = word(form)
    found = [
        (f"{side}-2r{w.code}",),
        *((f"{side}{at}r{w.code}", f"{side}{at}w{w.form}") for at in (-1, 0, 1)),
    ]
    if w.speech:
        found[2] += (f"{side}0q{code(w.speech)}",)
    if w.lemma:
        found[2] += (f"{side}0l{w.lemma}",)
    return tuple(found)


def _distance_class(distance: int) -> str:
    if distance <= 3:
        return str(distance)
    return next((f"-{most}" for most in (5, 9, 19) if distance <= most), "+")


_NEAR = tuple(_distance_class(d) for d in range(21))
_FAR = len(_NEAR) - 1
_CLOSE = 14  # words from the cue within which the words themselves count
_EDGE: tuple[tuple[str, ...], ...] = ((),) * 4
_SIGNS = frozenset(",;:")


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
        self.roles = [END, *(w.code for w in self.words), END, END]
        self.tags = tags
        self.known: dict[tuple[int, str], list[str]] = {}
        self.seen: dict[str, list[tuple[tuple[str, ...], ...]]] = {}
        self.next_s = _distance(tags, "B-S")
        self.next_q = _distance(tags, "B-Q")

    def around(self, i: int, side: str) -> list[str]:
        """Return the features of the words around place i, seen from a cue on its right (<) or left (>)."""
        known = self.known.get((i, side))
        if known is None:
            known = self.known[i, side] = self._around(i, side)
        return known

    def far(self, i: int, side: str) -> list[str]:
        """Return fewer features of the words around place i, far from the cue."""
        known = self.known.get((i, side + "far"))
        if known is None:
            n, t, r = len(self.forms), self.tags, self.roles
            before, here, after = t[i - 1] if i else "^", t[i], t[i + 1] if i + 1 < n else "$"
            known = self.known[i, side + "far"] = [
                f"{side}-1r{r[i]}", f"{side}0r{r[i + 1]}", f"{side}0w{self.words[i].form}", f"{side}t{here}",
                f"{side}rnn{r[i + 1]}|{r[i + 2]}|{r[i + 3]}",
                f"{side}t-{before}|{here}", f"{side}t+{here}|{after}",
                f"{side}rr{r[i]}|{r[i + 1]}", f"{side}rn{r[i + 1]}|{r[i + 2]}",
            ]  # fmt: skip
        return known

    def _around(self, i: int, side: str) -> list[str]:
        seen = self.seen.get(side)
        if seen is None:
            seen = self.seen[side] = [_EDGE, _EDGE, *(_seen(form, side) for form in self.forms), _EDGE]
        n, t, r = len(self.forms), self.tags, self.roles
        before, here, after = t[i - 1] if i else "^", t[i], t[i + 1] if i + 1 < n else "$"
        return [
            *seen[i][0], *seen[i + 1][1], *seen[i + 2][2], *seen[i + 3][3],
            f"{side}t{here}", f"{side}t-{before}|{here}", f"{side}t+{here}|{after}",
            f"{side}rr{r[i]}|{r[i + 1]}", f"{side}rn{r[i + 1]}|{r[i + 2]}",
            f"{side}rnn{r[i + 1]}|{r[i + 2]}|{r[i + 3]}",
        ]  # fmt: skip


def _distance(tags: list[str], wanted: str) -> list[str]:
    """Return for each place how far the next such tag is, by class."""
    far, found = _FAR, []
    for tag in reversed(tags):
        far = 0 if tag == wanted else min(far + 1, _FAR)
        found.append(_NEAR[far])
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
        if tag == "B-Q":
            self.cues = min(self.cues + 1, 2)
        elif tag == "B-S":
            self.sources = min(self.sources + 1, 2)
        elif form in _SIGNS:
            self.commas = min(self.commas + 1, 2)


def _left(ground: Ground, first: int, last: int) -> list[list[str]]:
    """Return the features of the words before the cue, found walking away from it."""
    words, tags = ground.words, ground.tags
    head = _head(ground, first, last)
    cue, kind = head.lemma or head.form, head.kind or head.code
    after = words[last].code if last < len(words) else END
    body = ground.sentence.body - ground.sentence.first
    passed, found = _Passed(), []
    for i in range(first - 1, -1, -1):
        near, tag = _NEAR[min(first - 1 - i, _FAR)], tags[i]
        found.append([
            *(ground.around(i, "<") if first - i <= _CLOSE else ground.far(i, "<")),
            f"<d{near}", f"<dk{near}|{kind}", f"<c{passed.cues}|{passed.commas}",
            f"<s{passed.sources}|{tag}", f"<k{kind}|{tag}|{passed.sources}", f"<l{cue}|{tag}",
            f"<ac{after}|{near}", "<head" if i < body else "<body",
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
        head.kind or head.code,
        head.manner,
        words[last - 1].form,
    )
    passed, found = _Passed(), []
    thats = quotes = 0
    clear = True  # nothing but a hearer, THAT, TO and commas since the cue
    for i in range(last, n):
        w, tag, near = words[i], tags[i], _NEAR[min(i - last, _FAR)]
        follows = words[i + 1].code if i + 1 < n else END
        one = [
            *(ground.around(i, ">") if i - last < _CLOSE else ground.far(i, ">")),
            f">d{near}", f">dk{near}|{kind}", f">c{passed.cues}|{passed.commas}",
            f">st{passed.sources}|{thats}|{tag}", f">q{quotes}", f">l{cue}|{near}",
            f">ns{ground.next_s[i]}|{ground.next_q[i]}|{w.code}",
            f">nj{passed.cues}|{w.code}|{follows}",
        ]  # fmt: skip
        if i - last < 3:
            one += [f">lr{cue}|{w.code}|{near}", f">m{manner}|{w.code}"]
        if i - last < 6:
            one.append(f">tail{tail}|{near}")
        if clear:
            one += [f">clear|{w.code}", f">clear|{tag}|{kind}"]
        if i == n - 1:
            one.append(">end" + w.code)
        found.append(one)
        passed.pass_by(tag, w.form)
        thats = min(thats + (w.role == "that"), 2)
        quotes ^= w.role == "quote"
        if tag[-1] != "A" and w.role not in ("that", "to") and w.form != ",":
            clear = False
    return found
