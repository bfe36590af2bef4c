"""The folder of telegrams: building it, opening it, asking it."""

from __future__ import annotations

from reftel.collection.building import build
from reftel.collection.reader import Collection

__all__ = ["Collection", "build"]
