"""The classes of a word: what part of speech, what kind of name, what office, body or country it can be.

In telegrams in capitals a name cannot be told from a word by its letters; what classes a word can belong to
says most of it.  The classes come from the tables words.csv, cable_words.csv and, of words in
neither, rare_words.csv, from posts, acronyms and titles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache, lru_cache

from reftel.terms import tables
from reftel.terms.posts import all_posts

_POSSESSIVE = re.compile(r"['’ʼ]S?$")
_GOVERNMENT = re.compile(r"GO[A-Z]{1,2}")
_OFFICE = re.compile(r"[A-Z]*(?:OFF|OFFS|ATT|ATTS|COUNS|MIN|MINS|FONMIN|FORMIN|SEC|PERMREP|REP|REPS)")
_STEMS = (
    "ADM ADMIN AG AGR AID AIR CHI COM COMM CON CONS CUST DEF DEL DEP DEPT ECO ECON EMB FIN FON FOR FRG GDR "
    "INFO LAB MIL MIS NARC NAV PERM POL PRES PRESS PRI PRIME SCI SOV TRADE UK US USDEL VICE"
)
_STEM = re.compile("|".join(_STEMS.split()))
ORDINARY = (
    "noun", "nouns", "verb", "verbs", "past", "participle", "gerund", "adjective", "adverb", "preposition",
    "determiner", "conjunction", "modal", "pronoun", "relative", "number", "untagged",
)  # fmt: skip
_PEOPLE = frozenset({"given", "surname", "known person"})
_SHORTEST_STEM = 3  # letters
_SHORTEST_RARE = 6
_LONGEST_ARTICLE = 3  # letters: AL-, ASH-
_PLURAL = frozenset({"person noun", "demonym", "office", "group noun", "place noun"})
_ENDINGS = (
    ("ICALLY", "adverb"), ("FULLY", "adverb"), ("INGLY", "adverb"), ("ATION", "noun"), ("NESS", "noun"),
    ("ABILITY", "noun"), ("MENT", "noun"), ("ATIONS", "nouns"), ("MENTS", "nouns"), ("ABLE", "adjective"),
    ("IZED", "past"), ("IZING", "gerund"),
)  # fmt: skip
# How other forms are made of a word: the ending, what the word lacks before it, what becomes of its class.
_MADE = (
    ("IES", "Y", {"noun": "nouns", "verb": "verbs"}),
    ("ES", "", {"noun": "nouns", "verb": "verbs"}),
    ("S", "", {"noun": "nouns", "verb": "verbs"}),
    ("IED", "Y", {"verb": "past"}),
    ("ED", "", {"verb": "past"}),
    ("ED", "E", {"verb": "past"}),
    ("ING", "", {"verb": "gerund"}),
    ("ING", "E", {"verb": "gerund"}),
    ("LY", "", {"adjective": "adverb"}),
)
NAMES = ("given", "surname", "known person", "city", "country", "place name", "feature name", "state")
_ACRONYMS = {
    "host government": "government",
    "organization": "body acronym",
    "US agency": "body acronym",
    "State office symbol": "office symbol",
    "post or mission prefix": "body",
    "telegram term": "telegram term",
}


@lru_cache(maxsize=65536)
def word_classes(form: str) -> tuple[str, ...]:
    """Return the classes of a word in any case, its possessive left aside; none for a word unknown.

    >>> word_classes("ambassador's")
    ('noun', 'office', 'person noun')
    """
    word = _POSSESSIVE.sub("", form.upper())
    found = set(_classes().get(word, ())) | _by_plural(word)
    return tuple(sorted(found or _by_article(word) or _by_form(word) or _rare(word)))


def is_ordinary(form: str) -> bool:
    """Tell whether a form is a word of the English language, whatever else it may be."""
    return any(c in ORDINARY for c in word_classes(form))


def is_small(upper: str) -> bool:
    """Tell whether a form in capitals is a sign, a figure or one of the small words of English."""
    return not upper[:1].isalpha() or upper in _small_words()


@cache
def _small_words() -> frozenset[str]:
    table = tables.settings("plain_words")
    classes = table["small"]["classes"].split()
    return frozenset(word for name in classes for word in table["classes"][name].upper().split())


def _by_plural(word: str) -> set[str]:
    """Return the classes of a plural: persons of OFFICERS and FISHERMEN, demonyms of CHILEANS."""
    if len(word) < 4:
        return set()
    if word.endswith("MEN"):
        return {"person nouns"}
    if not word.endswith("S") or word.endswith("SS"):
        return set()
    stems = (
        word[:-1],
        word[:-2] if word.endswith("ES") else "",
        word[:-3] + "Y" if word.endswith("IES") else "",
    )
    return {f"{c}s" for stem in stems for c in _classes().get(stem, ()) if c in _PLURAL}


def _by_article(word: str) -> set[str]:
    """Return the classes of a name behind its article, AL-SADR: those of people, never an ordinary word's."""
    article, hyphen, name = word.partition("-")
    return set(_classes().get(name, ())) & _PEOPLE if hyphen and len(article) <= _LONGEST_ARTICLE else set()


def _by_form(word: str) -> set[str]:
    """Return the classes that an unknown word's form gives away: GOI, EMBOFF, an adverb."""
    if _GOVERNMENT.fullmatch(word):
        return {"government"}
    if _OFFICE.fullmatch(word) and _STEM.match(word):
        return {"office"}
    return {kind for ending, kind in _ENDINGS if word.endswith(ending) and len(word) > len(ending) + 3}


def _rare(word: str) -> set[str]:
    """Return the classes of a rare word, or of one that is regularly made of another: PLOWS, REJOINED."""
    if len(word) < _SHORTEST_RARE:
        return set()  # unknown ones as short are names more often than words
    if word in _rare_words():
        return _rare_words()[word]
    for ending, lacks, of in _MADE:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= _SHORTEST_STEM:
            plain = (*_rare_words().get(stem + lacks, ()), *_classes().get(stem + lacks, ()))
            found = {of[c] for c in plain if c in of}
            if found:
                return found
    return set()


@cache
def _rare_words() -> dict[str, set[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for row in tables.rows("rare_words"):
        for word in row["words"].split():
            found[word].add(row["class"])
    return dict(found)


@cache
def _classes() -> dict[str, set[str]]:
    """Return the classes of every word that the tables hold."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for table in ("words", "cable_words"):
        for row in tables.rows(table):
            for word in row["words"].split():
                found[word].add(row["class"])
    for row in tables.rows("acronyms"):
        found[row["code"].upper()].add(_ACRONYMS[row["kind"]])
    for row in tables.rows("titles"):
        if row["kind"] in ("office", "rank", "honorific"):
            found[row["word"]].add(row["kind"])
    for row in tables.rows("tags"):
        if row["kind"] == "organization" and len(row["code"]) > 2:
            found[row["code"]].add("body acronym")
    _add_posts(found)
    return dict(found)


def _add_posts(found: defaultdict[str, set[str]]) -> None:
    """Add the names of posts, their cities and countries, whole or by the word."""
    for post in all_posts():
        for name, kind in ((post.name, "post"), (post.city, "city"), (post.country, "country")):
            words = (name or "").upper().replace("-", " ").split()
            for word in words:
                if len(word) > 2 and word != "THE":
                    found[word].add(kind if len(words) == 1 else f"{kind} part")
