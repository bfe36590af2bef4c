"""The TAGS of a telegram: some 400 codes of the list of its time, the frequent ones far more often."""

from __future__ import annotations

from functools import lru_cache
from itertools import accumulate
from random import Random

from reftel.terms import tables
from reftel.terms.posts import Post

SEVENTIES, LATER = "era:1973-79", "era:2000s"
_MOST = {"subject": 120, "program": 80, "geographic": 100, "organization": 100}

Codes = tuple[list[str], list[float]]  # by rank, and their weights added up


@lru_cache(maxsize=8)
def codes(seed: int, era: str, kind: str) -> Codes:
    """Return the codes of a kind that were in use, the most frequent first."""
    rows = [row for row in tables.rows("tags") if row["kind"] == kind and row["notes"].startswith(era)]
    found = sorted({row["code"] for row in rows if row["code"].isalpha()})
    Random(f"{seed}/tags/{era}/{kind}").shuffle(found)
    found = found[: _MOST[kind]]
    return found, list(accumulate(rank**-0.9 for rank in range(1, len(found) + 1)))


def tags_of(random: Random, seed: int, post: Post, year: int) -> tuple[str, ...]:
    """Return one to six codes in the order of the handbook: subject, program, country, organization."""
    era = SEVENTIES if year < 1980 else LATER
    found = _drawn(random, codes(seed, era, "subject"), 1 + (random.random() < 0.6) + (random.random() < 0.3))
    if era == LATER and random.random() < 0.4:
        found |= _drawn(random, codes(seed, era, "program"), 1)
    if post.geo_tag:
        found[post.geo_tag] = None
    if random.random() < 0.4:
        found |= _drawn(random, codes(seed, era, "geographic"), 1)
    if random.random() < 0.15:
        found |= _drawn(random, codes(seed, era, "organization"), 1)
    return tuple(found)


def _drawn(random: Random, among: Codes, count: int) -> dict[str, None]:
    return dict.fromkeys(random.choices(among[0], cum_weights=among[1], k=count))
