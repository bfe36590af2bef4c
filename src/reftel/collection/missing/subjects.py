"""What a missing telegram was probably about: words that those who cite it have in common.

Taken are their subjects and the sentences that use the reference; a word counts for more the more of them
have it, and the fewer telegrams of the whole collection do.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from functools import cache

from reftel.collection.missing.answers import Citing, Word
from reftel.collection.search.folding import terms
from reftel.terms import tables

_MOST_WORDS = 6
_MOST_TAGS = 4
_SHORTEST = 4
_LEAST_TELLING = 1.0  # natural logarithm: words of more than a third of all telegrams tell nothing
_IN_SUBJECT = 1.5

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

Frequency = Callable[[str], int]  # how many telegrams hold a folded word


def words_of(citing: Sequence[Citing], frequency: Frequency, telegrams: int) -> tuple[Word, ...]:
    """Return the likely words, the most telling first; `telegrams` is how many are held in all."""
    counts: Counter[str] = Counter()
    weights: defaultdict[str, float] = defaultdict(float)
    written: dict[str, str] = {}
    for each in citing:
        subject = _folded(each.card.subject or "")
        said = _folded(" ".join(s.text.replace(s.words, " ") for s in each.sentences))
        for folded in subject.keys() | said.keys():
            counts[folded] += 1
            weights[folded] += _IN_SUBJECT if folded in subject else 1.0
            written.setdefault(folded, (subject | said)[folded])
    least = 2 if len(citing) > 2 else 1  # of three or more, what only one has is its own matter
    told = {
        w: weights[w] * rarity
        for w in counts
        if counts[w] >= least and (rarity := _rarity(frequency(w), telegrams))
    }
    best = sorted(told, key=lambda w: (-told[w], w))[:_MOST_WORDS]
    return tuple(Word(written[w].lower() if written[w].isupper() else written[w], counts[w]) for w in best)


def tags_of(citing: Sequence[Citing]) -> tuple[str, ...]:
    """Return the TAGS that most of them have, at least half."""
    counts = Counter(code for each in citing for code in dict.fromkeys(each.card.tags))
    common = sorted((c for c in counts if 2 * counts[c] >= len(citing)), key=lambda c: (-counts[c], c))
    return tuple(common[:_MOST_TAGS])


def _folded(text: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        if len(match[0]) >= _SHORTEST and match[0].upper() not in _trade_words():
            for folded in terms(match[0]):
                if len(folded) >= _SHORTEST:
                    found.setdefault(folded, match[0] if len(terms(match[0])) == 1 else folded)
    return found


def _rarity(held: int, telegrams: int) -> float:
    rarity = math.log(max(telegrams, 1) / max(held, 1))
    # In a small collection every word is rare or common by chance: a word of one telegram tells little.
    return rarity if rarity >= min(_LEAST_TELLING, math.log(max(telegrams, 2)) / 2) else 0.0


@cache
def _trade_words() -> frozenset[str]:
    """Words of the trade that say nothing of a matter; posts and months are among them."""
    listed = tables.settings("stop_words")
    told = tables.settings("requests")["words"]["nothing"]
    return frozenset((listed["posts"]["words"] + " " + told).upper().split())
