"""What was taken for a name and is none: marks of paragraphs, symbols of offices, codes, misread words.

It stays in the claims as it was found, but is not listed among people.  A word that is known as a surname
or first name is always kept, and of a name of several words nothing is judged.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import product

from reftel.extract.lexicon import ORDINARY, word_classes
from reftel.terms import acronyms, captions, levels, routing, tags
from reftel.terms.titles import is_office, is_surname

PERSON = "person"
_LISTED = (PERSON, "group", "organization")

_NAMES = frozenset(("given", "surname", "known person"))
_ORDINARY = frozenset(ORDINARY) - {"untagged"}
_CODES = ("subject", "program")
_SYMBOL = re.compile(r"[A-Z0-9&-]{1,8}(?:/[A-Z0-9&-]{1,8})+")
_CONTRACTION = re.compile(r"['’](?:D|T|LL|RE|VE|M)$", re.I)
_VOWEL = re.compile(r"[AEIOUY]|[^\x00-\x7f]", re.I)
# What a name may begin with before another capital: McNamara, MacARTHUR, deGaulle, O'Neill.
_BEGINNING = re.compile(
    r"(?:Mc|Mac|Fitz|[Dd]e|[Ll]e|[DL]a|D[iu]|V[ao]n|[AaEe]l|St|[^\W\d_]{1,2}['’])(?=[^\W\d_])(?![a-z])"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]*)*")
_MOST_MISREAD = 4  # letters O of a word that may each be a misread D
_SHORTEST_MISREAD = 4  # letters


@lru_cache(maxsize=1 << 16)
def is_no_name(written: str, type_: str) -> bool:
    """Tell whether words that were taken for the name of a person or group cannot be one.

    >>> is_no_name("S/NF", "organization"), is_no_name("PTER", "person"), is_no_name("Ng", "person")
    (True, True, False)
    """
    word = written.strip(" .,;:()[]")
    if type_ not in _LISTED or len(word.split()) != 1:
        return False
    if levels.portion(word) is not None or (type_ == PERSON and word.islower()):
        return True
    if "/" in word:
        return _is_symbol(word)
    if not _NAMES.isdisjoint(word_classes(word)):
        return False
    if word.isupper() and _is_code(word):
        return acronyms.meaning(word) is None or type_ == PERSON
    return type_ == PERSON and not _can_be_name(word)


def _is_code(word: str) -> bool:
    """Tell whether capitals are a code of the TAGS line, a caption or a routing indicator."""
    return tags.kind(word) in _CODES or captions.find(word) is not None or routing.find(word) is not None


def _is_symbol(word: str) -> bool:
    """Tell whether a word with slashes is an office's symbol or made of codes: S/P, ARA/BC, PREL/PTER."""
    if is_office(word) or acronyms.meaning(word) is not None:
        return True
    parts = word.split("/")
    return bool(_SYMBOL.fullmatch(word)) and (
        all(levels.portion(p) or _is_code(p) or is_office(p) for p in parts)
        or "office symbol" in word_classes(parts[0])
    )


def _can_be_name(word: str) -> bool:
    """Tell whether the letters of a single word can be those of a surname."""
    if len(word) < 2 or not _VOWEL.search(word) or _CONTRACTION.search(word):
        return False
    parts = [part for part in word.split("-") if part]
    if not all(_is_part(part) or (part.islower() and part.isalpha()) for part in parts) or word.islower():
        return False
    if is_office(word) and not is_surname(word):
        return False
    return not (word.isupper() and any(not _ORDINARY.isdisjoint(word_classes(w)) for w in _readings(word)))


def _is_part(part: str) -> bool:
    """Tell whether capitals and small letters stand where they do in a name: not SECRETkRY, not WiW."""
    beginning = _BEGINNING.match(part)
    rest = part[beginning.end() :] if beginning else part
    if _LETTERS.fullmatch(rest) is None:
        return False
    plain = rest.replace("’S", "’s").replace("'S", "'s") if rest.isupper() else rest
    return rest.isupper() or (plain[0].isupper() and not re.search(r"[A-Z]", plain[1:])) or bool(beginning)


def _readings(word: str) -> list[str]:
    """Return a word, and what it may be if a D was read as an O: SAIO is SAID."""
    if len(word) < _SHORTEST_MISREAD or not 0 < word.count("O") <= _MOST_MISREAD:
        return [word]
    pieces = word.split("O")
    choices = product("OD", repeat=len(pieces) - 1)
    return ["".join(a + b for a, b in zip(pieces, (*each, ""), strict=True)) for each in choices]
