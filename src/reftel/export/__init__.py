"""Taking telegrams elsewhere: one file per format.

A format is a module here with a `FORMAT`; its name in `FORMATS` makes it known to the command line,
the reading room and the documents.  What is new to profiles is written by `news_atom` and `news_mail`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reftel.export.format import Format

__all__ = ["FORMATS", "format_named"]

FORMATS = ("csv", "jsonl")


def format_named(name: str) -> Format:
    """Return a format by its name; it must be one of `FORMATS`."""
    found: Format = import_module(f"reftel.export.{name}").FORMAT
    return found
