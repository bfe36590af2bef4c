"""The values that the page about the record gives for the specimen, read from its table."""

from __future__ import annotations

import json
import re
from typing import Any

ANY = "…"  # stands for any value where the page leaves one out

_ROW = re.compile(r"^\| (?P<keys>`[^|]*`) \| (?P<cell>.*) \|$", re.M)
_HERE = re.compile(r"`(?P<value>[^`]+)` \(?here\)?")
_AMONG = re.compile(r"here among others `(?P<value>[^`]+)`")
_LEADING = re.compile(r"\s*,?\s*(?:`(?P<value>[^`]+)`|(?P<null>null)\b)")
FORMS = {"segments", "source", "key", "unread"}  # the page tells their form, not the specimen's values


class First(list[Any]):
    """The first entries of a list that goes on."""


def stated(page: str) -> dict[str, Any]:
    """Return each key of the record with the value the page states for the specimen."""
    values: dict[str, Any] = {}
    for row in _ROW.finditer(page):
        keys = [key for key in re.findall(r"`([^`]+)`", row["keys"]) if key not in FORMS]
        if among := _AMONG.search(row["cell"]):
            values[keys[0]] = {"among": [_value(among["value"])]}
        elif here := _HERE.search(row["cell"]):
            values[keys[0]] = _value(here["value"])
        else:
            values.update(zip(keys, _leading(row["cell"]), strict=False))
    return values


def _leading(cell: str) -> list[Any]:
    found: list[Any] = []
    at = 0
    while m := _LEADING.match(cell, at):
        try:
            found.append(None if m["null"] else _value(m["value"], strict=True))
        except ValueError:
            break
        at = m.end()
    return found


def _value(written: str, *, strict: bool = False) -> Any:
    """Read a value written as JSON, in which an ellipsis leaves something out."""
    goes_on = written.endswith(", …]")
    text = written.replace("[s, e]", f'"{ANY}"').replace(", …]", "]").replace(", …}", "}")
    try:
        value = json.loads(text)
    except ValueError:
        if strict:
            raise
        return written
    return First(value) if goes_on else value


def agrees(expected: Any, got: Any) -> bool:
    """Tell whether a value is as stated, as far as the page states it."""
    if expected == ANY:
        return True
    if isinstance(expected, dict) and "among" in expected:
        return all(any(agrees(one, item) for item in got) for one in expected["among"])
    if isinstance(expected, dict):
        return isinstance(got, dict) and all(k in got and agrees(v, got[k]) for k, v in expected.items())
    if isinstance(expected, list):
        enough = len(got) >= len(expected) if isinstance(expected, First) else len(got) == len(expected)
        return enough and all(agrees(one, other) for one, other in zip(expected, got, strict=False))
    return bool(expected == got)
