"""`reftel annotate`: who is said to have said what, in files, or in a collection."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from reftel.errors import ReftelError, SourceError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from reftel.cli.annotations import Annotated

KINDS = ("mentions", "dates", "figures", "attributions")


@click.command(name="annotate")
@click.argument("paths", metavar="FILE... | COLLECTION", nargs=-1, required=True)
@click.option("--only", type=click.Choice(KINDS), help="Only these.")
@click.option(
    "--models",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="A folder of models of your own, made by 'reftel train'.",
)
@click.option(
    "--again", is_flag=True, help="Of a collection: also what other models annotated, and what failed."
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    help="Of a collection: how many processes annotate; as many as processors if left out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object per telegram and line.")
@click.pass_context
def command(
    ctx: click.Context,
    paths: tuple[str, ...],
    *,
    only: str | None,
    models: Path | None,
    again: bool,
    workers: int | None,
    as_json: bool,
) -> None:
    """Find people and places, dates, figures, and who is reported to have said what.

    FILEs are shown paragraph by paragraph in their own words; '-' reads plain text from standard input.  A
    file without a telegram in it is annotated whole.  Of a COLLECTION the telegrams that are not annotated
    yet are annotated and the answers kept, in its editions too; it may be stopped, the same command goes on.

    \b
    Examples:
      reftel annotate telegram.txt
      reftel annotate --only figures telegram.txt
      reftel annotate --json *.txt > annotations.jsonl
      reftel annotate mine
    """
    folders = [path for path in paths if _is_collection(path)]
    if folders and len(paths) > 1:
        raise click.UsageError(
            f"{folders[0]} is a collection: annotate one collection at a time, without files."
        )
    if folders:
        if only or models:
            raise click.UsageError(
                "--only and --models are for files; a collection's models stand in its reftel.toml."
            )
        _collection(ctx, folders[0], again=again, workers=workers, as_json=as_json)
        return
    if again or workers:
        raise click.UsageError("--again and --workers are for a collection.")
    _files(paths, only, models, as_json=as_json)


def _is_collection(path: str) -> bool:
    return (Path(path) / "reftel.toml").is_file()


def _collection(ctx: click.Context, folder: str, *, again: bool, workers: int | None, as_json: bool) -> None:
    from reftel.cli.annotated import annotate_shown, tell_annotated

    report = annotate_shown(folder, again=again, workers=workers, bar=not as_json)
    tell_annotated(ctx, report, as_json=as_json)


def _files(paths: tuple[str, ...], only: str | None, models: Path | None, *, as_json: bool) -> None:
    from reftel.cli.annotations import print_annotated, show_annotated

    unreadable = 0
    for name in paths:
        try:
            for one in _annotated(name, models):
                (print_annotated if as_json else show_annotated)(one, only)
        except SourceError as error:
            click.echo(f"reftel: {error}", err=True)
            unreadable += 1
    if unreadable:
        raise ReftelError(f"{unreadable} of {len(paths)} could not be read; see above.")


def _annotated(name: str, models: Path | None) -> Iterator[Annotated]:
    from reftel import parse
    from reftel.cli.annotations import annotated
    from reftel.cli.parse import texts_of
    from reftel.intake.judge import parsed

    for text in texts_of(name):
        for telegram in parsed(text, parse):
            yield annotated(telegram, name, models)
