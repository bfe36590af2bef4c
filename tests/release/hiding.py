"""Exercise telegrams in which people and paragraphs are to be hidden."""

from __future__ import annotations

import reftel
from reftel.model import Telegram

LEVELS = {"U": "UNCLAS", "C": "C O N F I D E N T I A L", "S": "S E C R E T"}


def text(
    number: int,
    body: str,
    *,
    level: str = "C",
    captions: str = "",
    subject: str = "EXERCISE: PILOT BOATS",
    decl: str = "12/23/2018",
) -> str:
    """A telegram of the 2000s, with this body."""
    return (
        "R 231540Z DEC 08\nFM AMEMBASSY VALLETTA\nTO RUEHC/SECSTATE WASHDC PRIORITY 2385\n"
        "INFO RUEHTU/AMEMBASSY TUNIS 1011\n\n"
        f"{LEVELS[level]} VALLETTA {number:06d}\n\n{captions}\n\nEXERCISE\n\n"
        f"E.O. 12958: DECL: {decl}\nTAGS: PREL, EWWT, MT\nSUBJECT: {subject}\n\n"
        f"REF: TUNIS 1271\n\nClassified By: Ambassador Ruth A. Claverton, reasons 1.4 (b) and (d)\n\n"
        f"{body}\nCLAVERTON\n"
    )


def telegram(number: int, body: str, **options: str) -> Telegram:
    """The same, read."""
    (read,) = reftel.parse(text(number, body, **options).encode())  # type: ignore[arg-type]
    return read
