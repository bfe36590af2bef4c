"""How a mention is worded: its words, its head, the country, office and person it names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple

from reftel.extract.lexicon import word_classes
from reftel.terms import nations, offices, tables
from reftel.terms.titles import is_office

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’][^\W\d_]+)?|&")
_WRAPPED = re.compile(r"(?<=[^\W\d_])-\s+(?=[^\W\d_])|(?<=\b[A-Z]\.)\s(?=[A-Z]\.)")
_INITIAL = 1  # letters of an initial
_CLITIC = 2  # letters of a possessive ending at most

_OTHERS = frozenset((
    "noun", "nouns", "adjective", "body", "group noun", "group nouns", "country", "city", "post",
    "place name", "office", "verb", "verbs", "past", "government",
))  # fmt: skip


class Wording(NamedTuple):
    """What the words of a mention say, read without the text around them."""

    words: tuple[str, ...]  # in capitals, without article and possessive endings
    determiner: str  # THE, A, THIS ... or nothing
    head: str  # the last word before any "of" or "for"
    plural: bool
    content: frozenset[str]  # the words that tell, in one spelling, countries by their names
    nations: tuple[str, ...]  # the countries that the whole can stand for, the likeliest first
    country: str | None  # the country that it names somewhere, as in "the Maltese minister"
    pronoun: str | None  # HE, THEY, WE ... whatever its case
    gender: str | None  # m, f
    office: str | None  # the office, in its full form
    person: tuple[str, ...]  # the words of a person's name, without offices


@lru_cache(maxsize=20000)
def wording(raw: str, person: bool) -> Wording:
    """Read the words of a mention; `person` where it can be somebody's name."""
    text = _WRAPPED.sub("", raw) if "-" in raw or "." in raw else raw
    before, comma, _ = text.partition(",")
    if person and comma and not is_office(before.rpartition(" ")[2]):
        text = before  # an office after the name is a matter of its own
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text)
    words = [_bare(w) for w in _WORD.findall(text.upper())]
    pronoun = _pronouns().get(words[0]) if len(words) == 1 else None
    determiner = words[0] if len(words) > 1 and words[0] in word_list("determiners") else ""
    if determiner:
        words = words[1:]
    words = words or [""]
    end = next((i for i, w in enumerate(words) if i and w in word_list("after_head")), len(words))
    head = same(words[end - 1])
    title, name = _parted(_without_body(words)) if person else ((), ())
    office = _office(title if name else words) if person else None
    if office and not name:
        head = office.rpartition(" ")[2]
    country = nations.within(words)
    return Wording(
        words=tuple(words),
        determiner=determiner,
        head=head,
        plural=_is_plural(words, end),
        content=_content(words, country),
        nations=_nations(words),
        country=country,
        pronoun=pronoun,
        gender=_gender(words),
        office=office,
        person=name,
    )


def same(word: str) -> str:
    """Return a word in the spelling in which it is compared: DEPT is DEPARTMENT."""
    return _same_words().get(word, word)


@cache
def word_list(name: str) -> frozenset[str]:
    """Return one of the lists of words."""
    return frozenset(tables.settings("who")[name].split())


@cache
def _same_words() -> dict[str, str]:
    return dict(tables.settings("who")["same_word"])


@cache
def _pronouns() -> dict[str, str]:
    table: dict[str, Any] = tables.settings("who")["pronouns"]
    return {form: kind for kind, forms in table.items() for form in forms.split()}


def _bare(word: str) -> str:
    """Return a word without its possessive ending: IRAN'S, the DEPT’S."""
    for mark in "'’":
        before, found, after = word.rpartition(mark)
        if found and len(before) > 1 and len(after) < _CLITIC and after in ("S", ""):
            return before
    return word.rstrip("'’")


def _nations(words: list[str]) -> tuple[str, ...]:
    """Return the countries that words stand for: JAPAN, the GOJ, the Government of Japan, Tokyo."""
    found = nations.meant(" ".join(words))
    if found:
        return found
    kept = [w for w in words if w not in word_list("government") and w not in word_list("links")]
    return nations.meant(" ".join(kept)) if 0 < len(kept) < len(words) else ()


def _is_plural(words: list[str], end: int) -> bool:
    head = words[end - 1]
    if head in word_list("plural") or "AND" in words[:end]:
        return True
    return len(head) > 3 and head.endswith("S") and not head.endswith(("SS", "US", "IS"))


def _content(words: list[str], country: str | None) -> frozenset[str]:
    kept = frozenset(same(w) for w in words if w not in word_list("links"))
    if country is None:
        return kept
    named = nations.forms_in(words)
    return frozenset(w for w in kept if w not in named) | {country}


def _gender(words: list[str]) -> str | None:
    if not word_list("women").isdisjoint(words):
        return "f"
    return None if word_list("men").isdisjoint(words) else "m"


def _office(words: Sequence[str]) -> str | None:
    """Return the office that words name, without the country: the Maltese FONMIN is the FOREIGN MINISTER."""
    country = nations.forms_in(words)
    kept = [w for w in words if w not in country and w not in word_list("honorific")]
    while kept and kept[-1] in word_list("links"):
        kept = kept[:-1]
    return offices.office(" ".join(kept)) if kept else None


def _without_body(words: list[str]) -> list[str]:
    """Leave out the body behind a person's name: Guildmaster Frendolin [of the Free Harbor Guild]."""
    link = next((i for i, w in enumerate(words) if i > 1 and w in word_list("after_head")), 0)
    if not link or can_be_name(words[-1]) or _in_title(words[link - 1]) or not can_be_name(words[link - 1]):
        return words
    return words[:link]


def can_be_name(word: str) -> bool:
    """Tell whether a word can be part of a person's name: a known name, or no known word of another kind."""
    known = set(word_classes(word))
    return bool(known & {"given", "surname", "known person"}) or not known & _OTHERS


def _parted(words: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the offices before a name and the name: FOREIGN MINISTER | ORTEGA."""
    while len(words) > 1 and words[-1] in ("JR", "SR", "II", "III"):
        words = words[:-1]
    last = 0
    for i, word in enumerate(words):
        if (
            len(word) > _INITIAL
            and not word.endswith(".")
            and (_in_title(word) or (i < len(words) - 1 and _is_trade(word)))
        ):
            last = i + 1
    name = words[last:]
    if not name and len(words) > 1 and not any(w in word_list("after_head") for w in words):
        first = next((i for i, w in enumerate(words) if _in_title(w)), 0)
        return tuple(words[first:]), tuple(words[:first])
    if name and name[0] in word_list("links"):
        return tuple(words), ()
    return tuple(words[:last]), tuple(w for w in name if len(w.strip(".")) > _INITIAL) or tuple(name)


@lru_cache(maxsize=20000)
def _in_title(word: str) -> bool:
    """Tell whether a word belongs to an office: a rank, an honorific, a country, a body's kind."""
    if is_office(word) or word in word_list("links") or word in word_list("honorific"):
        return True
    return bool(nations.meant(word)) or offices.is_part(word)


@lru_cache(maxsize=20000)
def _is_trade(word: str) -> bool:
    """Tell whether a word before a name says what somebody is and is no name: OWNER, PILOT, LAWYER."""
    known = word_classes(word)
    return "person noun" in known and not {"given", "surname", "known person"} & set(known)
