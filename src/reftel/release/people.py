"""Which entities of an annotated telegram are people to hide, so that no word about them is told on."""

from __future__ import annotations

from collections.abc import Iterable

from reftel.extract.annotations import Annotations, Mention
from reftel.model import Telegram
from reftel.release.names import Names, is_name, persons_in, places_of, words_of


def protected_entities(telegram: Telegram, annotations: Annotations, names: Names) -> set[int]:
    """Return the numbers of the entities that are people to hide: all their mentions are to be left out.

    `names` are those hidden in all telegrams.  An entity is one of them where any of its mentions stands on
    a hidden name, an alias of it, or words that the telegram itself marks for protection, or where its name
    or another of its names holds a hidden one.  Descriptions, offices and pronouns follow their entity.
    """
    places = _hidden_places(telegram, names)
    marked = [(p.span.start, p.span.end) for p in telegram.protected]
    if not places and not marked:
        return set()
    found = {
        m.entity
        for m in annotations.mentions
        if m.entity >= 0
        and m.kind != "pronoun"
        and (_covers(places, m) if m.type != "person" else _touches(places, m) or _ends_in(marked, m))
    }
    found |= {m.entity for m in annotations.mentions if m.entity >= 0 and _ends_in(marked, m)}
    return found | _named(annotations, telegram, names)


def _hidden_places(telegram: Telegram, names: Names) -> list[tuple[int, int]]:
    """Return where hidden people are named, as places in the file's text."""
    base = telegram.source.span.start
    marked = [p.text for p in telegram.protected if is_name(p.text)]
    people = persons_in(telegram.text, names, marked)
    return [(start + base, end + base) for start, end in places_of(people, telegram.text)]


def _touches(places: Iterable[tuple[int, int]], mention: Mention) -> bool:
    return any(start < mention.span.end and mention.span.start < end for start, end in places)


def _covers(places: Iterable[tuple[int, int]], mention: Mention) -> bool:
    """Tell whether a mention is all hidden name: a village or a party is not its namesake."""
    return any(start <= mention.span.start and mention.span.end <= end for start, end in places)


def _ends_in(marked: Iterable[tuple[int, int]], mention: Mention) -> bool:
    """Tell whether a mention is what was marked: the mark stands where it ends."""
    return any(start < mention.span.end <= end and mention.span.end + _SLACK >= end for start, end in marked)


_SLACK = 2  # characters that may stand between the last word and the mark


def _named(annotations: Annotations, telegram: Telegram, names: Names) -> set[int]:
    marked = [p.text for p in telegram.protected if is_name(p.text)]
    people = persons_in(telegram.text, names, marked)
    return {
        e.number
        for e in annotations.entities
        if e.type == "person" and people and any(places_of(people, name) for name in (e.name, *e.also))
    }


def aliases_of(telegram: Telegram, annotations: Annotations, names: Names) -> tuple[str, ...]:
    """Return what else the people to hide are called in a telegram, to be hidden in all telegrams.

    Names that share a word with the hidden one say nothing new, and are left out: a surname alone is
    hidden only where its bearer is named in full.
    """
    hidden = protected_entities(telegram, annotations, names)
    if not hidden:
        return ()
    marked = [p.text for p in telegram.protected if is_name(p.text)]
    people = persons_in(telegram.text, names, marked)
    given = [n for e in annotations.entities if e.number in hidden and e.type == "person" for n in (e.name, *e.also)]
    own = {w for p in people for w in p.parts}
    return tuple(dict.fromkeys(n for n in given if is_name(n) and own.isdisjoint(words_of(n))))
