"""`reftel status`: what a collection holds, where it comes from, what was done, what it did not take."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.reader import opened, reader_option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reftel.collection.answers import (
        BuildReport,
        BuildSeen,
        Facet,
        IndexState,
        Overview,
        Provenance,
        Rejected,
        SourceGroup,
    )

_SOURCES_SHOWN = 30
_BUILDS_SHOWN = 5
_BUILDS_GIVEN = 100


@click.command(name="status")
@click.argument("collection")
@reader_option
@click.option("--json", "as_json", is_flag=True, help="Print the answer as one JSON object.")
def command(collection: str, *, as_json: bool) -> None:
    """Tell what a COLLECTION holds and where it comes from, and which files it did not take and why.

    \b
    Example:
      reftel status mine
    """
    with opened(collection) as held:
        overview, rejects, report = held.overview(), held.rejects(), held.build_report()
        builds, sources, indexes = held.builds(_BUILDS_GIVEN), held.sources(), held.index_states()
    if as_json:
        import msgspec

        told = {
            "overview": overview,
            "build": report,
            "rejects": rejects,
            "builds": builds,
            "sources": sources,
            "indexes": indexes,
        }
        click.echo(msgspec.json.encode(told))
        return
    show_overview(overview)
    _show_sources(sources)
    _show_indexes(indexes)
    _show_builds(builds)
    show_rejects("Not taken in", rejects)
    _show_notes(report)
    if rejects:
        _say_how(f"When they are mended: reftel retry {collection}")


def show_overview(overview: Overview) -> None:
    """Write what a collection holds, in a few lines."""
    from rich.text import Text

    from reftel.cli.screen import screen

    console = screen()
    console.print(Text(overview.name, "heading"))
    if not overview.telegrams:
        console.print("No telegrams")
        return
    console.print(
        f"{many(overview.telegrams, 'telegram')} from {many(overview.files, 'file')}, "
        f"{overview.words:,} words, {(overview.first or '?')[:10]} to {(overview.last or '?')[:10]}"
    )
    for label, facets in (
        ("levels", overview.classifications),
        ("layouts", overview.families),
        ("TAGS", overview.tags[:10]),
    ):
        console.print(Text(f"{label}: ", "label").append(_counts(facets), "none"))
    console.print(f"Cited and not held: {many(overview.missing, 'telegram')}")


def show_build(report: BuildReport | None, rejects: tuple[Rejected, ...], *, most: int | None = None) -> None:
    """Write what the last build did, and the files it did not take; at most so many of them."""
    from reftel.cli.screen import screen

    count = len(rejects)
    if report is not None:
        screen().print(build_line(report))
        count = max(count, report.rejected)
        if report.provenance_changed:
            screen().print(
                f"{many(report.provenance_changed, 'file')} held already: what is said of where they come "
                "from has changed"
            )
    show_rejects("Not taken in", rejects, most=most, count=count)
    if report is not None and report.absent:
        _list("Not there any more", [(name, "It stays on the list.") for name in report.absent], most)
    _show_notes(report, most=most)


def show_rejects(
    title: str, rejects: Sequence[Rejected], *, most: int | None = None, count: int | None = None
) -> None:
    """Write the files that were not taken in, of so many in all."""
    _list(title, [(r.path, f"{r.reason} {r.remedy}") for r in rejects], most, count)


def _show_notes(report: BuildReport | None, *, most: int | None = None) -> None:
    _list("Taken in, though odd", [(n.path, n.text) for n in report.notes] if report else [], most)


def _list(title: str, said: Sequence[tuple[str, str]], most: int | None, count: int | None = None) -> None:
    """Write what is said of each file below its name."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    count = count or len(said)
    if said:
        console.print(Text(f"{title} ({count:,})", "heading"))
    for path, words in said[:most]:
        console.print(Text(f"  {plain(path)}", "mrn"))
        console.print(Padding(plain(words), (0, 0, 0, 4), expand=False))
    if most is not None and count > most:
        console.print(f"  ... and {count - most:,} more; 'reftel status' lists them all.")


def _show_sources(sources: Sequence[SourceGroup]) -> None:
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    if sources:
        console.print(Text("Sources", "heading"))
    for source in sources[:_SOURCES_SHOWN]:
        held = f"{many(source.files, 'file')}, {many(source.telegrams, 'telegram')}"
        console.print(Text(f"  {plain(source.name)}", "mrn").append(f"  {held}", "none"))
        if source.provenance:
            console.print(Padding(plain(provenance_line(source.provenance)), (0, 0, 0, 4), expand=False))
    if len(sources) > _SOURCES_SHOWN:
        console.print(f"  ... and {len(sources) - _SOURCES_SHOWN:,} more; --json lists them all.")


def provenance_line(said: Provenance) -> str:
    """Return where a file comes from, on one line."""
    parts = (
        _happened("released", "by", said.released_by, said.released_on),
        _happened("fetched", "from", said.retrieved_from, said.retrieved_on),
        f"licence {said.licence}" if said.licence else "",
    )
    return "; ".join(part for part in parts if part)


def _happened(what: str, how: str, whom: str | None, date: str | None) -> str:
    day = len("2014-03-31")
    words = [f"{how} {whom}"] if whom else []
    words += [f"{'on' if len(date) == day else 'in'} {date}"] if date else []
    return " ".join([what, *words]) if words else ""


def _show_indexes(indexes: Sequence[IndexState]) -> None:
    from reftel.cli.screen import screen

    for index in indexes:
        state = "in order" if index.in_order else "not in order: the next opening mends it"
        screen().print(f"Index {index.name}: {many(index.documents, 'telegram')}, {state}")


def _show_builds(builds: Sequence[BuildSeen]) -> None:
    from rich.text import Text

    from reftel.cli.screen import screen

    console = screen()
    if builds:
        console.print(Text("Last done", "heading"))
    for done in builds[:_BUILDS_SHOWN]:
        console.print(f"  {done.started[:16].replace('T', ' ')}  {done.kind}: {_done(done)}")


def _done(done: BuildSeen) -> str:
    """Return what a piece of work did, on one line."""
    if done.finished is None:
        return "stopped, or still going on; the same command goes on with it"
    seen = many(done.seen or 0, "file")
    if done.kind == "remove":
        return f"{seen} and {many(done.telegrams_gone or 0, 'telegram')} removed"
    if done.kind.startswith("rebuild"):
        return (
            f"{seen} read again = {done.added:,} changed + {done.unchanged:,} unchanged + "
            f"{done.rejected:,} rejected"
        )
    return (
        f"{seen} seen = {done.added:,} added + {done.unchanged:,} unchanged + {done.duplicates:,} duplicates "
        f"+ {done.rejected:,} rejected; {many(done.telegrams_added or 0, 'telegram')} added"
    )


def _say_how(words: str) -> None:
    from reftel.cli.screen import plain, screen

    screen().print(plain(words))


def build_line(report: BuildReport) -> str:
    """Return the counts of a build as one line that adds up."""
    return (
        f"{many(report.seen, 'file')} seen = {report.added:,} added + {report.unchanged:,} unchanged + "
        f"{report.duplicates:,} duplicates + {report.rejected:,} rejected; "
        f"{many(report.telegrams_added, 'telegram')} added, {report.telegrams:,} held "
        f"({report.seconds:.1f} s)"
    )


def many(count: int, what: str) -> str:
    """Return a count with its noun.

    >>> many(2, "file")
    '2 files'
    """
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _counts(facets: tuple[Facet, ...]) -> str:
    return ", ".join(f"{facet.value} {facet.count:,}" for facet in facets)
