"""Files of a collection by name: one file, all of a folder or archive, or a pattern with `*` and `?`."""

from __future__ import annotations

from collections.abc import Collection


def named(column: str, names: Collection[str]) -> tuple[str, list[str]]:
    """Return a condition for the names in a column, and its values; no names choose nothing.

    `release` chooses the file of that name and all that lies below a folder or archive of that name,
    `*.ocr2` whatever fits.
    """
    condition = f"{column} = ? OR substr({column}, 1, length(?) + 1) = ? || '/' OR {column} GLOB ?"
    values: list[str] = []
    for name in names:
        whole = name.rstrip("/")
        values += [whole, whole, whole, name]
    return " OR ".join([condition] * len(names)) or "FALSE", values
