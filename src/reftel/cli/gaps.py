"""`reftel gaps`: how complete the telegrams of each post and year are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option
from reftel.errors import CollectionError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.gaps import Gaps
    from reftel.refs.completeness import Completeness

_RUNS_SHOWN = 10
_CHANNELS_SHOWN = 8


@click.command(name="gaps")
@click.argument("collection")
@click.argument("post", required=False)
@click.argument("year", required=False, type=click.IntRange(1900, 2100))
@click.option("--plot", is_flag=True, help="Draw number against date and the share held by month.")
@click.option("--svg", type=click.Path(path_type=Path), help="Write the plots to this file as SVG.")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per post and period and line.")
def command(
    collection: str, post: str | None, year: int | None, *, plot: bool, svg: Path | None, as_json: bool
) -> None:
    """Tell how complete the telegrams of a POST and YEAR are.

    From the numbers of the telegrams: how many are held and how many more are cited, the highest number, how
    many were sent with a 95 % interval, the share held, and what speaks against these figures.  With POST
    and YEAR also the runs of missing numbers with their dates, the serials to each addressee, and a
    sentence for a footnote.  Before 1970 a YEAR is a fiscal year, named by the July it begins in.

    \b
    Examples:
      reftel gaps mine
      reftel gaps mine VALLETTA
      reftel gaps mine VALLETTA 2008 --plot
      reftel gaps mine VALLETTA 2008 --svg valletta-2008.svg
      reftel gaps mine 2008 --json
    """
    if post is not None and year is None and re.fullmatch(r"(19|20)\d\d", post):
        year, post = int(post), None
    if (plot or svg) and (post is None or year is None):
        raise click.UsageError("A plot is of one post and year: give both.")
    if post is not None and year is not None:
        _one(collection, post, year, plot=plot, svg=svg, as_json=as_json)
        return
    with opened(collection) as held:
        found = held.gaps(post, year)
    if as_json:
        import msgspec

        for each in found:
            click.echo(msgspec.json.encode(each))
    else:
        show_grid(found)
    if not found:
        click.get_current_context().exit(1)


def _one(collection: str, post: str, year: int, *, plot: bool, svg: Path | None, as_json: bool) -> None:
    with opened(collection) as held:
        gaps = held.gaps_of(post, year)
    if gaps is None:
        if not as_json:
            click.echo(f"No number of {post.upper()} {year} is held.")
        click.get_current_context().exit(1)
    if svg is not None:
        _write(gaps, svg)
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(gaps))
        return
    show_gaps(gaps)
    if plot:
        from reftel.cli.plot import months_plot, numbers_plot

        click.echo(f"\n{numbers_plot(gaps)}\n\n{months_plot(gaps)}")


def _write(gaps: Gaps, file: Path) -> None:
    """Write both plots, the second to a file beside the first."""
    from reftel.export.plots import months_svg, numbers_svg

    try:
        file.write_text(numbers_svg(gaps, alone=True), encoding="utf-8")
        months = file.with_name(f"{file.stem}-months{file.suffix}")
        months.write_text(months_svg(gaps, alone=True), encoding="utf-8")
    except OSError as error:
        raise CollectionError(
            f"{file} cannot be written ({error.strerror}). Name a file in a folder of yours."
        ) from error
    click.echo(f"Written: {file}, {months}", err=True)


def show_grid(found: Sequence[Completeness]) -> None:
    """Write one line for each post and period."""
    from rich.table import Table
    from rich.text import Text

    from reftel.cli.screen import plain, screen
    from reftel.refs.footnote import percent

    console = screen()
    if not found:
        console.print("No telegram with a number is held.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="label")
    for name in ("post", "period"):
        table.add_column(name, no_wrap=name == "period")
    for name in ("held", "cited", "highest", "sent", "95 %", "share", "95 %"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("cautions")
    for each in found:
        table.add_row(
            Text(plain(each.post), "mrn"), each.period_name, f"{each.held:,}", f"{each.cited:,}",
            f"{each.highest:,}", f"{each.estimate:,.0f}", f"{each.low:,}–{each.high:,}", percent(each.share),
            f"{percent(each.share_low)}–{percent(each.share_high)}",
            Text(", ".join(c.code for c in each.cautions), "repair"),
        )  # fmt: skip
    console.print(table)


def show_gaps(gaps: Gaps) -> None:
    """Write all that is known of a post and period."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console, told = screen(), gaps.completeness
    console.print(Text(plain(f"{told.post} {told.period_name}"), "heading"))
    for label, words in _figures(told):
        console.print(Text(f"{label:22}", "label").append(plain(words), "none"))
    for each in told.cautions:
        console.print(Text(f"{each.code}: ", "repair").append(plain(each.words), "none"))
    _show_channels(told)
    if gaps.runs:
        console.print(Text(f"\nRuns of numbers not held ({len(gaps.runs):,}), the longest first", "label"))
    for run in sorted(gaps.runs, key=lambda r: -r.length)[:_RUNS_SHOWN]:
        cited = f", {run.cited:,} of them cited" if run.cited else ""
        when = f"{run.after or 'beginning'} to {run.before or 'end'}"
        console.print(f"  {run.first:,}–{run.last:,} ({run.length:,}{cited}), {when}")
    console.print(Text("\nFor a footnote", "label"))
    console.print(Padding(plain(gaps.footnote), (0, 0, 0, 2), expand=False))


def _figures(told: Completeness) -> list[tuple[str, str]]:
    from reftel.refs.footnote import percent

    known = f"{told.held:,} held, {told.cited:,} more cited; the highest is {told.highest:,}"
    curve = told.regression
    by_dates = f"not used: {told.no_regression}"
    if curve is not None:
        by_dates = f"{curve.estimate:,.0f} ({curve.low:,} to {curve.high:,}), carried on {curve.ahead} days"
    return [
        ("numbers", known),
        ("sent at least", f"{told.total.low:,}"),
        ("sent, by the numbers", f"{told.total.estimate:,.0f} ({told.total.low:,} to {told.total.high:,})"),
        ("sent, by the dates", by_dates),
        (
            "share held",
            f"{percent(told.share)} ({percent(told.share_low)} to {percent(told.share_high)}), by the "
            + ("numbers" if told.best == "numbers" else "dates"),
        ),
    ]


def _show_channels(told: Completeness) -> None:
    from rich.text import Text

    from reftel.cli.screen import plain, screen
    from reftel.refs.footnote import percent

    console = screen()
    if told.channels:
        console.print(Text("\nSerials to each addressee, from the first telegram held to the last", "label"))
    for each in told.channels[:_CHANNELS_SHOWN]:
        share = "too few to compare" if each.share is None else f"{percent(each.share)} of all it sent"
        agrees = "" if each.agrees is None else ", agrees" if each.agrees else ", CONTRADICTS the numbers"
        held = "" if each.share_held is None else f"; {percent(each.share_held)} of these held"
        sent = f"{each.sent:,} sent while it numbered {each.numbered:,}"
        console.print(plain(f"  {each.to}: {sent}, {share}{agrees}{held}"))
