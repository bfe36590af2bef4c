"""The files of a zip, in sorted order; of one that lost its end, those before the break."""

from __future__ import annotations

import stat
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

from reftel.intake.contents import Content, clean
from reftel.intake.limits import Unreadable
from reftel.intake.streams import BROKEN, Stream
from reftel.intake.zip_broken import before_the_break

# A zip inside another archive is held in memory up to this size, then in a nameless temporary file.
_IN_MEMORY = 16 * 1024 * 1024
_CHUNK = 16 * 1024

# What is a zip and no archive: word processors and spreadsheets keep their parts in one.
_OFFICE = ("[Content_Types].xml", "META-INF/manifest.xml")

_ENCRYPTED = 0x1
_NO_LIST = "its list of files, which stands at the end, is missing"

Spend = Callable[[int], None]


def contents(stream: Stream, owner: str, spend: Spend) -> Iterator[Content]:
    """Yield what is in a zip; a member that is broken leaves the others as they are."""
    if stream.file is not None:
        yield from _contents(stream.file, owner, spend, None)
        return
    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as spool:
        file = cast("BinaryIO", spool)
        yield from _contents(file, owner, spend, _spooled(stream, file))


def _contents(file: BinaryIO, owner: str, spend: Spend, broken: Unreadable | None) -> Iterator[Content]:
    try:
        archive = zipfile.ZipFile(file)
    except BROKEN:
        yield from before_the_break(file, owner, spend)
        raise (broken or Unreadable(owner, "damaged", _NO_LIST)) from None
    names = archive.namelist()
    if any(name in names[:20] for name in _OFFICE):
        raise Unreadable(owner, "office", "a zip of parts")
    members = ((clean(info.filename), info) for info in archive.infolist() if not info.filename.endswith("/"))
    for path, info in sorted(members, key=lambda m: m[0].split("/")):
        yield _content(archive, info, path, owner, spend)


def _content(archive: zipfile.ZipFile, info: zipfile.ZipInfo, path: str, owner: str, spend: Spend) -> Content:
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return Content(path, why=("link-inside", "another file"))
    if info.flag_bits & _ENCRYPTED:
        return Content(path, why=("encrypted", "zip"))
    own = f"{owner}/{path}" if owner else path
    try:
        opened = archive.open(info)
    except BROKEN as error:
        return Content(path, why=("damaged", str(error).rstrip(".")))
    return Content(path, Stream(opened, own, spend=spend), size=info.file_size)


def _spooled(stream: Stream, file: BinaryIO) -> Unreadable | None:
    """Copy a stream to a file one can move about in; return what it broke off with."""
    try:
        while piece := stream.read(_CHUNK):
            file.write(piece)
    except Unreadable as broken:
        return broken
    return None
