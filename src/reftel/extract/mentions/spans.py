"""Rules for the stretches chosen: where they must begin and end, which may stand together, their kind."""

from __future__ import annotations

from typing import NamedTuple

from reftel.extract.annotations import Kind
from reftel.extract.lexicon import ORDINARY, word_classes
from reftel.extract.mentions.features import Form, is_mixed
from reftel.extract.page import Page, after_number, opens_line

_PLACES = frozenset({
    "city", "country", "state", "demonym", "demonyms", "post", "government", "body acronym", "region",
    "place name", "feature name", "country part",
})  # fmt: skip
_SURNAMES = frozenset({"surname", "given", "known person"})
_NO_SURNAME = frozenset({
    "office", "rank", "person noun", "determiner", "preposition", "pronoun", "conjunction", "quantity",
    "number", "title prefix", "body", "telegram term", "adjective",
})  # fmt: skip
_SMALL = frozenset({"determiner", "preposition", "conjunction", "pronoun", "quantity"})
_VAGUE = frozenset({
    "A", "AN", "SOME", "SEVERAL", "MANY", "OTHER", "ALL", "BOTH", "ANY", "TWO", "THREE", "FOUR", "THIS",
    "THESE", "THAT", "THOSE", "HIS", "THEIR", "ITS", "OUR",
})  # fmt: skip
_PRONOUNS = frozenset({"personal pronoun", "plural pronoun", "neuter pronoun"})
_ORDINARY = frozenset(ORDINARY)
_NO_NAME = _ORDINARY | {"office", "offices", "body", "furniture", "title prefix", "person nouns", "rank"}


class Chosen(NamedTuple):
    """A stretch taken for a mention: its words, its type, and how surely."""

    first: int
    end: int
    type: str
    chance: float


def possible(chosen: list[Chosen], page: Page) -> list[Chosen]:
    """Return the stretches but those with half a bracket, and those in a paragraph's number and mark."""
    heads = {
        i
        for first, last in page.sentences
        if opens_line(page, first)
        for i in range(first, after_number(page, first, last))
    }
    return [
        c._replace(type="person") if c.type in ("gpe", "location") and _is_addressed(c, page) else c
        for c in chosen
        if c.first not in heads and not _has_half_a_bracket(c, page)
    ]


def _is_addressed(c: Chosen, page: Page) -> bool:
    """Tell whether MR., MRS. or the like stands before a stretch or begins it: no place is called so."""
    forms = page.tokens.forms
    before = c.first - 1 - (c.first > 0 and forms[c.first - 1] == ".")
    return any("honorific" in word_classes(forms[i]) for i in (before, c.first) if i >= 0)


def _has_half_a_bracket(c: Chosen, page: Page) -> bool:
    words = page.tokens.forms[c.first : c.end]
    return words.count("(") != words.count(")")


def mended(chosen: list[Chosen], page: Page) -> list[Chosen]:
    """Return the stretches with no word that a line's end broke cut in two."""
    broken = _broken(page)
    if not broken:
        return chosen
    found = []
    for c in chosen:
        first, end = c.first, c.end
        while first in broken:
            first -= 1
        while end in broken:
            end += 1
        found.append(c._replace(first=first, end=end))
    return found


def _broken(page: Page) -> set[int]:
    """Return the places of hyphens and second halves of words that were broken at a line's end."""
    forms, starts, ends = page.tokens
    places = set()
    for i in range(1, len(forms) - 1):
        if forms[i] == "-" and ends[i - 1] == starts[i] and page.text[ends[i] : ends[i] + 1].isspace():
            left, right = forms[i - 1], forms[i + 1]
            if left[-1].isalpha() and right[0].isalpha() and word_classes(left + right):
                places |= {i, i + 1}
    return places


def without_crossing(chosen: list[Chosen]) -> list[Chosen]:
    """Return the stretches that nest: of two that cross, or are the same, the surer."""
    kept: list[Chosen] = []
    for c in sorted(chosen, key=lambda c: -c.chance):
        first, end = c.first, c.end
        for k in kept:  # they clash if they overlap and neither holds the other, or both do
            if k.first < end and first < k.end:
                holds = first <= k.first and k.end <= end
                if holds == (k.first <= first and end <= k.end):
                    break
        else:
            kept.append(c)
    return sorted(kept, key=lambda c: (c.first, -c.end))


def kind_of(mention: Chosen, chosen: list[Chosen], page: Page, forms: list[Form]) -> Kind:
    """Return whether a mention is a pronoun, has a name outside the mentions in it, or describes."""
    if mention.end - mention.first == 1 and _PRONOUNS & forms[mention.first].classes:
        country = page.tokens.forms[mention.first] == "US" and mention.type == "gpe"  # else US is the pronoun
        return "name" if country else "pronoun"
    inside = {
        i
        for c in chosen
        if mention.first <= c.first and c.end <= mention.end and c[:2] != mention[:2]
        for i in range(c.first, c.end)
    }
    own = [i for i in range(mention.first, mention.end) if i not in inside]
    if any(_names(forms[i], mention.type) for i in own):
        return "name"
    return "name" if mention.type == "organization" and _is_title(own, page, forms) else "nominal"


def _names(form: Form, kind: str) -> bool:
    """Tell whether a word names what a mention of this type means, though it may be an ordinary word too."""
    if not form.upper[:1].isalpha():
        return False
    if kind in ("gpe", "location", "organization") and form.classes & _PLACES:
        return True
    if kind == "person" and form.classes & _SURNAMES and not form.classes & _NO_SURNAME:
        return True
    return not _NO_NAME & form.classes


def _is_title(own: list[int], page: Page, forms: list[Form]) -> bool:
    """Tell whether a body's words are its title: MINISTRY OF DEFENSE, but not A BANK or THE COMMITTEE."""
    words = [forms[i] for i in own if forms[i].upper[:1].isalpha()]
    if words and words[0].upper in _VAGUE:
        return False
    full = [f for f in words if not f.classes & _SMALL]
    if is_mixed(page.text):
        return sum(page.tokens.forms[i][:1].isupper() for i in own) > 1
    return len(full) > 1 and any("body" in f.classes for f in full)
