"""Pages of exercise traffic, with and without a telegram's date."""

from __future__ import annotations

from reftel.extract.page import Page
from reftel.reading import parse

_HEAD = "O 141607Z MAY 76\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC 0042\n\nUNCLAS VALLETTA 000045\n\n"


def page_of_1976(words: str) -> Page:
    """Return a page whose telegram was sent on 14 May 1976, a Friday."""
    [telegram] = parse(f"{_HEAD}SUBJECT: LANTERNS\n\n1. NOTHING.\n")
    return Page(words, telegram=telegram)
