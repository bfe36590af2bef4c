"""Finding mentions: people, groups, organizations, countries, cities, places; names, nominals, pronouns.

Two models read the text for the outermost and for the innermost mentions, a third looks inside each mention;
what they propose is judged once more as a whole (`judge`), and rules mend the spans (`spans`).
"""

from __future__ import annotations

from pathlib import Path
from typing import cast

from reftel.extract.annotations import Mention, Type
from reftel.extract.mentions.candidates import candidates
from reftel.extract.mentions.features import Form, features, forms_of, is_mixed
from reftel.extract.mentions.judge import rows_of
from reftel.extract.mentions.models import FOLDER, taggers
from reftel.extract.mentions.proposals import proposed
from reftel.extract.mentions.spans import Chosen, kind_of, mended, possible, without_crossing
from reftel.extract.page import Page
from reftel.model import Span

# The chance of being a mention from which a candidate is one: where F1 was best on texts held out.
ENOUGH = 0.38


def find_mentions(page: Page, folder: Path = FOLDER) -> list[Mention]:
    """Return the mentions of a page in the order of the text, the longer first; offsets are the page's.

    `folder` holds the models; reftel's own where none is given.
    """
    if not page.tokens.forms:
        return []
    forms = forms_of(page)
    chosen = without_crossing(mended(possible(_judged(page, forms, folder), page), page))
    _, starts, ends = page.tokens
    return [
        Mention(Span(starts[c.first], ends[c.end - 1]), cast(Type, c.type), kind_of(c, chosen, page, forms))
        for c in chosen
    ]


def _judged(page: Page, forms: list[Form], folder: Path) -> list[Chosen]:
    """Return the candidates that the last model takes for mentions, with the type it gives them."""
    import pycrfsuite

    models = taggers(folder)
    rows = features(page, forms)
    found = candidates(rows, pycrfsuite.ItemSequence(rows), models)
    found = proposed(found, forms, page.tokens.forms)
    if not found:
        return []
    judge = models.judge
    judge.set(pycrfsuite.ItemSequence(rows_of(found, forms, page.tokens.forms, is_mixed(page.text))))
    types = [t for t in judge.labels() if t != "no"]
    doubts = len(types) < len(judge.labels())  # trained on very little, it may never have seen a wrong one
    chosen = []
    for i, candidate in enumerate(found):
        chance = 1.0 - judge.marginal("no", i) if doubts else 1.0
        if chance >= ENOUGH:
            best = max(types, key=lambda t: judge.marginal(t, i))
            chosen.append(Chosen(candidate.first, candidate.end, best, chance))
    return chosen
