"""The stretches of a telegram that answer a query, with the words that were asked for marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from reftel.collection.answers import Passage
from reftel.collection.search.finder import Finder, Match
from reftel.model import Paragraph

MOST = 3
WIDTH = 260
LEAD = 70

_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_EDGE = re.compile(r"\s")

Find = Callable[[str], list[Match]]


def passages(
    finder: Finder, paragraphs: Sequence[Paragraph], subject: str | None, text: Callable[[], str]
) -> tuple[Passage, ...]:
    """Return the best passages of a telegram; where no word was asked for, how it begins.

    The whole text is only asked for where no paragraph has any of the words.
    """
    for find in (finder.matches, finder.broken):
        found = [(find(p.text), place) for place, p in enumerate(paragraphs)]
        best = sorted((f for f in found if f[0]), key=_worth)[:MOST]
        if best:
            return tuple(_passage(find, paragraphs[at].text, at, paragraphs[at]) for _, at in best)
        for stretch in _elsewhere(subject, text) if finder.words else ():
            if find(stretch):
                return (_passage(find, stretch, None, None),)
    return _beginning(finder, paragraphs, text)


def _elsewhere(subject: str | None, text: Callable[[], str]) -> Iterator[str]:
    yield subject or ""
    yield text()


def _worth(found: tuple[list[Match], int]) -> tuple[int, int]:
    """Sort by how many different words, then by how many, then by where."""
    matches, _ = found
    return -len({word for _, _, word in matches}), -len(matches)


def _passage(find: Find, text: str, place: int | None, paragraph: Paragraph | None) -> Passage:
    plain = _BLANKS.sub(" ", text).strip()
    number, portion = (None, None) if paragraph is None else (paragraph.number, paragraph.portion)
    return Passage(pieces(plain, find(plain)), place, number, portion)


def _beginning(
    finder: Finder, paragraphs: Sequence[Paragraph], text: Callable[[], str]
) -> tuple[Passage, ...]:
    if paragraphs:
        return (_passage(finder.matches, paragraphs[0].text[: 8 * WIDTH], 0, paragraphs[0]),)
    opening = text()[: 8 * WIDTH]
    return (_passage(finder.matches, opening, None, None),) if opening.strip() else ()


def pieces(text: str, matches: Sequence[Match]) -> tuple[tuple[str, bool], ...]:
    """Return the densest window of a text in pieces, each with whether it was asked for.

    >>> pieces("The trainers left.", [(4, 12, 1)])
    (('The ', False), ('trainers', True), (' left.', False))
    """
    start, end = _window(text, matches)
    found: list[tuple[str, bool]] = []
    at = start
    for first, last, _ in matches:
        if first >= at and last <= end:
            found += [(text[at:first], False), (text[first:last], True)]
            at = last
    found.append((text[at:end], False))
    if start > 0:
        found.insert(0, ("… ", False))
    if end < len(text):
        found.append((" …", False))
    return _joined(found)


def _joined(found: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    joined: list[tuple[str, bool]] = []
    for text, marked in found:
        if joined and not marked and not joined[-1][1]:
            joined[-1] = (joined[-1][0] + text, False)
        elif text:
            joined.append((text, marked))
    return tuple(joined)


def _window(text: str, matches: Sequence[Match]) -> tuple[int, int]:
    """Return the stretch with the most different words, cut between words."""
    if len(text) <= WIDTH:
        return 0, len(text)
    best = _densest(matches) if matches else 0
    start = _after_blank(text, max(0, best - LEAD))
    longest = max((last for first, last, _ in matches if first == best), default=0)
    end = min(len(text), max(start + WIDTH, longest))
    if end < len(text):
        end = max(text.rfind(" ", start, end), longest, start + 1)
    return start, end


def _densest(matches: Sequence[Match]) -> int:
    """Return the start of the match from which a window holds the most different words."""
    best, most, past = matches[0][0], 0, 0
    for i, (start, _, _) in enumerate(matches):
        past = max(past, i)
        while past < len(matches) and matches[past][1] <= start + WIDTH - LEAD:
            past += 1
        different = len({word for _, _, word in matches[i : min(past, i + 50)]})
        if different > most:
            best, most = start, different
    return best


def _after_blank(text: str, at: int) -> int:
    if at == 0:
        return 0
    blank = _EDGE.search(text, at)
    return at if blank is None else blank.end()
