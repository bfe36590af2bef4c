"""Names of bodies that end in a person's: PORTS AUTHORITY ADVISER PICOTO is Picoto, not the authority."""

from __future__ import annotations

from msgspec.structs import replace

from reftel.extract.annotations import Mention
from reftel.extract.lexicon import word_classes
from reftel.extract.page import Page
from reftel.extract.who.wording import can_be_name, word_list, wording
from reftel.terms import countries
from reftel.terms.titles import is_office

_LONGEST = 3  # words of a person's name
_LEAST = 2  # spaces in body, office and name
_UNLIKELY = frozenset("()&/")


def with_persons(page: Page, mentions: list[Mention]) -> list[Mention]:
    """Return the mentions, those of bodies that end in office and name of a person as persons.

    The name must be that of a person of the text, or begin with a known first name.
    """
    surnames: set[str] = set()
    for m in mentions:
        if m.type == "person" and m.kind == "name":
            surnames.update(wording(_raw(page, m), True).person[-1:])
    return [replace(m, type="person") if _is_person(page, m, surnames) else m for m in mentions]


def _raw(page: Page, mention: Mention) -> str:
    return page.text[mention.span.start : mention.span.end]


def _is_person(page: Page, mention: Mention, surnames: set[str]) -> bool:
    if mention.type not in ("organization", "gpe", "group") or mention.kind != "name":
        return False
    raw = _raw(page, mention)
    if raw.count(" ") < _LEAST or not _UNLIKELY.isdisjoint(raw):
        return False
    read = wording(raw, True)
    name = read.person
    title = read.words[: len(read.words) - len(name)]
    if not 0 < len(name) <= _LONGEST or not title or not is_office(title[-1]):
        return False
    known = len(name) > 1 and name[-1] in surnames  # a surname of the text, whatever else the word is
    if title[-1] in word_list("links") or not (known or all(can_be_name(w) for w in name)):
        return False
    if countries.of_post(" ".join(name)) is not None:
        return False  # CONSULATE GENERAL LOURENCO MARQUES
    return name[-1] in surnames or (len(name) > 1 and "given" in word_classes(name[0]))
