"""Train the models that reftel ships: `make train DATA=folder`, with a folder laid out like the shared data.

They learn from `mentions/train_*.jsonl` and `attributions/train_*.jsonl` of the folder, from the telegrams
annotated by hand for reftel, whose offsets stand in `bench/labels` and whose texts are in the folder, and
from the exercise texts of `bench/exercise` but its `test`.  Nothing else: `historylab` and the `dev` files
only measure.  The same data gives the same models.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import who
from bench.markup import documents
from bench.standoff import given
from reftel.extract.opening import pack

MODELS = Path(__file__).resolve().parents[1] / "src" / "reftel" / "extract" / "models"
SEED = 1


def files(what: str, data: Path, scratch: Path) -> list[Path]:
    """Return the files to learn from; those annotated for reftel are written out with their texts."""
    own = {"labels": given(what, data), "exercise": documents(what)}
    for name, found in own.items():
        with (scratch / f"{name}_{what}.jsonl").open("w", encoding="utf-8") as out:
            out.writelines(json.dumps(document) + "\n" for document in found)
    return [*sorted((data / what).glob("train_*.jsonl")), *(scratch / f"{n}_{what}.jsonl" for n in own)]


def main(words: Sequence[str] | None = None) -> int:
    """Train what is asked for, in the order in which the models use each other."""
    ask = argparse.ArgumentParser(
        prog="make train", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--data", type=Path, required=True)
    ask.add_argument("--out", type=Path, default=MODELS)
    ask.add_argument("what", nargs="*", help="mentions, attributions, who (all)")
    args = ask.parse_args(words)
    with TemporaryDirectory() as scratch:
        for name, train in _trainers(args.data, Path(scratch), args.out):
            if not args.what or name in args.what:
                begun = time.perf_counter()
                train()
                print(f"{name}: trained in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    pack(args.out)
    return 0


def _trainers(data: Path, scratch: Path, out: Path) -> Iterator[tuple[str, Callable[[], None]]]:
    from reftel.extract.attributions.training import train_attributions
    from reftel.extract.training import train_mentions
    from reftel.extract.who.ranking import WEIGHTS

    mentions, attributions = files("mentions", data, scratch), files("attributions", data, scratch)
    yield "mentions", lambda: train_mentions(mentions, out, SEED)
    yield "who", lambda: who.save_learnt(mentions, out / WEIGHTS.name)
    yield "attributions", lambda: train_attributions(attributions, out, SEED)


if __name__ == "__main__":
    sys.exit(main())
