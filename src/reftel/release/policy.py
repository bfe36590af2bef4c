"""Classes of readers: how high they may read, under which captions, and what is kept from them by name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from reftel.errors import PolicyError
from reftel.model import Mrn, Record
from reftel.terms import captions, levels

# The class that sees all there is; every collection has it, and nobody has to describe it.
EVERYTHING = "everything"

_NAME = re.compile(r"[a-z][a-z0-9-]{0,39}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_KEY = re.compile(r"[0-9a-f]{6,64}")


class ReaderClass(Record, frozen=True):
    """What a class of readers may see; a rule left out withholds nothing, but names stay protected.

    `ceiling` is the highest classification, `captions` those a telegram may bear.  A telegram whose
    declassification date is not after `as_of` (an ISO day), or that bears the stamp of a release where
    `released` is true, counts as unclassified.  `withheld` are numbers or keys of telegrams, `names`
    are people to hide beside those that telegrams themselves ask to protect.
    """

    name: str
    ceiling: str | None = None
    unmarked: bool = False  # with a ceiling: are telegrams shown whose classification is not known
    captions: tuple[str, ...] | None = None
    as_of: str | None = None
    released: bool = False
    withheld: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    protected_names: bool = False  # are the names shown that telegrams ask to protect

    def withholds(self, mrn: Mrn | None, key: str) -> bool:
        """Tell whether this very telegram is on the list."""
        return any(key.startswith(w) if _KEY.fullmatch(w) else w == str(mrn) for w in self.withheld)


_FIELDS = tuple(f.name for f in msgspec.structs.fields(ReaderClass))


def read_class(told: Mapping[str, Any], where: str) -> ReaderClass:
    """Return a class from a table of `reftel.toml`; raises `PolicyError` naming the entry and the remedy.

    >>> read_class({"name": "public", "ceiling": "c"}, "reftel.toml").ceiling
    'CONFIDENTIAL'
    """
    name = told.get("name")
    if not isinstance(name, str) or not _NAME.fullmatch(name) or name == EVERYTHING:
        raise PolicyError(
            f"{where}: a class needs a name of small letters, digits and hyphens, other than {EVERYTHING}; "
            f"this one has {name!r}."
        )
    where = f"{where}, class {name}"
    unknown = sorted(set(told) - set(_FIELDS))
    if unknown:
        raise PolicyError(f"{where}: there is no rule {unknown[0]}. Rules are {', '.join(_FIELDS[1:])}.")
    return ReaderClass(
        name=name,
        ceiling=_level(told.get("ceiling"), where),
        unmarked=_flag(told, "unmarked", where),
        captions=_captions(told.get("captions"), where),
        as_of=_day(told.get("as_of"), where),
        released=_flag(told, "released", where),
        withheld=tuple(_telegram(w, where) for w in _texts(told, "withheld", where)),
        names=_texts(told, "names", where),
        protected_names=_flag(told, "protected_names", where),
    )


def told_class(reader: ReaderClass) -> dict[str, Any]:
    """Return a class as a table of `reftel.toml`, its empty rules left out."""
    told = {k: list(v) if isinstance(v, tuple) else v for k, v in msgspec.structs.asdict(reader).items()}
    return {k: v for k, v in told.items() if v not in (None, False, []) or (k == "captions" and v == [])}


def _level(written: object, where: str) -> str | None:
    if written is None:
        return None
    level = None
    if isinstance(written, str):
        read = levels.read_level(written.upper())
        mark = levels.portion(written)
        level = read[0] if read else levels.level_of_portion(mark) if mark else None
    if level is None:
        known = ", ".join(levels.LEVELS)
        raise PolicyError(f"{where}: ceiling = {written!r} is no classification. Write one of {known}.")
    return level


def _captions(written: object, where: str) -> tuple[str, ...] | None:
    if written is None:
        return None
    names = _texts({"captions": written}, "captions", where)
    unknown = [n for n in names if captions.find(n) is None]
    if unknown:
        raise PolicyError(f"{where}: {unknown[0]} is no caption that is known. Check its spelling.")
    return tuple(_caption(n) for n in names)


def _caption(written: str) -> str:
    found = captions.find(written)
    assert found is not None
    return found.name


def _day(written: object, where: str) -> str | None:
    if written is None:
        return None
    day = str(written)
    if not _DAY.fullmatch(day):
        raise PolicyError(f"{where}: as_of = {written!r} is no day. Write it like 2026-01-31.")
    return day


def _telegram(written: str, where: str) -> str:
    from reftel.reading import parse_mrn

    if _KEY.fullmatch(written):
        return written
    number = parse_mrn(written)
    if number is None:
        raise PolicyError(
            f"{where}: withheld {written!r} is neither a number with its year (2008 VALLETTA 488) nor a key."
        )
    return number


def _flag(told: Mapping[str, Any], rule: str, where: str) -> bool:
    value = told.get(rule, False)
    if not isinstance(value, bool):
        raise PolicyError(f"{where}: {rule} is true or false, not {value!r}.")
    return value


def _texts(told: Mapping[str, Any], rule: str, where: str) -> tuple[str, ...]:
    value = told.get(rule, [])
    if not isinstance(value, list | tuple) or not all(isinstance(v, str) and v.strip() for v in value):
        raise PolicyError(f'{where}: {rule} is a list of texts, as in {rule} = ["…", "…"].')
    return tuple(value)
