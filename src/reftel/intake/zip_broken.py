"""A zip that breaks off: its list of files, which stands at the end, is lost, the files before are not."""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import BinaryIO, NamedTuple

from reftel.intake.contents import Content, clean
from reftel.intake.streams import Stream

_HEADER = struct.Struct("<4s5H3L2H")
_MARK = b"PK\x03\x04"
_CHUNK = 64 * 1024

# Members that cannot be told from their header alone: encrypted, or with their size behind them.
_NOT_ALONE = 0x1 | 0x8


class _Header(NamedTuple):
    """What stands before a member: its path, where its bytes begin, how many, how packed, their checksum."""

    path: str
    start: int
    packed: int
    method: int
    crc: int


def before_the_break(file: BinaryIO, owner: str, spend: Callable[[int], None]) -> Iterator[Content]:
    """Yield the whole members of a zip without its list, in the order they stand."""
    end = file.seek(0, 2)
    at = 0
    while (header := _header(file, at)) is not None and header.start + header.packed <= end:
        at = header.start + header.packed
        if header.path.endswith("/"):
            continue
        path = clean(header.path)
        own = f"{owner}/{path}" if owner else path
        yield Content(path, Stream(_Member(file, header), own, spend=spend))


def _header(file: BinaryIO, at: int) -> _Header | None:
    file.seek(at)
    head = file.read(_HEADER.size)
    if len(head) < _HEADER.size or not head.startswith(_MARK):
        return None
    _, _, flags, method, _, _, crc, packed, _, of_name, of_extra = _HEADER.unpack(head)
    if flags & _NOT_ALONE or method not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return None
    path = file.read(of_name).decode("utf-8", "surrogateescape")
    return _Header(path, at + _HEADER.size + of_name + of_extra, packed, method, crc)


class _Member:
    """The bytes of a member, unpacked as they are asked for and checked at their end."""

    def __init__(self, file: BinaryIO, header: _Header) -> None:
        self.file, self.at, self.left, self.header = file, header.start, header.packed, header
        self.inflate = zlib.decompressobj(-15) if header.method == zipfile.ZIP_DEFLATED else None
        self.crc = 0

    def read(self, size: int, /) -> bytes:
        """Return the next bytes."""
        piece = self._next(size)
        self.crc = zlib.crc32(piece, self.crc)
        if not piece and self.crc != self.header.crc:
            raise zipfile.BadZipFile("its checksum is wrong")
        return piece

    def _next(self, size: int) -> bytes:
        if self.inflate is None:
            return self._packed(size)
        while not self.inflate.eof:
            source = self.inflate.unconsumed_tail or self._packed(_CHUNK)
            piece = self.inflate.decompress(source, size)
            if piece or not source:
                return piece
        return b""

    def _packed(self, size: int) -> bytes:
        self.file.seek(self.at)
        piece = self.file.read(min(size, self.left))
        self.at += len(piece)
        self.left -= len(piece)
        return piece
