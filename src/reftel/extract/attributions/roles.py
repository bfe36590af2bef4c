"""First step: which words report (cue), who is named as source, who as hearer."""

from __future__ import annotations

from functools import lru_cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import END, START, Word, word
from reftel.extract.codes import code

_EDGE: tuple[tuple[str, ...], ...] = ((),) * 7
_PLACES = ("place0", "place1", "place2", "place3", "place4")
LETTERS = {"cue": "Q", "source": "S", "addressee": "A"}


@lru_cache(maxsize=1 << 15)
def _seen(form: str) -> tuple[tuple[str, ...], ...]:
    """Return what a word contributes to the words around it, from three before it to three after it."""
    return tuple(_seen_at(word(form), at) for at in range(-3, 4))


def _seen_at(w: Word, at: int) -> tuple[str, ...]:
    if abs(at) == 3:
        return (f"{at}r{w.code}",)
    found = [f"{at}r{w.code}", f"{at}w{w.form}"]
    if abs(at) <= 1 and w.speech:
        found.append(f"{at}q{code(w.speech)}")
    if abs(at) <= 1 and w.lemma:
        found += [f"{at}l{w.lemma}", f"{at}m{code(w.manner)}"]
    if at == 0:
        found += [f"0s{w.form[-3:]}", f"0p{w.form[:4]}"]
    return tuple(found)


def role_features(layout: Layout, sentence: Sentence) -> list[list[str]]:
    """Return the features of each word of the sentence."""
    words = layout.words[sentence.first : sentence.last]
    seen = [_seen(form) for form in layout.page.tokens.forms[sentence.first : sentence.last]]
    seen = [_EDGE, _EDGE, _EDGE, *seen, _EDGE, _EDGE, _EDGE]
    roles = [START, START, *(w.code for w in words), END, END]
    lemmas = ["", *(w.lemma for w in words), ""]
    body = sentence.body - sentence.first
    found = []
    for i in range(len(words)):
        a, b, c, d, e = roles[i : i + 5]
        one = [
            *seen[i][0], *seen[i + 1][1], *seen[i + 2][2], *seen[i + 3][3], *seen[i + 4][4], *seen[i + 5][5],
            *seen[i + 6][6],
            f"-10{b}|{c}", f"01{c}|{d}", f"-2-1{a}|{b}", f"12{d}|{e}", f"-101{b}|{c}|{d}",
            "head" if i < body else _PLACES[min(i - body, 4)],
        ]  # fmt: skip
        if lemmas[i + 1]:
            one += (f"l1{lemmas[i + 1]}|{d}", f"l-{lemmas[i + 1]}|{b}")
        if lemmas[i + 2]:
            one.append(f"l+{c}|{lemmas[i + 2]}")
        found.append(one)
    return found
