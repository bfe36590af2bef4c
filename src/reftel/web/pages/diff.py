"""Two copies of a telegram side by side, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reftel.collection.answers import Card
from reftel.release.compare import Comparison, Piece
from reftel.release.words import TEXT
from reftel.web import links, words
from reftel.web.needs import Holdings
from reftel.web.views import ComparedLine, DiffPage


def diff(holdings: Holdings, left: Card, right: Card) -> DiffPage:
    """Return the page that compares two telegrams, the left taken to be the earlier release."""
    comparison = holdings.compare(left.key, right.key)
    url = links.diff(left.key, right.key)
    return DiffPage(
        title=_title(left, right),
        json_url=f"{url}.json",
        comparison=comparison,
        left=left,
        left_url=links.by_key(left.key),
        right=right,
        right_url=links.by_key(right.key),
        copy=next((c for c in holdings.copies(left.key) if c.card.key == right.key), None),
        swap_url=links.diff(right.key, left.key),
        head=tuple(_head(comparison)),
        text=tuple(_text(comparison)),
    )


def _title(left: Card, right: Card) -> str:
    numbers = dict.fromkeys(card.mrn or "no number" for card in (left, right))
    return f"{' and '.join(numbers)}, word by word"


def _head(comparison: Comparison) -> Iterator[ComparedLine]:
    for part in comparison.parts:
        if part.name != TEXT:
            yield ComparedLine(words.PARTS.get(part.name, part.name), part.pieces, part.is_same)


def _text(comparison: Comparison) -> Iterator[ComparedLine]:
    pieces = next((part.pieces for part in comparison.parts if part.name == TEXT), ())
    for paragraph in _paragraphs(pieces):
        yield ComparedLine(None, tuple(paragraph), all(piece.kind == "same" for piece in paragraph))


def _paragraphs(pieces: Sequence[Piece]) -> list[list[Piece]]:
    """Put together the pieces of each paragraph."""
    found: list[list[Piece]] = []
    for piece in pieces:
        if piece.opens or not found:
            found.append([])
        found[-1].append(piece)
    return found
