"""Annotations set by hand on real telegrams, kept without their text.

`labels/mentions.jsonl` and `labels/attributions.jsonl` hold a line for each telegram: the SHA-256 of its
file and offsets, in code points, in the decoded file.  With the files at hand they become annotated texts
again, as `reftel train` reads them:

    python -m bench.standoff keep mentions ANNOTATED.jsonl --data FOLDER    add to the labels
    python -m bench.standoff give mentions --data FOLDER > ANNOTATED.jsonl  with the texts
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from reftel.extract.page import Page
from reftel.reading import parse

LABELS = Path(__file__).with_name("labels")
ROLES = ("source", "cue", "addressee", "content")
NEVER = ("released_1966_75",)  # a folder whose texts travelled badly: nothing of it is kept

Document = dict[str, Any]
Move = Callable[[int, int], tuple[int, int]]


def pages(data: Path) -> Iterator[tuple[str, Page]]:
    """Yield the body of each telegram of a folder laid out like the shared data, with its file's SHA-256."""
    for path in sorted((data / "telegrams").glob("*/*")):
        if path.suffix in (".txt", ".xml") and path.parent.name not in NEVER and path.is_file():
            raw = path.read_bytes()
            telegrams = parse(raw)
            if len(telegrams) == 1:
                yield hashlib.sha256(raw).hexdigest(), Page.of(telegrams[0])


def given(what: str, data: Path) -> Iterator[Document]:
    """Yield the labelled telegrams that the folder holds, as annotated texts."""
    labels = {label["sha256"]: label for label in kept(what)}
    for digest, page in pages(data):
        label = labels.pop(digest, None)
        if label is not None:
            yield {"id": digest[:12], "text": page.text, **_moved(label, partial(_back, page))}


def kept(what: str) -> list[Document]:
    """Return the labels as they are kept."""
    path = LABELS / f"{what}.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.is_file() else []


def keep(what: str, documents: Iterable[Document], data: Path) -> tuple[int, list[str]]:
    """Add annotated texts to the labels; return how many there are then, and the ids not in the data."""
    by_text = {document["text"]: document for document in documents}
    labels = {label["sha256"]: label for label in kept(what)}
    for digest, page in pages(data):
        document = by_text.pop(page.text, None)
        if document is not None:
            labels[digest] = {"sha256": digest, **_moved(document, partial(_forth, page))}
    lines = (json.dumps(label, separators=(",", ":")) + "\n" for _, label in sorted(labels.items()))
    (LABELS / f"{what}.jsonl").write_text("".join(lines), encoding="utf-8")
    return len(labels), [document["id"] for document in by_text.values()]


def _forth(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in the file of a stretch of the page."""
    span = page.place(start, end)
    return span.start, span.end


def _back(page: Page, start: int, end: int) -> tuple[int, int]:
    """Return the offsets in the page of a stretch of the file."""
    assert page.view is not None
    return page.view.offset(start), page.view.offset(end - 1) + 1


def _moved(document: Document, move: Move) -> Document:
    """Return the annotations of a document with other offsets, without its text and names."""
    if "mentions" in document:
        mentions = []
        for mention in document["mentions"]:
            start, end = move(mention["start"], mention["end"])
            mentions.append({**_only(mention, "kind", "entity_id", "type"), "start": start, "end": end})
        return {"mentions": mentions, "entities": [_only(e, "id", "type") for e in document["entities"]]}
    attributions = []
    for one in document["attributions"]:
        spans = {role: [list(move(s, e)) for s, e in one[role]] for role in ROLES}
        attributions.append({**_only(one, "n", "manner", "own", "continues"), **spans})
    return {"attributions": attributions}


def _only(record: Document, *names: str) -> Document:
    return {name: record[name] for name in names}


def main(words: Sequence[str] | None = None) -> int:
    """Keep annotations without their texts, or give them with these."""
    ask = argparse.ArgumentParser(
        prog="python -m bench.standoff",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    ask.add_argument("do", choices=("keep", "give"))
    ask.add_argument("what", choices=("mentions", "attributions"))
    ask.add_argument("files", nargs="*", type=Path)
    ask.add_argument("--data", type=Path, required=True)
    args = ask.parse_args(words)
    if args.do == "give":
        for document in given(args.what, args.data):
            sys.stdout.write(json.dumps(document) + "\n")
        return 0
    documents = (json.loads(line) for file in args.files for line in file.open(encoding="utf-8"))
    count, lost = keep(args.what, documents, args.data)
    print(f"{count} telegrams are labelled", *(f"; not found in the data: {', '.join(lost)}" if lost else ""))
    return 1 if lost else 0


if __name__ == "__main__":
    sys.exit(main())
