"""A letter as PDF: one embedded typeface that has the accented letters, and no clock in it.

The same letter gives the same bytes.  A character that the typeface lacks is shown as U+FFFD; `lacking`
tells which.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from reftel.collection.requests import Letter

if TYPE_CHECKING:
    from fpdf import FPDF

MEDIA_TYPE = "application/pdf"
FONT = Path(__file__).parent / "fonts" / "DejaVuSerif.ttf"

_MARGIN = 25  # millimetres
_SIZE = 10.5  # points
_LINE = 5.2  # millimetres
_GAP = 2.6
_INDENT = 1.8  # millimetres for each blank before a line
_LACKING = "\ufffd"


def written(letter: Letter) -> Iterator[bytes]:
    """Yield the letter as a PDF for paper of the United States (letter)."""
    pdf = _page(letter)
    for paragraph in letter.text.split("\n\n"):
        for each in paragraph.split("\n"):
            _line(pdf, each)
        pdf.ln(_GAP)
    yield bytes(pdf.output())


def lacking(letter: Letter) -> str:
    """Return the characters of a letter that the typeface lacks."""
    return "".join(sorted({c for c in letter.text if ord(c) not in _known() and c != "\n"}))


@cache
def _known() -> frozenset[int]:
    from fontTools.ttLib import TTFont

    with TTFont(FONT, lazy=True) as font:
        return frozenset(font.getBestCmap())


def _page(letter: Letter) -> FPDF:
    from fpdf import FPDF

    pdf = FPDF(format="letter")
    pdf.set_creation_date(dt.datetime.fromisoformat(letter.date).replace(tzinfo=dt.UTC))
    pdf.set_title(_shown(letter.subject))
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(True, margin=_MARGIN)
    pdf.add_font("letter", fname=str(FONT))
    pdf.set_font("letter", size=_SIZE)
    pdf.add_page()
    return pdf


def _line(pdf: FPDF, line: str) -> None:
    words = line.lstrip()
    pdf.set_x(_MARGIN + _INDENT * (len(line) - len(words)))
    pdf.multi_cell(0, _LINE, _shown(words) or " ", align="L", new_x="LMARGIN", new_y="NEXT")


def _shown(text: str) -> str:
    return "".join(c if ord(c) in _known() else _LACKING for c in text)
