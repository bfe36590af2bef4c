"""Bytes to telegrams: decode, cut into telegrams and segments, read each with a small named rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.later import loading

__all__ = ["parse", "parse_mrn"]

if TYPE_CHECKING:
    from reftel.reading.mrn import parse_mrn
    from reftel.reading.steps import parse

__getattr__ = loading(__name__, {"parse": "reftel.reading.steps", "parse_mrn": "reftel.reading.mrn"})
