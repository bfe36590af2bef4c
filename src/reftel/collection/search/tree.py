"""A query as a tree: what `grammar` reads, `compile` asks the index for, and `passages` looks for."""

from __future__ import annotations

from reftel.model import Record


class Words(Record, frozen=True):
    """One word, or several that stand side by side; the last may be only a beginning."""

    terms: tuple[str, ...]
    prefix: bool = False
    field: str | None = None
    written: str = ""
    exact: bool = False  # as it is written: no other spelling will do
    apart: bool = False  # the words may as well stand apart: a letter and a name, typed with a blank


class Wild(Record, frozen=True):
    """A word with signs that stand for letters: * for any, ? for one."""

    pattern: str
    field: str | None = None
    written: str = ""


class Fuzzy(Record, frozen=True):
    """A word with so many slips at most: a letter wrong, missing, too many, or two exchanged."""

    term: str
    slips: int
    field: str | None = None
    written: str = ""


class Near(Record, frozen=True):
    """Words of which each stands near the next, before or after it, with so many words between at most."""

    parts: tuple[Words, ...]
    between: int
    field: str | None = None


class Codes(Record, frozen=True):
    """A field's value by its meaning: the codes it stands for, and the words as written."""

    field: str
    codes: tuple[str, ...]
    terms: tuple[str, ...] = ()
    written: str = ""


class Value(Record, frozen=True):
    """A value of a field that is not made of words: a classification, a number, a portion mark."""

    field: str
    value: str


class Days(Record, frozen=True):
    """A range of days, both included."""

    first: int
    last: int


class Count(Record, frozen=True):
    """A range of whole numbers, both included; null is no bound."""

    field: str
    least: int | None
    most: int | None


class All(Record, frozen=True):
    """Each of these; of none, everything."""

    parts: tuple[Node, ...]


class Any(Record, frozen=True):
    """At least one of these."""

    parts: tuple[Node, ...]


class Not(Record, frozen=True):
    """Not this."""

    part: Node


Asked = Words | Wild | Fuzzy | Near
Leaf = Asked | Codes | Value | Days | Count
Node = Leaf | All | Any | Not

NOTHING = Words(())


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return what a query asks for, each once, what it leaves out aside."""
    match node:
        case Not():
            return ()
        case All(parts=parts) | Any(parts=parts):
            return tuple(dict.fromkeys(leaf for part in parts for leaf in leaves(part)))
        case _:
            return (node,)


def atoms(node: Node) -> tuple[Asked, ...]:
    """Return the words of the text or subject that a query asks for, those it leaves out aside."""
    return tuple(
        leaf
        for leaf in leaves(node)
        if isinstance(leaf, Words | Wild | Fuzzy | Near) and leaf.field in (None, "subject")
    )
