"""Which entities of an annotated telegram are people to hide, so that no word about them is told on."""

from __future__ import annotations

from collections.abc import Iterable

from reftel.extract.annotations import Annotations, Mention
from reftel.model import Telegram
from reftel.release.names import Names, Person, is_name, persons_in, places_of, words_of

_SLACK = 2  # characters that may stand between the last word and the mark
_PLACES = ("gpe", "location")

Place = tuple[int, int]


def protected_entities(telegram: Telegram, annotations: Annotations, names: Names) -> set[int]:
    """Return the numbers of the entities that are people to hide: all their mentions are to be left out.

    `telegram` and `annotations` are the whole telegram's, before anything is cut out; `names` are those
    hidden in all telegrams.  An entity is to be hidden where one of its mentions holds a hidden name, an
    alias of it, or the words that the telegram itself marks for protection; a country or place only where
    the hidden name is all of it.  Its descriptions, offices and pronouns go with it.
    """
    people = _people(telegram, names)
    places = _places(telegram, people)
    marked = [(p.span.start, p.span.end) for p in telegram.protected]
    found = {m.entity for m in annotations.mentions if _is_hidden(m, places) or _ends_in(marked, m)}
    persons = [e for e in annotations.entities if people and e.type == "person"]
    found |= {e.number for e in persons if any(places_of(people, name) for name in (e.name, *e.also))}
    return found - {-1}


def aliases_of(telegram: Telegram, annotations: Annotations, names: Names) -> tuple[str, ...]:
    """Return what else the people to hide are called in a telegram, to be hidden in all telegrams.

    Names that share a word with the hidden one say nothing new, and are left out: a surname alone is
    hidden only where its bearer is named in full.
    """
    people = _people(telegram, names)
    hidden = protected_entities(telegram, annotations, names) if people else set()
    persons = [e for e in annotations.entities if e.number in hidden and e.type == "person"]
    own = {word for person in people for word in person.parts}
    given = (name for e in persons for name in (e.name, *e.also))
    return tuple(dict.fromkeys(n for n in given if is_name(n) and own.isdisjoint(words_of(n))))


def _people(telegram: Telegram, names: Names) -> list[Person]:
    marked = [p.text for p in telegram.protected if is_name(p.text)]
    return persons_in(telegram.text, names, marked)


def _places(telegram: Telegram, people: list[Person]) -> list[Place]:
    """Return where hidden people are named, as places in the file's text."""
    base = telegram.source.span.start
    return [(start + base, end + base) for start, end in places_of(people, telegram.text)]


def _is_hidden(mention: Mention, places: Iterable[Place]) -> bool:
    first, end = mention.span.start, mention.span.end
    if mention.type in _PLACES:
        return any(a <= first and end <= b for a, b in places)
    return mention.kind != "pronoun" and any(a < end and first < b for a, b in places)


def _ends_in(marked: Iterable[Place], mention: Mention) -> bool:
    """Tell whether a mention is what was marked: the mark stands where it ends."""
    return any(start < mention.span.end <= end <= mention.span.end + _SLACK for start, end in marked)
