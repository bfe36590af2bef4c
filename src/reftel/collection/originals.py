"""The originals that a collection keeps: read again, checked against their hash, and deleted at last."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import suppress
from typing import TYPE_CHECKING

from reftel.collection.database import transaction
from reftel.collection.layout import Layout, told_as_collection_error
from reftel.intake.rejected import Rejected
from reftel.model import Telegram

if TYPE_CHECKING:
    from reftel.intake.judge import Parse

STAYS = " The telegrams read from it before stay."

MISSING, DAMAGED = "original-missing", "original-damaged"

_REMEDY = (
    "Put {place} back from a copy of the collection, or build again from the file's source: the original is "
    "then kept anew."
)


def read_original(layout: Layout, sha256: str, name: str) -> bytes | Rejected:
    """Return the bytes kept of a file, or why they cannot be had."""
    place = layout.original(sha256)
    remedy = _REMEDY.format(place=place.relative_to(layout.folder))
    try:
        raw = place.read_bytes()
    except FileNotFoundError:
        return Rejected(name, "Its original is missing.", remedy, MISSING)
    except OSError as error:
        why = (error.strerror or "no cause given").lower()
        return Rejected(name, f"Its original cannot be read: {why}.", remedy, DAMAGED)
    if hashlib.sha256(raw).hexdigest() != sha256:
        return Rejected(name, "Its original is damaged: its bytes have changed.", remedy, DAMAGED)
    return raw


def telegrams_of(raw: bytes, name: str, parse: Parse) -> tuple[Telegram, ...] | Rejected:
    """Return the telegrams in the bytes of an original, as the present parser reads them."""
    from reftel.intake.judge import telegrams_in
    from reftel.intake.texts import texts_of

    texts = texts_of(raw, name)
    return texts if isinstance(texts, Rejected) else telegrams_in(texts, parse)


def are_discarded(db: sqlite3.Connection) -> bool:
    """Tell whether originals of removed files are still to be deleted."""
    return db.execute("SELECT 1 FROM discards LIMIT 1").fetchone() is not None


def delete_discarded(db: sqlite3.Connection, layout: Layout) -> int:
    """Delete the originals of removed files to which no other file refers; return how many there were."""
    if not are_discarded(db):
        return 0
    _make_lasting(layout)
    unwanted = db.execute(
        "SELECT sha256 FROM discards d WHERE NOT EXISTS (SELECT 1 FROM sources WHERE sha256 = d.sha256)"
    ).fetchall()
    with told_as_collection_error(layout):
        for (sha256,) in unwanted:
            layout.original(sha256).unlink(missing_ok=True)
            with suppress(OSError):  # others may lie in the same folder
                layout.original(sha256).parent.rmdir()
    with transaction(db):
        db.execute("DELETE FROM discards")
    return len(unwanted)


def _make_lasting(layout: Layout) -> None:
    """Wait until the removal itself would survive a power cut: the originals must not go before it."""
    with told_as_collection_error(layout), suppress(FileNotFoundError):
        handle = os.open(f"{layout.database}-wal", os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
