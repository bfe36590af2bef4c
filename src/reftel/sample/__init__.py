"""The sample collection: exercise traffic, every word of it invented.

The telegrams in `telegrams/` were written for this project. The posts, routing indicators and layouts are real;
the people, groups, firms, ships and events are not, and each telegram says that it is an exercise. Beside the folder,
`contents.csv` says what each file is meant to show, and `truth.jsonl` gives the true values of some of them by hand.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["folder"]


def folder() -> Path:
    """The folder that holds the sample telegrams (`.txt` files, some of them in subfolders)."""
    return Path(__file__).resolve().parent / "telegrams"
