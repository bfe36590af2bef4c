"""Names as they are compared: folded, without titles, and by their sounds where they are spelt in many ways.

`key` is what two names have in common that are taken for one without asking: the same words, whatever
their case, accents, hyphens and articles, and of persons with two words and more also the same sounds.
What cannot be a name has no key, and so is not listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from reftel.collection.said.no_names import is_no_name
from reftel.terms import nations, transliteration
from reftel.terms.titles import is_link, is_office

LONGEST = 200  # characters of a name; a longer one is a sentence taken for one

_WORD = re.compile(r"[^\W_]+(?:['’.][^\W_]+)*\.?")
_PLAIN = re.compile(r"[a-z0-9]+")
_BROKEN = re.compile(r"(?<=[^\W\d_])-\s*\n\s*")
_POSSESSIVE = re.compile(r"['’][sS]?(?![^\W_])")
_SHORTEST_JOINED = 5  # letters of a name after an article joined to it: alTamimi

# What is said of a name beside its words: person, group, organization, gpe, location, office, words.
PERSON, GPE, OFFICE, WORDS = "person", "gpe", "office", "words"

SOUND = "~"  # before a word that is a sound


class Name(NamedTuple):
    """A name ready for the tables."""

    type: str
    kind: str
    written: str
    folded: str
    key: str | None
    words: tuple[str, ...]


def written_on_one_line(words: str) -> str:
    r"""Return a name as written, without the line breaks within it.

    >>> written_on_one_line("Northern Far-\nmers' Front")
    "Northern Farmers' Front"
    """
    return " ".join(_BROKEN.sub("", words).split())[:LONGEST]


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> tuple[str, ...]:
    """Return the words of a text in small plain letters.

    >>> fold("Señor Ibáñez's")
    ('senor', 'ibanez')
    """
    if text.isascii():
        return tuple(_PLAIN.findall(_POSSESSIVE.sub("", text).lower().replace("'", "").replace(".", "")))
    from anyascii import anyascii

    return fold(anyascii(_POSSESSIVE.sub("", text)))


@lru_cache(maxsize=1 << 16)
def name_of(words: str, type_: str, kind: str, offices: tuple[str, ...] = ()) -> Name:
    """Return a name with what it is compared by; `offices` are the titles that the text gives its bearer."""
    written = written_on_one_line(words)
    plain = fold(without_titles(written, offices)) if type_ == PERSON and kind == "name" else fold(written)
    plain = plain[1:] if len(plain) > 1 and plain[0] == "the" else plain
    known = kind == "name" and plain and not is_no_name(written, type_)
    key = (_nation(written, type_) or _key(plain, type_)) if known else None
    return Name(type_, kind, written, " ".join(plain), key, _found_by(written) if kind != "pronoun" else ())


def without_titles(name: str, offices: tuple[str, ...] = ()) -> str:
    """Return a person's name without titles before it or after it, last name last.

    >>> without_titles("Ambassador Karim al-Tamimi"), without_titles("ORTEGA, JUAN")
    ('Karim al-Tamimi', 'JUAN ORTEGA')
    """
    for office in sorted(map(written_on_one_line, offices), key=len, reverse=True):
        if len(office) < len(name) and name.lower().startswith(office.lower() + " "):
            name = name[len(office) :].lstrip(" ,")
    before, comma, after = name.partition(",")
    if comma:
        turned = len(before.split()) == 1 and after.strip() and not any(map(is_office, after.split()))
        name = f"{after.strip()} {before}" if turned else before
    words = name.split()
    while len(words) > 1 and (_is_title(words[0]) or words[0].islower()):
        words = words[1:]
    return " ".join(words)


def _is_title(word: str) -> bool:
    return is_office(word) or is_link(word)


def surname(folded: str) -> str:
    """Return the last word of a folded name."""
    return folded.rpartition(" ")[2]


def _nation(written: str, type_: str) -> str | None:
    """Return the country that a place's name means for sure, whether its name or its adjective is written."""
    meant = nations.meant(written.upper()) if type_ == GPE else ()
    sure = len(meant) == 1 and nations.kind(written.upper()) in ("name", "people")
    return " ".join(fold(meant[0])) if sure else None


def _key(words: tuple[str, ...], type_: str) -> str:
    if type_ != PERSON or len(words) < 2:
        return " ".join(words)
    told = [w for i, w in enumerate(words) if i == len(words) - 1 or not _is_article(w, words[i + 1])]
    if len(told) < 2:
        return " ".join(told)
    return " ".join((transliteration.sounds(w) or w).replace(" ", "") for w in told)


def _is_article(word: str, after: str) -> bool:
    return transliteration.is_article(word, after)


def _found_by(written: str) -> tuple[str, ...]:
    """Return the words by which a name is found: as folded, without a joined article, and by sound."""
    found: dict[str, None] = {}
    for word in fold(written):
        for form in (word, _without_article(word)):
            if form is not None:
                found[form] = None
                sound = transliteration.sounds(form)
                if sound is not None:
                    found[SOUND + sound.replace(" ", "")] = None
    return tuple(found)


def forms_of(word: str) -> tuple[str, ...]:
    """Return what a word can become in the comparison of names: folded, by sound, without an article."""
    return tuple(form.removeprefix(SOUND) for w in fold(word) for form in _found_by(w))


def _without_article(word: str) -> str | None:
    for article in sorted(transliteration.articles()):
        rest = word.removeprefix(article)
        if rest != word and len(rest) >= _SHORTEST_JOINED:
            return rest
    return None


def asked_by(query: str) -> list[tuple[str, ...]]:
    """Return, for each word of a question, the words of which a name must have one; articles ask nothing.

    >>> asked_by("al-Tamimi")[0][0]
    'tamimi'
    """
    words = fold(query)
    told = [w for i, w in enumerate(words) if i + 1 == len(words) or not _is_article(w, words[i + 1])]
    return [_found_by_word(word) for word in told if word != "the"] or [(w,) for w in words]


class Spelt(dict[str, bool]):
    """Finds the words of texts that are one of some forms, in any spelling; each word is looked at once."""

    def __init__(self, forms: Iterable[str]) -> None:
        self._wanted = frozenset(forms)
        plain = [form for form in self._wanted if not form.startswith(SOUND)]
        self._outlines = frozenset(o for form in plain for o in transliteration.outlines(form))
        self._articles = tuple(transliteration.articles())

    def __missing__(self, written: str) -> bool:
        found = self[written] = any(map(self._is_one, fold(written)))
        return found

    def _is_one(self, word: str) -> bool:
        if word in self._wanted:
            return True
        if transliteration.outline(word) not in self._outlines and not word.startswith(self._articles):
            return False  # it cannot sound like one
        return not self._wanted.isdisjoint(_found_by(word))

    def is_in(self, text: str) -> bool:
        """Tell whether a text has such a word."""
        return any(self[word] for word in _WORD.findall(text))

    def places(self, text: str) -> list[int]:
        """Return where such words begin."""
        spelt = [re.escape(word) for word in set(_WORD.findall(text)) if self[word]]
        if not spelt:
            return []
        pattern = rf"(?<![^\W_])(?:{'|'.join(sorted(spelt, key=len, reverse=True))})(?![^\W_])"
        return [found.start() for found in re.finditer(pattern, text)]


def _found_by_word(word: str) -> tuple[str, ...]:
    sound = transliteration.sounds(word)
    forms = [word, _without_article(word), SOUND + sound.replace(" ", "") if sound is not None else None]
    return tuple(form for form in forms if form is not None)


__all__ = [
    "OFFICE", "PERSON", "WORDS", "Name", "Spelt", "asked_by", "fold", "forms_of", "name_of",
    "surname",
    "without_titles", "written_on_one_line",
]  # fmt: skip
