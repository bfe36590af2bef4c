"""People to hide: finding a name in a text however it is spelt, wrapped or turned around."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from functools import cache, cached_property, lru_cache

from reftel.terms import tables
from reftel.terms.titles import is_office
from reftel.terms.transliteration import articles_before, sounds

# Letters that do not come apart into a plain letter and an accent.
_PLAIN = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ß": "ss", "ı": "i",
})  # fmt: skip

# Between two words of a name; a name may be wrapped, and its parts joined by hyphens.
_GAP = r"[\W_]{0,12}"
_NICKNAME = r"(?:\s{0,3}[(\"“«'][^()\"“”«»\n]{2,30}[)\"”»'])?"  # Karim "the Fox" al-Tamimi
_BROKEN = r"(?:-[ \t\r]*\n\s*)?"  # a word divided at the end of a line
_DIVIDED = re.compile(r"-[ \t\r]*\n\s*")

_WORD = re.compile(r"[^\W_]+")
_SHORTEST_PART = 3  # letters; shorter words are left alone where a whole name is not meant
_JOINED_ARTICLES = ("al", "el")
_SHORTEST_AFTER_ARTICLE = 4  # letters: `also` is no article and name

Spelt = Mapping[str, frozenset[str]]  # a word of a name, and the words of a text that are spellings of it


class Fold:
    """A text in small plain letters, and the way back to its own characters."""

    __slots__ = ("_starts", "text")

    def __init__(self, text: str) -> None:
        """Fold the text; places are kept only where a letter became none or several."""
        self._starts: list[int] | None = None
        if text.isascii():
            self.text = text.lower()
            return
        pieces = [_fold(c) for c in text]
        if not all(len(p) == 1 for p in pieces):
            self._starts = [*(i for i, piece in enumerate(pieces) for _ in piece), len(text)]
        self.text = "".join(pieces)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where these folded characters stand in the text itself."""
        if self._starts is None:
            return start, end
        return self._starts[start], max(self._starts[end], self._starts[end - 1] + 1)


@cache
def _fold(character: str) -> str:
    parts = unicodedata.normalize("NFKD", character.lower())
    return "".join(p for p in parts if not unicodedata.combining(p)).translate(_PLAIN)


def words_of(name: str) -> tuple[str, ...]:
    """Return the folded words of a name.

    >>> words_of("Karim al-Tamimí")
    ('karim', 'al', 'tamimi')
    """
    return tuple(_WORD.findall(Fold(name).text))


def is_name(text: str) -> bool:
    """Tell whether the words before a mark can be a person's name: a description says `the engineer`."""
    words = _WORD.findall(text)
    if not words or not any(w[0].isupper() for w in words) or words[0].upper() in _words("determiners"):
        return False
    return any(_tells(w) for w in words)


def _tells(word: str) -> bool:
    """Tell whether a word can name somebody by itself."""
    upper = Fold(word).text.upper()
    if len(upper) < _SHORTEST_PART or upper in _words("particles") or upper in _words("ordinary"):
        return False
    return not is_office(upper) and not upper.isdigit()


@cache
def _words(kind: str) -> frozenset[str]:
    return frozenset(tables.settings("protect")[kind].split())


class Person:
    """One name to hide: its whole forms, and the parts that stand for it where it was named."""

    def __init__(self, name: str, spelt: Spelt | None = None) -> None:
        """Take the name as it is written; offices before it are no part of it.

        `spelt` are other spellings of its words that are to be found too.
        """
        self.name = name
        self._spelt = spelt or {}
        words = _WORD.findall(Fold(name).text)
        while len(words) > 1 and (is_office(words[0].upper()) or words[0].upper() in _words("ordinary")):
            words = words[1:]
        self.words = tuple(words)
        self.parts = tuple(w for w in self.words if _tells(w))

    @property
    def keys(self) -> frozenset[str]:
        """Words of which a text with the name has one: the last that tells, alone or with its article."""
        last = self.parts[-1] if self.parts else self.words[-1]
        return frozenset((last, *(f"{article}{last}" for article in articles_before(last))))

    @property
    def sounds(self) -> dict[str, str]:
        """The words of the name that may be written otherwise, by what they sound like."""
        return {sound: word for word in self.words if (sound := sounds(word)) is not None}

    def as_spelt(self, words: Iterable[str]) -> Person:
        """Return the same person, found by these words too where they are spellings of the name's."""
        wanted = self.sounds
        found: dict[str, set[str]] = {}
        for bare in {b for w in words for b in _bare(w)} if wanted else ():
            meant = wanted.get(sounds(bare) or "")
            if meant is not None and bare != meant:
                found.setdefault(meant, set()).add(bare)
        return Person(self.name, {w: frozenset(f) for w, f in found.items()}) if found else self

    @cached_property
    def whole(self) -> str:
        """A pattern of the name in full: as written, without its middle, or last name first."""
        forms = [f"{_NICKNAME}{_GAP}".join(self._any_spelling(w) for w in self.words)]
        if len(self.parts) > 1:
            first, last = self._any_spelling(self.parts[0]), self._any_spelling(self.parts[-1])
            article = _article(self.parts[-1:])
            forms += [rf"{first}{_NICKNAME}{_GAP}{article}{last}", rf"{article}{last}\s?,\s{{0,12}}{first}"]
        return "|".join(dict.fromkeys(forms))

    @cached_property
    def any_part(self) -> str:
        """A pattern of the name in full or of any part that tells, each with its article."""
        parts = "|".join(sorted(map(self._any_spelling, self.parts), key=len, reverse=True))
        return f"{self.whole}|{_article(self.parts)}(?:{parts})" if parts else self.whole

    def _any_spelling(self, word: str) -> str:
        """Return a pattern of a word and of its other spellings."""
        others = sorted(self._spelt.get(word, ()), key=len, reverse=True)
        return f"(?:{'|'.join(map(_letters, (word, *others)))})" if others else _letters(word)


def _article(words: Iterable[str]) -> str:
    """Return a pattern of an article that may stand before these words: al, el, ash before sh."""
    articles = sorted({a for w in words for a in articles_before(w)}, key=len, reverse=True)
    return rf"(?:(?:{'|'.join(articles)}){_GAP})?"


def _bare(word: str) -> Iterable[str]:
    """Return a word, and what is left of it without a joined article."""
    yield word
    if word.startswith(_JOINED_ARTICLES) and len(word) - 2 >= _SHORTEST_AFTER_ARTICLE:
        yield word[2:]


def _letters(word: str) -> str:
    """Return a pattern of a word that may be divided at the end of a line."""
    return _BROKEN.join(map(re.escape, word)) if len(word) > _SHORTEST_PART else re.escape(word)


class Names:
    """The names to hide from a class of readers."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names as written; those that are descriptions hide only where they were marked."""
        known = {words_of(n): Person(n) for n in names if is_name(n)}
        self._by_key: dict[str, list[Person]] = {}
        self._by_sound: dict[str, list[Person]] = {}
        for person in known.values():
            for key in person.keys:
                self._by_key.setdefault(key, []).append(person)
            sound = sounds(person.parts[-1]) if person.parts else None
            if sound is not None:
                self._by_sound.setdefault(sound, []).append(person)

    def __bool__(self) -> bool:
        return bool(self._by_key)

    def named_in(self, text: str) -> list[Person]:
        """Return those who are named in full in a text."""
        if not self._by_key:
            return []
        folded = Fold(text).text
        words = _words_in(folded)
        spelt = (person.as_spelt(words) for person in self._perhaps_in(words))
        return [p for p in spelt if _pattern(p.whole).search(folded)]

    def _perhaps_in(self, words: set[str]) -> list[Person]:
        """Return those of whose names one word stands in the text; the rest need not be looked for."""
        found = {id(p): p for key in words & self._by_key.keys() for p in self._by_key[key]}
        if self._by_sound:
            heard = {sound for w in words for bare in _bare(w) if (sound := sounds(bare)) is not None}
            found |= {id(p): p for sound in heard & self._by_sound.keys() for p in self._by_sound[sound]}
        return list(found.values())


def _words_in(text: str) -> set[str]:
    """Return the words of a folded text, those divided at the end of a line whole too."""
    words = set(_WORD.findall(text))
    if "-\n" in text or "- " in text or "-\r" in text:
        words |= set(_WORD.findall(_DIVIDED.sub("", text)))
    return words


@lru_cache(maxsize=4096)
def _pattern(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{words})(?![^\W_])")


def persons_in(text: str, names: Names, marked: Iterable[str]) -> list[Person]:
    """Return whom to hide in a text: those whom it marks itself, and those named in full in it."""
    own = {words_of(name): Person(name) for name in marked}
    if own:
        words = _words_in(Fold(text).text)
        own = {key: person.as_spelt(words) for key, person in own.items()}
    found = [*own.values(), *(p for p in names.named_in(text) if p.words not in own)]
    return with_aliases(found, text)


def with_aliases(people: list[Person], text: str) -> list[Person]:
    """Return these people, and what the text says that they are also called."""
    if not people:
        return people
    from reftel.release.aliases import aliases_in

    known = {p.words for p in people}
    given = [Person(alias) for alias in aliases_in(text, places_of(people, text))]
    return [*people, *(p for p in given if p.words and p.words not in known)]


def places_of(people: Iterable[Person], text: str) -> list[tuple[int, int]]:
    """Return where these people stand in a text, by any part of their names that tells."""
    folded = Fold(text)
    found = (m.span() for p in people for m in _pattern(p.any_part).finditer(folded.text))
    return merged(folded.span(*span) for span in found)


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the stretches in order, those that touch joined.

    >>> merged([(5, 9), (1, 3), (2, 4)])
    [(1, 4), (5, 9)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found
