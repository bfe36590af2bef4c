"""The measurements as a section of a page."""

from __future__ import annotations

from typing import NamedTuple

from bench.collection.asking import Kind
from bench.collection.building import Built, costs
from bench.collection.first import First
from bench.collection.readers import Reading

BUILD_MINUTES, BUILD_BYTES, BUILD_RATIO = 12, 2e9, 1.5  # for 250,000 telegrams
FLAT = 0.2
P50, P95, TIMES_FTS = 10, 50, 20
FIRST = 0.5
SIZES = (10_000, 50_000, 250_000, 1_000_000)


class Measured(NamedTuple):
    """Everything that one run measured; a part that was left out is None."""

    telegrams: int
    load: tuple[str, str]  # before, after
    built: Built | None = None
    kinds: list[Kind] | None = None  # asked with the files in memory
    cold: Kind | None = None  # all of them asked again, the files dropped from memory before
    quiet: Reading | None = None
    busy: Reading | None = None
    between: tuple[int, ...] = ()  # totals seen during the build that are no batch boundary
    first: First | None = None


def section(m: Measured) -> str:
    """Return the page's section."""
    rows = [
        f"{m.telegrams:,} generated telegrams; load average {m.load[0]} before, {m.load[1]} at the end.",
        *(_build(m.built) if m.built else ()),
        *(_flat(m.built) if m.built else ()),
        *(_queries(m.kinds, m.cold) if m.kinds else ()),
        *(_readers(m) if m.quiet and m.busy else ()),
        *(_first(m.first) if m.first else ()),
    ]
    return "\n".join(rows) + "\n"


def _build(b: Built) -> list[str]:
    return [
        "",
        "| build | seconds | telegrams a second | peak memory | on disk |",
        "| --- | ---: | ---: | ---: | ---: |",
        f"| `reftel build`, 2 processes read | {b.seconds:.1f} | {b.telegrams / b.seconds:,.0f} |"
        f" {b.peak / 1e6:,.0f} MB | {b.disk / 1e6:,.0f} MB |",
        f"| FTS5, loading alone | {b.fts_seconds:.1f} | {b.telegrams / b.fts_seconds:,.0f} | |"
        f" {b.fts_disk / 1e6:,.0f} MB |",
        "",
        f"The texts are {b.text / 1e6:,.0f} MB. reftel took {b.ratio:.2f} times as long as FTS5 (target"
        f" {BUILD_RATIO:g}); at this pace 250,000 take {b.seconds / b.telegrams * 250_000 / 60:.1f} minutes"
        f" (target {BUILD_MINUTES}, and {BUILD_BYTES / 1e9:g} GB).",
    ]


def growth(b: Built, load: tuple[str, str]) -> str:
    """Return the section on one long build."""
    rows = [
        f"{b.telegrams:,} generated telegrams in {b.seconds / 60:.1f} minutes; peak memory"
        f" {b.peak / 1e6:,.0f} MB, {b.disk / 1e6:,.0f} MB on disk for {b.text / 1e6:,.0f} MB of texts; load"
        f" average {load[0]} before, {load[1]} at the end.",
        *_flat(b),
    ]
    return "\n".join(rows) + "\n"


def _flat(b: Built) -> list[str]:
    found = costs(b.slices)
    if len(found) < 2:
        return []
    ends = [end for end, _ in found]
    shown = [size for size in SIZES if size in ends]
    shown += [ends[-1]] if ends[-1] not in shown else []
    rows = [("milliseconds by the clock", found), ("milliseconds of computing", costs(b.computing))]
    return [
        "",
        "| cost of a telegram, in the 10,000 before | " + " | ".join(f"{size:,}" for size in shown) + " |",
        "| --- |" + " ---: |" * len(shown),
        *(_row(name, dict(each), shown) for name, each in rows if each),
        "",
        *(_range(name, [cost for _, cost in each]) for name, each in rows if each),
    ]


def _row(name: str, by_end: dict[int, float], shown: list[int]) -> str:
    return f"| {name} | " + " | ".join(f"{by_end[size]:.2f}" for size in shown) + " |"


def _range(name: str, each: list[float]) -> str:
    return (
        f"{name.capitalize()}: from {min(each):.2f} to {max(each):.2f} in {len(each)} slices of one build;"
        f" the last is {each[-1] / each[0] - 1:+.0%} against the first (target within {FLAT:.0%})."
    )


def _queries(kinds: list[Kind], cold: Kind | None) -> list[str]:
    rows = [
        "",
        "| top 20 with passages and all facets | queries | found | reftel p50 | p95 | FTS5 p50 | p95 |"
        " FTS5 / reftel | same count |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    rows += [
        f"| {k.name} | {k.queries} | {k.found:,} | {k.reftel[0]:.1f} | {k.reftel[1]:.1f} | {k.fts[0]:.1f} |"
        f" {k.fts[1]:.1f} | {k.fts[0] / k.reftel[0]:.1f} | {k.same} |"
        for k in kinds
    ]
    if cold:
        rows.append(
            f"| all, from the disk | {cold.queries} | {cold.found:,} | {cold.reftel[0]:.1f} |"
            f" {cold.reftel[1]:.1f} | {cold.fts[0]:.1f} | {cold.fts[1]:.1f} |"
            f" {cold.fts[0] / cold.reftel[0]:.1f} | {cold.same} |"
        )
    every = kinds[-1]
    return [
        *rows,
        "",
        f"Milliseconds; targets {P50} and {P95}, and {TIMES_FTS} times on common words. Both were asked by"
        " turns in one process, each query once, with the files in memory; for the last line they had been"
        f" dropped from it before. {every.same} of {every.queries} counts are the same; where they differ, by"
        f" {every.apart:.1%} at most.",
    ]


def _readers(m: Measured) -> list[str]:
    assert m.quiet
    assert m.busy
    wrong = [*m.quiet.wrong, *m.busy.wrong]
    rows = [
        "",
        "| 8 readers over HTTP | requests | a second | p50 ms | p95 ms | wrong |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for name, r in (("while a build runs", m.busy), ("without a build", m.quiet)):
        rows.append(
            f"| {name} | {r.requests:,} | {r.rate:.0f} | {r.p50:.1f} | {r.p95:.1f} | {len(r.wrong)} |"
        )
    told = "Every page opened" if not wrong else "Wrong: " + "; ".join(wrong[:5])
    ends = (
        "every total was that of a finished batch"
        if not m.between
        else f"totals between batches were seen: {', '.join(map(str, m.between[:5]))}"
    )
    return [*rows, "", f"{told}; {ends} ({len(m.busy.totals)} different ones were seen)."]


def _first(f: First) -> list[str]:
    return [
        "",
        f"`reftel search` from start to end: {f.warm:.2f} s, and {f.cold:.2f} s when the collection's files"
        f" had been dropped from memory; the middle of five (target {FIRST:g} s).",
    ]
