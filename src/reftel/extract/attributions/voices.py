"""Third step, by sentence: does somebody speak on without a cue (C), does the post judge (W), or neither (O).

Sentences with a cue of their own are T (someone else's) or P (the post's); the labels stand in one sequence,
since a speaker who was introduced goes on and a comment stays a comment.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import Word

_TOLD = frozenset((
    "first", "modal", "object", "negation", "subject", "first_object", "post", "quote", "second", "it",
    "time", "be", "figure", "government", "officer", "title",
))  # fmt: skip
_NAMED = frozenset(("modal", "adverb", "subordinate", "first", "post", "comment", "summary"))
_FINITE = ("modal", "be", "have", "do", "verb:ed", "verb:s", "both:s", "past")
_THEY = frozenset(
    ("government", "officer", "title", "office", "body", "country", "person", "subject", "name", "unknown")
)
_CLOSED = 9  # sentences without a cue after which nobody is taken to speak on


class Cue(NamedTuple):
    """Words first to last (not included) of a sentence that may report, and the chance that they do."""

    first: int
    last: int
    chance: float


class Chances(NamedTuple):
    """What the models give a frame: that its cue reports, content and source begin here, all its tags."""

    cue: float = 1.0
    content: float = 1.0
    source: float = 1.0
    tags: float = 1.0


class Frame(NamedTuple):
    """What one cue frames: the words of each role, counted from the page's first word."""

    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    addressee: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    chances: Chances = Chances()


def outermost(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames whose cue stands in no other frame's content."""
    return [
        f for f in frames
        if not any(g is not f and any(a <= f.cue[0][0] < b for a, b in g.content) for g in frames)
    ]  # fmt: skip


class _Running:
    """What came before this sentence: the zone, who spoke last, a list that a colon opened, quotations."""

    def __init__(self) -> None:
        self.zone, self.paragraph, self.quoted = "", 0, False
        self.spoke, self.since, self.same = "nobody", _CLOSED, False
        self.leading = False
        self.previous: list[str] = ["p^"]

    def enter(self, layout: Layout, s: Sentence) -> None:
        if s.opens:
            self.paragraph, self.same = 0, False
            if self.zone == "comment" and any(w.role == "figure" for w in layout.words[s.first : s.body]):
                self.zone = "after comment"
        for word, zone in (
            ("COMMENT", "comment"),
            ("SUMMARY", "summary"),
            ("TEXT", "text"),
            ("QUOTE", "text"),
        ):
            if word in s.heading:
                ended = s.heading.startswith(("END", "UNQUOTE"))
                self.zone = ("after comment" if word == "COMMENT" else "") if ended else zone

    def leave(self, words: Sequence[Word], framed: Sequence[str], own: list[str]) -> None:
        self.previous = ["p" + f for f in own if f.startswith(("top", "end ", "lead", "cover", "fin"))]
        self.quoted ^= sum(w.role == "quote" for w in words) % 2 == 1
        if framed:
            self.spoke, self.since, self.same = framed[0], 0, True
        else:
            self.since = min(self.since + 1, _CLOSED)
        if words[-1].form == ":":
            self.leading = True
        elif self.paragraph == 0 and "goes on" in own:
            self.leading = False
        if any("END" in w.form and words[j + 1].role == "comment" for j, w in enumerate(words[:-1])):
            self.zone = "after comment"
        self.paragraph += 1


def voice_features(layout: Layout, frames: Sequence[Sequence[Frame]]) -> list[list[str]]:
    """Return the features of every sentence of the page, given the frames of each."""
    found: list[list[str]] = []
    running = _Running()
    for number, (s, framed) in enumerate(zip(layout.sentences, frames, strict=True)):
        words = layout.words[s.first : s.last]
        running.enter(layout, s)
        who = _framed(layout, s, framed)
        one = [*_opening(layout, s), *_sentence_words(words), *who, *running.previous]
        one += list(_so_far(running, tuple(one), s, bool(framed)))
        one += ["last" if number > len(frames) - 3 else "body", f"first {min(number, 2)}"]
        found.append(one)
        running.leave(words, [who[0]] if framed else [], one)
    return found


def _so_far(running: _Running, one: tuple[str, ...], s: Sentence, framed: bool) -> Iterator[str]:
    paragraph, since = min(running.paragraph, 3), min(running.since, 4)
    yield f"zone {running.zone}"
    yield f"zone {running.zone}|{min(paragraph, 2)}|{framed}"
    yield f"head {s.heading[:12]}"
    yield f"para {paragraph}"
    yield f"quote {running.quoted}|{framed}"
    yield f"since {since}|{running.same}|{framed}"
    yield f"spoke {running.spoke}|{min(since, 2)}|{running.same}|{framed}"
    yield f"list {running.leading}|{s.opens}|{framed}"
    for feature in one:
        if feature.startswith(("o0r", "fin", "begin", "subject")):
            yield f"{feature}|{min(since, 1)}|{running.same}"
            yield f"{feature}|{running.zone}"


def _opening(layout: Layout, s: Sentence) -> list[str]:
    start = [layout.words[i] for i in range(s.body, min(s.body + 3, s.last))]
    found = [f"o{j}r{w.role}" for j, w in enumerate(start)] + [f"o{j}w{w.form}" for j, w in enumerate(start)]
    if len(start) > 1:
        found.append(f"oo{start[0].role}|{start[1].role}")
    found.append("opens" if s.opens else "goes on")
    found.append(f"opens {s.opens}|{start[0].role}" if start else "empty")
    rest = layout.words[s.body : s.last]
    verb = next((i for i, w in enumerate(rest) if w.role in _FINITE), len(rest))
    found.append(
        f"fin {rest[verb].form if rest[verb].role in _FINITE[:4] else rest[verb].role}"
        if verb < len(rest)
        else "fin none"
    )
    they = next((w.role for w in rest[:verb] if w.role in _THEY), "none")
    found.append(f"subject {they}")
    found.append(f"verb at {min(verb, 8)}")
    return found


def _framed(layout: Layout, s: Sentence, framed: Sequence[Frame]) -> list[str]:
    if not framed:
        return ["top none"]
    top = outermost(framed) or list(framed)
    covered = {
        i for f in framed for role in (f.content, f.cue, f.source) for a, b in role for i in range(a, b)
    }
    share = len(covered) / max(s.last - s.body, 1)
    first = min(top, key=lambda f: min(a for role in (f.cue, f.source) for a, _ in role))
    last = layout.words[first.source[0][1] - 1] if first.source else None
    source, form = (last.role, last.form) if last else ("none", "none")
    cue = next((w for a, b in first.cue for w in layout.words[a:b] if w.lemma), None)
    manner, kind, lemma = (cue.manner, cue.kind, cue.lemma) if cue else ("", "", "")
    begin = min(a for role in (first.cue, first.source) for a, _ in role) - s.body
    before = min(a for role in (first.cue, first.source, first.content) for a, _ in role) - s.body
    said = next((w for w in layout.words[s.body : s.last] if w.role in _FINITE), None)
    main = said is not None and any(said in layout.words[a:b] for a, b in first.cue)
    return [f"top {source}", f"topw {form}", f"topm {manner}", f"topk {kind}", f"topl {lemma}",
            f"cover {int(share * 4)}", f"begin {min(begin, 6)}", f"before {min(max(before, 0), 5)}",
            f"tops {min(len(top), 3)}", f"topkb {kind}|{min(begin, 4)}", f"topsk {source}|{manner}",
            f"main {main}", f"mainm {main}|{manner}|{min(begin, 2)}", f"maink {main}|{source}"]  # fmt: skip


def _sentence_words(words: Sequence[Word]) -> list[str]:
    found = ["has " + r for r in sorted({w.role for w in words} & _TOLD)]
    found += sorted({"b" + w.form for w in words if w.role in _NAMED})
    found += sorted({"e" + w.role for w in words if w.role.startswith(("verb", "past"))})
    n = len(words)
    found += [f"long {0 if n < 4 else 1 if n < 9 else 2 if n < 20 else 3}", f"end {words[-1].form}"]
    if any(w.form in ("FOLLOWING", "FOLLOWS", "POINTS") for w in words):
        found.append("lead" + words[-1].form)
    return found
