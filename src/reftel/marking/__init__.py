"""Checks of a telegram's marks and numbers against each other; `rules.py` is the table of them."""

from reftel.marking.check import check, checked
from reftel.marking.rules import CHECKS, SEVERITIES, Check
from reftel.marking.series import SERIES_CHECKS, Channel, Citing, Numbered, check_collection

__all__ = [
    "CHECKS",
    "SERIES_CHECKS",
    "SEVERITIES",
    "Channel",
    "Check",
    "Citing",
    "Numbered",
    "check",
    "check_collection",
    "checked",
]
