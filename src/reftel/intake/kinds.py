"""What a file is, by what is in it: its name says nothing."""

from __future__ import annotations

import re

# Bytes of a file within which its kind shows.
HEAD = 1024

# The beginning of a file that is surely no text and not read: (bytes, code, what it is called).
MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"7z\xbc\xaf\x27\x1c", "archive", "7z"),
    (b"Rar!\x1a\x07", "archive", "rar"),
    (b"\x1f\x9d", "archive", "compress"),
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

ARCHIVES: tuple[tuple[bytes, str], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\x00", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
)
PACKED = ("gzip", "bzip2", "xz", "zstd")

_MBOX = re.compile(rb"From [^\r\n]{1,200}\d:\d\d[^\r\n]{0,60}\r?\n>?[A-Za-z][A-Za-z-]*:[ \t]")

# A telegram has From, To and Subject lines too: only what mail programs write makes it an e-mail.
_HEADERS = re.compile(rb"(?:[!-9;-~]+:[^\n]*\n(?:[ \t][^\n]*\n)*)+(?=\r?\n|\Z)")
_OF_MAIL = re.compile(
    rb"^(?:message-id|mime-version|received|return-path|delivered-to|x-mailer|user-agent):", re.I | re.M
)
_SENT = re.compile(rb"^(?:from|date):", re.I | re.M)
_MAIL_HEAD = 64 * 1024  # bytes within which the headers of an e-mail end


def archive_kind(head: bytes) -> str | None:
    r"""Return what kind of archive begins so: zip, tar, mbox, a packer's name; None for a file.

    >>> archive_kind(b"PK\x03\x04...")
    'zip'
    """
    for start, kind in ARCHIVES:
        if head.startswith(start):
            return kind
    if _is_tar(head):
        return "tar"
    return "mbox" if _MBOX.match(head) else None


def is_mail(raw: bytes) -> bool:
    """Tell whether a file begins with the headers of an e-mail."""
    headers = _HEADERS.match(raw[:_MAIL_HEAD])
    return headers is not None and bool(_OF_MAIL.search(headers[0]) and _SENT.search(headers[0]))


def _is_tar(head: bytes) -> bool:
    """Tell whether a tar header stands here: old ones are known by their checksum alone."""
    if head[257:262] == b"ustar":
        return True
    written = head[148:156].strip(b"\0 ")
    if len(head) < 512 or not re.fullmatch(rb"[0-7]{2,7}", written):
        return False
    return sum(head[:148]) + 8 * 32 + sum(head[156:512]) == int(written, 8)
