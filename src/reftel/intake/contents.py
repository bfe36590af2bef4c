"""What the readers of archives hand out: one thing found in an archive, by its path in there."""

from __future__ import annotations

from typing import NamedTuple

from reftel.intake.streams import Stream


class Content(NamedTuple):
    """A file in an archive: its path, its bytes to be read once, or why not (code, detail)."""

    path: str
    stream: Stream | None = None
    why: tuple[str, str] | None = None
    size: int | None = None  # bytes, where the archive says it


def clean(path: str) -> str:
    r"""Return a path inside an archive without what could lead out of it or upset a screen.

    >>> clean("/etc/../cables\\07TUNIS1.txt")
    'etc/cables/07TUNIS1.txt'
    """
    parts = (_shown(p) for p in path.replace("\\", "/").split("/") if p not in ("", ".", ".."))
    return "/".join(parts) or "unnamed"


def _shown(part: str) -> str:
    try:
        part.encode()
    except UnicodeEncodeError:  # bytes that are no UTF-8
        part = part.encode("utf-8", "surrogateescape").decode("latin-1")
    return "".join(c if c.isprintable() else "\ufffd" for c in part)
