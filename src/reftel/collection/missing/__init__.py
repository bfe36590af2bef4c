"""What is missing: telegrams cited but not held, ranked, with the evidence that each was sent."""

from __future__ import annotations

from reftel.collection.missing.answers import Citing, Dates, Missing, Part, Sentence, State, Wanted, Word
from reftel.collection.missing.missing import Finder

__all__ = ["Citing", "Dates", "Finder", "Missing", "Part", "Sentence", "State", "Wanted", "Word"]
