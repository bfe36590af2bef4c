"""What is missing as a table, one line per telegram, written as `reftel.export.csv` is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reftel.collection.missing import Citing, Missing
from reftel.export.csv import BETWEEN, Column, table

COLUMNS = (
    Column("number", "the number that is cited", lambda m: m.mrn),
    Column("state", "not-held, stub or withdrawn", lambda m: m.state),
    Column("score", "the sum of the parts of its rank", lambda m: f"{m.score:g}"),
    Column("rank", "these parts", lambda m: BETWEEN.join(f"{p.says} ({p.points:g})" for p in m.parts)),
    Column("cited", "how many telegrams cite it, copies as one", lambda m: len(m.cited_by)),
    Column("first", "the first day it may be of", lambda m: m.dates.first if m.dates else None),
    Column("last", "the last day it may be of", lambda m: m.dates.last if m.dates else None),
    Column("likely", "the likeliest day", lambda m: m.dates.likely if m.dates else None),
    Column("dates", "on what these days rest", lambda m: m.dates.says if m.dates else None),
    Column("words", "likely words of its subject", lambda m: BETWEEN.join(w.word for w in m.words)),
    Column("tags", "TAGS of those that cite it", lambda m: BETWEEN.join(m.tags)),
    Column("notal", "yes where a reference says that not all have it", lambda m: "yes" if m.notal else ""),
    Column(
        "cited_by",
        "the numbers of those that cite it",
        lambda m: BETWEEN.join(_number(c) for c in m.cited_by),
    ),
    Column("entries", "their REF entries", lambda m: BETWEEN.join(c.text for c in m.cited_by)),
    Column("sentences", "their sentences that use it", lambda m: BETWEEN.join(_sentences(m))),
    Column("said", "what a card or record says that is held instead", lambda m: m.said),
)


def written(found: Iterable[Missing]) -> Iterator[bytes]:
    """Yield the table, a line at a time."""
    yield from table(COLUMNS, found)


def _number(citing: Citing) -> str:
    return citing.card.mrn or citing.card.key[:12]


def _sentences(missing: Missing) -> Iterator[str]:
    for citing in missing.cited_by:
        yield from (f"{_number(citing)}: {sentence.text}" for sentence in citing.sentences)
