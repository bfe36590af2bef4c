"""What a claim is about: its clauses as sets of meanings, affirmed or denied, with figures and names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from reftel.extract.contrast.proper import WORD, proper_words
from reftel.extract.contrast.records import Claim, Days, Name, Quantity
from reftel.extract.lexicon import word_classes
from reftel.terms import contrast

# Where another statement begins; each side must be able to stand by itself.
_CUT = re.compile(
    r"\s*(?:[;:]|[.?!](?=\s)|--+|,?\s\b(?:but|although|though|whereas|while|because|since|however|"
    r"even though|"
    r"despite|in spite of|unless)\b|,\s+(?:and|which|who|so|yet|or)\b|\band that\b)\s*",
    re.IGNORECASE,
)
_SEVERAL = 2
_SHORTEST = 2  # meanings that a clause needs to stand by itself
_PERSONAL = re.compile(
    r"(?:to |for |with )?(?:him|her|them|me|us|you|himself|herself|themselves)", re.IGNORECASE
)
_TO_COME = re.compile(r"\b(?:will|shall|is to be|are to be|is expected|are expected)\b", re.IGNORECASE)
# The same where a report has put it into the past.
_LATER = re.compile(
    r"\b(?:will|shall|would|(?:is|are|was|were|be)\s+(?:to|going|due|about|expected|planned|bound|likely)|"
    r"inten\w+|plans?|planned|planning|promis\w+)\b",
    re.IGNORECASE,
)
_THAT = re.compile(r"\bthat\s+(?:\w+\s+){3}", re.IGNORECASE)
_NO_LONGER = re.compile(r"\bno\s+longer\b", re.IGNORECASE)
_ADMITS = re.compile(r"\b(?:admit|acknowledge|conced)", re.IGNORECASE)
_IS_SO_MANY = re.compile(r"(\w+)\s+(?:is|are|was|were)\s+(?:about\s+|only\s+)?\d", re.IGNORECASE)
_YEAR = re.compile(
    r"\b(?:FY|CY)?[- ]?'?((?:18|19|20)\d\d|(?<=FY[ -])\d\d|(?<=FY)\d\d)(?!\d|,\d|\.\d)", re.IGNORECASE
)
_BESIDE = 8  # characters between a figure and the year beside it
_LARGE = re.compile(r"\b(?:m|b)illion\b", re.IGNORECASE)
_BEHIND = re.compile(r"\b(?:of|in|from|at|who|which|that|for|on|with|to|by)\b", re.IGNORECASE)
_LISTED = re.compile(r"\d\d\s*[:=(-]\s*\W*$")  # 1975: 11,800
_BEGINNING = 12  # characters by which the beginning of a sentence is known
_FEW = 4  # meanings of its own that a claim may have that only calls another untrue
_WHO_AND_WHERE = ("person", "gpe", "location")
_PERSONS = frozenset(("person noun", "person nouns", "group noun", "group nouns", "offices"))
_WHOEVER = frozenset(("people", "persons", "individuals", "men"))
_TENSES = frozenset(("past", "participle"))
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
    able: bool = False  # it says what can or could be
    to_come: bool = False  # it says what will be
    before: tuple[
        tuple[str, str, bool], ...
    ] = ()  # each noun's meaning, the word before it, if that is a name


def joined(clauses: Sequence[Clause]) -> Clause:
    """Return several statements as one: it is denied, and has figures, where one of them is and has."""
    return Clause(
        frozenset().union(*(c.meanings for c in clauses)),
        any(c.denied for c in clauses),
        tuple(f for c in clauses for f in c.figures),
        frozenset().union(*(c.named for c in clauses)),
        tuple(dict.fromkeys(p for c in clauses for p in c.proper)),
        any(c.supposed for c in clauses),
        tuple(g for c in clauses for g in c.governed),
        tuple(v for c in clauses for v in c.verbs),
        any(c.able for c in clauses),
        any(c.to_come for c in clauses),
        tuple(dict.fromkeys(b for c in clauses for b in c.before)),
    )


class Matter(NamedTuple):
    """What a claim is about."""

    clauses: tuple[Clause, ...]
    names: tuple[Name, ...]
    tokens: frozenset[str]  # all words of the content and the sentence, in small letters
    meant: tuple[Days, ...]
    borrowed: bool  # it has too few words of its own, and is read with the sentence before
    denies: bool = False  # its words of reporting, or words such as untrue, deny outright
    statements: tuple[Clause, ...] = ()  # the clauses, and all as one where they agree in what they deny


@cache
def _lead() -> re.Pattern[str]:
    """Return the pattern of what stands for a report before it is told: reports that, the notion that."""
    return re.compile(
        r"(?:\b(?:in|to|about|of|for)\s+)?"
        r"(?:\b(?:the|a|an|any|all|these|those|such|his|her|their|recent|press)\s+){0,2}"
        rf"\b(?:{contrast.reports('told')})\s+that\s+",
        re.IGNORECASE,
    )


@cache
def _withdrawn() -> re.Pattern[str]:
    """Return the pattern of a report that is taken back: withdrew the statement."""
    return re.compile(rf"\bwithdr[ae]w\w*\b.{{0,30}}\b(?:{contrast.reports('pointing')})\b", re.IGNORECASE)


@cache
def _pronouns() -> re.Pattern[str]:
    """Return the pattern of what can point back to what was said: this, the charge, the figure."""
    return re.compile(
        rf"\b(?:this|it|that|these|those|such|so|same|them|{contrast.reports('pointing')})\b", re.IGNORECASE
    )


@cache
def _calls() -> re.Pattern[str]:
    """Return the pattern of a sentence that says of a report what it is: the story an invention; not so."""
    return re.compile(
        r"\W*(?:there\s+(?:is|was|were|had\s+been)\b|it\b|this\b|that\b|these\b|those\b|not\b|no\b|nothing\b|"
        rf"all\b|(?:the|his|her|their|such)\s+(?:\w+\s+)?(?:{contrast.reports('called')})\b)",
        re.IGNORECASE,
    )


def matter_of(claim: Claim, *before: Claim) -> Matter:
    """Return what a claim is about; one that only points back is read with the claim before it.

    `before` are the claims before it in its paragraph, the nearest first: that one may point back as well.
    """
    clauses = _clauses(claim)
    borrowed = False
    lender = matter_of(*before) if before and _points_back(claim, clauses) else None
    if lender is not None:
        clauses, borrowed = tuple(_lent(claim, clauses, lender.clauses)), True
    tokens = frozenset(w.lower() for w in WORD.findall(f"{claim.content} {claim.quote}"))
    names = (*claim.names, *lender.names) if lender is not None else claim.names
    denies = _is_turned(claim) or contrast.is_untrue(claim.content)
    return Matter(clauses, names, tokens, claim.meant, borrowed, denies, _statements(clauses))


def _statements(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    if len(clauses) < _SEVERAL or len({c.denied for c in clauses}) > 1:
        return clauses
    return (*clauses, joined(clauses))


def is_statement(claim: Claim) -> bool:
    """Tell whether a claim says that something is so or will be; questions, wishes and doubts do not."""
    return claim.manner in _STATES


def _clauses(claim: Claim) -> tuple[Clause, ...]:
    pieces = _pieces(_lead().sub(" ", claim.content))
    called = (name.words for name in claim.names if name.type in _WHO_AND_WHERE)
    mixed = any(c.islower() for c in claim.content)
    names = frozenset(m for words in called for m in meanings(_capitals(words) if mixed else words))
    turned = _is_turned(claim)
    inside = not claim.quote.lstrip(" \"'").startswith(claim.content[:_BEGINNING])
    left = list(claim.figures)
    found: list[Clause] = []
    for piece in pieces:
        figures = [f for f in left if f.written and f.written in piece]
        left = [f for f in left if f not in figures]
        found.append(_clause(piece, figures, names, turned=turned, inside=inside or bool(found)))
    if not any(clause.proper for clause in found):
        heard = " ".join(n for n in (claim.speaker_name, claim.hearer_name) if n).lower()
        around = tuple(p for p in proper_words(claim.quote) if p[1] != "person" and p[0] not in heard)
        found = [clause._replace(proper=around) for clause in found]
    return tuple(found)


def _clause(
    piece: str, figures: Sequence[Quantity], names: frozenset[str], *, turned: bool, inside: bool
) -> Clause:
    """Read one statement; `turned` where the words that report it deny it, `inside` as for proper words."""
    about = meanings(piece)
    proper = tuple(proper_words(piece, inside=inside))
    governed, verbs = _governed(piece)
    return Clause(
        about,
        (contrast.negations(piece, plain=turned) % 2 == 1) ^ turned,
        tuple((f, counted(f)) for f in figures),
        about & (names | {contrast.meaning(word) for word, _ in proper} | _place_nouns(piece, proper)),
        proper,
        contrast.is_supposed(piece),
        governed,
        verbs,
        contrast.is_able(piece),
        _LATER.search(piece) is not None,
        _before(piece, proper),
    )


def _capitals(words: str) -> str:
    """Return the words that begin with a capital."""
    return " ".join(w for w in WORD.findall(words) if w[0].isupper())


def _before(piece: str, proper: Sequence[tuple[str, str]]) -> tuple[tuple[str, str, bool], ...]:
    """Return the nouns that have a telling word before them: DAM and TAMAREN, a name, of the Tamaren dam."""
    names = {word for word, _ in proper}
    words = [w.lower().removesuffix("'s") for w in WORD.findall(piece)]
    return tuple(
        (contrast.meaning(noun), contrast.meaning(word), word in names)
        for word, noun in pairwise(words)
        if not contrast.is_plain(word) and not contrast.is_plain(noun) and not word[0].isdigit()
    )


def _place_nouns(piece: str, proper: Sequence[tuple[str, str]]) -> frozenset[str]:
    """Return the meanings of the common nouns that are part of a place's name: the bay of Brevik Bay."""
    names = {word for word, _ in proper}
    words = [w.lower() for w in WORD.findall(piece)]
    return frozenset(
        contrast.meaning(after)
        for before, after in pairwise(words)
        if before in names and contrast.is_place_noun(after)
    )


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


def is_denial(cue: str) -> bool:
    """Tell whether words of reporting deny what follows: would not admit, no longer stood by, scoffed at."""
    if contrast.denying(cue) or _NO_LONGER.search(cue) or _withdrawn().search(cue):
        return True
    return _ADMITS.search(cue) is not None and contrast.negations(cue) % 2 == 1


def _is_turned(claim: Claim) -> bool:
    """Tell whether what is said is denied by the words that report it."""
    if claim.manner == "deny" or is_denial(claim.cue):
        return True
    return claim.manner in _WILLS and contrast.negations(claim.cue) % 2 == 1


def _pieces(content: str) -> list[str]:
    """Return the statements of a content, those too short for one joined to the one before."""
    pieces: list[str] = []
    at = 0
    for cut in [*_CUT.finditer(content), None]:
        end = cut.start() if cut else len(content)
        piece = content[at:end]
        if pieces and not meanings(pieces[-1]) and meanings(piece):
            pieces[-1] = piece  # the number given was mistaken, and that …
        elif pieces and (len(meanings(piece)) < _SHORTEST or len(meanings(pieces[-1])) < _SHORTEST):
            pieces[-1] = f"{pieces[-1]} {piece}"
        elif piece.strip():
            pieces.append(piece)
        at = cut.end() if cut else end
    return pieces or [content]


def meanings(text: str) -> frozenset[str]:
    """Return the meanings of the words that tell what a text is about; no figures, no days."""
    return frozenset(_meanings(contrast.without_negations(text)))


def _meanings(text: str) -> Iterable[str]:
    for word, after in pairwise([*WORD.findall(text), ""]):
        small = word.lower()
        if word[0].isdigit() or len(small) < 2 or contrast.is_number_or_day(small):
            continue
        means = contrast.phrasal(small, after)
        if means or not contrast.is_plain(small):
            yield contrast.meaning(means or small)


def as_written(text: str, wanted: Iterable[str]) -> tuple[str, ...]:
    """Return the words of a text that have these meanings, each once, in small letters."""
    meant = set(wanted)
    small = (word.lower() for word in WORD.findall(text))
    return tuple(dict.fromkeys(w for w in small if not w[0].isdigit() and contrast.meaning(w) in meant))


def counted(figure: Quantity) -> frozenset[str]:
    """Return the meanings of what a figure counts: `members` of `members of the Front`."""
    if not figure.counted:
        return frozenset()
    head = _BEHIND.split(figure.counted)[0]
    if figure.of and contrast.is_counter(head.split()[-1] if head.split() else ""):
        head = figure.of
    told = meanings(head) or meanings(figure.counted) or meanings(figure.of or "")
    return told - contrast.pointing()


def head_of(figure: Quantity) -> str | None:
    """Return the meaning of the one word that a figure counts: `case` of `cholera cases in town`."""
    word = _head_word(figure)
    return contrast.meaning(word) if word and not contrast.is_plain(word) else None


def _head_word(figure: Quantity) -> str | None:
    if not figure.counted:
        return None
    words = WORD.findall(_BEHIND.split(figure.counted)[0]) or WORD.findall(figure.counted)
    while len(words) > 1 and _is_said_of(words[-2], words[-1]):
        words.pop()  # soldiers lost, votes short
    if words and contrast.is_counter(words[-1]):
        words = WORD.findall(_BEHIND.split(figure.of or "")[0])
    return words[-1] if words else None


def are_people(one: Quantity, other: Quantity) -> bool:
    """Tell whether both figures count people, by the nouns: 60 depositors, 90 customers."""
    heads = (_head_word(q) for q in (one, other))
    return all(head is not None and frozenset(word_classes(head)) & _PERSONS for head in heads)


def is_of_people(one: Quantity, other: Quantity) -> bool:
    """Tell whether one figure counts people, whoever they are, and the other some: 60 people, 90 nurses."""
    words = WORD.findall(_BEHIND.split(other.counted)[0]) if other.counted else []
    kinds = frozenset(word_classes(words[-1])) if words else frozenset()
    whoever = (one.counted or "").lower().split()[:1]
    return bool(kinds & _PERSONS) and bool(whoever) and whoever[0] in _WHOEVER


def _is_said_of(noun: str, word: str) -> bool:
    """Tell whether a word behind a noun only says something of it: ballots cast, men dead."""
    classes = frozenset(word_classes(word))
    if noun.lower().endswith("s") and not noun.lower().endswith("ss") and not word.lower().endswith("s"):
        return True
    return bool(classes & _TENSES) or ("adjective" in classes and noun.lower().endswith("s"))


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


def is_to_come(content: str) -> bool:
    """Tell whether something is said of what will be."""
    return _TO_COME.search(content) is not None


def points_back(text: str, *, pronouns: bool) -> bool:
    """Tell whether a sentence points back: by the figure, the charge, and with `pronouns` by this."""
    return (pronouns and _pronouns().search(text) is not None) or any(
        contrast.meaning(word) in contrast.pointing() for word in WORD.findall(text)
    )


def _points_back(claim: Claim, clauses: Sequence[Clause]) -> bool:
    """Tell whether a claim says too little by itself: `300 to 350`, `this`, `the charge`."""
    if _PERSONAL.fullmatch(claim.content.strip()):
        return False  # did not please him
    own = frozenset().union(*(c.meanings for c in clauses)) - contrast.pointing()
    so_many = _IS_SO_MANY.search(claim.content)
    if so_many is not None and contrast.meaning(so_many[1].lower()) in own:
        return False  # the crew is 15
    if not own or claim.answers or _is_bare(claim):
        return True
    outright = contrast.is_untrue(claim.content)
    calls = _calls().match(claim.content) and not _THAT.search(claim.content)
    if outright and len(clauses) == 1 and len(own) <= _FEW and calls:
        return True  # called the story an invention from start to finish
    return len(own) <= 1 and (bool(claim.figures) or _pronouns().search(claim.content) is not None)


def _is_bare(claim: Claim) -> bool:
    """Tell whether little is said but a number that counts nothing: 25 nearer the mark."""
    bare = all(not (f.counted or f.unit or f.currency) for f in claim.figures)
    return bool(claim.figures) and bare and len(WORD.findall(claim.content)) <= _FEW + 2


def _lent(claim: Claim, own: Sequence[Clause], lent: Sequence[Clause]) -> Iterable[Clause]:
    """Give a claim that points back the words of the one before; its figures and its denial stay its own."""
    mine = frozenset().union(*(c.meanings for c in own))
    figures = tuple(f for c in own for f in c.figures)
    denied = any(c.denied for c in own)
    for clause in lent:
        given = tuple(_like(f, what, clause.figures) for f, what in figures)
        spare = claim.answers or (denied and not figures) or _is_bare(claim)
        about = clause.meanings if spare else clause.meanings | (mine - contrast.pointing())
        supposed = any(c.supposed for c in own)
        turned = denied if figures else denied != clause.denied  # who denies a denial affirms
        yield Clause(about, turned, given, clause.named, clause.proper, supposed, to_come=clause.to_come)


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
