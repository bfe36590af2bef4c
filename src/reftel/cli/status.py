"""`reftel status`: what a collection holds, what its last build did, and every file it did not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.answers import BuildReport, Facet, Overview, Rejected


@click.command(name="status")
@click.argument("collection")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(collection: str, *, as_json: bool) -> None:
    """Tell what a COLLECTION holds, and which files it did not take and why.

    \b
    Example:
      reftel status mine
    """
    from reftel.collection import Collection

    with Collection.open(collection) as held:
        overview, rejects, report = held.overview(), held.rejects(), held.build_report()
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode({"overview": overview, "build": report, "rejects": rejects}))
        return
    show_overview(overview)
    show_build(report, tuple(rejects))


def show_overview(overview: Overview) -> None:
    """Write what a collection holds, in a few lines."""
    from rich.text import Text

    from reftel.cli.screen import screen

    console = screen()
    console.print(Text(overview.name, "heading"))
    console.print(
        f"{_many(overview.telegrams, 'telegram')} from {_many(overview.files, 'file')}, "
        f"{overview.words:,} words, {(overview.first or '?')[:10]} to {(overview.last or '?')[:10]}"
    )
    for label, facets in (
        ("levels", overview.classifications),
        ("layouts", overview.families),
        ("TAGS", overview.tags[:10]),
    ):
        console.print(Text(f"{label}: ", "label").append(_counts(facets), "none"))
    console.print(f"Cited and not held: {_many(overview.missing, 'telegram')}")


def show_build(report: BuildReport | None, rejects: tuple[Rejected, ...], *, most: int | None = None) -> None:
    """Write what the last build did, and the files it did not take; at most so many of them."""
    from reftel.cli.screen import screen

    if report is not None:
        screen().print(build_line(report))
    said = [(r.path, f"{r.reason} {r.remedy}") for r in rejects]
    _list("Not taken in", said, most)
    _list("Taken in, though odd", [(n.path, n.text) for n in report.notes] if report else [], most)


def _list(title: str, said: Sequence[tuple[str, str]], most: int | None) -> None:
    """Write what is said of each file below its name."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    if said:
        console.print(Text(f"{title} ({len(said):,})", "heading"))
    for path, words in said[:most]:
        console.print(Text(f"  {plain(path)}", "mrn"))
        console.print(Padding(plain(words), (0, 0, 0, 4), expand=False))
    if most is not None and len(said) > most:
        console.print(f"  ... and {len(said) - most:,} more; 'reftel status' lists them all.")


def build_line(report: BuildReport) -> str:
    """Return the counts of a build as one line that adds up."""
    return (
        f"{_many(report.seen, 'file')} seen = {report.added:,} added + {report.unchanged:,} unchanged + "
        f"{report.duplicates:,} duplicates + {report.rejected:,} rejected; "
        f"{_many(report.telegrams_added, 'telegram')} added, {report.telegrams:,} held "
        f"({report.seconds:.1f} s)"
    )


def _many(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _counts(facets: tuple[Facet, ...]) -> str:
    return ", ".join(f"{facet.value} {facet.count:,}" for facet in facets)
