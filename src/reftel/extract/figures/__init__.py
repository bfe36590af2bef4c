"""Quantities in the text: how many, how much, of what."""

from reftel.extract.figures.find import find_figures

__all__ = ["find_figures"]
