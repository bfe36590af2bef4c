"""A query as it is written, read into a tree.

    train* "survey vessel" (from:VALLETTA OR from:TUNIS) -classification:secret date:2008-12..2009-01

Words stand together (AND) unless OR stands between them; NOT or - leaves out; a trailing * stands
for any ending.  What cannot be read raises `QueryError` with the place and a query that can.
"""

from __future__ import annotations

import re
from typing import Literal

from reftel.collection.search import dates, fields
from reftel.collection.search.fields import Field
from reftel.collection.search.folding import terms
from reftel.errors import QueryError
from reftel.model import Record

LONGEST = 4000
DEEPEST = 40

# A prefix of one letter would stand for every tenth word there is.
SHORTEST_PREFIX = 2


class Words(Record, frozen=True):
    """One word, or several that stand side by side; the last may be only a beginning."""

    terms: tuple[str, ...]
    prefix: bool = False
    field: str | None = None
    written: str = ""


class Value(Record, frozen=True):
    """A value of a field that is not made of words: a classification, a number."""

    field: str
    value: str


class Days(Record, frozen=True):
    """A range of days, both included."""

    first: int
    last: int


class All(Record, frozen=True):
    """Each of these; of none, everything."""

    parts: tuple[Node, ...]


class Any(Record, frozen=True):
    """At least one of these."""

    parts: tuple[Node, ...]


class Not(Record, frozen=True):
    """Not this."""

    part: Node


Node = Words | Value | Days | All | Any | Not

TokenKind = Literal["open", "close", "or", "and", "not", "field", "quoted", "word", "end"]


class Token(Record, frozen=True):
    """A piece of the query, and where it stands."""

    kind: TokenKind
    text: str
    start: int
    end: int


# Blanks, then one of: bracket, minus before a word, field name, phrase, word.
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<not>-(?=[^\s\-)]))|(?P<field>[A-Za-z]+):(?!\S*//)
    |"(?P<quoted>[^"]*)(?P<shut>"?)|(?P<word>[^\s()"]+))""",
    re.VERBOSE,
)
_OPERATORS: dict[str, TokenKind] = {"OR": "or", "AND": "and", "NOT": "not"}
_QUOTES = str.maketrans("“”„«»", '"""""')


def read_query(query: str) -> Node:
    """Return the tree of a query; raises `QueryError` where it cannot be read.

    >>> read_query("train* -tunis").parts[1].part.terms
    ('tunis',)
    """
    if len(query) > LONGEST:
        raise QueryError(
            f"A query may have {LONGEST:,} characters; this one has {len(query):,}.", place=LONGEST
        )
    return _Reader(query.translate(_QUOTES)).read()


def tokens(query: str) -> list[Token]:
    """Return the pieces of a query; raises `QueryError` for a quotation mark without its twin."""
    found: list[Token] = []
    at = 0
    while match := _TOKEN.match(query, at):
        at = match.end()
        found.append(_token(query, match))
    return [*found, Token("end", "", len(query), len(query))]


def _token(query: str, match: re.Match[str]) -> Token:
    kind = "quoted" if match["quoted"] is not None else match.lastgroup
    assert kind is not None
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    if kind == "quoted" and not match["shut"]:
        raise QueryError("This quotation mark has no twin.", place=start, suggestion=query.rstrip() + '"')
    text = match[kind]
    return Token(_OPERATORS.get(text, kind) if kind == "word" else kind, text, start, match.end())  # type: ignore[arg-type]


class _Reader:
    """Reads the tokens from left to right; each method reads one level of the grammar."""

    def __init__(self, query: str) -> None:
        self.query = query
        self.tokens = tokens(query)
        self.at = 0
        self.depth = 0

    def read(self) -> Node:
        if self.next.kind == "end":
            return All(())
        node = self.either(None)
        if self.next.kind == "close":
            raise self.error("This bracket closes nothing.", self.next)
        if node == All(()):
            raise QueryError("There is no word in this query.", place=0)
        return node

    @property
    def next(self) -> Token:
        return self.tokens[self.at]

    def take(self) -> Token:
        token = self.tokens[self.at]
        self.at += 1
        return token

    def either(self, field: Field | None) -> Node:
        parts = [self.together(field)]
        while self.next.kind == "or":
            operator = self.take()
            if self.next.kind in ("or", "and", "close", "end"):
                raise self.error("OR needs something on either side.", operator)
            parts.append(self.together(field))
        kept = tuple(p for p in parts if p != All(()))
        return kept[0] if len(kept) == 1 else Any(kept) if kept else All(())

    def together(self, field: Field | None) -> Node:
        parts: list[Node] = []
        while self.next.kind not in ("or", "close", "end"):
            if self.next.kind == "and":
                self.conjunction(parts)
            else:
                parts.append(self.single(field))
        if not parts and self.next.kind == "or":
            raise self.error("OR needs something on either side.", self.next)
        kept = tuple(p for p in parts if p != Words(()))
        return kept[0] if len(kept) == 1 else All(kept)

    def conjunction(self, parts: list[Node]) -> None:
        operator = self.take()
        if not parts or self.next.kind in ("or", "and", "close", "end"):
            raise self.error("AND needs something on either side.", operator)

    def single(self, field: Field | None) -> Node:
        token = self.take()
        if token.kind == "not":
            return self.negated(token, field)
        if token.kind == "open":
            return self.bracket(token, field)
        if token.kind == "field":
            return self.named(token)
        return self.value(token, field)

    def negated(self, token: Token, field: Field | None) -> Node:
        if self.next.kind in ("or", "and", "close", "end"):
            raise self.error(f"{token.text} needs something to leave out.", token)
        self.deeper(token)
        part = self.single(field)
        self.depth -= 1
        return Words(()) if part == Words(()) else Not(part)

    def bracket(self, token: Token, field: Field | None) -> Node:
        self.deeper(token)
        node = self.either(field)
        if self.next.kind != "close":
            raise QueryError(
                "This bracket is not closed.", place=token.start, suggestion=self.query.rstrip() + ")"
            )
        self.take()
        self.depth -= 1
        return node

    def deeper(self, token: Token) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise QueryError(f"Brackets go {DEEPEST} deep at most.", place=token.start)

    def named(self, token: Token) -> Node:
        field = fields.field_named(token.text)
        if field is None:
            raise self.unknown_field(token)
        after = self.next
        if after.kind == "open":
            return self.bracket(self.take(), field)
        if after.kind not in ("word", "quoted"):
            raise self.error(f"{token.text}: needs a value, as in {field.example}.", token)
        return self.value(self.take(), field)

    def value(self, token: Token, field: Field | None) -> Node:
        if field is None or field.kind in ("words", "post"):
            return self.words(token, field)
        if field.kind == "date":
            days = dates.read_dates(token.text)
            if days is None:
                raise self.bad_value(
                    token, field, "is no date", "2008, 2008-12, 2008-12-22, 2008-12..2009-01"
                )
            return Days(*days)
        if field.kind == "level":
            return self.level(token, field)
        return Value(field.name, token.text)

    def level(self, token: Token, field: Field) -> Node:
        from difflib import get_close_matches

        squeezed = "".join(c for c in token.text.upper() if c.isalpha())
        if squeezed in fields.LEVELS:
            return Value(field.name, fields.LEVELS[squeezed])
        close = get_close_matches(squeezed, fields.LEVELS, n=1)
        meant = f'"{fields.LEVELS[close[0]].lower()}"' if close else None
        levels = ", ".join(dict.fromkeys(level.lower() for level in fields.LEVELS.values()))
        raise self.bad_value(token, field, "is no classification", levels, meant)

    def words(self, token: Token, field: Field | None) -> Node:
        text = token.text.rstrip()
        bare = text.rstrip("*")
        found = tuple(terms(bare))
        prefix = bare != text and bool(found) and bare[-1:].isalnum()
        if "*" in bare:
            without = self.replaced(token, token.text.replace("*", ""))
            raise QueryError("A * stands only at the end of a word.", place=token.start, suggestion=without)
        if prefix and len(found[-1]) < SHORTEST_PREFIX:
            raise QueryError(
                f"Before a * stand at least {SHORTEST_PREFIX} letters.",
                place=token.start,
                suggestion=self.replaced(token, bare),
            )
        return Words(found, prefix, field.name if field else None, bare) if found else Words(())

    def unknown_field(self, token: Token) -> QueryError:
        near = fields.nearest_field(token.text)
        head, tail = self.query[: token.start], self.query[token.end :]
        if near is not None:
            suggestion, hint = f"{head}{near.name}:{tail}", f"Did you mean {near.name}:?"
        else:
            suggestion, hint = (
                f"{head}{token.text} {tail.lstrip()}",
                f"Fields are {', '.join(fields.BY_NAME)}.",
            )
        return QueryError(
            f"There is no field {token.text}:. {hint}", place=token.start, suggestion=suggestion
        )

    def bad_value(
        self, token: Token, field: Field, trouble: str, forms: str, meant: str | None = None
    ) -> QueryError:
        """Return what to say of a value; the suggestion has the meant one, or does without the field."""
        if meant is not None:
            suggestion = self.replaced(token, meant)
        else:
            named = re.sub(r"[-\s]*[A-Za-z]+:\s*$", " ", self.query[: token.start])
            suggestion = f"{named}{self.query[token.end :]}".strip()
        message = f"{token.text} {trouble}. After {field.name}: write one of: {forms}."
        return QueryError(message, place=token.start, suggestion=suggestion or None)

    def replaced(self, token: Token, by: str) -> str:
        return f"{self.query[: token.start]}{by}{self.query[token.end :]}"

    def error(self, message: str, token: Token) -> QueryError:
        """Return an error at this token; the query without it is the suggestion."""
        without = " ".join(f"{self.query[: token.start]} {self.query[token.end :]}".split())
        return QueryError(message, place=token.start, suggestion=without or None)
