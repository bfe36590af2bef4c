"""The messages of a mailbox file, each as the bytes of an e-mail, numbered as they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

from reftel.intake.contents import Content
from reftel.intake.streams import Stream

# A line that parts two messages: it follows a blank line and tells sender and time.
_SEPARATOR = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\r\n]{1,200}\d:\d\d[^\r\n]{0,60}\r?\n")
_LONGEST_SEPARATOR = 300
_CHUNK = 256 * 1024


def contents(stream: Stream, owner: str, limit: int) -> Iterator[Content]:
    """Yield every message; one of more bytes than the limit is told and passed over."""
    for number, message in enumerate(_messages(stream, limit), start=1):
        path = f"{number:05d}.eml"
        if isinstance(message, int):
            yield Content(path, why=("too-big", f"{message:,} bytes, where the limit is {limit:,} bytes"))
        else:
            yield Content(path, Stream(io.BytesIO(message), owner), size=len(message))


def _messages(stream: Stream, limit: int) -> Iterator[bytes | int]:
    """Yield the bytes of each message, its size alone where that is above the limit."""
    buffer, dropped, searched = b"", 0, 0
    ended = False
    while buffer or not ended:
        parting = _SEPARATOR.search(buffer, searched)
        if parting is None and not ended:
            searched = max(0, len(buffer) - _LONGEST_SEPARATOR)
            if len(buffer) > limit + _LONGEST_SEPARATOR:  # too big: count it, keep only what may part
                dropped += searched
                buffer, searched = buffer[searched:], 1
            piece = stream.read(_CHUNK)
            buffer, ended = buffer + piece, not piece
            continue
        stop = len(buffer) if parting is None else parting.start()
        size = dropped + stop
        if size:
            yield buffer[:stop] if size <= limit else size
        buffer = b"" if parting is None else buffer[parting.end() :]
        dropped = searched = 0
