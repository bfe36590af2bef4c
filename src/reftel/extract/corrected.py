"""Annotated texts of one's own to train on: read, checked, parted for cross-validation.

A file holds one JSON object per line, as `reftel annotate --json` prints it: `text`, and `mentions` or
`attributions` with offsets into it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Literal, get_args

from reftel.errors import SourceError
from reftel.extract.annotations import Kind, Manner, Type

Row = dict[str, Any]
What = Literal["mentions", "attributions"]
_ROLES = ("source", "cue", "addressee", "content")
_FEWEST = 2  # texts below which nothing can be trained and tested


def read_corrected(what: What, paths: Iterable[Path]) -> list[Row]:
    """Return the annotated texts of files, and of the *.jsonl of folders.

    Raises `SourceError` that names file and line where something cannot be used.
    """
    rows = [row for path in paths for file in _files(path) for row in _rows(what, file)]
    if len(rows) < _FEWEST:
        raise SourceError(
            f"{len(rows)} annotated text is too little to train on: give files with at least {_FEWEST}, "
            "better with fifty."
        )
    return rows


def _files(path: Path) -> list[Path]:
    files = sorted(path.glob("*.jsonl")) if path.is_dir() else [path]
    if not files:
        raise SourceError(
            f"{path} holds no file that ends with .jsonl. 'reftel annotate --json' makes such files."
        )
    return files


def _rows(what: What, file: Path) -> Iterator[Row]:
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        raise SourceError(
            f"{file} cannot be read: {reason}. Give JSON lines, as 'reftel annotate --json' prints them."
        ) from error
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield _checked(what, json.loads(line), f"{file.name}:{number}")
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                raise SourceError(
                    f"{file}, line {number}: {_said(error)}. Correct the line or take it out."
                ) from error


def _said(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"no JSON ({error.msg}, character {error.pos + 1})"
    return f"{error.args[0]} is missing" if isinstance(error, KeyError) else str(error)


def _checked(what: What, row: Any, name: str) -> Row:
    if not isinstance(row, dict):
        raise ValueError("one JSON object is expected on a line")
    if not isinstance(row["text"], str):
        raise ValueError("text is not a string")
    check: Callable[[Row, int], None] = _check_mention if what == "mentions" else _check_attribution
    for i, one in enumerate(row[what], start=1):
        try:
            check(one, len(row["text"]))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise ValueError(f"{what} no. {i}: {_said(error)}") from error
    return {**row, "id": str(row.get("id") or name)}


def _check_mention(one: Row, length: int) -> None:
    _check_span((one["start"], one["end"]), length)
    _check_word("type", one["type"], get_args(Type))
    _check_word("kind", one.get("kind") or "name", get_args(Kind))


def _check_attribution(one: Row, length: int) -> None:
    _check_word("manner", one["manner"], get_args(Manner))
    if not isinstance(one["n"], int) or not isinstance(one["own"], bool):
        raise ValueError("n is to be a number and own true or false")
    if one["continues"] is not None and not isinstance(one["continues"], int):
        raise ValueError("continues is to be a number or null")
    for role in _ROLES:
        for span in one[role]:
            _check_span(span, length)


def _check_span(span: Sequence[Any], length: int) -> None:
    start, end = span
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= length):
        raise ValueError(f"[{start}, {end}] is no stretch of the text, which has {length} characters")


def _check_word(name: str, word: Any, known: Sequence[str]) -> None:
    if word not in known:
        raise ValueError(f"{name} is {word!r}; it is one of {', '.join(known)}")


def parted(rows: Sequence[Row], folds: int, seed: int) -> list[tuple[list[Row], list[Row]]]:
    """Return, for each fold, the texts to train on and those held back; one document stays together."""
    names = sorted({row["id"] for row in rows})
    Random(seed).shuffle(names)
    held = [set(names[i::folds]) for i in range(min(folds, len(names)))]
    return [([r for r in rows if r["id"] not in h], [r for r in rows if r["id"] in h]) for h in held]


def write_rows(rows: Iterable[Row], path: Path) -> Path:
    """Write annotated texts to a file, one to a line."""
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path
