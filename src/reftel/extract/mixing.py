"""Annotated texts in another case, so that models learn from capitals and from mixed case alike."""

from __future__ import annotations

from random import Random
from typing import Any

from reftel.extract.lexicon import word_classes
from reftel.extract.mentions.features import is_mixed
from reftel.extract.page import Page

Row = dict[str, Any]
_SMALL_WORDS = frozenset({"determiner", "preposition", "conjunction", "pronoun", "relative", "modal"})
_ACRONYMS = frozenset({"government", "body acronym", "office symbol"})
_OFFICES = frozenset({"office", "body", "telegram term", "rank"})
_PROPER = frozenset({"country", "demonym", "city", "given", "state"})
_COMMON = _SMALL_WORDS | {"noun", "verb", "adjective", "past"}


def in_other_case(row: Row, random: Random) -> Row | None:
    """Return a mixed-case text in capitals, or one in capitals as it might be in mixed case; offsets stay."""
    text = row["text"]
    if is_mixed(text):
        return {**row, "text": text.upper()} if len(text.upper()) == len(text) else None
    return {**row, "text": _in_mixed_case(text, row["mentions"], random)}


def _in_mixed_case(text: str, mentions: list[Row], random: Random) -> str:
    """Return a text in capitals with small letters where a writer in mixed case would have them."""
    page = Page.of(text)
    forms, starts, ends = page.tokens
    firsts = {first for first, _ in page.sentences}
    kinds: dict[int, set[str]] = {}
    for i, (start, end) in enumerate(zip(starts, ends, strict=True)):
        kinds[i] = {m.get("kind") or "name" for m in mentions if m["start"] <= start and end <= m["end"]}
    titles = random.random()  # how often this writer gives offices in descriptions a capital
    letters = list(text)
    for i, form in enumerate(forms):
        if form.isupper() and form != "I":
            letters[starts[i] : ends[i]] = _recased(form, i in firsts, kinds[i], titles, random)
    return "".join(letters)


def _recased(form: str, first: bool, kinds: set[str], titles: float, random: Random) -> str:
    """Return a word in the case it would have: an acronym, a name, an office, or any other word."""
    classes = set(word_classes(form))
    if _is_acronym(form, classes, "name" in kinds, random):
        return form
    if "name" in kinds:
        capital = first or not classes & _SMALL_WORDS
    elif first or ("month or day" in classes and form not in ("MAY", "MARCH")):
        capital = True
    elif "nominal" in kinds and classes & _OFFICES:
        capital = random.random() < titles
    elif not classes:
        capital = random.random() < 0.3
    else:
        capital = bool(classes & _PROPER and not classes & _COMMON)
    return form.capitalize() if capital else form.lower()


def _is_acronym(form: str, classes: set[str], in_name: bool, random: Random) -> bool:
    """Tell whether a word is written in capitals everywhere; a short unknown name may be."""
    if form in ("US", "UK", "UN") or "." in form:
        return True
    if classes:
        return bool(classes & _ACRONYMS and not classes & {"country", "office"})
    return not set("AEIOUY") & set(form) or (in_name and len(form) <= 4 and random.random() < 0.5)
