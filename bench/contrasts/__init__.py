"""Planted contradictions, revisions and harmless repetitions, and how many of them are found."""
