"""What a claim is about: its clauses as sets of meanings, affirmed or denied, with figures and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec.structs import replace

from reftel.extract.contrast.records import Claim, Days, Name, Quantity
from reftel.extract.lexicon import ORDINARY, word_classes
from reftel.terms import contrast

_WORD = re.compile(r"[^\W\d_]+(?:['’.][^\W\d_]+)*|\d+(?:[.,:]\d+)*%?")
# Where another statement begins; each side must be able to stand by itself.
_CUT = re.compile(
    r"\s*(?:[;:]|[.?!](?=\s)|--+|,?\s\b(?:but|although|though|whereas|while|because|since|however|"
    r"even though|"
    r"despite|in spite of|unless)\b|,\s+(?:and|which|who|so|yet|or)\b|\band that\b)\s*",
    re.IGNORECASE,
)
_SHORTEST = 2  # meanings that a clause needs to stand by itself
_PRONOUNS = re.compile(
    r"\b(?:this|it|that|these|those|such|so|same|charges?|allegations?|reports?|assertions?|claims?|figures?|"
    r"accusations?|rumou?rs?|statement|suggestion|contention|number|estimate|total|them|story|account|version)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(
    r"\b(?:FY|CY)?[- ]?'?((?:18|19|20)\d\d|(?<=FY[ -])\d\d|(?<=FY)\d\d)(?!\d|,\d|\.\d)", re.IGNORECASE
)
_BESIDE = 8  # characters between a figure and the year beside it
_LARGE = re.compile(r"\b(?:m|b)illion\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:of|in|from|at|who|which|that|for|on|with|to|by)\b", re.IGNORECASE)
_LISTED = re.compile(r"\d\d\s*[:=(-]\s*\W*$")  # 1975: 11,800
_SHORTEST_NAME = 3
_WHO_AND_WHERE = ("person", "gpe", "location")
_PLACES = frozenset(("city", "country", "place name", "feature name", "state"))
_TENSES = frozenset(("past", "participle"))
_NOUN = frozenset(("noun", "untagged"))
_WHERE = frozenset(("in", "at", "near", "off", "outside", "around", "into"))
_LOCATIVE = frozenset(
    ("in", "at", "near", "off", "outside", "from", "to", "around", "of", "above", "into", "the")
)
_ORDINARY = frozenset(ORDINARY) - {"untagged"}
_STATES = frozenset(("state", "confirm", "deny", "believe", "warn", "intend", "agree", "refuse", "promise"))
_BEFORE_NOUNS = frozenset(("no", "none", "neither", "nor", "nobody", "nothing", "without", "nowhere"))
_WILLS = frozenset(("believe", "intend", "agree", "promise"))


class Clause(NamedTuple):
    """One statement of a claim: what it is about, whether it is denied, and the figures in it."""

    meanings: frozenset[str]
    denied: bool
    figures: tuple[tuple[Quantity, frozenset[str]], ...]  # each with the meanings of what is counted
    named: frozenset[str]  # those of the meanings that are words of names
    proper: tuple[tuple[str, str], ...] = ()  # words that are names by themselves, and of what they can be
    supposed: bool = False  # it says what may be or would be if
    governed: tuple[frozenset[str], ...] = ()  # the meanings right after each small word that denies
    verbs: tuple[frozenset[str], ...] = ()  # of these, those that must stand in what is denied


class Matter(NamedTuple):
    """What a claim is about."""

    clauses: tuple[Clause, ...]
    names: tuple[Name, ...]
    tokens: frozenset[str]  # all words of the content and the sentence, in small letters
    meant: tuple[Days, ...]
    borrowed: bool  # it has too few words of its own, and is read with the sentence before
    denies: bool = False  # its words of reporting, or words such as untrue, deny outright


def matter_of(claim: Claim, before: Claim | None = None) -> Matter:
    """Return what a claim is about; one that only points back is read with the claim before it."""
    clauses = _clauses(claim)
    borrowed = False
    if before is not None and _points_back(claim, clauses):
        lent = _clauses(before)
        clauses, borrowed = tuple(_lent(claim, clauses, lent)), True
    tokens = frozenset(w.lower() for w in _WORD.findall(f"{claim.content} {claim.quote}"))
    names = (*claim.names, *before.names) if borrowed and before is not None else claim.names
    denies = _is_turned(claim) or contrast.negations(claim.content) > contrast.negations(
        claim.content, plain=True
    )
    return Matter(clauses, names, tokens, claim.meant, borrowed, denies)


def is_statement(claim: Claim) -> bool:
    """Tell whether a claim says that something is so or will be; questions, wishes and doubts do not."""
    return claim.manner in _STATES


def _clauses(claim: Claim) -> tuple[Clause, ...]:
    pieces = _pieces(claim.content)
    called = (name.words for name in claim.names if name.type in _WHO_AND_WHERE)
    names = frozenset(m for words in called for m in meanings(words))
    turned = _is_turned(claim)
    left = list(claim.figures)
    found = []
    for piece in pieces:
        figures = [f for f in left if f.written and f.written in piece]
        left = [f for f in left if f not in figures]
        denied = (contrast.negations(piece, plain=turned) % 2 == 1) ^ turned
        about = meanings(piece)
        proper = tuple(proper_words(piece))
        named = about & (names | {contrast.meaning(word) for word, _ in proper})
        told = tuple((f, counted(f)) for f in figures)
        supposed = contrast.is_supposed(piece)
        found.append(Clause(about, denied, told, named, proper, supposed, *_governed(piece)))
    if not any(clause.proper for clause in found):
        around = tuple(p for p in proper_words(claim.quote) if p[1] == "place")
        found = [clause._replace(proper=around) for clause in found]
    return tuple(found)


def _governed(piece: str) -> tuple[tuple[frozenset[str], ...], tuple[frozenset[str], ...]]:
    """Return the meanings that small words deny, and for `not` and `never` the one that comes first."""
    reaches, firsts = [], []
    for small, *after in contrast.governed(piece):
        told = [m for word in after if (m := next(iter(_meanings(word)), None)) and not _is_adverb(word)]
        reaches.append(frozenset(told))
        firsts.append(frozenset() if small in _BEFORE_NOUNS else frozenset(told[:1]))
    return tuple(reaches), tuple(firsts)


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and "noun" not in word_classes(word)


def _is_turned(claim: Claim) -> bool:
    """Tell whether what is said is denied by the words that report it."""
    if claim.manner == "deny" or contrast.denying(claim.cue):
        return True
    return claim.manner in _WILLS and contrast.negations(claim.cue) % 2 == 1


def _pieces(content: str) -> list[str]:
    """Return the statements of a content, those too short for one joined to the one before."""
    pieces: list[str] = []
    at = 0
    for cut in [*_CUT.finditer(content), None]:
        end = cut.start() if cut else len(content)
        piece = content[at:end]
        if pieces and (len(meanings(piece)) < _SHORTEST or len(meanings(pieces[-1])) < _SHORTEST):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece.strip():
            pieces.append(piece)
        at = cut.end() if cut else end
    return pieces or [content]


def meanings(text: str) -> frozenset[str]:
    """Return the meanings of the words that tell what a text is about; no figures, no days."""
    return frozenset(_meanings(contrast.without_negations(text)))


def _meanings(text: str) -> Iterable[str]:
    for word in _WORD.findall(text):
        small = word.lower()
        if word[0].isdigit() or len(small) < 2 or contrast.is_number_or_day(small):
            continue
        if not contrast.is_plain(small):
            yield contrast.meaning(small)


def proper_words(text: str) -> Iterator[tuple[str, str]]:
    """Yield the words, in small letters, that are names: of a place, a person, or either.

    In mixed case they begin with a capital; in capitals they are those that no ordinary word is written like.
    """
    mixed = any(c.islower() for c in text)
    before = ""
    for found in _WORD.finditer(text):
        word, small = found[0], found[0].lower()
        capital = word[0].isupper()
        if len(word) >= _SHORTEST_NAME and word[0].isalpha() and (capital or not mixed):
            kind = _kind_of_name(word.upper(), mixed and found.start() > 0, before)
            if kind is not None:
                yield small.removesuffix("'s"), kind
        before = small


@lru_cache(maxsize=1 << 16)
def _kind_of_name(word: str, capital: bool, before: str) -> str | None:
    """Return of what a word in capitals can be the name, where names are written so or stand after a word.

    A singular noun right after `in` or `at` can be a place that no table knows.
    """
    classes = set(word_classes(word))
    if contrast.is_plain(word) or contrast.is_number_or_day(word.lower()) or contrast.is_listed(word):
        return None
    places = bool(classes & _PLACES)
    people = bool(classes & {"given", "surname", "known person"})
    if classes & _ORDINARY and not (places and (capital or before in _LOCATIVE)):
        if not classes <= _NOUN:
            return None
        return "place" if before in _WHERE or (capital and (before == "the" or before in _LOCATIVE)) else None
    if not classes:
        return "any"
    return None if not (places or people) else "any" if places and people else "place" if places else "person"


def as_written(text: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a text that have these meanings, each once, in small letters."""
    meant = set(wanted)
    small = (word.lower() for word in _WORD.findall(text))
    return tuple(dict.fromkeys(w for w in small if not w[0].isdigit() and contrast.meaning(w) in meant))


def counted(figure: Quantity) -> frozenset[str]:
    """Return the meanings of what a figure counts: `members` of `members of the Front`."""
    if not figure.counted:
        return frozenset()
    head = _BEHIND.split(figure.counted)[0]
    told = meanings(head) or meanings(figure.counted) or meanings(figure.of or "")
    return told - contrast.pointing()


def head_of(figure: Quantity) -> str | None:
    """Return the meaning of the one word that a figure counts: `case` of `cholera cases in town`."""
    if not figure.counted:
        return None
    words = _WORD.findall(_BEHIND.split(figure.counted)[0]) or _WORD.findall(figure.counted)
    while len(words) > 1 and frozenset(word_classes(words[-1])) & _TENSES:
        words.pop()  # soldiers lost
    return contrast.meaning(words[-1]) if words else None


def is_listed(figure: Quantity, content: str) -> bool:
    """Tell whether a figure stands in a list by years: 1975: 11,800."""
    found = content.find(figure.written)
    return found > 0 and _LISTED.search(content[max(0, found - _BESIDE) : found]) is not None


def years_of(figure: Quantity, claim: Claim) -> frozenset[str]:
    """Return the years that a figure can be of: the one beside it, else those of its sentence."""
    found = claim.content.find(figure.written)
    if found < 0:
        return frozenset()
    before = claim.content[max(0, found - _BESIDE) : found]
    beside = _YEAR.findall(before) if _LISTED.search(before) else []
    rest = claim.content.replace(figure.written, " ")
    return frozenset(y[-2:] for y in (beside or _YEAR.findall(rest)))


def points_back(text: str, *, pronouns: bool) -> bool:
    """Tell whether a sentence points back: by the figure, the charge, and with `pronouns` by this."""
    return (pronouns and _PRONOUNS.search(text) is not None) or any(
        contrast.meaning(word) in contrast.pointing() for word in _WORD.findall(text)
    )


def _points_back(claim: Claim, clauses: Sequence[Clause]) -> bool:
    """Tell whether a claim says too little by itself: `300 to 350`, `this`, `the charge`."""
    own = frozenset().union(*(c.meanings for c in clauses)) - contrast.pointing()
    if not own or claim.answers:
        return True
    return len(own) <= 1 and (bool(claim.figures) or _PRONOUNS.search(claim.content) is not None)


def _lent(claim: Claim, own: Sequence[Clause], lent: Sequence[Clause]) -> Iterable[Clause]:
    """Give a claim that points back the words of the one before; its figures and its denial stay its own."""
    mine = frozenset().union(*(c.meanings for c in own))
    figures = tuple(f for c in own for f in c.figures)
    denied = any(c.denied for c in own)
    for clause in lent:
        given = tuple(_like(f, what, clause.figures) for f, what in figures)
        about = clause.meanings if claim.answers else clause.meanings | (mine - contrast.pointing())
        yield Clause(about, denied, given, clause.named, clause.proper)


def _like(
    figure: Quantity, what: frozenset[str], theirs: Sequence[tuple[Quantity, frozenset[str]]]
) -> tuple[Quantity, frozenset[str]]:
    """Give a number by itself what the figure before it counts, its unit, and its millions."""
    if not theirs or what or figure.unit or figure.currency:
        return figure, what
    other, counts = theirs[0]
    times = _times(other.written) if not _LARGE.search(figure.written) else 1.0
    low, high = (None if v is None else v * times for v in (figure.low, figure.high))
    return replace(figure, low=low, high=high, unit=other.unit, currency=other.currency), counts


def _times(written: str) -> float:
    found = _LARGE.search(written)
    return 1.0 if found is None else 1e6 if found[0].lower() == "million" else 1e9
