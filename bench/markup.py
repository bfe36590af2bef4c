"""Exercise texts with annotations typed into them, as `bench/exercise` keeps them: texts, then offsets.

A file holds texts parted by lines `=== name`.  Markers nest and never cross:

    attributions  [[S1:who]] [[Q1/manner:reports]] [[A1:to whom]] [[X1:what]]; [[X5~4:…]] goes on from 4,
                  [[X6!:…]] is the post's own view
    mentions      [[7n:NAME]] [[7d:description]] [[7p:pronoun]], 7 the entity; after a line @@@ one line for
                  each entity: number, type, name, parted by tabs

    python -m bench.markup attributions FILE…    checks files and counts what is in them
    python -m bench.markup give attributions     the texts of bench/exercise as `reftel train` reads them
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from reftel.extract.annotations import Manner

FOLDER = Path(__file__).with_name("exercise")
MANNERS = get_args(Manner)
KINDS = {"n": "name", "d": "nominal", "p": "pronoun"}
_PART = re.compile(r"(?m)^=== *(.*)\n")
_MARK = re.compile(r"\[\[([^\[\]:]{1,16}):|\]\]")
_ROLE = re.compile(r"(?P<letter>[SAX])(?P<n>\d+)(?:~(?P<on>\d+))?(?P<own>!?)|Q(?P<cue>\d+)/(?P<manner>\w+)")
_MENTION = re.compile(r"(\d+)([ndp])")
_ROLES = {"S": "source", "A": "addressee", "X": "content"}
Document = dict[str, Any]
Marked = list[tuple[str, int, int]]


class BadMarkup(ValueError):
    """A text whose markers cannot be read."""


def documents(what: str, paths: Sequence[Path] | None = None) -> Iterator[Document]:
    """Yield the texts of files, or of all of `bench/exercise`, with their `attributions` or `mentions`."""
    read = {"attributions": attributed, "mentions": mentioned}[what]
    for path in sorted((FOLDER / what).glob("*.txt")) if paths is None else paths:
        _, *parts = _PART.split(path.read_text(encoding="utf-8"))
        for name, marked in zip(parts[::2], parts[1::2], strict=True):
            try:
                yield read(f"{path.stem}/{name}", marked)
            except BadMarkup as error:
                raise BadMarkup(f"{path}, text {name}: {error}") from None


def unmarked(marked: str) -> tuple[str, Marked]:
    """Return a text without its markers, and each marker with the place of its words."""
    text, found, waiting, at = "", [], [], 0
    for m in _MARK.finditer(marked):
        text += marked[at : m.start()]
        at = m.end()
        if m[0] != "]]":
            waiting.append((m[1], len(text)))
        elif not waiting or waiting[-1][1] == len(text):
            raise BadMarkup(f"a marker closes nothing after {text[-40:]!r}")
        else:
            tag, begin = waiting.pop()
            found.append((tag, begin, len(text)))
    text += marked[at:]
    if waiting or "[[" in text or "]]" in text:
        raise BadMarkup(f"a marker is not closed: {waiting[:1]}")
    return text, found


def attributed(name: str, marked: str) -> Document:
    """Return a text with its attributions."""
    text, found = unmarked(marked)
    by_n: dict[int, Document] = {}
    for tag, begin, end in found:
        read = _ROLE.fullmatch(tag)
        if read is None:
            raise BadMarkup(f"unknown marker {tag}")
        one = by_n.setdefault(int(read["n"] or read["cue"]), _empty())
        one[_ROLES.get(read["letter"] or "", "cue")].append([begin, end])
        one["manner"] = read["manner"] or one["manner"]
        one["continues"] = int(read["on"]) if read["on"] else one["continues"]
        one["own"] = one["own"] or bool(read["own"])
    for n, one in by_n.items():
        _check(n, one, by_n)
        one["n"], one["manner"] = n, one["manner"] or "state"
    return {"id": name, "text": text, "attributions": [by_n[n] for n in sorted(by_n)]}


def _empty() -> Document:
    return {
        "n": 0, "manner": None, "own": False, "continues": None,
        "source": [], "cue": [], "addressee": [], "content": [],
    }  # fmt: skip


def _check(n: int, one: Document, by_n: dict[int, Document]) -> None:
    if not one["content"]:
        raise BadMarkup(f"{n} has no content")
    if one["manner"] is not None and one["manner"] not in MANNERS:
        raise BadMarkup(f"{n} has an unknown manner, {one['manner']}")
    if one["continues"] is not None and one["continues"] not in by_n:
        raise BadMarkup(f"{n} goes on from {one['continues']}, which is not there")
    if not one["cue"] and one["continues"] is None and not one["own"]:
        raise BadMarkup(f"{n} has neither cue nor what it goes on from")


def mentioned(name: str, marked: str) -> Document:
    """Return a text with its mentions and entities."""
    body, found, listed = marked.partition("\n@@@")
    if not found:
        raise BadMarkup("no line @@@ with the entities behind it")
    text, tags = unmarked(body)
    entities = {}
    for line in listed.strip().splitlines():
        number, type_, called = line.split("\t")
        entities[int(number)] = {"id": int(number), "type": type_, "name": called}
    mentions = []
    for tag, begin, end in tags:
        read = _MENTION.fullmatch(tag)
        if read is None or int(read[1]) not in entities:
            raise BadMarkup(f"unknown marker {tag}")
        of = entities[int(read[1])]
        mentions.append(
            {"start": begin, "end": end, "kind": KINDS[read[2]], "entity_id": of["id"], "type": of["type"]}
        )
    return {
        "id": name, "text": text, "entities": list(entities.values()),
        "mentions": sorted(mentions, key=lambda m: (m["start"], -m["end"])),
    }  # fmt: skip


def main(words: Sequence[str]) -> int:
    """Check files and count, or give the texts as JSON lines."""
    give = words[0] == "give"
    what, *files = words[1:] if give else words
    found = list(documents(what, [Path(f) for f in files] or None))
    if give:
        sys.stdout.writelines(json.dumps(document) + "\n" for document in found)
        return 0
    count = sum(len(d[what]) for d in found)
    print(f"{len(found)} texts, {sum(len(d['text'].split()) for d in found):,} words, {count:,} {what}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
