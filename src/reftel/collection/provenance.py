"""Who released a file, when, from where and under which licence: as given with a build, or in its folder.

A file `provenance.toml` in a source's folder speaks for the files in it and below; one further down
speaks first.  What is given with the build speaks before both.
"""

from __future__ import annotations

import datetime
import os
import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec

from reftel.collection.answers import Provenance
from reftel.errors import SourceError

SIDECAR = "provenance.toml"
FIELDS = Provenance.__struct_fields__
DATES = ("released_on", "retrieved_on")

_DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")

Said = dict[str, str]  # what is said of each field; an empty text takes back what was said before


def check_date(text: str) -> str:
    """Return a day, month or year as written; raises `ValueError` where it is none.

    >>> check_date("2014-03")
    '2014-03'
    """
    if not _DATE.fullmatch(text):
        raise ValueError(f"'{text}' is not a date: write a year, 2014-03 or 2014-03-31")
    return text


def read_sidecar(path: str | os.PathLike[str]) -> Said:
    """Return what a `provenance.toml` says, if there is one; raises `SourceError` for a bad one."""
    try:
        read = tomllib.loads(Path(path).read_text(encoding="utf-8"))
        return {name: _value(name, value) for name, value in read.items()}
    except (FileNotFoundError, NotADirectoryError):
        return {}
    except OSError as error:
        raise SourceError(
            f"{path} cannot be read ({error.strerror}). Give yourself the right to read it."
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, ValueError) as error:
        raise SourceError(
            f"{path} cannot be understood ({error}). It may say {', '.join(FIELDS)}, each as a text: "
            'licence = "CC0". Mend it, or take it out of the folder.'
        ) from error


def _value(name: str, value: Any) -> str:
    if name not in FIELDS:
        raise ValueError(f"there is no '{name}'")
    if isinstance(value, (datetime.date, int)) and not isinstance(value, (bool, datetime.datetime)):
        value = str(value)
    if not isinstance(value, str):
        raise ValueError(f"{name} is not a text")
    return check_date(value) if name in DATES and value else value


class Provenances:
    """What is said of each file: asked folder by folder, each sidecar read once."""

    def __init__(self, given: Said) -> None:
        """Take what was given with the build; raises `ValueError` where it is not a field or not a date."""
        self._given = {name: _value(name, value) for name, value in given.items()}
        self._of: dict[tuple[str, int], Said] = {}

    def of(self, path: str, name: str) -> Said:
        """Return what is said of the file at this path, which is named so from its source on."""
        folder = path.rpartition("/")[0]
        return self._folder(folder, max(0, name.count("/") - 1))

    def _folder(self, folder: str, above: int) -> Said:
        """Return what is said of a folder, of which so many folders above belong to the source too."""
        said = self._of.get((folder, above))
        if said is None:
            outer = self._folder(folder.rpartition("/")[0], above - 1) if above else {}
            said = {**outer, **read_sidecar(f"{folder}/{SIDECAR}"), **self._given}
            self._of[folder, above] = said
        return said


def with_said(held: Provenance, said: Said) -> Provenance:
    """Return what is known of a file once this is said: fields that are not named keep their value."""
    return msgspec.structs.replace(held, **{name: value or None for name, value in said.items()})


def is_sidecar(path: str) -> bool:
    """Tell whether a file is not a telegram but speaks of those beside it."""
    return path.rpartition("/")[2] == SIDECAR
