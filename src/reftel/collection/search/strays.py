"""Marks of deletions that a killed writer left in an index: nothing reads them, they stop the next commit.

The index names such a file by its segment and a count of operations; a writer that repeats the work comes
to the same count, finds the name taken and gives up.
"""

from __future__ import annotations

import json
from pathlib import Path

_META = "meta.json"


def drop_strays(folder: Path) -> int:
    """Delete the marks of deletions that the index does not know of; return how many.

    Only for the one writer, before it begins.
    """
    try:
        segments = json.loads((folder / _META).read_bytes())["segments"]
    except (OSError, ValueError, KeyError):
        return 0  # opening the index will say what is wrong with it
    known = {_name(segment) for segment in segments if segment.get("deletes")}
    strays = [path for path in folder.glob("*.del") if path.name not in known]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _name(segment: dict[str, dict[str, int] | str]) -> str:
    deletes = segment["deletes"]
    assert isinstance(deletes, dict)
    return f"{str(segment['segment_id']).replace('-', '')}.{deletes['opstamp']}.del"
