"""One word or phrase of a query with its signs: `train*`, `te?t`, `harbuor~`, `=word`."""

from __future__ import annotations

import re

from reftel.collection.search.fields import Field
from reftel.collection.search.folding import terms
from reftel.collection.search.spellings import FIELDS as NAMES
from reftel.collection.search.tokens import Token
from reftel.collection.search.tree import NOTHING, Asked, Fuzzy, Wild, Words
from reftel.errors import QueryError

# A beginning of one letter would stand for every tenth word there is.
SHORTEST_PREFIX = 2

# With a slip, a shorter word is like most others; with two, so is a word of five letters.
SHORTEST_FUZZY = {1: 3, 2: 6}

_WILD = re.compile(r"\*|(?<=\w)\?+(?=[\w*])")
_FUZZY = re.compile(r"(?P<word>.*\w)~(?P<slips>[^~]*)")


class Single:
    """Reads one token that is made of words."""

    def __init__(self, query: str, token: Token, field: Field | None) -> None:
        self.query = query
        self.token = token
        self.field = field.name if field else None

    def read(self) -> Asked:
        """Return what it asks for; raises `QueryError` where a sign stands in the wrong place."""
        text = self.token.text.rstrip()
        if self.token.kind == "quoted":
            return self._words(text, exact=self.field in NAMES)
        fuzzy = _FUZZY.fullmatch(text)
        if fuzzy:
            return self._fuzzy(fuzzy["word"].lstrip("="), fuzzy["slips"])
        bare = text.rstrip("*")
        if _WILD.search(bare):
            return self._wild(text)
        return self._words(text.lstrip("="), exact=text.startswith("="))

    def _words(self, text: str, *, exact: bool) -> Words:
        bare = text.rstrip("*")
        found = tuple(terms(bare))
        prefix = bare != text and bool(found) and bare[-1:].isalnum()
        if "*" in bare:
            raise self._error("In a phrase, a * stands only at the end.", self._token_without("*"))
        if not found and "*" in text and self.token.kind == "word":
            raise self._error("A * alone stands for everything, and is left away.", self._without())
        if prefix and len(found[-1]) < SHORTEST_PREFIX:
            raise self._error(
                f"Before a * or ? stand at least {SHORTEST_PREFIX} letters.", self._replaced(bare)
            )
        return Words(found, prefix, self.field, bare, exact) if found else NOTHING

    def _wild(self, text: str) -> Wild:
        pieces = [terms(piece) for piece in re.split(r"[*?]", text)]
        signs = re.findall(r"[*?]", text)
        first = pieces[0][0] if pieces[0] else ""
        if len(first) < SHORTEST_PREFIX or any(len(p) > 1 for p in pieces):
            plain = re.sub(r"[*?]", "", text)
            several = any(len(p) > 1 for p in pieces)
            trouble = (
                "A word with * or ? inside has no other signs in it."
                if several
                else f"Before a * or ? stand at least {SHORTEST_PREFIX} letters."
            )
            raise self._error(trouble, self._replaced(plain) if terms(plain) else self._without())
        pattern = first + "".join(
            sign + (piece[0] if piece else "") for sign, piece in zip(signs, pieces[1:], strict=True)
        )
        return Wild(re.sub(r"\*+", "*", pattern), self.field, text)

    def _fuzzy(self, word: str, slips: str) -> Fuzzy:
        found = terms(word)
        if len(found) != 1 or "*" in word or "?" in word:
            raise self._error("~ stands after a single word without other signs.", self._token_without("*?~"))
        if slips not in ("", "1", "2"):
            raise self._error(
                "After ~ stands 1 or 2: so many letters may differ.", self._replaced(f"{word}~2")
            )
        most = int(slips or 1)
        if len(found[0]) < SHORTEST_FUZZY[most]:
            fewer = f"{word}~" if most > 1 and len(found[0]) >= SHORTEST_FUZZY[1] else word
            raise self._error(
                f"Before ~{slips} stand at least {SHORTEST_FUZZY[most]} letters.", self._replaced(fewer)
            )
        return Fuzzy(found[0], most, self.field, word)

    def _token_without(self, signs: str) -> str:
        start, end = self.token.start, self.token.end
        kept = "".join(c for c in self.query[start:end] if c not in signs)
        return f"{self.query[:start]}{kept}{self.query[end:]}"

    def _without(self) -> str | None:
        named = re.sub(r"[-\s]*[A-Za-z]+:\s*$", " ", self.query[: self.token.start])
        return " ".join(f"{named} {self.query[self.token.end :]}".split()) or None

    def _replaced(self, by: str) -> str:
        return f"{self.query[: self.token.start]}{by}{self.query[self.token.end :]}"

    def _error(self, message: str, suggestion: str | None) -> QueryError:
        return QueryError(message, place=self.token.start, suggestion=suggestion)
