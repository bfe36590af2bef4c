"""Asking for what is missing: letters, and a ledger of what was asked when."""

from __future__ import annotations

from reftel.collection.requests.answers import Asking, Entry, Item, Letter, RequestError
from reftel.collection.requests.ledger import Ledger
from reftel.collection.requests.letter import draft

__all__ = ["Asking", "Entry", "Item", "Ledger", "Letter", "RequestError", "draft"]
