"""What a query means, apart from how it is written: two that mean the same are one profile."""

from __future__ import annotations

import json
from typing import Any

import msgspec

from reftel.collection.numbers import read_number
from reftel.collection.search import tree
from reftel.collection.search.grammar import read_query
from reftel.model import Record

# What a node says of how it was written, not of what it asks for.
_WRITING = {"written", "start", "end", "place", "span"}

# What these fields find depends on more than the telegram, on others or on what is said of its file:
# one that was held for long may come to answer.
_RELATIONS = {"citedby", "has", "source", "licence"}

_NUMBERS = ("number", "cites", "citedby")


def meaning_of(query: str) -> str:
    """Return one text for all queries that plainly mean the same; raises `QueryError`.

    Blanks, letter case, accents, doubled parts and the order of what AND and OR join do not matter.

    >>> meaning_of("Survey AND vessel") == meaning_of("vessel   survey")
    True
    """
    node = read_query(query)
    number = read_number(query)
    return json.dumps(["number", str(number)] if number else _form(node), sort_keys=True)


def looks_back(query: str) -> bool:
    """Tell whether a telegram held for long may come to answer, because another one came."""
    return any(field in _RELATIONS for field in _fields(read_query(query)))


def _form(value: Any) -> Any:
    """Return a node as plain lists, texts and numbers, in one order."""
    match value:
        case tree.All(parts=parts) | tree.Any(parts=parts):
            return _joined(type(value), parts)
        case tree.Near(parts=parts, between=between, field=field):
            ends = [_form(part) for part in parts]
            return ["Near", between, field, min(ends, ends[::-1], key=json.dumps)]
        case tree.Value(field=field, value=written) if field in _NUMBERS:
            return ["Value", field, str(read_number(written, serial_alone=True) or written.casefold())]
        case Record():
            names = [f.name for f in msgspec.structs.fields(value) if f.name not in _WRITING]
            return [type(value).__name__, *(_form(getattr(value, name)) for name in names)]
        case str():
            return " ".join(value.split()).casefold()
        case tuple() | list():
            return [_form(v) for v in value]
        case _:
            return value


def _joined(kind: type[tree.All | tree.Any], parts: tuple[tree.Node, ...]) -> Any:
    """Return what AND or OR joins: each part once, brackets of the same kind opened, in one order."""
    forms: dict[str, Any] = {}
    for part in parts:
        form = _form(part)
        same = isinstance(part, kind) and form[0] == kind.__name__
        for each in form[1:] if same else [form]:
            forms[json.dumps(each, sort_keys=True)] = each
    if len(forms) == 1:
        return next(iter(forms.values()))
    return [kind.__name__, *(forms[key] for key in sorted(forms))]


def _fields(value: Any) -> set[str]:
    if isinstance(value, (tuple, list)):
        return set().union(*(_fields(v) for v in value))
    if not isinstance(value, Record):
        return set()
    own = {f} if isinstance(f := getattr(value, "field", None), str) else set()
    return own.union(*(_fields(getattr(value, f.name)) for f in msgspec.structs.fields(value)))
