"""The folder of telegrams: building it, opening it, asking it."""

from __future__ import annotations

from reftel.collection.building import build, retry
from reftel.collection.reader import Collection
from reftel.collection.rebuilding import rebuild
from reftel.collection.removing import remove

__all__ = ["Collection", "build", "rebuild", "remove", "retry"]
