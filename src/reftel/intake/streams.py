"""Bytes read from the front to the back, once: an archive in an archive is never unpacked to the disk.

Whatever a packer has to say against its input comes out as `Unreadable`, named by the archive it is in.
"""

from __future__ import annotations

import lzma
import struct
import zlib
from collections.abc import Callable
from tarfile import TarError
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast
from zipfile import BadZipFile

from reftel.intake.limits import Unreadable

if TYPE_CHECKING:
    from zstandard import ZstdDecompressionObj

_CHUNK = 128 * 1024

# The longest header of a tar member that is believed: real ones are names and a few attributes.
_LONGEST_READ = 1024 * 1024

# So many bytes are handed to zstd at a time: it gives out at once all that they hold, and a block of
# three bytes may hold 128 KB.
_SIP = 1024

BROKEN = (
    EOFError,
    OSError,
    zlib.error,
    lzma.LZMAError,
    BadZipFile,
    TarError,
    struct.error,
    NotImplementedError,
    RuntimeError,
    ValueError,
)


class Readable(Protocol):
    """What bytes can be read from."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes, at most so many; none at the end."""


class Stream:
    """A source read forwards; `owner` is the archive to blame where it breaks."""

    def __init__(
        self,
        source: Readable,
        owner: str,
        *,
        spend: Callable[[int], None] | None = None,
        file: BinaryIO | None = None,
    ) -> None:
        """`spend` is told of the bytes that come; `file` is the same as a file one can move about in."""
        self.owner = owner
        self.file = file
        self.latest = b""
        # What came before a break is given out first: `read` would drop it with the error.
        self._read: Callable[[int], bytes] = getattr(source, "read1", source.read)
        self._spend = spend
        self._ahead, self._from = b"", 0
        self._at = 0

    def peek(self, size: int) -> bytes:
        """Return the next bytes and stay before them."""
        self._fill(size)
        return self._ahead[self._from : self._from + size]

    def read(self, size: int) -> bytes:
        """Return the next bytes; fewer only at the end."""
        if size > _LONGEST_READ:
            raise Unreadable(self.owner, "damaged", f"it announces a header of {size:,} bytes")
        self.latest = self._take(size)
        return self.latest

    def read_all(self, limit: int) -> bytes | None:
        """Return what is left, None where that is more than the limit."""
        pieces, left = [], limit
        while piece := self._take(_CHUNK):
            left -= len(piece)
            if left < 0:
                return None
            pieces.append(piece)
        return b"".join(pieces)

    def skip(self) -> None:
        """Go on to the end."""
        while self._take(_CHUNK):
            pass

    def tell(self) -> int:
        """Return how many bytes were read."""
        return self._at

    def seek(self, position: int) -> None:
        """Go on to a later position."""
        if position < self._at:
            raise Unreadable(self.owner, "damaged", "its parts overlap")
        while self._at < position and self._take(min(_CHUNK, position - self._at)):
            pass

    def _take(self, size: int) -> bytes:
        self._fill(size)
        taken = self._ahead[self._from : self._from + size]
        self._from += len(taken)
        self._at += len(taken)
        return taken

    def _fill(self, size: int) -> None:
        while len(self._ahead) - self._from < size and (more := self._more()):
            self._ahead = self._ahead[self._from :] + more
            self._from = 0

    def _more(self) -> bytes:
        try:
            more = self._read(_CHUNK)
        except BROKEN as error:
            raise Unreadable(self.owner, "damaged", _said(error)) from error
        if self._spend is not None:
            self._spend(len(more))
        return more


def unpacked(stream: Stream, kind: str, owner: str, spend: Callable[[int], None]) -> Stream:
    """Return what a packed stream unpacks to."""
    return Stream(_OPENERS[kind](_Plain(stream)), owner, spend=spend)


class _Plain:
    """A stream as the packers want it: they read ahead as far as they like."""

    def __init__(self, stream: Stream) -> None:
        self.stream = stream

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        return self.stream.read(min(size, _CHUNK) if size >= 0 else _CHUNK)

    def seekable(self) -> bool:
        """Return False: there is no way back."""
        return False


def _gzip(source: _Plain) -> Readable:
    import gzip

    return gzip.GzipFile(fileobj=cast("BinaryIO", source), mode="rb")


def _bzip2(source: _Plain) -> Readable:
    import bz2

    return bz2.BZ2File(cast("BinaryIO", source), "rb")


def _xz(source: _Plain) -> Readable:
    return lzma.LZMAFile(cast("BinaryIO", source), "rb")


def _zstd(source: _Plain) -> Readable:
    return _Zstd(source)


class _Zstd:
    """What zstd unpacks; its own reader takes a file that breaks off for one that ends."""

    def __init__(self, source: _Plain) -> None:
        self.source = source
        self.frame = self._next_frame()
        self.left = b""  # of the input, behind the end of a frame
        self.begun = False

    def read(self, size: int, /) -> bytes:
        """Return some bytes that come next, none at the end."""
        import zstandard

        while packed := self.left or self.source.read(_SIP):
            try:
                piece: bytes = self.frame.decompress(packed)
            except zstandard.ZstdError as error:
                raise ValueError(str(error)) from error
            self.left, self.begun = b"", True
            if self.frame.eof:
                self.left = self.frame.unused_data
                self.frame, self.begun = self._next_frame(), False
            if piece:
                return piece
        if self.begun:
            raise EOFError("compressed file ended before its end mark")
        return b""

    def _next_frame(self) -> ZstdDecompressionObj:
        import zstandard

        return zstandard.ZstdDecompressor().decompressobj()


_OPENERS: dict[str, Callable[[_Plain], Readable]] = {
    "gzip": _gzip, "bzip2": _bzip2, "xz": _xz, "zstd": _zstd,
}  # fmt: skip


def _said(error: Exception) -> str:
    said = str(getattr(error, "strerror", None) or error or type(error).__name__)
    said = said.rstrip(".")
    return said if said[1:2].isupper() else said[:1].lower() + said[1:]
