"""Files of all kinds, made for the tests out of exercise texts."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Sequence
from email.message import EmailMessage

Files = dict[str, bytes]


def tar_of(files: Files, packer: str = "") -> bytes:
    """Return a tar; `packer` is gz, bz2 or xz."""
    whole = io.BytesIO()
    with tarfile.open(fileobj=whole, mode=f"w:{packer}") as tar:  # type: ignore[call-overload]
        for name, raw in files.items():
            member = tarfile.TarInfo(name)
            member.size = len(raw)
            tar.addfile(member, io.BytesIO(raw))
    return whole.getvalue()


def zip_of(files: Files, packed: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Return a zip."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", packed) as archive:
        for name, raw in files.items():
            archive.writestr(name, raw)
    return whole.getvalue()


def mail_of(body: str, attachments: Files | None = None, page: str | None = None) -> bytes:
    """Return an e-mail with a plain body, the same as a page if given, and attachments."""
    message = EmailMessage()
    message["From"] = "desk@exercise.invalid"
    message["Subject"] = "Fwd: for the file"
    message["Message-ID"] = "<1@exercise.invalid>"
    message.set_content(body)
    if page is not None:
        message.add_alternative(page, subtype="html")
    for name, raw in (attachments or {}).items():
        message.add_attachment(raw, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def pdf_of(pages: Sequence[str], scanned: Sequence[int] = ()) -> bytes:
    """Return a PDF of pages with these lines; those numbered in `scanned` are covered by a picture."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier >>",
        b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray /BitsPerComponent 8"
        b" /Length 1 >>\nstream\n\x80\nendstream",
    ]
    kids = []
    for number, text in enumerate(pages, start=1):
        drawn = b"q 612 0 0 792 0 0 cm /I Do Q\n" if number in scanned else b""
        drawn += b"BT /F 10 Tf 12 TL 40 760 Td\n%s ET" % b"".join(map(_line, text.splitlines()))
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(drawn), drawn))
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents %d 0 R /Resources"
            b" << /Font << /F 3 0 R >> /XObject << /I 4 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(kids), b" ".join(kids))
    return _numbered(objects)


def _line(words: str) -> bytes:
    escaped = words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(%s) Tj T*\n" % escaped.encode("ascii", "replace")


def _numbered(objects: Sequence[bytes]) -> bytes:
    whole, places = b"%PDF-1.4\n", []
    for number, item in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(whole))
        whole += b"%d 0 obj\n%s\nendobj\n" % (number, item)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, b"".join(places))
    end = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(whole))
    return whole + table + end
