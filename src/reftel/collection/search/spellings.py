"""The ways in which the texts write what a query asks for: `al Tamimi` is also `altamimi`."""

from __future__ import annotations

import re

from reftel.collection.search.lexicon import Lexicon
from reftel.collection.search.tree import Words
from reftel.terms import transliteration

Spelling = tuple[str, ...]  # words side by side

# Fields whose words are those of names.
FIELDS = (None, "subject", "signed", "classifiedby")

MOST = 24

# What is left of a word after its article is a name only if it is so long: `also` is no article and name.
SHORTEST_NAME = 4

_SIGNS = re.compile(r"\w['’‘`-]\w")


def spellings(words: Words, lexicon: Lexicon) -> tuple[Spelling, ...]:
    """Return how a word may be written, first as in the query, then otherwise as far as texts have it."""
    if words.exact or words.prefix or words.field not in FIELDS or not words.terms:
        return (words.terms,)
    others = dict.fromkeys(_others(words, lexicon))
    others.pop(words.terms, None)
    held = [o for o in others if all(map(lexicon.holds, o))]
    return (words.terms, *held[: MOST - 1])


def _others(words: Words, lexicon: Lexicon) -> list[Spelling]:
    terms = words.terms
    if words.apart:
        return [("".join(terms),)]
    if len(terms) == 1:
        return [*_alike(terms[0], lexicon), *_after_joined_article(terms[0], lexicon)]
    if not _is_one(words):
        return []
    whole = "".join(terms)
    rest = "".join(terms[1:])
    if transliteration.is_article(terms[0], rest):
        return [(whole,), *_with_article(terms[1:], lexicon)]
    return [(whole,), *_alike(whole, lexicon)]


def _is_one(words: Words) -> bool:
    """Tell words written with a hyphen or an apostrophe, or an article and a name, from two words."""
    return bool(_SIGNS.search(words.written)) or words.terms[0] in transliteration.articles()


def _alike(word: str, lexicon: Lexicon) -> list[Spelling]:
    return [(other,) for other in lexicon.alike(word)]


def _after_joined_article(word: str, lexicon: Lexicon) -> list[Spelling]:
    """Read `altamimi` as al-Tamimi."""
    for article in sorted(transliteration.articles()):
        name = word.removeprefix(article)
        if name != word and len(name) >= SHORTEST_NAME and lexicon.holds(name):
            return _with_article((name,), lexicon)
    return []


def _with_article(name: Spelling, lexicon: Lexicon) -> list[Spelling]:
    """Return a name after each article it may have, apart and joined."""
    whole = "".join(name)
    names = list(dict.fromkeys([name, (whole,), *_alike(whole, lexicon)]))
    articles = transliteration.articles_before(whole)
    apart = [(article, *one) for one in names for article in articles]
    joined = [(article + one[0],) for one in names if len(one) == 1 for article in articles]
    return [*apart, *joined]
