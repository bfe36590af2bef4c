"""The folder of telegrams: building it, opening it, asking it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.later import loading

__all__ = ["Collection", "annotate_collection", "build", "rebuild", "remove", "retry"]

if TYPE_CHECKING:
    from reftel.collection.building import build, retry
    from reftel.collection.reader import Collection
    from reftel.collection.rebuilding import rebuild
    from reftel.collection.removing import remove
    from reftel.collection.said.annotating import annotate_collection

_HOMES = {
    "Collection": "reftel.collection.reader",
    "annotate_collection": "reftel.collection.said.annotating",
    "build": "reftel.collection.building",
    "rebuild": "reftel.collection.rebuilding",
    "remove": "reftel.collection.removing",
    "retry": "reftel.collection.building",
}

__getattr__ = loading(__name__, _HOMES)
