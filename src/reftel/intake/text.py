"""A text as the parser is given it, and whether plain bytes are one at all.

A text may hold a few odd characters: NUL bytes that a tape or a disk block left behind do not
make it binary.  They stay in the bytes and in the text as they are, and a note says so.
"""

from __future__ import annotations

import codecs

from reftel.intake.kinds import MAGIC
from reftel.model import Record

# More control characters than one in so many bytes, and it is no text.  Packed or encrypted bytes
# have one in ten; the worst of the texts we know (tape copies with NULs) has one in two hundred.
CONTROL_SHARE = 20

# Characters that texts of all ages do hold: bell, backspace, tab, the line ends, form feed,
# shift out and in, substitute (the old end-of-file), escape.
_KEPT = b"\x07\x08\t\n\x0b\x0c\r\x0e\x0f\x1a\x1b"
_CONTROLS = bytes(c for c in range(32) if c not in _KEPT) + b"\x7f"


class Text(Record, frozen=True):
    """A text for the parser, and the file it came from.

    For plain text `raw` is the file's own bytes.  For other media it is the text taken out of the file,
    as UTF-8, and `media_type` says what the file is; `sha256` is always of the file's own bytes.  Of a
    file with several texts, `part` names this one.
    """

    name: str
    raw: bytes
    sha256: str
    notes: tuple[str, ...] = ()
    media_type: str | None = None
    part: str | None = None


def why_not_text(raw: bytes) -> tuple[str, str] | None:
    """Return code and detail of the reason why these bytes are no plain text."""
    if not raw.strip():
        return "empty", ""
    for start, code, called in MAGIC:
        if raw.startswith(start):
            return code, called
    return _why_binary(raw)


def notes_on(raw: bytes) -> tuple[str, ...]:
    """Return what is odd about a plain text."""
    nuls = _without_wide(raw).count(0)
    if not nuls:
        return ()
    return (f"It holds {nuls:,} NUL byte{'s' if nuls > 1 else ''}, kept as they are.",)


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
