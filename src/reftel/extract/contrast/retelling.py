"""The sentences of a summary, each tied to the paragraph that it retells."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from reftel.extract.contrast.matter import as_written, meanings
from reftel.extract.contrast.records import Card, Side, Sure
from reftel.model import Span

_SAME, _LEAST = (
    0.4,
    3,
)  # the share of a sentence's meanings, by weight, and how many, that the paragraph must have
_QUOTED = 2  # sentences of a paragraph that are quoted at most


class Passage(NamedTuple):
    """A sentence of a telegram: in which paragraph, marked how, in its exact words."""

    telegram: str
    mrn: str | None
    paragraph: int
    number: int | None
    portion: str | None
    label: str | None
    said: str | None
    text: str
    span: Span | None = None


def retellings(
    passages: Sequence[Passage], *, higher: Callable[[str | None, str | None], bool]
) -> Iterator[Card]:
    """Yield one card for each sentence of a summary that retells a paragraph.

    `passages` are all sentences of one telegram; `higher` tells whether the second mark is higher than the
    first: then the summary says under a lower mark what stands under a higher one.
    """
    summary = [p for p in passages if p.label == "summary"]
    body = [p for p in passages if p.label != "summary"]
    if not summary or not body:
        return
    read = {p: meanings(p.text) for p in passages}
    weigh = _weights(body, read)
    for sentence in summary:
        found = _retold(read[sentence], body, read, weigh)
        if found is not None:
            yield _card(sentence, *found, higher)


def _weights(body: Sequence[Passage], read: dict[Passage, frozenset[str]]) -> dict[str, float]:
    """Return what each word tells: one over the number of paragraphs that have it."""
    paragraphs = Counter(word for _, word in {(p.paragraph, word) for p in body for word in read[p]})
    return {word: 1 / count for word, count in paragraphs.items()}


def _retold(
    wanted: frozenset[str],
    body: Sequence[Passage],
    read: dict[Passage, frozenset[str]],
    weigh: dict[str, float],
) -> tuple[list[Passage], float, frozenset[str]] | None:
    """Return the sentences of the paragraph that is retold, how much of it, and the words of both."""
    whole = sum(weigh.get(word, 1.0) for word in wanted)
    best: tuple[float, int, frozenset[str]] = (0.0, -1, frozenset())
    for place in dict.fromkeys(p.paragraph for p in body):
        has = frozenset().union(*(read[p] for p in body if p.paragraph == place)) & wanted
        share = sum(weigh[word] for word in has) / whole if whole else 0.0
        best = max(best, (share, -place - 1, has), key=lambda b: b[:2])
    share, place, has = best
    if share < _SAME or len(has) < _LEAST:
        return None
    of_it = [p for p in body if p.paragraph == -place - 1]
    nearest = sorted(of_it, key=lambda p: -sum(weigh[w] for w in read[p] & wanted))[:_QUOTED]
    return [p for p in of_it if p in nearest and read[p] & wanted], share, has


def _card(
    sentence: Passage,
    retold: Sequence[Passage],
    share: float,
    shared: frozenset[str],
    higher: Callable[[str | None, str | None], bool],
) -> Card:
    warning = None
    if higher(sentence.portion, retold[0].portion):
        marked = f"({sentence.portion}) and retells a paragraph marked ({retold[0].portion})"
        warning = f"The summary is marked {marked}."
    where = f"paragraph {retold[0].number}" if retold[0].number is not None else "the paragraph quoted"
    why = (
        f"{share:.0%} of what the sentence of the summary says, by weight of its words, stands in {where}.",
    )
    sides = tuple(map(_side, (sentence, *retold)))
    sure: Sure = "high" if share >= 0.7 else "fair" if share >= 0.55 else "low"
    return Card("retelling", "summary", sides, why, sure, as_written(sentence.text, shared), warning=warning)


def _side(p: Passage) -> Side:
    return Side(
        p.telegram, p.mrn, p.paragraph, p.number, p.portion, None, None, p.said, None, p.text, None, p.span
    )
