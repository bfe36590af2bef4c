"""Third step, by sentence: does somebody go on speaking without a cue (C), does the post judge (W), or neither.

Sentences with a cue of their own are T (someone else's) or P (the post's); the labels stand in one sequence,
since a speaker who was introduced goes on and a comment stays a comment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from reftel.extract.attributions.layout import Layout, Sentence


class Frame(NamedTuple):
    """What one cue frames: the words of each role, counted from the page's first word."""

    cue: tuple[tuple[int, int], ...]
    source: tuple[tuple[int, int], ...]
    addressee: tuple[tuple[int, int], ...]
    content: tuple[tuple[int, int], ...]
    chance: float = 1.0


def outermost(frames: Sequence[Frame]) -> list[Frame]:
    """Return the frames whose cue stands in no other frame's content."""
    return [
        f for f in frames
        if not any(g is not f and any(a <= f.cue[0][0] < b for a, b in g.content) for g in frames)
    ]  # fmt: skip


def voice_features(layout: Layout, frames: Sequence[Sequence[Frame]]) -> list[list[str]]:
    """Return the features of every sentence of the page, given the frames of each."""
    found: list[list[str]] = []
    zone, since, open_quote, paragraph = "", 9, False, 0
    previous: list[str] = ["p^"]
    for number, (s, framed) in enumerate(zip(layout.sentences, frames, strict=True)):
        words = layout.words[s.first : s.last]
        if s.opens:
            paragraph = 0
            if zone == "comment" and any(w.role == "figure" for w in layout.words[s.first : s.body]):
                zone = "after comment"
        zone, since = _zone(s, words, zone, since)
        one = [f"zone {zone}", f"zone {zone}|{min(paragraph, 2)}", f"head {s.heading[:12]}", f"para {min(paragraph, 3)}"]
        one += _opening(layout, s)
        one += _framed(layout, s, framed)
        one += _sentence_words(words)
        one += previous
        one += [f"quote {open_quote}", "last" if number > len(frames) - 3 else "body", f"first {min(number, 2)}"]
        found.append(one)
        quotes = sum(w.role == "quote" for w in words)
        open_quote ^= quotes % 2 == 1
        previous = ["p" + f for f in one if f.startswith(("top", "end ", "lead", "cover", "post"))]
        previous += [f"p{p}|{s2}" for p in one if p.startswith("top ") for s2 in ("",)]
        if any("END" in w.form and words[j + 1].role == "comment" for j, w in enumerate(words[:-1])):
            zone = "after comment"
        paragraph += 1
        since += 1
    return found


def _zone(s: Sentence, words: Sequence[object], zone: str, since: int) -> tuple[str, int]:
    heading = s.heading
    if "COMMENT" in heading:
        return ("after comment", 0) if heading.startswith("END") else ("comment", 0)
    if "SUMMARY" in heading:
        return ("", 0) if heading.startswith("END") else ("summary", 0)
    if "TEXT" in heading or "QUOTE" in heading:
        return ("", 0) if heading.startswith(("END", "UNQUOTE")) else ("text", 0)
    return zone, since


def _opening(layout: Layout, s: Sentence) -> list[str]:
    start = [layout.words[i] for i in range(s.body, min(s.body + 3, s.last))]
    found = [f"o{j}r{w.role}" for j, w in enumerate(start)] + [f"o{j}w{w.form}" for j, w in enumerate(start)]
    if len(start) > 1:
        found.append(f"oo{start[0].role}|{start[1].role}")
    found.append("opens" if s.opens else "goes on")
    found.append(f"opens {s.opens}|{start[0].role}" if start else "empty")
    return found


def _framed(layout: Layout, s: Sentence, framed: Sequence[Frame]) -> list[str]:
    if not framed:
        return ["top none"]
    top = outermost(framed) or list(framed)
    covered = {i for f in framed for role in (f.content, f.cue, f.source) for a, b in role for i in range(a, b)}
    share = len(covered) / max(s.last - s.body, 1)
    first = min(top, key=lambda f: min(a for role in (f.cue, f.source) for a, _ in role))
    source = layout.words[first.source[0][1] - 1].role if first.source else "none"
    form = layout.words[first.source[0][1] - 1].form if first.source else "none"
    cue = next((w for a, b in first.cue for w in layout.words[a:b] if w.lemma), None)
    begin = min(a for role in (first.cue, first.source) for a, _ in role) - s.body
    outside = sum(s.body <= i for i in range(s.body, min(a for role in (first.cue, first.source, first.content) for a, _ in role)))
    return [f"top {source}", f"topw {form}", f"topm {cue.manner if cue else ''}", f"topk {cue.kind if cue else ''}",
            f"topl {cue.lemma if cue else ''}", f"cover {int(share * 4)}", f"begin {min(begin, 6)}",
            f"before {min(outside, 5)}", f"tops {min(len(top), 3)}", f"topkb {cue.kind if cue else ''}|{min(begin, 4)}",
            f"sure {int(max(f.chance for f in top) * 4)}"]  # fmt: skip


_TOLD = ("first", "modal", "object", "negation", "subject", "first_object", "post", "quote", "second", "it", "time", "be", "figure", "government", "officer", "title")


def _sentence_words(words: Sequence[object]) -> list[str]:
    roles = {w.role for w in words}  # type: ignore[attr-defined]
    found = ["has " + r for r in _TOLD if r in roles]
    found += {"b" + w.form for w in words if w.role in ("modal", "adverb", "subordinate", "first", "post", "comment", "summary")}  # type: ignore[attr-defined]
    found += {"e" + w.role for w in words if w.role.startswith(("verb", "ends ED"))}  # type: ignore[attr-defined]
    n = len(words)
    found += [f"long {0 if n < 4 else 1 if n < 9 else 2 if n < 20 else 3}", f"end {words[-1].form}"]  # type: ignore[attr-defined]
    if any(w.form in ("FOLLOWING", "FOLLOWS", "POINTS") for w in words):  # type: ignore[attr-defined]
        found.append("lead" + words[-1].form)  # type: ignore[attr-defined]
    return found
