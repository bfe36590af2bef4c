"""A score: how many of the answers asked for are right, counted by set, family and field."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

ALL = "all"  # the row that pools the families
OCR = ("_ocr",)  # families whose text a machine misread: they are not pooled with the others


class Score(NamedTuple):
    """Right answers among those asked for; an F1 counts each match twice, asked and given."""

    right: int
    total: int

    @property
    def share(self) -> float:
        return self.right / self.total if self.total else 0.0


Table = dict[str, dict[str, Score]]  # family, field


class Tally:
    """Counts answers as they come in."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, defaultdict[str, list[int]]] = defaultdict(
            lambda: defaultdict(lambda: [0, 0])
        )

    def add(self, family: str, field: str, right: int, total: int) -> None:
        families = (family,) if family.endswith(OCR) else (family, ALL)
        for name in families:
            self.counts[name][field][0] += right
            self.counts[name][field][1] += total

    def table(self) -> Table:
        return {
            family: {field: Score(*count) for field, count in fields.items() if count[1]}
            for family, fields in self.counts.items()
        }


class CaseSet(NamedTuple):
    """The scores of one set of cases, the digest of the cases, and what was read wrongly."""

    name: str
    title: str
    digest: str
    table: Table
    wrong: Sequence[str] = ()
    notes: tuple[str, ...] = ()
    whole: bool = True  # every case of the set was at hand
    lows: Mapping[str, float] = {}  # lower ends of intervals, by the name of the floor, where a set has them


def rows(table: Table) -> Iterable[tuple[str, str, Score]]:
    """Every family, field and score, the pooled row last."""
    for family in sorted(table, key=lambda name: (name == ALL, name)):
        for field, score in table[family].items():
            yield family, field, score
