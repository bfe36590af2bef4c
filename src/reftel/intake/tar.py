"""The files of a tar archive, in the order they stand; nothing is written, links are not followed."""

from __future__ import annotations

import tarfile
from collections.abc import Iterator

from reftel.intake.contents import Content, clean
from reftel.intake.limits import Unreadable
from reftel.intake.streams import Stream

_BLOCK = 512
_SPECIAL = {tarfile.FIFOTYPE: "named pipe", tarfile.CHRTYPE: "device", tarfile.BLKTYPE: "device"}


def contents(stream: Stream, owner: str) -> Iterator[Content]:
    """Yield what is in a tar; each is to be read before the next is asked for."""
    try:
        tar = tarfile.TarFile(fileobj=stream, mode="r")  # type: ignore[arg-type]
        while (member := tar.next()) is not None:
            tar.members.clear()  # type: ignore[attr-defined]  # else it remembers every one
            if not member.isdir():
                yield _content(tar, member, owner)
    except (tarfile.TarError, OverflowError, ValueError) as error:
        raise Unreadable(owner, "damaged", str(error)) from error
    _check_end(stream, owner)


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo, owner: str) -> Content:
    path = clean(member.name)
    if member.issym() or member.islnk():
        return Content(path, why=("link-inside", clean(member.linkname)))
    file = tar.extractfile(member) if member.isreg() else None
    if file is None:
        return Content(path, why=("not-a-file", _SPECIAL.get(member.type, "special file")))
    return Content(path, Stream(file, owner), size=member.size)


def _check_end(stream: Stream, owner: str) -> None:
    """Tell an archive that ends from one that breaks off: the library takes both for an end."""
    if not stream.latest:
        raise Unreadable(owner, "damaged", "it breaks off without its end mark")
    if stream.latest.strip(b"\0"):
        at = stream.tell() - len(stream.latest)
        raise Unreadable(owner, "damaged", f"what stands at byte {at:,} is no header")
    while rest := stream.read(_BLOCK * 128):
        if rest.strip(b"\0"):
            raise Unreadable(owner, "damaged", "something stands behind its end mark")
