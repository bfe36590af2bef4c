"""The values of fields, read by the kind of the field: what cannot be read is told with what would do."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from reftel.collection.search import dates, fields
from reftel.collection.search.fields import Field, Kind
from reftel.collection.search.folding import terms
from reftel.collection.search.tree import NOTHING, Any, Codes, Count, Days, Node, Value, Words
from reftel.terms import levels

_COMPARED = re.compile(r"(>=|<=|>|<)\s*(.*)")
_COUNT = re.compile(r"\d{1,9}")
_MONTHS = "2008-12, 2008-11..2009-01, 2008"
_CODE = re.compile(r"[A-Z]{2,5}")


class Unread(NamedTuple):
    """Why a value cannot be read, the forms that can, and the value that may have been meant."""

    trouble: str
    forms: str
    meant: str | None = None


# Fields that `=` asks for by their whole value.
WHOLE = ("tags", "caption", "post", "classification", "family", "country")


def read_value(text: str, field: Field) -> Node | Unread:
    """Return what a value asks for; only for fields that are not made of words."""
    return _READERS[field.kind](text.strip(), field)


def _is_backwards(days: tuple[int, int], text: str) -> bool:
    return ".." in text and days[0] > days[1]


def _backwards(text: str, forms: str) -> Unread:
    """Tell of a range whose end stands first, and give it in order."""
    low, _, high = (part.strip() for part in text.partition(".."))
    return Unread("ends before it begins", forms, f"{high}..{low}")


def _date(text: str, field: Field) -> Node | Unread:
    forms = "2008, 2008-12, 2008-12-22, 2008-12..2009-01, >=2008-12"
    days = dates.read_dates(text)
    if days is not None:
        return _backwards(text, forms) if _is_backwards(days, text) else Days(*days)
    return Unread("is no date", forms, dates.as_meant(text))


def _month(text: str, field: Field) -> Node | Unread:
    days = dates.read_dates(text)
    if days is None:
        return Unread("is no month", _MONTHS, dates.as_meant(text))
    if _is_backwards(days, text):
        return _backwards(text, _MONTHS)
    return Count(field.name, days[0] // 100, days[1] // 100)


def _level(text: str, field: Field) -> Node | Unread:
    compared = _COMPARED.fullmatch(text)
    low, dots, high = text.partition("..")
    several = [part for part in (low, high) if part.strip()] if dots else [text]
    bounds = [compared[2]] if compared else several
    named = [_level_named(b) for b in bounds]
    unread = [b for b, name in zip(bounds, named, strict=True) if name is None]
    if unread or not named:
        return _no_level(text, unread[0] if unread else text)
    ranks = [levels.rank(name) for name in named if name is not None]
    if not compared and not dots:
        return Value(field.name, named[0] or "")
    if ranks != sorted(ranks):
        return _backwards(text, "secret, >=secret, confidential..secret")
    chosen = tuple(list(levels.LEVELS)[_ranks(compared[1] if compared else "..", ranks, low)])
    return Codes(field.name, chosen, (), text)


def _ranks(sign: str, ranks: list[int], low: str) -> slice:
    if sign == "..":
        first = ranks[0] if low.strip() else 0
        last = ranks[-1] if len(ranks) > 1 or not low.strip() else len(levels.LEVELS)
        return slice(first, last + 1)
    at = ranks[0]
    return {">": slice(at + 1, None), ">=": slice(at, None), "<": slice(0, at), "<=": slice(0, at + 1)}[sign]


def _level_named(written: str) -> str | None:
    return fields.LEVELS.get("".join(c for c in written.upper() if c.isalpha()))


def _no_level(text: str, unread: str) -> Unread:
    from difflib import get_close_matches

    squeezed = "".join(c for c in unread.upper() if c.isalpha())
    close = get_close_matches(squeezed, fields.LEVELS, n=1)
    meant = text.replace(unread, fields.LEVELS[close[0]].lower()) if close and unread else None
    names = ", ".join(dict.fromkeys(level.lower() for level in fields.LEVELS.values()))
    return Unread("is no classification", names, f'"{meant}"' if meant else None)


def _portion(text: str, field: Field) -> Node | Unread:
    """Read a mark: a level alone stands for its paragraphs with any control, `=S` for (S) and no more."""
    bare = text.removeprefix("=").strip("() ")
    mark = levels.portion(_level_named(bare) or bare) or levels.portion(bare)
    if mark is None:
        return Unread("is no portion mark", "U, C, S, S/NF, C/REL, secret")
    whole = "/" in mark or text.startswith("=")
    return Value(field.name, f"={mark}" if whole else mark)


def _country(text: str, field: Field) -> Node | Unread:
    from reftel.terms import countries

    found = countries.named(text)
    if found:
        return Codes(field.name, found, (), text)
    near = countries.nearest(text)
    return Unread("is no country that a post is in", "Malta, MT, France", f'"{near}"' if near else None)


def _number(text: str, field: Field) -> Node | Unread:
    return Value(field.name, text)


def _count(text: str, field: Field) -> Node | Unread:
    unread = Unread("is no count", "100, >=100, 100..500")
    compared = _COMPARED.fullmatch(text)
    low, dots, high = ("", "", "") if compared else text.partition("..")
    parts = [compared[2]] if compared else [part for part in (low, high) if part]
    if not parts or not all(_COUNT.fullmatch(part) for part in parts):
        return unread
    if compared:
        return _compared(field.name, compared[1], int(parts[0]))
    if not dots:
        return Count(field.name, int(low), int(low))
    if low and high and int(low) > int(high):
        return _backwards(text, unread.forms)
    return Count(field.name, int(low) if low else None, int(high) if high else None)


def _compared(name: str, sign: str, number: int) -> Count:
    if sign in (">", ">="):
        return Count(name, number + (sign == ">"), None)
    return Count(name, None, number - (sign == "<"))


def _has(text: str, field: Field) -> Node | Unread:
    known = {**fields.HAS, **fields.HAS_BY_OTHERS}
    name = text.lower().replace(" ", "-").replace("_", "-")
    name = {"references": "refs", "missing": "missing-refs", "portion": "portions"}.get(name, name)
    if name not in known and f"{name}s" in known:
        name = f"{name}s"
    if name in known:
        return Value(field.name, name)
    return _unknown(name, list(known), "is nothing a telegram is known to have", ", ".join(known))


def _family(text: str, field: Field) -> Node | Unread:
    from reftel.reading import families
    from reftel.reading.attributes import record

    known = [*(f.name for f in families.FAMILIES), record.NAME, "unknown"]
    name = text.lower().replace(" ", "_").replace("-", "_")
    unknown = _unknown(name, known, "is no layout", ", ".join(known))
    return Value(field.name, name) if name in known or unknown.meant is None else unknown


def _finding(text: str, field: Field) -> Node | Unread:
    """Read the code of a check, or words of it: `dtg` is in several."""
    from reftel.marking import CHECKS, SERIES_CHECKS

    codes = [check.code for check in (*CHECKS, *SERIES_CHECKS)]
    words = tuple(terms(text))
    if words and any(set(words) <= set(terms(code)) for code in codes):
        return Words(words, False, field.name, text)
    forms = "filed-before-dtg, or another code that `reftel check --list` gives"
    return _unknown(text.lower(), codes, "is nothing that a check finds", forms)


def _unknown(name: str, known: Sequence[str], trouble: str, forms: str) -> Unread:
    from difflib import get_close_matches

    close = [k for k in known if k.startswith(name)] or get_close_matches(name, known, n=1, cutoff=0.75)
    return Unread(trouble, forms, close[0] if close else None)


def _file(text: str, field: Field) -> Node | Unread:
    return Value(field.name, text) if text.strip("* ") else Unread("names no file", "release-12, *.zip")


def _tags(text: str, field: Field) -> Node | Unread:
    """Read a code, or a word of what codes mean: `terrorism` is PTER."""
    from reftel.terms import tags

    if tags.is_known(text):
        return Codes(field.name, (text.upper(),), (), text)
    return _coded(text, field, tags.find_by_meaning(text))


def _caption(text: str, field: Field) -> Node | Unread:
    from reftel.terms import captions

    found = captions.find(text)
    if found and not captions.takes_list(found.name):
        return Codes(field.name, (found.name,), (), text)
    return _coded(text, field, () if found else captions.find_by_meaning(text))


def _coded(text: str, field: Field, codes: tuple[str, ...]) -> Node:
    words = tuple(terms(text))
    if not words:
        return NOTHING
    if not codes:
        return Words(words, False, field.name, text)
    return Codes(field.name, codes, words, text)


def _addressee(text: str, field: Field) -> Node | Unread:
    words = tuple(terms(text))
    if not words:
        return NOTHING
    return Any((Words(words, False, "to", text), Words(words, False, "info", text)))


_READERS: dict[Kind, Callable[[str, Field], Node | Unread]] = {
    "date": _date,
    "month": _month,
    "level": _level,
    "portion": _portion,
    "country": _country,
    "number": _number,
    "count": _count,
    "has": _has,
    "family": _family,
    "finding": _finding,
    "file": _file,
    "tags": _tags,
    "caption": _caption,
    "addressee": _addressee,
}
