"""The measurements of references as sections of a page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from bench.references import lags
from bench.references.sample import OfSample
from bench.references.years import Row, Tried, calibration, share, sure_shares

if TYPE_CHECKING:
    from bench.references.cost import Cost

CERTAIN_RIGHT, ALL_RIGHT = 0.995, 0.95  # targets
SECONDS, BYTES = 180, 2e9  # for 1,000,000 telegrams

_HEADS = ("references", "certain and right", "all right", "own year", "certain", "likely", "open")


def years_section(rows: list[Row], sample: list[OfSample]) -> str:
    """Return what the inference of years came to."""
    back = ", ".join(f"{part:.0%} within {days}" for days, part in lags.shares())
    lines = [
        f"How far back {len(lags.MEASURED)} real references point, in days: {back}; the longest"
        f" {max(lags.MEASURED)}.",
        "",
        *_table(("held", "hidden", "pointing back", *_HEADS), _rows(rows)),
        "",
        f"Targets: {CERTAIN_RIGHT:.1%} of the certain, {ALL_RIGHT:.0%} of all. Certain and wrong are"
        f" {_wrong(rows):,} of {_certain(rows):,} in the rows as measured, none or a part hidden at random.",
        "",
        *_table(("share claimed", "references", "claimed, mean", "right"), _calibration(rows)),
        "",
        *_table(("the sample", *_HEADS), _of_sample(sample)),
    ]
    return "\n".join(lines) + "\n"


def cost_section(costs: list[Cost]) -> str:
    """Return what concluding cost."""
    rows = [
        (
            f"{c.telegrams:,}",
            f"{c.references:,}",
            f"{c.seconds:.0f}",
            f"{c.computing:.0f}",
            f"{c.computing / c.references * 1e6:.0f}",
            f"{c.peak / 1e6:,.0f} MB",
            f"{c.held / c.references:.0%}",
        )
        for c in costs
    ]
    heads = (
        *("telegrams", "references", "seconds", "of computing", "microseconds each", "peak memory"),
        "concluded and held",
    )
    last = f"Target for 1,000,000: {SECONDS // 60} minutes, {BYTES / 1e9:g} GB. One process works."
    return "\n".join([*_table(heads, rows), "", last]) + "\n"


def _table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    heads = list(heads)
    yield f"| {' | '.join(heads)} |"
    yield f"| --- |{' ---: |' * (len(heads) - 1)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"


def _rows(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for row in rows:
        law = "as measured" if row.law == "measured" else "three times as far"
        yield (f"{row.held:,}", row.hidden.said, law, *_figures(row.tried))
        yield ("", "", "of January", *_figures([t for t in row.tried if t.january]))


def _figures(found: list[Tried]) -> tuple[str, ...]:
    certain = [t.right for t in found if t.sure == "certain"]
    parts = sure_shares(found)
    return (
        f"{len(found):,}",
        f"{share(certain):.2%}" if certain else "",
        f"{share(t.right for t in found):.1%}",
        f"{share(t.own_right for t in found):.1%}",
        *(f"{part:.0%}" for part in parts.values()),
    )


def _measured(rows: list[Row]) -> list[Tried]:
    return [t for row in rows if row.law == "measured" and not row.hidden.whole_years for t in row.tried]


def _certain(rows: list[Row]) -> int:
    return sum(t.sure == "certain" for t in _measured(rows))


def _wrong(rows: list[Row]) -> int:
    return sum(t.sure == "certain" and not t.right for t in _measured(rows))


def _calibration(rows: list[Row]) -> Iterator[tuple[str, ...]]:
    for low, high, count, claimed, right in calibration(_measured(rows)):
        yield (f"{low:g} to {min(high, 1):g}", f"{count:,}", f"{claimed:.3f}", f"{right:.3f}")


def _of_sample(sample: list[OfSample]) -> Iterator[tuple[str, ...]]:
    kinds = {
        "every reference, its year taken away": sample,
        "those whose text gives no year": [one for one in sample if not one.stated],
        "of these, of January": [one for one in sample if not one.stated and one.tried.january],
    }
    for name, some in kinds.items():
        yield (name, *_figures([one.tried for one in some]))
