"""What stands against what in a collection: cards from the claims of its telegrams."""

from __future__ import annotations

from reftel.collection.contrasts.answers import Against, Found
from reftel.collection.contrasts.asking import answer
from reftel.collection.contrasts.table import remake

__all__ = ["Against", "Found", "answer", "remake"]
