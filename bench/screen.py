"""Shows scores as tables."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.table import Table as Grid

from bench.floors import Kept
from bench.score import ALL, CaseSet, Score, rows


def show(cases: CaseSet, kept: dict[str, Kept], *, full: bool, console: Console) -> None:
    """Print a set: every pooled score, and those of the families that are not perfect (or all)."""
    floors = kept[cases.name].floors if cases.name in kept else {}
    grid = Grid(title=cases.title, title_justify="left", box=None, padding=(0, 1), header_style="bold")
    for heading in ("family", "field"):
        grid.add_column(heading)
    for heading in ("right", "total", "share", "floor", "change"):
        grid.add_column(heading, justify="right")
    left_out = 0
    for family, field, score in rows(cases.table):
        if full or family == ALL or score.right < score.total:
            grid.add_row(*_cells(family, field, score, floors.get(f"{family}/{field}")))
        else:
            left_out += 1
    console.print(grid)
    for note in (*cases.notes, *_left_out(left_out)):
        console.print(f"  {note}", style="dim", markup=False)
    console.print()


def _cells(family: str, field: str, score: Score, floor: float | None) -> Iterable[str]:
    yield from (family, field, str(score.right), str(score.total), f"{score.share:.3f}")
    if floor is None:
        yield from ("", "new")
    else:
        change = score.share - floor
        style = "red" if change < 0 else "green" if change > 0 else "dim"
        yield from (f"{floor:.3f}", f"[{style}]{change:+.3f}[/]")


def _left_out(count: int) -> Iterable[str]:
    if count:
        yield f"{count} more scores of single families are 1.000 (--full shows them)"


def show_wrong(cases: CaseSet, field: str, console: Console) -> None:
    """Print the answers of a field that are wrong, or all wrong ones."""
    for line in cases.wrong:
        if field == "all" or line.split(":")[0].endswith(f" {field}"):
            console.print(line, markup=False, highlight=False, soft_wrap=True)


def page(sets: Iterable[CaseSet]) -> str:
    """Return the scores as a page's section: what all families reach together, and where one lags."""
    lines: list[str] = []
    for cases in sets:
        lines += ["", f"### {cases.title}", "", "| field | right | of | share | families that lag |"]
        lines.append("| --- | ---: | ---: | ---: | --- |")
        pooled = cases.table.get(ALL, {})
        for field in dict.fromkeys(field for _, field, _ in rows(cases.table)):
            score = pooled.get(field)
            figures = f"{score.right} | {score.total} | {score.share:.3f}" if score else " | | "
            lines.append(f"| {field} | {figures} | {', '.join(_lagging(cases, field))} |")
        lines += ["", *(f"{note}." for note in cases.notes if not note.startswith("crash"))]
    return "\n".join(lines)


def _lagging(cases: CaseSet, field: str) -> Iterable[str]:
    for family, name, score in rows(cases.table):
        if name == field and family != ALL and score.right < score.total:
            yield f"{family} {score.right}/{score.total}"
