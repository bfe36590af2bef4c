"""The text of a PDF, page by page, if it has one: a scan is pictures of pages, and needs OCR first.

A scan often bears a few printed words all the same: the stamps of its release.  A page that is mostly
one picture with next to no words is a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from reftel.intake.parts import Part
from reftel.intake.rejected import Rejected, rejected

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

Box = tuple[float, float, float, float]  # left, bottom, right, top

# A picture on so much of a page is the page; with fewer letters than these it was not recognised.
_MOST = 0.5
_FEW_LETTERS = 200

_ENCRYPTED = (4, 5)  # FPDF_ERR_PASSWORD, FPDF_ERR_SECURITY

# The program gives the hyphen at a line's end as a mark of its own.
_HYPHEN = re.compile("[\ufffe\x02]")
PAGE_END = "\f"

# Lines whose feet are further apart than so many heights of a line have a blank one between them.
_APART = 1.7


def parts(raw: bytes, name: str, limit: int) -> tuple[Part, ...] | Rejected:
    """Return the one text of a PDF, a form feed after each page; or why there is none."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) in _ENCRYPTED:
            return rejected(name, "encrypted", "PDF")
        return rejected(name, "damaged", _said(error))
    try:
        return _texts(document, name, limit)
    except pypdfium2.PdfiumError as error:
        return rejected(name, "damaged", _said(error))
    finally:
        document.close()


def _texts(document: PdfDocument, name: str, limit: int) -> tuple[Part, ...] | Rejected:
    pages: list[str] = []
    scans: list[int] = []
    size = 0
    for number in range(1, len(document) + 1):
        page = document[number - 1]
        text = _text(page)
        if _is_scan(page, text):
            scans.append(number)
        page.close()
        pages.append(text)
        size += len(text)
        if size > limit:
            return rejected(name, "too-big", f"its text has more than {limit:,} characters")
    if len(scans) == len(pages) or not any(p.strip() for p in pages):
        stamped = any(p.strip() for p in pages)
        return rejected(name, "pdf-stamped" if stamped else "pdf", _quoted(name))
    return (Part(PAGE_END.join(pages).encode("utf-8", "replace"), notes=_notes(scans, name)),)


def _text(page: PdfPage) -> str:
    whole = page.get_textpage()
    try:
        text = "".join(_lines(whole))
    finally:
        whole.close()
    return text


def _lines(page: PdfTextPage) -> Iterator[str]:
    """Yield the lines of a page; where it leaves room between two, a blank line."""
    text: str = page.get_text_range()
    at, before = 0, None
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            box = page.get_charbox(at + line.index(words[0]), loose=True)
            if before is not None and _is_apart(before, box):
                yield "\n"
            before = box
            yield _HYPHEN.sub("-", line.rstrip().replace("\0", "")) + "\n"
        at += len(line)


def _is_apart(above: Box, below: Box) -> bool:
    """Tell whether more than a line's height lies between the feet of two lines."""
    height = above[3] - above[1]
    return above[1] - below[1] > _APART * height > 0


def _is_scan(page: PdfPage, text: str) -> bool:
    if sum(map(str.isalpha, text)) >= _FEW_LETTERS:
        return False
    import pypdfium2.raw as c

    width, height = page.get_size()
    return any(
        _share(picture, width * height) > _MOST for picture in page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE])
    )


def _share(picture: Any, area: float) -> float:
    left, bottom, right, top = picture.get_bounds()
    return (right - left) * (top - bottom) / area if area else 0.0


def _notes(scans: list[int], name: str) -> tuple[str, ...]:
    if not scans:
        return ()
    pages = ", ".join(map(str, scans[:10])) + (" and others" if len(scans) > 10 else "")
    return (
        f"Page{'s' if len(scans) > 1 else ''} {pages} of it: a picture without a text, not read; "
        f"ocrmypdf --redo-ocr {_quoted(name)} out.pdf recognises it.",
    )


def _quoted(name: str) -> str:
    """Return the file's own name as one types it in a shell."""
    import shlex

    return shlex.quote(name.rpartition("/")[2])


def _said(error: Exception) -> str:
    return str(error).rstrip(".")
