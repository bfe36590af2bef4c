"""How a query was understood, where it says less than it means: codes, posts, spellings."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.collection.search.compile import CODES, official_name
from reftel.collection.search.fields import BY_NAME
from reftel.collection.search.lexicon import Lexicon
from reftel.collection.search.spellings import spellings
from reftel.collection.search.tree import All, Any, Codes, Leaf, Near, Node, Not, Value, Words

_MOST = 6

# What stands between a word and its spellings in the texts; all else that is explained is our own.
OTHER_SPELLINGS = " is also written "


def explanations(node: Node, lexicon: Lexicon) -> tuple[str, ...]:
    """Return a sentence for each part that stands for something else than its letters."""
    said = (_explained(leaf, lexicon) for leaf in _all_leaves(node))
    return tuple(dict.fromkeys(s for s in said if s))


def _all_leaves(node: Node) -> Iterator[Leaf]:
    """Yield the leaves, those that the query leaves out too."""
    match node:
        case All(parts=parts) | Any(parts=parts):
            for part in parts:
                yield from _all_leaves(part)
        case Not(part=part):
            yield from _all_leaves(part)
        case Near(parts=parts):
            yield from parts
        case _:
            yield node


def _explained(leaf: Leaf, lexicon: Lexicon) -> str | None:
    match leaf:
        case Codes():
            return _codes(leaf, lexicon)
        case Words(field=field) if field and BY_NAME[field].kind == "post":
            return _post(leaf)
        case Words(field="tags" | "caption", prefix=False, exact=False):
            return _no_code(leaf)
        case Words():
            return _spellings(leaf, lexicon)
        case Value(field="cites" | "citedby"):
            return _number(leaf)
        case _:
            return None


def _codes(codes: Codes, lexicon: Lexicon) -> str | None:
    """Say which codes are meant: those that the index has, if it has any of them."""
    held = [c for c in codes.codes if lexicon.frequency(c, CODES[codes.field])] or list(codes.codes)
    if [c.casefold() for c in held] == [codes.written.casefold()]:
        return None
    return f"{codes.field}:{_quoted(codes.written)} = {_listed([_meant(codes.field, c) for c in held])}"


def _meant(field: str, code: str) -> str:
    from reftel.terms import captions, tags

    meaning = {"tags": tags.meaning, "caption": captions.meaning}.get(field)
    says = meaning(code) if meaning else None
    return f"{code} ({says})" if says else code


def _no_code(words: Words) -> str:
    """Say that a value is none of the codes known, and which one is near."""
    from reftel.terms import tags

    near = tags.nearest(words.written.upper()) if words.field == "tags" else None
    said = (
        f"{words.field}:{_quoted(words.written)} is neither a code that is known nor a word of what one means"
    )
    return (
        f"{said}; near it is {_meant('tags', near)}"
        if near
        else f"{said}, and is looked for as it is written"
    )


def _post(words: Words) -> str | None:
    name = official_name(words)
    if name is None or name.casefold() in words.written.casefold():
        return None
    return f"{words.field}:{_quoted(words.written)} = {name}"


def _spellings(words: Words, lexicon: Lexicon) -> str | None:
    _, *others = spellings(words, lexicon)
    if not others:
        return None
    return f"{words.written}{OTHER_SPELLINGS}{_listed([' '.join(o) for o in others])}"


def _number(value: Value) -> str | None:
    from reftel.collection.numbers import read_number

    number = read_number(value.value)
    if number is None:
        return f"{value.field}:{_quoted(value.value)} names no telegram; a number is like 2008 VALLETTA 488"
    return None if str(number) == value.value else f"{value.field}:{_quoted(value.value)} = {number}"


def _listed(values: list[str]) -> str:
    rest = f" and {len(values) - _MOST} more" if len(values) > _MOST else ""
    return ", ".join(values[:_MOST]) + rest


def _quoted(written: str) -> str:
    return f'"{written}"' if " " in written else written
