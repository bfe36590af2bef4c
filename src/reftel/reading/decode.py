"""Bytes to text and back: whatever the bytes are, encoding the text again gives them.

UTF-8 where it fits, UTF-16 where a byte-order mark says so, else Windows-1252, else Latin-1,
which fits anything.  The byte-order mark stays in the text: it is part of the file.
"""

from __future__ import annotations

import codecs
import re

_LONE_DASH = re.compile(r"\n-(?=[ \t]*\n)")
UTF16 = ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def decode(data: bytes) -> tuple[str, str]:
    """Return the text of the bytes and the name of the encoding that gives the bytes back."""
    for mark, encoding in UTF16:
        if data.startswith(mark) and (text := _exact(data, encoding)) is not None:
            return text, encoding
    for encoding in ("utf-8", "cp1252"):
        if (text := _exact(data, encoding)) is not None:
            return text, encoding
    return data.decode("latin-1"), "latin-1"


def plain_lines(text: str) -> str:
    """Return the text with every kind of line end, and form feeds, as a line feed; no place changes.

    A lone dash on a line stands for a blank line (1980s) and becomes one.
    """
    if "\r" in text or "\f" in text:
        text = text.replace("\r\n", " \n").replace("\r", "\n").replace("\f", "\n")
    if "\n-" in text:
        text = _LONE_DASH.sub("\n ", text)
    return text


def _exact(data: bytes, encoding: str) -> str | None:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    return text if encoding == "utf-8" or text.encode(encoding) == data else None
