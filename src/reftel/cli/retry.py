"""`reftel retry`: read again the files that a collection did not take in."""

from __future__ import annotations

import click

from reftel.cli.build import limit_of, reading_options, tell_built, unpacking_of
from reftel.cli.progress import progress_bar


@click.command(name="retry")
@click.argument("collection")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@click.option("--code", metavar="CODE", help="Only those rejected for this reason, such as empty.")
@click.option(
    "--from",
    "sources",
    metavar="SOURCE",
    multiple=True,
    help="A file or folder that was given to 'reftel build'; all that were, on this machine, if left out.",
)
@reading_options
@click.option("--json", "as_json", is_flag=True, help="Print the report as one JSON object.")
@click.pass_context
def command(
    ctx: click.Context,
    collection: str,
    names: tuple[str, ...],
    *,
    code: str | None,
    sources: tuple[str, ...],
    workers: int | None,
    limit: int | None,
    unpacked: int | None,
    members: int | None,
    ratio: int | None,
    depth: int | None,
    as_json: bool,
) -> None:
    """Read again the files that a COLLECTION did not take in, and no others.

    All of them, or those of a NAME as 'reftel status' lists it: a file, a folder or archive, or a pattern.
    They are read from where they lay; one that can be taken in leaves the list.  A collection does not say
    where on a machine its sources lie: if it was built elsewhere or by another user, name them with --from.

    \b
    Examples:
      reftel retry mine
      reftel retry mine --code no-rights
      reftel retry mine 'telegrams/scans/*' --from /media/disk/telegrams
    """
    from reftel.cli.reading import parse_and_check
    from reftel.cli.remembered import remember_sources, remembered_sources
    from reftel.collection import retry
    from reftel.errors import CollectionError

    where = sources or remembered_sources(collection)
    if not where:
        raise CollectionError(
            f"Where the sources of {collection} lie is not known here: it was built elsewhere or by another "
            f"user. Name them: reftel retry {collection} --from SOURCE"
        )
    with progress_bar(shown=not as_json) as tell:
        report = retry(
            collection,
            where,
            parse=parse_and_check,
            names=names,
            code=code,
            workers=workers,
            limit=limit_of(limit),
            unpacking=unpacking_of(unpacked=unpacked, members=members, ratio=ratio, depth=depth),
            progress=tell,
        )
    if sources:
        remember_sources(collection, sources)
    tell_built(ctx, collection, report, as_json=as_json)
