"""The layout families: how each is recognised, and what it wraps around the telegram.

A family is one file with one `Family`; the order here is the order in which they are asked.
Adding one means adding a file and a line.  What families share (address lines, labels, body) is
read by the rules beside this folder, whatever the family.
"""

from __future__ import annotations

from reftel.reading.families import cable_form, foia_ocr, frus, plain, sas, smart
from reftel.reading.families.family import Family, Paper

FAMILIES: tuple[Family, ...] = (
    smart.FAMILY,
    cable_form.FAMILY,
    frus.FAMILY,
    sas.FAMILY,
    foia_ocr.FAMILY,
    *plain.FAMILIES,
)

__all__ = ["FAMILIES", "Family", "Paper", "recognise"]


def recognise(text: str) -> Family | None:
    """Return the first family that knows the text, or None."""
    return next((f for f in FAMILIES if f.knows(text)), None)
