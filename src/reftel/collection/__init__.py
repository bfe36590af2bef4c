"""The folder of telegrams: building it, opening it, asking it."""

from __future__ import annotations

from reftel.collection.building import build, retry
from reftel.collection.reader import Collection
from reftel.collection.removing import remove
from reftel.collection.rereading import rebuild

__all__ = ["Collection", "build", "rebuild", "remove", "retry"]
