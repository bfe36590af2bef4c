"""What a word contributes to the models: the word, its class, the reporting word it is a form of."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from reftel.extract.codes import code
from reftel.extract.lexicon import word_classes
from reftel.terms import tables

_VOWELS = "aeiou"
# The classes of `reftel.extract.lexicon` by which a word is taken, the first that it has.
_CLASSES = {
    "office": ("office", "rank", "honorific", "offices"),
    "body": ("body", "body acronym"),
    "government": ("government", "state head"),
    "country": ("country", "demonym", "demonyms"),
    "city": ("city", "post"),
    "person": ("person noun", "person nouns"),
    "group": ("group noun", "group nouns"),
    "past": ("past", "participle"),
    "verb": ("verb", "verbs"),
    "gerund": ("gerund",),
    "adverb": ("adverb",),
    "adjective": ("adjective",),
    "nouns": ("nouns",),
    "noun": ("noun",),
    "name": ("given", "surname", "known person", "place name"),
}
_SPEECH = ("verb", "verbs", "past", "participle", "gerund", "adverb", "adjective", "nouns", "noun")
START, END = "<<", ">>"  # in place of a code before the first word of a sentence and behind the last


class Word(NamedTuple):
    """A word as the models see it; case does not count.

    `form` has figures as 0, `role` is its class (a plain word's, an ending or a kind of sign), `lemma` the
    reporting word it is a form of ("" if none), `kind` how (verb:ed, noun:s …), `manner` that word's
    usual one, `speech` the parts of speech it can be, `code` what stands for the role in features.
    """

    form: str
    role: str
    lemma: str
    kind: str
    manner: str
    speech: str = ""
    code: str = ""


@lru_cache(maxsize=1 << 16)
def word(form: str) -> Word:
    """Return what is known of a word by itself."""
    upper = form.upper().replace("’", "'")
    if not any(map(str.isalpha, upper)):
        sign = _sign(upper)
        return Word(_figure(upper), sign, "", "", "", code=_coded(sign))
    lemma, kind, manner = _reporting().get(upper.removesuffix("'S"), ("", "", ""))
    if upper.endswith("'S") and kind.startswith(("verb", "both")):
        lemma, kind, manner = "", "", ""
    known = word_classes(upper)
    speech = "+".join(c for c in _SPEECH if c in known)
    role = _role(upper, kind, known)
    return Word(upper, role, lemma, kind, manner, speech, _coded(role))


def _coded(role: str) -> str:
    return code(role.removeprefix("sign "), 3)


def _figure(upper: str) -> str:
    return "0" if upper[0].isdigit() else upper


def _sign(upper: str) -> str:
    if upper[0].isdigit():
        return "figure"
    if upper in "\"“”''‘’`":
        return "quote"
    return "sign " + upper


def _role(upper: str, kind: str, known: tuple[str, ...]) -> str:
    plain = _plain().get(upper)
    if plain or kind:
        return plain or kind
    role = next((role for role, classes in _CLASSES.items() if any(c in known for c in classes)), "unknown")
    return role + "'s" if upper.endswith(("'S", "S'")) else role


@cache
def _plain() -> dict[str, str]:
    classes: dict[str, str] = tables.settings("plain_words")["classes"]
    found: dict[str, str] = {}
    for name, words in classes.items():
        for each in words.upper().split():
            found.setdefault(each, name)
    return found


@cache
def _reporting() -> dict[str, tuple[str, str, str]]:
    """Every form of every reporting word: its lemma, its kind, its manner; `both` where verb and noun."""
    found: dict[str, tuple[str, str, str]] = {}
    for kind in ("adjective", "verb", "noun"):
        for row in tables.rows("reporting_words"):
            if row["kind"] == kind:
                for form, how in _forms(row["word"], kind, row["irregular"].split()):
                    known = found.get(form.upper())
                    if known is None:
                        found[form.upper()] = (row["word"], f"{kind}:{how}" if how else kind, row["manner"])
                    elif kind == "noun" and known[1].startswith("verb"):
                        found[form.upper()] = (known[0], f"both:{how}" if how else "both", known[2])
    return found


def _forms(lemma: str, kind: str, irregular: list[str]) -> list[tuple[str, str]]:
    if kind == "adjective":
        return [(lemma, "")]
    plural = lemma[:-1] + "ies" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else lemma + _s(lemma)
    if kind == "noun":
        return [(lemma, ""), (plural, "s")]
    past = irregular if irregular else [_stem(lemma) + "ed"]
    doubled = irregular[0][:-2] if irregular and irregular[0].endswith("ed") else _ing_stem(lemma)
    return [(lemma, ""), (plural, "s"), *((p, "ed") for p in past), (doubled + "ing", "ing")]


def _s(lemma: str) -> str:
    return "es" if lemma.endswith(("s", "sh", "ch", "x", "z")) else "s"


def _stem(lemma: str) -> str:
    if lemma.endswith("e"):
        return lemma[:-1]
    return lemma[:-1] + "i" if lemma[-1] == "y" and lemma[-2] not in _VOWELS else lemma


def _ing_stem(lemma: str) -> str:
    if lemma == "see" or lemma == "foresee":
        return lemma
    if lemma == "beg" or lemma.endswith("get"):
        return lemma + lemma[-1]
    return lemma[:-1] if lemma.endswith("e") else lemma
