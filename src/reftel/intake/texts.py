"""The one door from a file's bytes to its texts: what the bytes are decides how they are read.

The same bytes and the same name give the same texts: a build, a rebuild from the kept originals
and a retry all go through here.
"""

from __future__ import annotations

import hashlib
import io
import os
from pathlib import Path

import msgspec

from reftel.intake.kinds import HEAD, archive_kind, is_mail
from reftel.intake.limits import DEFAULT_LIMIT, Unpacking
from reftel.intake.markup import markup_kind
from reftel.intake.parts import Part
from reftel.intake.rejected import Rejected, rejected
from reftel.intake.text import Text, notes_on, why_not_text

HTML = "text/html"
MAIL = "message/rfc822"
PDF = "application/pdf"
TEI = "application/tei+xml"

# How the media types of archives are written, where one is read whole: attached to an e-mail.
_ARCHIVES = {
    "zip": "application/zip", "tar": "application/x-tar", "gzip": "application/gzip",
    "mbox": "application/mbox", "bzip2": "application/x-bzip2", "xz": "application/x-xz",
    "zstd": "application/zstd",
}  # fmt: skip

_DEEPEST = 5  # archives and e-mails in one another

Parts = tuple[Part, ...] | Rejected


def texts_of(raw: bytes, name: str, *, limit: int = DEFAULT_LIMIT) -> tuple[Text, ...] | Rejected:
    r"""Return the texts in a file's bytes, or why there is none; content never raises.

    `name` is what the file is called in the answer.  Plain text comes back as it is; of a page, an
    e-mail, an edition, a PDF comes the text taken out of it.

    >>> texts_of(b"<p>SUBJECT: LANTERNS</p></html>", "one.html")[0].raw
    b'SUBJECT: LANTERNS\n'
    """
    return _texts(raw, name, limit, 0)


def read_file(
    path: str | os.PathLike[str], *, name: str | None = None, limit: int = DEFAULT_LIMIT
) -> tuple[Text, ...] | Rejected:
    """Return the texts in a file, or why there is none.

    `name` is what the file is called in the answer, where that is not its own name.
    """
    name = name or Path(path).name
    raw = read_bytes(path, name, limit=limit)
    return raw if isinstance(raw, Rejected) else texts_of(raw, name, limit=limit)


def read_bytes(path: str | os.PathLike[str], name: str, *, limit: int = DEFAULT_LIMIT) -> bytes | Rejected:
    """Return the bytes of a file, or why they are not to be had."""
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            size = os.fstat(file.fileno()).st_size
            raw = file.read(limit + 1) if size <= limit else b""
    except FileNotFoundError:
        return rejected(name, "no-such-file")
    except PermissionError as error:
        return rejected(name, "no-rights", (error.strerror or "no cause given").lower())
    except OSError as error:
        return rejected(name, "unreadable", (error.strerror or "no cause given").lower())
    if max(size, len(raw)) > limit:
        return _too_big(name, max(size, len(raw)), limit)
    return raw


def _texts(raw: bytes, name: str, limit: int, depth: int) -> tuple[Text, ...] | Rejected:
    if len(raw) > limit:
        return _too_big(name, len(raw), limit)
    if depth > _DEEPEST:
        return rejected(name, "too-deep", str(_DEEPEST))
    media_type, found = _parts(raw, name, limit, depth)
    if isinstance(found, Rejected):
        return found
    if not any(part.raw.strip() for part in found):
        return rejected(name, "empty" if media_type is None else "no-text")
    sha256 = hashlib.sha256(raw).hexdigest()
    return tuple(Text(name, p.raw, sha256, p.notes, media_type, p.name) for p in found if p.raw.strip())


def _parts(raw: bytes, name: str, limit: int, depth: int) -> tuple[str | None, Parts]:
    """Return the media type of what is not plain text, and what was taken out of it."""
    if raw.startswith(b"%PDF-"):
        from reftel.intake import pdf

        return PDF, pdf.parts(raw, name, limit)
    if kind := archive_kind(raw[:HEAD]):
        return _ARCHIVES[kind], _unpacked(raw, name, limit, depth)
    if why := why_not_text(raw):
        return None, rejected(name, *why)
    if is_mail(raw):
        from reftel.intake import mail

        return MAIL, mail.parts(raw, name, lambda raw, name: _texts(raw, name, limit, depth + 1))
    return _markup(raw, name)


def _markup(raw: bytes, name: str) -> tuple[str | None, Parts]:
    kind = markup_kind(raw)
    if kind is None:
        return None, (Part(raw, notes=notes_on(raw)),)
    if kind == "html":
        from reftel.intake import html

        return HTML, html.parts(raw, name)
    if kind == "tei":
        from reftel.intake import tei

        return TEI, tei.parts(raw, name)
    return None, rejected(name, "markup", kind)


def _unpacked(raw: bytes, name: str, limit: int, depth: int) -> Parts:
    """Return the texts of an archive that is part of another file, all of them together."""
    from reftel.intake.streams import Stream
    from reftel.intake.unpack import entries

    file = io.BytesIO(raw)
    unpacking = Unpacking(total=limit)
    found: list[Part] = []
    rejects: list[Rejected] = []
    for entry in entries(Stream(file, "", file=file), name, len(raw), limit=limit, unpacking=unpacking):
        if entry.is_archive:
            continue
        path = entry.path or name
        texts = (
            _texts(entry.raw or b"", path, limit, depth + 1)
            if entry.why is None
            else _not_unpacked(path, entry.why, limit)
        )
        if isinstance(texts, Rejected):
            rejects.append(texts)
        else:
            found += [_inside(text, path) for text in texts]
    if not found:
        return msgspec.structs.replace(rejects[0], path=name) if rejects else rejected(name, "empty")
    notes = tuple(f"{r.path} in it was not read. {r.reason}" for r in rejects)
    return (found[0]._replace(notes=found[0].notes + notes), *found[1:])


def _not_unpacked(name: str, why: tuple[str, str], limit: int) -> Rejected:
    """Return why something packed in a file is not read: here the limit of one file holds for all of it."""
    if why[0] == "too-much":
        why = ("too-big", f"what is packed in it has more than {limit:,} bytes")
    return rejected(name, *why)


def _inside(text: Text, path: str) -> Part:
    return Part(text.raw, f"{path}/{text.part}" if text.part else path, text.notes)


def _too_big(name: str, size: int, limit: int) -> Rejected:
    return rejected(name, "too-big", f"{size:,} bytes, where the limit is {limit:,} bytes")
