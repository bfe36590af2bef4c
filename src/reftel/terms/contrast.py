"""Words by which statements are held against each other: of one meaning, of denial, of change."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import cache
from itertools import combinations

from reftel.terms import tables

_ENDINGS = (
    ("sses", "ss"), ("ies", "y"), ("ied", "y"), ("ches", "ch"), ("shes", "sh"), ("xes", "x"), ("zes", "z"),
    ("ss", "ss"), ("us", "us"), ("is", "is"), ("s", ""),
)  # fmt: skip
_SHORTEST_STEM = 3
# Endings that make nouns of verbs, and how many letters must stand before them.
_NOUNS = (("ation", 4), ("ate", 5), ("ment", 4), ("al", 5), ("ion", 4))


@cache
def stem(word: str) -> str:
    """Return a word without the endings of number and tense, in small letters.

    >>> stem("villages"), stem("DISMISSED"), stem("training"), stem("men")
    ('village', 'dismiss', 'train', 'man')
    """
    word = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    word = _irregular().get(word, word)
    for ending, instead in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) + len(instead) >= _SHORTEST_STEM:
            word = word.removesuffix(ending) + instead
            break
    if word.endswith("eed") and len(word) > _SHORTEST_STEM + 2:  # agreed
        return _final(word[:-1])
    for ending in ("ing", "ed"):
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            word = _undoubled(word.removesuffix(ending))
            break
    return _final(word)


def _undoubled(word: str) -> str:
    """Return `stop` for `stopp`; but `kill` and `dismiss` stay."""
    return (
        word[:-1] if len(word) > _SHORTEST_STEM and word[-1] == word[-2] and word[-1] not in "lsez" else word
    )


def _final(word: str) -> str:
    """Drop what makes a noun of a verb, and a last e: `arrival`, `arrive` and `arriving` are one."""
    for ending, least in _NOUNS:
        if word.endswith(ending) and len(word) - len(ending) >= least:
            word = word.removesuffix(ending)
            break
    return word[:-1] if word.endswith("e") and len(word) > _SHORTEST_STEM else word


@cache
def _irregular() -> dict[str, str]:
    pairs = tables.settings("contrast_words")["irregular"]["words"].split()
    known = {row["form"]: row["plain"] for row in tables.rows("plain_forms")}
    return known | dict(pair.split(":") for pair in pairs)


def _stems(words: str) -> list[str]:
    return [stem(word) for word in words.split()]


@cache
def _own_same() -> dict[str, str]:
    groups = [_stems(group) for group in tables.settings("contrast_words")["same"]["groups"]]
    return {word: group[0] for group in reversed(groups) for word in reversed(group)}


@cache
def _same() -> dict[str, str]:
    """Return the word that stands for each: our own groups first, which WordNet's join no two of."""
    found = dict(_own_same())
    for row in tables.rows("synonyms"):
        words = [word for word in _stems(row["words"]) if word not in _plain_stems()]
        first = next((found[word] for word in words if word in found), words[0] if words else "")
        for word in words:
            found.setdefault(word, first)
    return found


@cache
def meaning(word: str) -> str:
    """Return the word that stands for all of its meaning.

    >>> meaning("gunmen") == meaning("Fighters")
    True
    """
    stemmed = stem(word)
    return _same().get(stemmed, stemmed)


@cache
def is_listed(word: str) -> bool:
    """Tell whether a word stands among those of one meaning: it is an ordinary word then, no name."""
    return stem(word) in _own_same()


@cache
def opposites() -> dict[str, frozenset[str]]:
    """Return, for each word that has some, the words that make a matter another one."""
    found: dict[str, set[str]] = {}
    for pair in tables.settings("contrast_words")["opposite"]["pairs"]:
        one, other = (meaning(word) for word in pair.split())
        found.setdefault(one, set()).add(other)
        found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _kin() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}

    def join(one: str, other: str) -> None:
        if one != other and one and other:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)

    for row in tables.rows("kin"):
        for other in row["kin"].split():
            if not is_plain(row["word"]) and not is_plain(other):
                join(meaning(row["word"]), meaning(other))
    for group in tables.settings("contrast_words")["kin"]["groups"]:
        for one, other in combinations(group.split(), 2):
            join(meaning(one), meaning(other))
    return {word: frozenset(others) for word, others in found.items()}


def kin(meant: str) -> frozenset[str]:
    """Return the meanings near to one: the wider word, or another of which a statement may use either.

    >>> meaning("passenger") in kin(meaning("travellers"))
    True
    """
    return _kin().get(meant, frozenset())


def are_kin(one: Iterable[str], others: Collection[str]) -> bool:
    """Tell whether a meaning of the first is near to one of the others."""
    return any(not kin(word).isdisjoint(others) for word in one)


@cache
def contraries() -> dict[str, frozenset[str]]:
    """Return, for each word that has some, the words of which one is true of a thing or the other."""
    found: dict[str, set[str]] = {}
    own = [tuple(pair.split()) for pair in tables.settings("contrast_words")["contrary"]["pairs"]]
    known = [(row["word"], other) for row in tables.rows("contraries") for other in row["contraries"].split()]
    for one, other in ((meaning(a), meaning(b)) for a, b in (*own, *known) if not is_plain(a)):
        if one != other and not is_plain(other):
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
    return {word: frozenset(others) for word, others in found.items()}


@cache
def _phrasal() -> dict[tuple[str, str], str]:
    written = tables.settings("contrast_words")["phrasal"]["words"].split("|")
    rows = (entry.strip().replace(":", " ").split() for entry in written)
    return {(stem(verb), small): means for verb, small, means in rows}


def phrasal(verb: str, small: str) -> str | None:
    """Return the one verb that a verb stands for with a small word behind it.

    >>> phrasal("turned", "down")
    'reject'
    """
    return _phrasal().get((stem(verb), small.lower()))


@cache
def is_plain(word: str) -> bool:
    """Tell whether a word is too general to tell what a statement is about."""
    small = word.lower()
    return small in _plain() or small in _not() or stem(word) in _plain_stems()


@cache
def _numbers() -> frozenset[str]:
    return frozenset(tables.settings("contrast_words")["numbers"]["words"].split())


def is_number_or_day(word: str) -> bool:
    """Tell whether a word in small letters is a number, a month or a day of the week."""
    return word in _numbers()


@cache
def _plain() -> frozenset[str]:
    return frozenset(tables.settings("contrast_words")["plain"]["words"].split())


@cache
def _plain_stems() -> frozenset[str]:
    return frozenset(stem(word) for word in _plain())


@cache
def _phrases(table: str, key: str = "phrases") -> re.Pattern[str]:
    written = tables.settings("contrast_words")[table][key]
    words = [w for w in (" ".join(p.split()) for p in written.split("|")) if w]
    longest = sorted(words, key=len, reverse=True)
    return re.compile(
        rf"\b(?:{'|'.join(re.escape(w) for w in longest)})\b".replace(r"\ ", r"\s+"), re.IGNORECASE
    )


@cache
def _not() -> frozenset[str]:
    return frozenset(tables.settings("contrast_words")["not"]["words"].split())


_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def negations(text: str, *, plain: bool = False) -> int:
    """Count the words that turn a statement into its contrary; `plain` counts only `not`, `no` and the like.

    >>> negations("had not been signed"), negations("not only signed"), negations("no truth in the report")
    (1, 0, 1)
    """
    text = _phrases("not", "harmless").sub(" ", text)
    rest, count = _phrases("not").subn(" ", text)
    rest, governing = _phrases("not", "governing").subn(" ", rest)
    rest, ending = _ending().subn(" ", rest)
    small = sum(w.lower().replace("’", "'") in _not() for w in _WORD.findall(rest))
    return (0 if plain else min(count, 1)) + governing + ending + small


@cache
def _ending() -> re.Pattern[str]:
    """Return the pattern of words that deny what is told behind them: had quit issuing visas."""
    return re.compile(rf"(?:{_phrases('not', 'ending').pattern})(?=\s+\w+ing\b)", re.IGNORECASE)


def is_untrue(text: str) -> bool:
    """Tell whether a text calls something untrue outright, by more than `not` or `no`.

    >>> is_untrue("no truth in the report"), is_untrue("had not been signed")
    (True, False)
    """
    found = _phrases("not").search(text)
    if found is None:
        return False
    return _phrases("not").search(_phrases("not", "harmless").sub(" ", text)) is not None


_REACH = 9  # words after a small word that may be those it denies


def governed(text: str) -> list[list[str]]:
    """Return what comes right after each small word that denies, in small letters.

    The first word is that small one itself, `not` where several words do the work of it.

    >>> governed("the patrol had not boarded the trawler")
    [['not', 'boarded', 'the', 'trawler']]
    """
    text = _phrases("not", "harmless").sub(" ", text)
    text = _phrases("not", "governing").sub(" not ", _phrases("not").sub(" ", text))
    text = _ending().sub(" not ", text)
    words = [w.lower().replace("’", "'") for w in _WORD.findall(text)]
    return [words[i : i + _REACH] for i, word in enumerate(words) if word in _not()]


def is_supposed(text: str) -> bool:
    """Tell whether a text says what may be or would be if."""
    text = _phrases("supposed", "harmless").sub(" ", text)
    return any(w.lower() in _words_of("supposed") for w in _WORD.findall(text))


def is_able(text: str) -> bool:
    """Tell whether a text says what can or could be."""
    return any(w.lower() in _words_of("able") for w in _WORD.findall(text))


def is_counter(word: str) -> bool:
    """Tell whether a noun only counts what stands behind it: HEAD of cattle."""
    return word.lower() in _words_of("counters")


def is_part(before: str, after: str) -> bool:
    """Tell whether a figure between these words counts what comes to others, or a part of them."""
    return bool(_last("added", "before").search(before) or _phrases("added", "after").match(after.lstrip()))


@cache
def _last(table: str, key: str) -> re.Pattern[str]:
    """Return the pattern of a table's phrases at the end of a text."""
    return re.compile(rf"(?:{_phrases(table, key).pattern})\s*$", re.IGNORECASE)


def is_scan(text: str) -> bool:
    """Tell whether a page line or a stamp stands in a passage."""
    return _scan().search(text) is not None


@cache
def _scan() -> re.Pattern[str]:
    return re.compile(tables.settings("contrast_words")["scan"]["lines"], re.IGNORECASE)


def is_company(name: str) -> bool:
    """Tell whether a name ends like a company's."""
    words = _WORD.findall(name.lower())
    return bool(words) and words[-1] in _words_of("companies")


@cache
def _words_of(table: str) -> frozenset[str]:
    return frozenset(tables.settings("contrast_words")[table]["words"].split())


@cache
def _denying() -> re.Pattern[str]:
    words = tables.settings("contrast_words")["denying"]["words"].split()
    return re.compile(rf"\b(?:{'|'.join(words)})\b", re.IGNORECASE)


def denying(text: str) -> re.Match[str] | None:
    """Return where a text has a word by which somebody denies."""
    return _denying().search(text)


def is_told(cue: str) -> bool:
    """Tell whether a word of reporting states the clause behind it, though it may also ask or refuse."""
    return any(w.lower() in _words_of("told") for w in _WORD.findall(cue))


def is_place_noun(word: str) -> bool:
    """Tell whether a word in small letters is a common noun that names of places have: BAY, PROVINCE."""
    return word in _words_of("places")


def is_corrected(text: str) -> bool:
    """Tell whether a statement says that it takes the place of an earlier one."""
    return any(pattern.search(text) for pattern in (_phrases("corrected"), _earlier()))


@cache
def _earlier() -> re.Pattern[str]:
    """Return the pattern of a statement that is called an earlier or a mistaken one."""
    table = tables.settings("contrast_words")["corrected"]
    before, of = ("|".join(table[key].split()) for key in ("before", "of"))
    return re.compile(rf"\b(?:{before})\s+(?:\w+\s+)?(?:{of})\b", re.IGNORECASE)


def is_taken_back(around: str) -> bool:
    """Tell whether the words around what is reported say that its speaker withdraws what he had said."""
    return any(pattern.search(around) for pattern in (_phrases("taken_back"), _taking_back()))


@cache
def _taking_back() -> re.Pattern[str]:
    table = tables.settings("contrast_words")
    own, before, of = table["taken_back"], *(_any(table["corrected"][key]) for key in ("before", "of"))
    withdrawing = rf"(?:{_any(own['withdrawing'])})\s+(?:\w+\s+){{0,3}}(?:{_any(own['of'])})"
    against = rf"(?:{own['against']})\s+(?:\w+\s+){{0,2}}(?:{before})\s+(?:{of})"
    return re.compile(rf"\b(?:{withdrawing}|{against})\b", re.IGNORECASE)


def _any(words: str) -> str:
    return "|".join(words.split())


def is_renewed(text: str) -> bool:
    """Tell whether a statement says that its number takes the place of an earlier one."""
    return any(pattern.search(text) for pattern in (_phrases("renewed"), _earlier(), _becoming()))


def is_grown(text: str) -> bool:
    """Tell whether a statement says that a figure has become another with time."""
    return any(pattern.search(text) for pattern in (_phrases("grown"), _becoming()))


@cache
def _becoming() -> re.Pattern[str]:
    """Return the pattern of a number that goes up or down: the toll was still going up."""
    table = tables.settings("contrast_words")["grown"]
    of, by = ("|".join(table[key].split()) for key in ("of", "by"))
    return re.compile(rf"\b(?:{of})\s+(?:\w+\s+){{1,3}}(?:{by})\b", re.IGNORECASE)


@cache
def unit(written: str) -> tuple[str, float]:
    """Return the unit that stands for all of its kind, and how many of it one of the written ones is.

    >>> unit("miles")
    ('kilometre', 1.609344)
    """
    return _units().get(" ".join(written.lower().split()).rstrip("."), (stem(written), 1.0))


@cache
def _units() -> dict[str, tuple[str, float]]:
    table = tables.settings("contrast_words")["convert"]["units"]
    rows = ((kind, *each.rsplit(" ", 1)) for kind, all_of_it in table.items() for each in all_of_it)
    return {name: (kind, float(times)) for kind, name, times in rows}


def without_negations(text: str) -> str:
    """Return a text without the words that turn it into its contrary."""
    return _ending().sub(" ", _phrases("not").sub(" ", text))


@cache
def pointing() -> frozenset[str]:
    """Return the meanings of words that point back to what was said before."""
    return frozenset(meaning(w) for w in tables.settings("contrast_words")["pointing"]["words"].split())


@cache
def reports(key: str) -> str:
    """Return nouns that stand for a report, as a pattern: `told` before a clause, `called`, `pointing`."""
    return "|".join(map(re.escape, tables.settings("contrast_words")["reports"][key].split()))


@cache
def counting(key: str = "words") -> frozenset[str]:
    """Return words that say that a number counts; with `after`, those that follow a number by itself."""
    return frozenset(tables.settings("contrast_words")["counting"][key].split())
