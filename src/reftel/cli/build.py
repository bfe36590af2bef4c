"""`reftel build`: make a collection from files, folders and archives, or add to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from reftel.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from reftel.collection.answers import BuildReport
    from reftel.intake import Unpacking

_REJECTS_SHOWN = 20
_SOME_REJECTED = 1
_MILLION = 1_000_000


@click.command(name="build")
@click.argument("collection")
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option(
    "--workers", type=click.IntRange(1), help="How many processes read; as many as processors if left out."
)
@click.option(
    "--limit",
    type=click.IntRange(1),
    metavar="MB",
    help="Refuse files larger than this many million bytes; 33 if left out.",
)
@click.option(
    "--unpacked",
    type=click.IntRange(1),
    metavar="MB",
    help="Unpack at most this many million bytes from one archive; 64000 if left out.",
)
@click.option(
    "--members",
    type=click.IntRange(1),
    metavar="FILES",
    help="Read at most this many files from one archive; 5 million if left out.",
)
@click.option(
    "--ratio",
    type=click.IntRange(1),
    metavar="TIMES",
    help="Unpack at most this many times an archive's size, 67 MB in any case; 200 if left out.",
)
@click.option(
    "--depth",
    type=click.IntRange(1),
    metavar="N",
    help="Open at most this many archives lying in one another; 5 if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    collection: str,
    sources: tuple[str, ...],
    *,
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
    counted; those that cannot be taken in are listed with the reason, and the exit code is then 1.

    \b
    Examples:
      reftel build mine telegrams/
      reftel build mine more/*.txt release.zip
      reftel build mine tapes.tar.gz --unpacked 200000 --ratio 1000
    """
    from reftel.intake import Unpacking

    given = {
        "total": unpacked and unpacked * _MILLION, "members": members, "ratio": ratio, "depth": depth,
    }  # fmt: skip
    report = build_shown(
        collection,
        sources,
        workers=workers,
        limit=limit,
        unpacking=Unpacking(**{name: value for name, value in given.items() if value}),
        bar=not as_json,
    )
    if as_json:
        import msgspec

        click.echo(msgspec.json.encode(report))
    else:
        from reftel.cli.status import show_build

        show_build(report, report.rejects, most=_REJECTS_SHOWN)
    if report.rejected:
        ctx.exit(_SOME_REJECTED)


def build_shown(
    collection: str | Path,
    sources: Sequence[str | Path],
    *,
    name: str | None = None,
    workers: int | None = None,
    limit: int | None = None,
    unpacking: Unpacking | None = None,
    bar: bool = True,
) -> BuildReport:
    """Build with a progress bar, and return what was done."""
    from reftel.cli.reading import parse_and_check
    from reftel.collection import build
    from reftel.intake import DEFAULT_LIMIT, Unpacking

    largest = limit * _MILLION if limit else DEFAULT_LIMIT
    with progress_bar(shown=bar) as tell:
        return build(
            collection,
            sources,
            parse=parse_and_check,
            name=name,
            workers=workers,
            limit=largest,
            unpacking=unpacking or Unpacking(),
            progress=tell,
        )
