"""Puts measured figures into a page, between two marks, so that nobody copies them by hand."""

from __future__ import annotations

from pathlib import Path

from reftel.errors import SourceError


def put(page: Path, name: str, section: str) -> None:
    """Replace what stands between the marks of a section."""
    begin, end = f"<!-- {name} -->", f"<!-- end of {name} -->"
    text = page.read_text("utf-8") if page.is_file() else ""
    head, found, rest = text.partition(begin)
    _, closed, tail = rest.partition(end)
    if not (found and closed):
        raise SourceError(f"{page} lacks the lines {begin} and {end}: the figures go between them")
    page.write_text(f"{head}{begin}\n\n{section.strip()}\n\n{end}{tail}", encoding="utf-8")
