"""Score who is who: over gold mentions, and over the mentions found; learn its weights.

python -m bench.who FOLDER-OR-FILE… [--folds 5]        cross-validated over gold mentions
python -m bench.who --test FILE [--found MODELS] FILE…        learnt on the files, scored on another
python -m bench.who --save FILE…                       learn from all, write the weights
"""

from __future__ import annotations

import argparse
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, cast

from reftel.extract.annotations import Kind, Mention, Type
from reftel.extract.page import Page
from reftel.extract.who import ranking, resolving
from reftel.extract.who.learning import choices, learn, save
from reftel.extract.who.wording import wording
from reftel.model import Span

Pair = tuple[Span, int]  # a span and its entity
TYPES = {
    "PER.IND": "person",
    "PER.GROUP": "group",
    "GPE": "gpe",
    "ORG": "organization",
    "LOC": "location",
    "PER": "person",
}


def documents(paths: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Yield the annotated texts of files and folders."""
    for path in map(Path, paths):
        files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
        for file in files:
            yield from (json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip())


def gold_mentions(doc: dict[str, Any]) -> list[Mention]:
    """Return the gold mentions; where no kind is given, by the words."""
    numbers: dict[Any, int] = {}
    found = []
    for m in doc["mentions"]:
        kind, type_ = m.get("kind"), m.get("type") or "GPE"
        raw = doc["text"][m["start"] : m["end"]]
        if type_.split(".")[0].isupper():
            type_ = TYPES.get(type_) or TYPES.get(type_.split(".")[0], "gpe")
        number = numbers.setdefault(m["entity_id"], len(numbers))
        span = Span(m["start"], m["end"])
        found.append(Mention(span, cast(Type, type_), cast(Kind, kind or _kind(raw, type_)), number))
    return found


_NOUNS: set[str] = set()


def _kind(raw: str, type_: str) -> str:
    w = wording(raw, type_ == "person")
    if w.pronoun:
        return "pronoun"
    if w.nations or (type_ == "person" and w.person and w.person[-1] not in _NOUNS):
        return "name"
    return "nominal" if w.head in _NOUNS and all(x in _NOUNS or len(x) < 3 for x in w.words) else "name"


def learn_nouns(docs: Iterable[dict[str, Any]]) -> None:
    """Note the words of descriptions, to tell the kind of gold mentions that have none."""
    for doc in docs:
        for m in doc["mentions"]:
            if m.get("kind") == "nominal":
                w = wording(doc["text"][m["start"] : m["end"]], m["type"] == "person")
                _NOUNS.update(x for x in w.words if not x.isdigit())


# -- the CoNLL score ---------------------------------------------------------------------------


def clusters(pairs: Iterable[Pair]) -> list[frozenset[Span]]:
    by: dict[int, set[Span]] = defaultdict(set)
    for span, entity in pairs:
        by[entity].add(span)
    return [frozenset(c) for c in by.values()]


def counts(key: list[frozenset[Any]], response: list[frozenset[Any]]) -> list[float]:
    """Return hits and sizes: MUC, B-cubed, CEAF-e, each for recall and precision."""
    found: list[float] = []
    for a, b in ((key, response), (response, key)):
        where = {m: c for c in b for m in c}
        muc = sum(len(c) - len({where.get(m, m) for m in c}) for c in a)
        b3 = sum(len(c & where.get(m, frozenset())) / len(c) for c in a for m in c)
        found += [muc, sum(len(c) - 1 for c in a), b3, sum(map(len, a))]
    pairs = sorted(
        (
            (2 * len(a & b) / (len(a) + len(b)), i, j)
            for i, a in enumerate(key)
            for j, b in enumerate(response)
            if a & b
        ),
        reverse=True,
    )
    left, right, total = set(), set(), 0.0
    for score, i, j in pairs:
        if i not in left and j not in right:
            left.add(i)
            right.add(j)
            total += score
    return [*found, total, len(key), len(response)]


def conll(sums: list[float]) -> tuple[float, float, float, float]:
    """Return the mean and the three F1 scores."""

    def f1(hit_r: float, r: float, hit_p: float, p: float) -> float:
        a, b = hit_r / (r or 1), hit_p / (p or 1)
        return 2 * a * b / (a + b) if a + b else 0.0

    muc = f1(sums[0], sums[1], sums[4], sums[5])
    b3 = f1(sums[2], sums[3], sums[6], sums[7])
    ceaf = f1(sums[8], sums[9], sums[8], sums[10])
    return (muc + b3 + ceaf) / 3, muc, b3, ceaf


def score(
    docs: list[dict[str, Any]], learnt: dict[str, float] | None, models: Path | None = None
) -> list[list[float]]:
    """Return the counts of each text, over its gold mentions, or those that these models find."""
    if learnt is not None:
        vars(resolving)["weights"] = lambda: learnt
    rows = []
    for doc in docs:
        page = Page(doc["text"])
        gold = gold_mentions(doc)
        given = gold
        if models:
            from reftel.extract.mentions import find_mentions

            given = find_mentions(page, models)
        ours, _ = resolving.who_is_who(page, given)
        rows.append(
            counts(clusters((m.span, m.entity) for m in gold), clusters((m.span, m.entity) for m in ours))
        )
    return rows


def add(rows: Iterable[list[float]]) -> list[float]:
    return [sum(c) for c in zip(*rows, strict=True)]


def interval(rows: list[list[float]]) -> tuple[float, float]:
    """Return the 95 % interval of the mean score, by drawing texts again 500 times."""
    draw = random.Random(1)
    found = sorted(conll(add(draw.choices(rows, k=len(rows))))[0] for _ in range(500))
    return found[12], found[487]


def learnt_from(docs: Iterable[dict[str, Any]]) -> dict[str, float]:
    made = [c for d in docs for c in choices(Page(d["text"]), gold_mentions(d))]
    return learn(made)


def save_learnt(paths: Iterable[Path], out: Path) -> None:
    """Learn from all texts of these files and write the weights."""
    names = sorted(path.name for path in paths)
    docs = list(documents(str(path) for path in paths))
    learn_nouns(docs)
    save(learnt_from(docs), out, {"texts": len(docs), "from": names})


def report(name: str, rows: list[list[float]]) -> None:
    mean, muc, b3, ceaf = conll(add(rows))
    low, high = interval(rows)
    print(f"{name}: {mean:.3f} ({low:.3f}-{high:.3f})  muc {muc:.3f} b3 {b3:.3f} ceaf {ceaf:.3f}")


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("data", nargs="+")
    ask.add_argument("--folds", type=int, default=5)
    ask.add_argument("--test", action="append", default=[])
    ask.add_argument(
        "--found", type=Path, metavar="MODELS", help="score over the mentions that these models find"
    )
    ask.add_argument("--save", action="store_true")
    args = ask.parse_args()
    docs = list(documents(args.data))
    learn_nouns(docs)
    if args.save:
        save_learnt([Path(p) for p in args.data], ranking.WEIGHTS)
        sys.exit(0)
    if args.folds > 1:
        random.Random(3).shuffle(docs)
        rows = []
        for k in range(args.folds):
            learnt = learnt_from(d for i, d in enumerate(docs) if i % args.folds != k)
            rows += score(docs[k :: args.folds], learnt)
        report("cross-validated", rows)
    if args.test:
        learnt = learnt_from(docs)
        for test in args.test:
            report(Path(test).stem, score(list(documents([test])), learnt, args.found))
    texts = [(Page(d["text"]), gold_mentions(d)) for d in docs]
    for page, _ in texts:
        page.sentences  # noqa: B018
    begun = time.perf_counter()
    for page, given in texts:
        resolving.who_is_who(page, given)
    took = time.perf_counter() - begun
    words = sum(len(d["text"].split()) for d in docs)
    print(f"{words / took:,.0f} words a second, {took / words * 1e6:.1f} microseconds a word")


if __name__ == "__main__":
    main()
