"""`reftel train`: models from annotated texts of one's own."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    from reftel.extract.learning import Trained


@click.command(name="train")
@click.argument("what", type=click.Choice(["mentions", "attributions"]))
@click.argument(
    "files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True)
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, file_okay=False),
    help="The folder for the models.",
)
@click.option("--seed", default=1, show_default=True, help="The same texts and seed give the same models.")
@click.option(
    "--folds",
    default=5,
    show_default=True,
    type=click.IntRange(0, 20),
    help="In how many parts the texts are tested, each by models of the others; 0 leaves it out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the score as one JSON object.")
def command(
    what: Literal["mentions", "attributions"],
    files: tuple[Path, ...],
    *,
    out: Path,
    seed: int,
    folds: int,
    as_json: bool,
) -> None:
    """Train models on annotated texts of your own.

    A FILE has one JSON object per line, as 'reftel annotate --json' prints it: correct what is wrong there
    and train on it.  Printed is how right such models are on texts they had not seen.  'reftel annotate
    --models FOLDER' uses them.

    \b
    Examples:
      reftel train mentions corrected.jsonl --out mine-models
      reftel train attributions corrected/ --out mine-models --folds 10
      reftel annotate --models mine-models telegram.txt
    """
    from reftel.extract.learning import train

    done = train(
        what, files, out, seed=seed, folds=folds, tell=lambda told: click.echo(f"{told} …", err=True)
    )
    if as_json:
        _print(what, done, out)
    else:
        _show(what, done, out)


def _print(what: str, done: Trained, out: Path) -> None:
    import msgspec

    scores = {s.name: {"f1": s.value, "low": s.low, "high": s.high} for s in done.scores}
    told = {
        "what": what,
        "texts": done.texts,
        what: done.marks,
        "folds": done.folds,
        "scores": scores,
        "out": str(out),
    }
    click.echo(msgspec.json.encode(told))


def _show(what: str, done: Trained, out: Path) -> None:
    from rich.table import Table

    from reftel.cli.screen import plain, screen

    console = screen()
    console.print(f"{done.texts:,} texts, {done.marks:,} {what}. Models written to {plain(str(out))}.")
    if not done.scores:
        return
    console.print(f"On texts not trained on ({done.folds} parts), F1 with its 95 % interval:", style="label")
    table = Table.grid(padding=(0, 2))
    for s in done.scores:
        table.add_row(s.name.replace("_", " "), f"{s.value:.3f}", f"{s.low:.3f}–{s.high:.3f}")
    console.print(table)
