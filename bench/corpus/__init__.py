"""Telegrams in any number to measure with: exercise traffic that says nothing, laid out like the real thing.

    python -m bench.corpus --count 250000 --out FOLDER

A telegram is a function of the seed and its place: the first thousand of a million are the thousand of
a corpus of a thousand.
"""

from bench.corpus.made import SEED, Made, made, telegrams

__all__ = ["SEED", "Made", "made", "telegrams"]
