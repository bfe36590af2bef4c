"""Archives opened: every file in them, whatever is nested in what, within what may be unpacked.

Nothing of an archive is written under a name of its own, so no path in it can do harm.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from reftel.intake import mbox, tar, zip  # noqa: A004
from reftel.intake.contents import Content
from reftel.intake.kinds import HEAD, PACKED, archive_kind
from reftel.intake.limits import Budget, Refused, Unpacking, Unreadable
from reftel.intake.streams import Stream, unpacked

_ENDINGS = {".gz": "", ".bz2": "", ".xz": "", ".zst": "", ".zstd": "", ".tgz": ".tar", ".tzst": ".tar"}


class Entry(NamedTuple):
    """Something met in an archive, by its path in it ("" is the archive itself).

    A file (`raw`, or None where only the list is wanted), a reject (`why`: code and detail), or an
    archive that is about to be read (`is_archive`).
    """

    path: str
    raw: bytes | None = None
    why: tuple[str, str] | None = None
    is_archive: bool = False


def entries(
    stream: Stream, name: str, size: int, *, limit: int, unpacking: Unpacking, read: bool = True
) -> Iterator[Entry]:
    """Yield every file in an archive of this name and size, in an order that does not change.

    What breaks or goes beyond a limit ends with one entry that says why; what came before it stands.
    With `read` off the files are only listed.
    """
    walk = _Walk(name, Budget(size, unpacking), limit, read=read)
    try:
        yield from walk.content(Content("", stream), 0)
    except Refused as refused:
        yield Entry("", why=(refused.code, refused.detail))


class _Walk:
    """One archive being read, with all that is in it."""

    def __init__(self, name: str, budget: Budget, limit: int, *, read: bool) -> None:
        self.name = name
        self.budget = budget
        self.limit = limit
        self.reads = read

    def content(self, content: Content, depth: int) -> Iterator[Entry]:
        """Yield a file, or what is in it if it is an archive."""
        path, stream = content.path, content.stream
        if stream is None:
            self.budget.member()
            yield Entry(path, why=content.why)
            return
        try:
            if archive_kind(stream.peek(HEAD)):
                yield from self.archive(stream, path, depth)
            else:
                self.budget.member()
                yield self.file(content, stream)
        except Unreadable as broken:
            if broken.owner != path:
                raise
            yield Entry(path, why=(broken.code, broken.detail))

    def archive(self, stream: Stream, path: str, depth: int) -> Iterator[Entry]:
        """Yield what is in an archive."""
        most = self.budget.unpacking.depth
        if depth >= most:
            raise Unreadable(path, "too-deep", f"{most}")
        yield Entry(path, is_archive=True)
        is_empty = True
        for content in self.contents(stream, path):
            is_empty = False
            inside = f"{path}/{content.path}" if path else content.path
            yield from self.content(content._replace(path=inside), depth + 1)
        if is_empty:
            raise Unreadable(path, "empty", "")

    def contents(self, stream: Stream, path: str) -> Iterator[Content]:
        """Yield what stands in an archive itself, packed or not."""
        kind = archive_kind(stream.peek(HEAD))
        is_packed = kind in PACKED
        if kind is not None and is_packed:
            stream = unpacked(stream, kind, path, self.budget.spend)
            kind = archive_kind(stream.peek(HEAD))
        if kind == "tar":
            yield from tar.contents(stream, path)
        elif kind == "mbox":
            yield from mbox.contents(stream, path, self.limit)
        elif is_packed:
            yield Content(_unpacked_name(path or self.name), stream)
        else:
            yield from zip.contents(stream, path, self.budget.spend)

    def file(self, content: Content, stream: Stream) -> Entry:
        """Return a file with its bytes."""
        size = content.size
        if size is not None and size > self.limit:
            told = f"{size:,} bytes, where the limit is {self.limit:,} bytes"
            return Entry(content.path, why=("too-big", told))
        if not self.reads:
            if stream.owner != content.path:  # where it breaks, the archive ends
                stream.skip()
            return Entry(content.path)
        raw = stream.read_all(self.limit)
        if raw is None:
            return Entry(content.path, why=("too-big", f"more than {self.limit:,} bytes"))
        return Entry(content.path, raw)


def _unpacked_name(path: str) -> str:
    """Return what a packed file is called unpacked.

    >>> _unpacked_name("cables/07TUNIS1.txt.gz")
    '07TUNIS1.txt'
    """
    name = PurePosixPath(path)
    return name.stem + _ENDINGS.get(name.suffix.lower(), name.suffix)
