"""Training on one's own annotated texts, with a score from texts that were held back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from reftel.extract.corrected import Row, What, parted, read_corrected, write_rows
from reftel.extract.scoring import COUNTING, Counts, added, f1, interval

FOLDS = 5

Train = Callable[[Path, Path, int], None]  # the file to learn from, the folder to write to, the seed


class Score(NamedTuple):
    """An F1 over texts that the models had not seen, with its 95 % interval."""

    name: str
    value: float
    low: float
    high: float


class Trained(NamedTuple):
    """What was trained on, and how right such models are."""

    texts: int
    marks: int
    folds: int
    scores: tuple[Score, ...]


def train(
    what: What,
    paths: Sequence[Path],
    out: Path,
    *,
    seed: int = 1,
    folds: int = FOLDS,
    tell: Callable[[str], None] = lambda _: None,
) -> Trained:
    """Train models of mentions or of attributions, write them to a folder, and score such models.

    Raises `SourceError` where a file cannot be used.
    """
    rows = read_corrected(what, paths)
    fit = _training(what)
    counts = list(_cross_validated(what, rows, fit, seed, folds, tell)) if folds > 1 else []
    tell(f"training on all {len(rows)} texts")
    with TemporaryDirectory() as scratch:
        fit(write_rows(rows, Path(scratch) / _named(paths)), out, seed)
    scores = tuple(_score(name, counts, seed) for name in (added(counts) if counts else ()))
    return Trained(len(rows), sum(len(row[what]) for row in rows), folds if counts else 0, scores)


def _named(paths: Sequence[Path]) -> str:
    """Return the name that the models' note gives to what they were trained on."""
    return "+".join(path.stem for path in paths)[:100] + ".jsonl"


def _training(what: What) -> Train:
    if what == "mentions":
        from reftel.extract.training import train_mentions

        return lambda file, out, seed: train_mentions([file], out, seed)
    from reftel.extract.attributions.training import train_attributions

    return lambda file, out, seed: train_attributions([file], out, seed)


def _cross_validated(
    what: What, rows: Sequence[Row], fit: Train, seed: int, folds: int, tell: Callable[[str], None]
) -> Iterator[Counts]:
    """Train without each part of the texts, and count how right that part is annotated."""
    from reftel.extract.page import Page
    from reftel.extract.steps import annotate_page

    parts = parted(rows, folds, seed)
    for number, (taught, held) in enumerate(parts, start=1):
        tell(f"testing, part {number} of {len(parts)}")
        with TemporaryDirectory() as scratch:
            models = Path(scratch) / "models"
            fit(write_rows(taught, Path(scratch) / "taught.jsonl"), models, seed)
            for row in held:
                found = annotate_page(Page(row["text"]), models=models).to_dict()
                yield COUNTING[what](row, found[what])


def _score(name: str, counts: Sequence[Counts], seed: int) -> Score:
    return Score(name, f1(added(counts)[name]), *interval(counts, name, seed=seed))
