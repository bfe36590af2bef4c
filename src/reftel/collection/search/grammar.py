"""A query as it is written, read into a tree.

    train* "survey vessel" (from:VALLETTA OR from:TUNIS) -classification:secret date:2008-12..2009-01

Words stand together (AND) unless OR stands between them; NOT or - leaves out.  What cannot be read
raises `QueryError` with the place and a query that can.
"""

from __future__ import annotations

import re

from reftel.collection.search import fields
from reftel.collection.search.fields import Field
from reftel.collection.search.single import Single
from reftel.collection.search.tokens import JOINING, Token, plain_quotes, tokens
from reftel.collection.search.tree import NOTHING, All, Any, Asked, Codes, Near, Node, Not, Words
from reftel.collection.search.values import WHOLE, Unread, read_value
from reftel.errors import QueryError

LONGEST = 4000
DEEPEST = 40

# A letter or article and a word are read as one name if the word is so long.
SHORTEST_NAME = 3

# What NEAR means where no number follows it, and the most it may.
BETWEEN, MOST_BETWEEN = 10, 100

# So many mistakes in one query are mended for a suggestion.
_MISTAKES = 8

_MADE_OF_WORDS = ("words", "post", "tags", "caption", "addressee", "finding")


def read_query(query: str) -> Node:
    """Return the tree of a query; raises `QueryError` where it cannot be read.

    >>> read_query("train* -tunis").parts[1].part.terms
    ('tunis',)
    """
    if len(query) > LONGEST:
        raise QueryError(
            f"A query may have {LONGEST:,} characters; this one has {len(query):,}.", place=LONGEST
        )
    try:
        return _Reader(plain_quotes(query)).read()
    except QueryError as error:
        raise QueryError(str(error), place=error.place, suggestion=_mended(error.suggestion)) from None


def _mended(query: str | None) -> str | None:
    """Return what a query is when its other mistakes are mended too, or None where it cannot be read then."""
    for _ in range(_MISTAKES):
        try:
            if query is None or _Reader(plain_quotes(query)).read() in (All(()), NOTHING):
                return None
        except QueryError as error:
            query = error.suggestion
        else:
            return query
    return None


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
            if self.next.kind in JOINING:
                raise self.error("OR needs something on either side.", operator)
            parts.append(self.together(field))
        kept = tuple(p for p in parts if p != All(()))
        return kept[0] if len(kept) == 1 else Any(kept) if kept else All(())

    def together(self, field: Field | None) -> Node:
        parts: list[Node] = []
        while self.next.kind not in ("or", "close", "end"):
            if self.next.kind == "and":
                self.conjunction(parts)
            elif self.next.kind == "near":
                raise self.error(f"{self.next.text} needs a word on either side.", self.next)
            else:
                parts.append(self.single(field))
        if not parts and self.next.kind == "or":
            raise self.error("OR needs something on either side.", self.next)
        kept = tuple(p for p in parts if p != NOTHING)
        return kept[0] if len(kept) == 1 else All(kept)

    def conjunction(self, parts: list[Node]) -> None:
        operator = self.take()
        if not parts or self.next.kind in JOINING:
            raise self.error("AND needs something on either side.", operator)

    def nearer(self, left: Node, field: Field | None) -> Node:
        """Read what follows a word: `NEAR/5 b` binds closer than any other operator."""
        if self.next.kind != "near":
            return left
        operator = self.take()
        if self.next.kind in JOINING:
            raise self.error(f"{operator.text} needs a word on either side.", operator)
        between = self.between(operator, operator.after or str(BETWEEN))
        pair = tuple(w for w in (left, self.single(field)) if isinstance(w, Words))
        single = len(pair) == 2 and all(len(w.terms) == 1 and not w.prefix for w in pair)
        if not single or pair[0].terms == pair[1].terms or pair[0].field != pair[1].field:
            raise QueryError(
                f"{operator.text} stands between two single words.",
                place=operator.start,
                suggestion=self.replaced(operator, "AND"),
            )
        return Near(pair, between, pair[0].field)

    def between(self, token: Token, written: str) -> int:
        if written.isdecimal() and 1 <= int(written) <= MOST_BETWEEN:
            return int(written)
        sign = "~" if token.kind == "quoted" else "/"
        meant = f"{MOST_BETWEEN if written.isdecimal() and int(written) else BETWEEN}"
        head = self.query[: token.end - len(written)] if token.after else self.query[: token.end] + sign
        raise QueryError(
            f"Between the words stand 1 to {MOST_BETWEEN} others, as in {sign}{BETWEEN}.",
            place=token.start,
            suggestion=f"{head}{meant}{self.query[token.end :]}",
        )

    def single(self, field: Field | None) -> Node:
        token = self.take()
        if token.kind == "not":
            return self.negated(token, field)
        if token.kind == "open":
            return self.bracket(token, field)
        if token.kind == "field":
            return self.nearer(self.named(token), field)
        return self.nearer(self.value(token, field), field)

    def negated(self, token: Token, field: Field | None) -> Node:
        if self.next.kind in JOINING:
            raise self.error(f"{token.text} needs something to leave out.", token)
        self.deeper(token)
        part = self.single(field)
        self.depth -= 1
        return NOTHING if part == NOTHING else Not(part)

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
        exactly = token.exactly or (token.kind == "word" and token.text.startswith("="))
        if field is not None and exactly and field.name in WHOLE and token.text.strip("= "):
            text = token.text.removeprefix("=") if token.kind == "word" else token.text
            return Codes(field.name, (text,), (), text)
        if field is None or field.kind in ("words", "post") or self.has_signs(token, field):
            return self.words(token, field)
        read = read_value(token.text, field)
        if isinstance(read, Unread):
            raise self.bad_value(*self.with_the_next(token, field, read))
        return read

    def with_the_next(self, token: Token, field: Field, unread: Unread) -> tuple[Token, Field, Unread]:
        """Take the year behind a month into the value that was not read: `date:December 2008`."""
        after = self.next
        if field.kind in ("date", "month") and token.kind == "word" and after.kind == "word":
            both = Token("word", f"{token.text} {after.text}", token.start, after.end)
            read = read_value(both.text, field)
            if isinstance(read, Unread) and read.meant:
                return both, field, read
        return token, field, unread

    def has_signs(self, token: Token, field: Field) -> bool:
        """Tell whether a value is asked for by its letters: with a wildcard, a slip, or exactly so."""
        if field.kind not in _MADE_OF_WORDS:
            return False
        signs = token.after or re.search(r"[*]|.\?.|~\d*$|^=", token.text)
        if signs and field.kind == "addressee":
            raise QueryError(
                "After addressee: stands a plain name; after to: and info: also one with * or ~.",
                place=token.start,
                suggestion=self.replaced(token, re.sub(r"[*?~=]", "", token.text)),
            )
        return bool(signs)

    def words(self, token: Token, field: Field | None) -> Asked:
        if token.kind == "quoted" and token.after:
            return self.proximity(token, field)
        single = Single(self.query, token, field)
        node = single.read()
        if field is None and token.kind == "word" and isinstance(node, Words) and not node.exact:
            return self.parted(node, token)
        return node

    def parted(self, node: Words, token: Token) -> Words:
        """Read a name's first part, typed with a blank, together with the rest: `al Tamimi`, `M Bala`."""
        from reftel.terms import transliteration

        after = self.next
        if len(node.terms) != 1 or node.prefix or after.kind != "word" or not token.text.isalpha():
            return node
        first = node.terms[0]
        if first not in transliteration.articles() and first not in transliteration.letters_before_names():
            return node
        rest = Single(self.query, after, None).read()
        if (
            not isinstance(rest, Words)
            or len(rest.terms) != 1
            or rest.prefix
            or rest.exact
            or len(rest.terms[0]) < SHORTEST_NAME
        ):
            return node
        self.take()
        apart = first not in transliteration.articles()
        return Words((first, *rest.terms), False, None, self.query[token.start : after.end], False, apart)

    def proximity(self, token: Token, field: Field | None) -> Asked:
        between = self.between(token, token.after[1:] or str(BETWEEN))
        node = Single(self.query, Token("quoted", token.text, token.start, token.end), field).read()
        name = field.name if field else None
        several = isinstance(node, Words) and len(set(node.terms)) > 1 and not node.prefix
        if not several or len(set(node.terms)) < len(node.terms):  # type: ignore[union-attr]
            without = f"{self.query[: token.end - len(token.after)]}{self.query[token.end :]}"
            raise QueryError(
                "~ and a number stand after two or more different words.",
                place=token.start,
                suggestion=without,
            )
        assert isinstance(node, Words)
        return Near(tuple(Words((t,), False, name, t, True) for t in node.terms), between, name)

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

    def bad_value(self, token: Token, field: Field, unread: Unread) -> QueryError:
        """Return what to say of a value; the suggestion has the meant one, or does without the field."""
        if unread.meant is not None:
            suggestion = self.replaced(token, unread.meant)
        else:
            named = re.sub(r"[-\s]*[A-Za-z]+:\s*$", " ", self.query[: token.start])
            suggestion = f"{named}{self.query[token.end :]}".strip()
        message = f"{token.text} {unread.trouble}. After {field.name}: write one of: {unread.forms}."
        return QueryError(message, place=token.start, suggestion=suggestion or None)

    def replaced(self, token: Token, by: str) -> str:
        return f"{self.query[: token.start]}{by}{self.query[token.end :]}"

    def error(self, message: str, token: Token) -> QueryError:
        """Return an error at this token; the query without it is the suggestion."""
        without = " ".join(f"{self.query[: token.start]} {self.query[token.end :]}".split())
        return QueryError(message, place=token.start, suggestion=without or None)
