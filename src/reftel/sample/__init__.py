"""The sample collection: exercise traffic of invented people and events, written for reftel.

`telegrams/` holds the files and two that are no telegrams; `contents.csv` tells file by file what each
is meant to show; `truth.jsonl` gives, for each of them, the values a careful reader takes from them.
"""

from __future__ import annotations

from pathlib import Path


def folder() -> Path:
    """Return the folder that holds the sample telegrams (`.txt` files, some of them in subfolders)."""
    return Path(__file__).parent / "telegrams"
