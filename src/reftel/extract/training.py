"""Reading annotated texts, and training the models of mentions from them.

A line is a JSON object: `id`, `text`, and `mentions` with `start`, `end`, `type` and `kind`.
"""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import tomli_w

from reftel.extract.mentions.candidates import Stretch, candidates, inner_rows
from reftel.extract.mentions.features import VERSION, Form, features, forms_of, is_mixed
from reftel.extract.mentions.judge import rows_of
from reftel.extract.mentions.models import model_path
from reftel.extract.mentions.proposals import proposed
from reftel.extract.mixing import in_other_case
from reftel.extract.opening import open_model
from reftel.extract.page import Page

Row = dict[str, Any]


class Marked(NamedTuple):
    """A stretch of words, from the first to the one after the last, its type and kind."""

    first: int
    end: int
    type: str
    kind: str


def documents(paths: Iterable[Path]) -> Iterator[Row]:
    """Yield the annotated texts of files, and of the JSONL files in folders."""
    for path in files(paths):
        with path.open(encoding="utf-8") as lines:
            yield from (json.loads(line) for line in lines if line.strip())


def files(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files, and the JSONL files of folders."""
    for path in paths:
        yield from sorted(path.glob("*.jsonl")) if path.is_dir() else [path]


def marked(page: Page, mentions: Iterable[Row]) -> list[Marked]:
    """Return mentions as stretches of words, the longer first where two begin together."""
    _, starts, ends = page.tokens
    found = set()
    for m in mentions:
        first, end = bisect_right(ends, m["start"]), bisect_left(starts, m["end"])
        if first < end:
            found.add(Marked(first, end, m["type"], m.get("kind") or "name"))
    return sorted(found, key=lambda m: (m.first, -m.end))


def layered(mentions: list[Marked]) -> tuple[list[Marked], list[tuple[Marked, Marked]]]:
    """Return the outermost mentions, and the pairs of a mention and one directly inside it."""
    outer, pairs, open_ = [], [], list[Marked]()
    for m in mentions:
        while open_ and open_[-1].end <= m.first:
            open_.pop()
        if open_ and (m.end > open_[-1].end or (m.first, m.end) == open_[-1][:2]):
            continue
        if open_:
            pairs.append((open_[-1], m))
        else:
            outer.append(m)
        open_.append(m)
    return outer, pairs


# Rounds, and the strengths of both penalties: chosen by cross-validation (docs/measurements.md).
ITERATIONS = 80
C1, C2 = 0.3, 0.5
FOLDS = 4


class Text(NamedTuple):
    """An annotated text made ready: its page, features and mentions, and the document it comes from."""

    document: str
    page: Page
    forms: list[Form]
    rows: list[list[str]]
    mentions: list[Marked]


def train_mentions(paths: Iterable[Path], out: Path, seed: int = 1) -> None:
    """Train the models of mentions from annotated texts and write them to a folder, with a note of how.

    The judge learns from what the other models, trained without a document, propose for it.
    """
    paths = list(paths)
    rows = list(documents(paths))
    texts = prepared(rows, seed)
    names = sorted({t.document for t in texts})
    Random(seed).shuffle(names)
    judged: list[tuple[list[list[str]], list[str]]] = []
    with TemporaryDirectory() as scratch:
        for fold in range(FOLDS):
            held = set(names[fold::FOLDS])
            proposers = _proposers([t for t in texts if t.document not in held], Path(scratch))
            judged += [_to_judge(t, proposers) for t in texts if t.document in held]
    out.mkdir(parents=True, exist_ok=True)
    _proposers(texts, out)
    _fit(
        model_path(out, "judge"),
        [([row], [label]) for rows_, labels in judged for row, label in zip(rows_, labels, strict=True)],
    )
    note = {
        "data": [path.name for path in files(paths)], "texts": len(rows),
        "mentions": sum(len(row["mentions"]) for row in rows),
        "seed": seed, "features": VERSION, "iterations": ITERATIONS, "c1": C1, "c2": C2,
    }  # fmt: skip
    (out / "mentions.toml").write_text(tomli_w.dumps(note), encoding="utf-8")


def prepared(rows: Iterable[Row], seed: int) -> list[Text]:
    """Return annotated texts with features, each as it is and in the other case."""
    random = Random(seed)
    found = []
    for row in rows:
        name = row.get("id") or row["text"][:80]
        for one in (row, in_other_case(row, random)):
            if one is not None:
                page = Page.of(one["text"])
                forms = forms_of(page)
                found.append(Text(name, page, forms, features(page, forms), marked(page, one["mentions"])))
    return found


class Proposers(NamedTuple):
    """The models that propose candidates."""

    outer: Any
    small: Any
    inner: Any


def _proposers(texts: list[Text], folder: Path) -> Proposers:
    """Train the models that propose candidates, and open them."""
    outer, small, inner = [], [], []
    for text in texts:
        outermost, pairs = layered(text.mentions)
        length = len(text.rows)
        outer.append((text.rows, in_labels(length, outermost)))
        small.append((text.rows, in_labels(length, innermost(text.mentions))))
        held: defaultdict[Marked, list[Marked]] = defaultdict(list)
        for around, within in pairs:
            held[around].append(within)
        for m in [*outermost, *(within for _, within in pairs)]:
            if m.end - m.first > 1:
                rows = inner_rows(text.rows, Stretch(m.first, m.end, m.type))
                inner.append((rows, in_labels(m.end - m.first, held[m], m.first)))
    for name, examples in (("outer", outer), ("small", small), ("inner", inner)):
        _fit(model_path(folder, name), examples)
    return Proposers(*(open_model(model_path(folder, name)) for name in ("outer", "small", "inner")))


def innermost(mentions: list[Marked]) -> list[Marked]:
    """Return the mentions that hold no other."""
    return [
        m for m in mentions
        if not any(m.first <= o.first and o.end <= m.end and o[:2] != m[:2] for o in mentions)
    ]  # fmt: skip


def in_labels(length: int, mentions: list[Marked], offset: int = 0) -> list[str]:
    """Return the labels of words: B- where a mention begins, I- where it goes on, O outside."""
    found = ["O"] * length
    for m in mentions:
        for i in range(m.first, m.end):
            found[i - offset] = f"{'B' if i == m.first else 'I'}-{m.type}"
    return found


def _to_judge(text: Text, proposers: Proposers) -> tuple[list[list[str]], list[str]]:
    """Return the candidates of a text as the judge sees them, and what each is: a type, or no mention."""
    import pycrfsuite

    found = candidates(text.rows, pycrfsuite.ItemSequence(text.rows), proposers)
    found = proposed(found, text.forms, text.page.tokens.forms)
    rows = rows_of(found, text.forms, text.page.tokens.forms, is_mixed(text.page.text))
    true = {m[:2]: m.type for m in text.mentions}
    return rows, [true.get(c[:2], "no") for c in found]


def _fit(path: Path, examples: list[tuple[list[list[str]], list[str]]]) -> None:
    """Train one model and write it."""
    import pycrfsuite

    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": C1, "c2": C2, "max_iterations": ITERATIONS})
    for rows, labels in examples:
        trainer.append(pycrfsuite.ItemSequence(rows), labels)
    trainer.train(str(path))
