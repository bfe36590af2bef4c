"""Opening the tables of `data/`; each is read once, when first asked for."""

from __future__ import annotations

import csv
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"


@cache
def rows(table: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV table, by column."""
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def settings(table: str) -> dict[str, Any]:
    """Return a TOML table."""
    return tomllib.loads((DATA / f"{table}.toml").read_text(encoding="utf-8"))


def unverified(row: dict[str, str]) -> bool:
    """Tell whether no document was found for what a row says."""
    said = f"{row.get('notes', '')} {row.get('source', '')} {row.get('era', '')}"
    return "unverified" in said


def squeeze(written: str) -> str:
    """Return the letters and digits of a name in upper case, the form in which names are compared.

    >>> squeeze("Port-au-Prince")
    'PORTAUPRINCE'
    """
    upper = written.upper()
    return upper if upper.isalnum() else "".join(filter(str.isalnum, upper))
