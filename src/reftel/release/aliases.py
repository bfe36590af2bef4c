"""Other names that a text gives somebody to hide: alias Abu Nur, "the Fox", (aka el Zorro).

A rule of words and signs, not of a model: what protects people must not depend on what a model overlooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from reftel.release.names import is_name, words_of
from reftel.terms import acronyms, nations, tables
from reftel.terms.titles import is_office

_WORD = r"[^\W\d_](?:[\w'’.-]*[^\W_])?"
_QUOTES = "\"'“”‘’«»"
_NAME = re.compile(rf"[{_QUOTES}\s]{{0,3}}(?P<name>{_WORD}(?:[ \t\r\n]{{1,6}}{_WORD}){{0,5}})")
_QUOTED = re.compile(r"[\s,(]{0,4}[\"“«](?P<name>[^\"“”«»\n]{2,40})[\"”»]")
_BRACKETED = re.compile(rf"\s{{0,3}}\([{_QUOTES}\s]{{0,2}}(?P<name>[^()\n]{{3,50}}?)[{_QUOTES}\s,]{{0,2}}\)")
_MARK = re.compile(r"(?:\s{0,3}[(\[{][^()\[\]{}]{0,40}protect[^()\[\]{}]{0,40}[)\]}])?", re.I)
_MOST_WORDS = 4
_FAR = 120  # characters before a name in which another may be said to be his
_SHORT_CODE = 5  # letters: a word in capitals so short after a name is a country or a party


def aliases_in(text: str, places: Iterable[tuple[int, int]]) -> list[str]:
    """Return the names that a text gives those who stand at these places, each once, as written."""
    found: dict[str, None] = {}
    for start, end in places:
        within = (m["name"] for m in _QUOTED.finditer(text, start, end))
        for alias in (*map(_without_article, within), *_after(text, start, end), *_before(text, start)):
            name = " ".join(alias.split())
            if is_name(name) and words_of(name) != words_of(text[start:end]):
                found.setdefault(name)
    return list(found)


def may_give_alias(text: str, places: Iterable[tuple[int, int]]) -> bool:
    """Tell whether anything near these places says that another name follows; cheap, and rather yes."""
    around = (text[max(0, start - _FAR) : end + _FAR] for start, end in places)
    return any(_hint().search(some) for some in around)


def _after(text: str, start: int, end: int) -> Iterator[str]:
    """Yield the names given after a name: X (protect), also known as Y; X "the Fox"; X (Abu Nur)."""
    end = _after_mark(text, end)
    said = _said().match(text, end)
    if said is not None:
        yield from _names_at(text, said.end())
        return
    quoted = _QUOTED.match(text, end)
    if quoted is not None:
        yield _without_article(quoted["name"])
    bracketed = _BRACKETED.match(text, end)
    if bracketed is not None and _can_be_alias(bracketed["name"], text[start:end]):
        yield bracketed["name"]


def _after_mark(text: str, end: int) -> int:
    mark = _MARK.match(text, end)
    return mark.end() if mark else end


def _before(text: str, start: int) -> Iterator[str]:
    """Yield the name before which another stands as the same one's: Y (real name X), Y, alias of X."""
    before = text[max(0, start - _FAR) : start]
    said = _said_before().search(before)
    if said is None:
        return
    words = re.findall(_WORD, before[: said.start()])
    taken: list[str] = []
    for word in reversed(words[-_MOST_WORDS:]):
        if not word[0].isupper() or word.upper() in _goes_on() or is_office(word):
            break
        taken.insert(0, word)
    if taken:
        yield " ".join(taken)


def _names_at(text: str, at: int) -> Iterator[str]:
    """Yield the name that begins here, and those joined to it by `and` or `or`."""
    match = _NAME.match(text, at)
    if match is None:
        return
    taken: list[str] = []
    capitals = not match["name"].isupper()
    for word in match["name"].split():
        upper = word.upper()
        if upper in ("THE", "LA", "LE") and not taken:
            continue
        if upper in _goes_on() or (capitals and not word[0].isupper() and upper not in _particles()):
            break
        taken.append(word)
        if len(taken) == _MOST_WORDS:
            break
    if taken:
        yield " ".join(taken)


def _without_article(name: str) -> str:
    first, _, rest = name.strip().partition(" ")
    return rest if rest and first.upper() in ("THE", "A") else name.strip()


def _can_be_alias(written: str, name: str) -> bool:
    """Tell whether words in brackets after a name can be another name, not a country, office or party."""
    words = written.split()
    upper = [w.upper().strip(",.;") for w in words]
    if not 0 < len(words) <= _MOST_WORDS or not all(
        w[0].isupper() or w.upper() in _particles() for w in words
    ):
        return False
    if not _bodies().isdisjoint(upper):
        return False
    if any(is_office(u) or nations.meant(u) or u in _goes_on() for u in upper) or nations.meant(
        " ".join(upper)
    ):
        return False
    if len(words) > 1:
        return "PROTECT" not in upper
    short = written.isupper() and (len(written) <= _SHORT_CODE or not name.isupper())
    return not short and acronyms.meaning(written) is None and upper[0] != "PROTECT"


@cache
def _said() -> re.Pattern[str]:
    return re.compile(
        rf"[\s,;(\[-]{{0,5}}(?:{_phrases()})(?![^\W_])[\s,:]{{0,3}}(?:(?:AS|IS|OF|WAS)\s)?\s{{0,2}}", re.I
    )


@cache
def _said_before() -> re.Pattern[str]:
    return re.compile(rf"[\s,;(\[-]{{1,5}}(?:{_phrases()})(?:\s(?:OF|FOR|IS))?[\s,:{_QUOTES}]{{1,3}}$", re.I)


@cache
def _hint() -> re.Pattern[str]:
    return re.compile(rf"(?<![^\W_])(?:{_phrases()})(?![^\W_])", re.I)


@cache
def _phrases() -> str:
    phrases = [p.strip() for line in tables.settings("protect")["alias"].split("\n") for p in line.split("|")]
    return "|".join(
        sorted((re.escape(p).replace(r"\ ", r"\s{1,3}") for p in phrases if p), key=len, reverse=True)
    )


@cache
def _goes_on() -> frozenset[str]:
    return frozenset(tables.settings("protect")["goes_on"].split())


@cache
def _bodies() -> frozenset[str]:
    return frozenset(tables.settings("protect")["bodies"].split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(tables.settings("protect")["particles"].split())
