"""One file's bytes, if they are a text at all.

A text may hold a few odd characters: NUL bytes that a tape or a disk block left behind do not
make it binary.  They stay in the bytes and in the text as they are, and a note says so.
"""

from __future__ import annotations

import codecs
import hashlib
import os
import re
from pathlib import Path

from reftel.intake.rejected import Rejected, rejected
from reftel.model import Record
from reftel.terms.attributes import is_archive_record

DEFAULT_LIMIT = 32 * 1024 * 1024

# More control characters than one in so many bytes, and it is no text.  Packed or encrypted bytes
# have one in ten; the worst of the texts we know (tape copies with NULs) has one in two hundred.
CONTROL_SHARE = 20

# The beginning of a file that is surely not plain text: (bytes, code, what it is called).
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "pdf", "PDF"),
    (b"PK\x03\x04", "archive", "zip, or an office file, which is a zip"),
    (b"\x1f\x8b", "archive", "gzip"),
    (b"\x28\xb5\x2f\xfd", "archive", "zstd"),
    (b"BZh", "archive", "bzip2"),
    (b"\xfd7zXZ\x00", "archive", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "archive", "7z"),
    (b"Rar!\x1a\x07", "archive", "rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "office", "an older office format"),
    (b"{\\rtf", "office", "RTF"),
    (b"\x89PNG\r\n", "picture", "PNG"),
    (b"\xff\xd8\xff", "picture", "JPEG"),
    (b"GIF8", "picture", "GIF"),
    (b"II*\x00", "picture", "TIFF"),
    (b"MM\x00*", "picture", "TIFF"),
    (b"SQLite format 3\x00", "binary", "a database"),
    (b"\x7fELF", "binary", "a program"),
)

# Characters that texts of all ages do hold: bell, backspace, tab, the line ends, form feed,
# shift out and in, substitute (the old end-of-file), escape.
_KEPT = b"\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x1a\x1b"
_CONTROLS = bytes(c for c in range(32) if c not in _KEPT) + b"\x7f"

_MARKUP = re.compile(rb"\s*(?:\xef\xbb\xbf)?\s*<(\?xml|!doctype|!--|[a-z][\w:.-]*)", re.IGNORECASE)
_ELEMENT = re.compile(
    rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?:[^<>]*?\b(?:name|column|key)=[\"']([^\"'<>]{1,60}))?"
)
_HEAD_OF_RECORDS = 20_000  # bytes within which the names of a first record stand
_CLOSING = re.compile(rb"</[a-z][\w:.-]*\s*>", re.IGNORECASE)


class Text(Record, frozen=True):
    """A file that can be read as text: its bytes, their hash, and what is odd about them."""

    name: str
    raw: bytes
    sha256: str
    notes: tuple[str, ...] = ()


def read_file(
    path: str | os.PathLike[str], *, name: str | None = None, limit: int = DEFAULT_LIMIT
) -> Text | Rejected:
    """Return the file as a text, or why it is not taken in; content never raises.

    `name` is what the file is called in the answer, where that is not its own name.
    """
    name = name or Path(path).name
    try:
        raw = _bytes(path, limit)
    except FileNotFoundError:
        return rejected(name, "no-such-file")
    except PermissionError as error:
        return rejected(name, "no-rights", (error.strerror or "no cause given").lower())
    except OSError as error:
        return rejected(name, "unreadable", (error.strerror or "no cause given").lower())
    if isinstance(raw, int):
        return rejected(name, "too-big", f"{raw:,} bytes, where the limit is {limit:,}")
    why = _why_not_text(raw)
    if why is not None:
        return rejected(name, *why)
    return Text(name, raw, hashlib.sha256(raw).hexdigest(), _notes(raw))


def _bytes(path: str | os.PathLike[str], limit: int) -> bytes | int:
    """Return the bytes of a file, or its size where that is above the limit."""
    with open(path, "rb") as file:  # noqa: PTH123
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            return size
        raw = file.read(limit + 1)
    return raw if len(raw) <= limit else len(raw)


def _why_not_text(raw: bytes) -> tuple[str, str] | None:
    if not raw.strip():
        return "empty", ""
    for start, code, called in MAGIC:
        if raw.startswith(start):
            return code, called
    return _why_binary(raw) or _why_markup(raw)


def _why_binary(raw: bytes) -> tuple[str, str] | None:
    plain = _without_wide(raw).rstrip(b"\0\x1a")  # a block filled up with NULs is still a text
    if not plain.strip(b"\0 \t\r\n"):
        return "binary", "nothing but NUL bytes"
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if controls * CONTROL_SHARE > len(plain):
        nuls = plain.count(0)
        of_them = f", {nuls:,} of them NUL" if nuls else ""
        return "binary", f"{controls:,} of {len(plain):,} bytes are control characters{of_them}"
    return None


def _without_wide(raw: bytes) -> bytes:
    """Return UTF-16 that says it is UTF-16 as one byte per ordinary character."""
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if raw.startswith(mark) and len(raw) % 2 == 0:
            return raw.decode(encoding, "replace").encode()
    return raw


def _why_markup(raw: bytes) -> tuple[str, str] | None:
    start = _MARKUP.match(raw[:1024])
    if start is None or not _CLOSING.search(raw[-1024:]) or _holds_records(raw[:_HEAD_OF_RECORDS]):
        return None
    called = start[1].decode("ascii", "replace").lower()
    return "markup", {"?xml": "XML", "!doctype": "HTML or XML", "!--": "HTML or XML"}.get(
        called, f"<{called}>"
    )


def _holds_records(head: bytes) -> bool:
    """Tell whether markup names attributes of the archive's records; with a DTD it is not read."""
    if b"<!doctype" in head.lower():
        return False
    names = (name.decode("ascii", "replace") for m in _ELEMENT.finditer(head) for name in m.groups() if name)
    return is_archive_record(names)


def _notes(raw: bytes) -> tuple[str, ...]:
    nuls = _without_wide(raw).count(0)
    if not nuls:
        return ()
    return (f"It holds {nuls:,} NUL byte{'s' if nuls > 1 else ''}, kept as they are.",)
