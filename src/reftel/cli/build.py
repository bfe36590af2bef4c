"""`reftel build`: make a collection from files, folders and archives, or add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from reftel.collection.answers import BuildReport
    from reftel.intake import Unpacking

_MILLION = 1_000_000

_Command = TypeVar("_Command", bound="Callable[..., Any]")

REJECTS_SHOWN = 20
SOME_REJECTED = 1


def _date(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Check that a word of the command line is a date."""
    from reftel.collection.provenance import check_date

    try:
        return check_date(value) if value else value
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


# How files are read, for the commands that read them.
_READING = (
    click.option(
        "--workers",
        type=click.IntRange(1),
        help="How many processes read; as many as processors if left out.",
    ),
    click.option(
        "--limit",
        type=click.IntRange(1),
        metavar="MB",
        help="Refuse files larger than this many million bytes; 33 if left out.",
    ),
    click.option(
        "--unpacked",
        type=click.IntRange(1),
        metavar="MB",
        help="Unpack at most this many million bytes from one archive; 64000 if left out.",
    ),
    click.option(
        "--members",
        type=click.IntRange(1),
        metavar="FILES",
        help="Read at most this many files from one archive; 5 million if left out.",
    ),
    click.option(
        "--ratio",
        type=click.IntRange(1),
        metavar="TIMES",
        help="Unpack at most this many times an archive's size, 67 MB in any case; 200 if left out.",
    ),
    click.option(
        "--depth",
        type=click.IntRange(1),
        metavar="N",
        help="Open at most this many archives lying in one another; 5 if left out.",
    ),
)


def reading_options(command: _Command) -> _Command:
    """Give a command the options of how files are read."""
    for option in reversed(_READING):
        command = option(command)
    return command


@click.command(name="build")
@click.argument("collection")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--released-by", metavar="WHO", help="Who released these files.")
@click.option("--released-on", metavar="DATE", callback=_date, help="When: a year, 2014-03 or 2014-03-31.")
@click.option("--from", "retrieved_from", metavar="URL", help="Where they were fetched.")
@click.option("--retrieved-on", metavar="DATE", callback=_date, help="When.")
@click.option("--licence", metavar="LICENCE", help="Under which licence they may be used.")
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    collection: str,
    sources: tuple[str, ...],
    *,
    released_by: str | None,
    released_on: str | None,
    retrieved_from: str | None,
    retrieved_on: str | None,
    licence: str | None,
    workers: int | None,
    limit: int | None,
    unpacked: int | None,
    members: int | None,
    ratio: int | None,
    depth: int | None,
    as_json: bool,
) -> None:
    """Make a COLLECTION from files, folders and archives, or add to it.

    Read are plain text, HTML, e-mail (.eml, mbox), TEI, PDF with a text in it, and zip, tar, gz, bz2, xz and
    zst archives of these, in one another too; nothing is unpacked to the disk.

    What is already in it is not added twice.  A build that was stopped goes on where it was.  Every file is
    counted; those that cannot be taken in are listed with the reason, and the exit code is then 1: mend them
    and give 'reftel retry'.

    Who released the files, when, from where and under which licence goes with every answer.  It can be said
    here, also of files that are held already ('' takes a word back), or in a file provenance.toml in their
    folder.

    \b
    Examples:
      reftel build mine telegrams/
      reftel build mine more/*.txt release.zip
      reftel build mine tapes.tar.gz --unpacked 200000 --ratio 1000
      reftel build mine release/ --released-by 'Department of State' --released-on 2014-03
    """
    from reftel.cli.remembered import remember_sources

    remember_sources(collection, sources)
    given = {
        "released_by": released_by,
        "released_on": released_on,
        "retrieved_from": retrieved_from,
        "retrieved_on": retrieved_on,
        "licence": licence,
    }
    report = build_shown(
        collection,
        sources,
        provenance={name: value for name, value in given.items() if value is not None},
        workers=workers,
        limit=limit,
        unpacking=unpacking_of(unpacked=unpacked, members=members, ratio=ratio, depth=depth),
        bar=not as_json,
    )
    tell_built(ctx, collection, report, as_json=as_json)


def tell_built(ctx: click.Context, collection: str, report: BuildReport, *, as_json: bool) -> None:
    """Write what a build or a retry did; exit with 1 where files were not taken in."""
    from reftel.cli.requests import show_arrived

    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        from reftel.cli.status import show_build
        from reftel.cli.watch import show_waiting

        show_build(report, report.rejects, most=REJECTS_SHOWN)
        show_waiting(collection)
    show_arrived(collection, quiet=as_json)
    if report.rejected:
        ctx.exit(SOME_REJECTED)


def build_shown(
    collection: str | Path,
    sources: Sequence[str | Path],
    *,
    name: str | None = None,
    provenance: Mapping[str, str] | None = None,
    workers: int | None = None,
    limit: int | None = None,
    unpacking: Unpacking | None = None,
    bar: bool = True,
) -> BuildReport:
    """Build with a progress bar, and return what was done."""
    from reftel.cli.reading import parse_and_check
    from reftel.collection import build

    with progress_bar(shown=bar) as tell:
        return build(
            collection,
            sources,
            parse=parse_and_check,
            name=name,
            provenance=provenance,
            workers=workers,
            limit=limit_of(limit),
            unpacking=unpacking or unpacking_of(),
            progress=tell,
        )


def limit_of(megabytes: int | None) -> int:
    """Return the limit of a file's size in bytes."""
    from reftel.intake import DEFAULT_LIMIT

    return megabytes * _MILLION if megabytes else DEFAULT_LIMIT


def unpacking_of(
    *,
    unpacked: int | None = None,
    members: int | None = None,
    ratio: int | None = None,
    depth: int | None = None,
) -> Unpacking:
    """Return what may come out of one archive; `unpacked` in million bytes."""
    from reftel.intake import Unpacking

    given = {"total": unpacked and unpacked * _MILLION, "members": members, "ratio": ratio, "depth": depth}
    return Unpacking(**{name: value for name, value in given.items() if value})
