"""The pieces of a query: words, phrases, field names, brackets and operators, each with its place."""

from __future__ import annotations

import re
from typing import Literal

from reftel.errors import QueryError
from reftel.model import Record

TokenKind = Literal["open", "close", "or", "and", "not", "near", "field", "quoted", "word", "end"]

# What may not stand where a word is needed.
JOINING = ("or", "and", "near", "close", "end")


class Token(Record, frozen=True):
    """A piece of the query, and where it stands; of a phrase, also the sign before and after it."""

    kind: TokenKind
    text: str
    start: int
    end: int
    after: str = ""
    exactly: bool = False


# Blanks, then one of: bracket, minus before a word, field name, phrase, word.
_TOKEN = re.compile(
    r"""\s*(?:(?P<open>\()|(?P<close>\))|(?P<not>-(?=[^\s\-)]))|(?P<field>[A-Za-z]+):(?!\S*//)
    |(?P<exactly>=?)"(?P<quoted>[^"]*)(?P<shut>"?)(?P<after>(?:(?<=")~[^\s()"]*)?)|(?P<word>(?!=")[^\s()"]+))""",
    re.VERBOSE,
)
_OPERATORS: dict[str, TokenKind] = {"OR": "or", "AND": "and", "NOT": "not"}
_NEAR = re.compile(r"NEAR(?:/(?P<between>\w*))?")
_QUOTES = str.maketrans("“”„«»", '"""""')


def plain_quotes(query: str) -> str:
    """Return a query with quotation marks of every kind as plain ones."""
    return query.translate(_QUOTES)


def tokens(query: str) -> list[Token]:
    """Return the pieces of a query; raises `QueryError` for a quotation mark without its twin."""
    found: list[Token] = []
    at = 0
    while match := _TOKEN.match(query, at):
        at = match.end()
        found.append(_token(query, match))
    return [*found, Token("end", "", len(query), len(query))]


def _token(query: str, match: re.Match[str]) -> Token:
    start = match.start() + len(match[0]) - len(match[0].lstrip())
    if match["quoted"] is not None:
        if not match["shut"]:
            raise QueryError("This quotation mark has no twin.", place=start, suggestion=query.rstrip() + '"')
        return Token("quoted", match["quoted"], start, match.end(), match["after"], bool(match["exactly"]))
    kind = match.lastgroup
    assert kind in ("open", "close", "not", "field", "word")
    text = match[kind]
    if kind == "word":
        near = _NEAR.fullmatch(text)
        if near:
            return Token("near", text, start, match.end(), near["between"] or "")
        return Token(_OPERATORS.get(text, "word"), text, start, match.end())
    return Token(kind, text, start, match.end())  # type: ignore[arg-type]
