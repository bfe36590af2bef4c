"""A facet's value as a part of the query: how a search is narrowed to it, and made wide again."""

from __future__ import annotations

import re
from functools import lru_cache

from reftel.collection.search import fields
from reftel.collection.search.grammar import read_query
from reftel.collection.search.tree import Any

# Which field of the query language narrows a search to a facet's value.
FIELD_OF_FACET = {
    "posts": "post",
    "countries": "country",
    "years": "year",
    "months": "month",
    "classification": "classification",
    "captions": "caption",
    "tags": "tags",
    "families": "family",
}

_PLAIN = re.compile(r"[\w.]+(?:-[\w.]+)*")


def term_of(facet: str, value: str) -> str:
    """Return what a query says to mean exactly this value of a facet.

    >>> term_of("posts", "LA PAZ"), term_of("months", "2008-12")
    ('post:"LA PAZ"', 'month:2008-12')
    """
    field = FIELD_OF_FACET[facet]
    written = value.replace('"', " ")
    sign = "" if _is_known(field, value) else "="
    quoted = written if _PLAIN.fullmatch(written) else f'"{written}"'
    return f"{field}:{sign}{quoted}"


def narrowed(query: str, term: str) -> str:
    """Return a query with one part more; alternatives go into brackets first."""
    return f"{_bracketed(query.strip())} {term}".strip()


@lru_cache(maxsize=64)
def _bracketed(query: str) -> str:
    return f"({query})" if isinstance(read_query(query), Any) else query


def has_term(query: str, term: str) -> bool:
    """Tell whether a query has this part, written as `narrowed` writes it."""
    return f" {term} " in f" {query} "


def without(query: str, term: str) -> str:
    """Return a query without one of its parts."""
    return " ".join(f" {query} ".replace(f" {term} ", " ").split())


def _is_known(field: str, value: str) -> bool:
    """Tell whether the value alone stands for itself, and for no more than itself."""
    from reftel.terms import captions, tags
    from reftel.terms.posts import read_post

    match field:
        case "post":
            reading = read_post(value)
            return reading is not None and reading.post.name == value and reading.how != "misspelt"
        case "tags":
            return tags.is_known(value)
        case "caption":
            known = captions.find(value)
            return known is not None and known.name == value and not captions.takes_list(value)
        case "classification":
            return fields.LEVELS.get("".join(c for c in value.upper() if c.isalpha())) == value
        case _:
            return True
