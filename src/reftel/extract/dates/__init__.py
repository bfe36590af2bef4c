"""Dates in the text, and the days they can mean when read from the telegram's own date."""

from reftel.extract.dates.find import find_dates

__all__ = ["find_dates"]
