"""Bytes to telegrams: decode, cut into telegrams and segments, read each with a small named rule."""

from reftel.reading.mrn import parse_mrn
from reftel.reading.parse import parse

__all__ = ["parse", "parse_mrn"]
