"""First step: which words report (cue), who is named as source, who as hearer."""

from __future__ import annotations

from functools import lru_cache

from reftel.extract.attributions.layout import Layout, Sentence
from reftel.extract.attributions.words import word

LETTERS = {"cue": "Q", "source": "S", "addressee": "A"}


@lru_cache(maxsize=1 << 17)
def _seen(form: str, at: int) -> tuple[str, ...]:
    """Return what the word `at` places away contributes."""
    w = word(form)
    found = [f"{at}r{w.role}"]
    if abs(at) <= 2:
        found.append(f"{at}w{w.form}")
    if abs(at) <= 1 and w.speech:
        found.append(f"{at}q{w.speech}")
    if abs(at) <= 1 and w.lemma:
        found += [f"{at}l{w.lemma}", f"{at}m{w.manner}", f"{at}k{w.kind}"]
    if at == 0:
        found += [f"0s{w.form[-3:]}", f"0p{w.form[:4]}"]
    return tuple(found)


def role_features(layout: Layout, sentence: Sentence) -> list[list[str]]:
    """Return the features of each word of the sentence."""
    forms = layout.page.tokens.forms[sentence.first : sentence.last]
    words = layout.words[sentence.first : sentence.last]
    n = len(forms)
    roles = ["^", "^", *(w.role for w in words), "$", "$"]
    lemmas = ["", *(w.lemma or w.role for w in words), ""]
    found = []
    for i in range(n):
        one: list[str] = []
        for at in (-3, -2, -1, 0, 1, 2, 3):
            if 0 <= i + at < n:
                one += _seen(forms[i + at], at)
        a, b, c, d, e = roles[i : i + 5]
        one += (
            f"-10{b}|{c}", f"01{c}|{d}", f"-2-1{a}|{b}", f"12{d}|{e}", f"-101{b}|{c}|{d}",
            f"l-1{b}|{lemmas[i + 1]}", f"l1{lemmas[i + 1]}|{d}", f"l-{lemmas[i]}|{c}",
            f"l+{c}|{lemmas[i + 2]}",
        )  # fmt: skip
        place = sentence.first + i - sentence.body
        one.append("head" if place < 0 else f"place{min(place, 4)}")
        found.append(one)
    return found
