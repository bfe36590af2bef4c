"""What the models see of each word: its form, classes and shape, its neighbours, and the rest of the text.

Everything that depends on the form alone is made once per form and kept, so a word costs a few lookups.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reftel.extract.codes import code
from reftel.extract.lexicon import ORDINARY, is_small, word_classes
from reftel.extract.page import Page, Tokens

VERSION = 2
MIXED = 0.3  # the share of small letters from which a text counts as one in mixed case
_DIGITS = re.compile(r"\d")
_POSSESSIVE = re.compile(r"['’ʼ]S?$")
_ORDINARY = frozenset(ORDINARY)
_TITLE = frozenset({"office", "rank", "honorific", "offices"})
_NOT_A_NAME = _ORDINARY | {"office", "rank", "furniture", "month or day", "body"}


class Form(NamedTuple):
    """The features of a form: as the word itself and as a neighbour one or two places off."""

    upper: str
    classes: frozenset[str]
    kind: str  # the code of all its classes together
    own: tuple[str, ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    before2: tuple[str, ...]
    after2: tuple[str, ...]


def forms_of(page: Page) -> list[Form]:
    """Return the forms of the words of a page."""
    return [form_of(written) for written in joined(page.tokens, page.text)]


def features(page: Page, forms: list[Form]) -> list[list[str]]:
    """Return the features of each word of the page."""
    written = page.tokens.forms
    known = about_document(written, forms)
    shapes = [shape(w) for w in written] if is_mixed(page.text) else []
    starts = {first for first, _ in page.sentences}
    found = []
    before, before2, last = _EDGE, _EDGE, len(forms) - 1
    for i, form in enumerate(forms):
        after = forms[i + 1] if i < last else _END
        row = [*form.own, *before.before, *before2.before2, *after.after]
        if i < last - 1:
            row += forms[i + 2].after2
        if form.upper in known:
            row += known[form.upper][0]
        if before.upper in known:
            row += known[before.upper][1]
        if after.upper in known:
            row += known[after.upper][2]
        row += (
            f"-w|{before.upper}|{form.upper}",
            f"-c|{before.kind}|{form.kind}",
            f"+c|{form.kind}|{after.kind}",
        )
        if shapes:
            row += (shapes[i], "-" + shapes[i - 1], "+" + shapes[i + 1 if i < last else 0])
        if form is before:
            row.append("broken")
        if i in starts:
            row.append("first")
        found.append(row)
        before2, before = before, form
    return found


@lru_cache(maxsize=4)  # asked several times of each text
def is_mixed(text: str) -> bool:
    """Tell whether a text is in mixed case: by its small letters among the first letters."""
    letters = [c for c in text[:20000] if c.isalpha()]
    return sum(map(str.islower, letters)) > MIXED * len(letters)


def shape(form: str) -> str:
    """Return how a word of a text in mixed case is written."""
    if not form[0].isalpha():
        return "s=0"
    form = form.rpartition("-")[2]  # al-Sadr is written like a name
    if form.islower():
        return "s=x"
    if form.isupper():
        return "s=XX" if len(form) > 1 else "s=X"
    return "s=Xx" if form[0].isupper() else "s=xX"


def joined(tokens: Tokens, text: str) -> list[str]:
    """Return the forms, both halves of a word broken at a line's end replaced by the whole word."""
    forms = list(tokens.forms)
    _, starts, ends = tokens
    for i, form in enumerate(tokens.forms[1:-1], 1):
        if form == "-" and ends[i - 1] == starts[i] and text[ends[i] : ends[i] + 1].isspace():
            left, right = forms[i - 1], forms[i + 1]
            if left[-1].isalpha() and right[0].isalpha() and word_classes(left + right):
                forms[i - 1] = forms[i] = forms[i + 1] = left + right
    return forms


def about_document(written: list[str], forms: list[Form]) -> dict[str, tuple[list[str], ...]]:
    """Return what the text says elsewhere of each unknown word: for it, and for the words beside it."""
    titled, bracketed, counted, signed = set(), set(), dict[str, int](), set()
    for i, form in enumerate(forms):
        if form.classes & _NOT_A_NAME or len(form.upper) < 2 or not form.upper[0].isalpha():
            continue
        counted[form.upper] = counted.get(form.upper, 0) + 1
        if i and forms[i - 1].classes & _TITLE:
            titled.add(form.upper)
        if 0 < i < len(forms) - 1 and written[i - 1] == "(" and written[i + 1] == ")":
            bracketed.add(form.upper)
    if forms and forms[-1].upper in counted:
        signed.add(forms[-1].upper)
    found: dict[str, tuple[list[str], ...]] = {}
    for word, count in counted.items():
        marks = ["d=more"] if count > 1 else ["d=once"]
        if word in titled:
            marks.append("d=titled")
        if word in bracketed:
            marks.append("d=bracketed")
        if word in signed:
            marks.append("d=signed")
        found[word] = (marks, [f"-{mark}" for mark in marks], [f"+{mark}" for mark in marks])
    return found


@lru_cache(maxsize=65536)
def form_of(written: str) -> Form:
    """Return the features of a form."""
    upper = _DIGITS.sub("0", written.upper()).encode(errors="replace").decode()  # half a surrogate pair
    base = _POSSESSIVE.sub("", upper)
    classes = word_classes(base)
    kind = code("|".join(classes)) if classes else "?" if base[:1].isalpha() else base[:3]
    each = [f"c={code(c)}" for c in classes]
    own = [f"w={upper}", f"C={kind}", *each]
    if not is_small(base):
        own += [f"p={base[:2]}", f"P={base[:3]}", f"e={base[-2:]}", f"E={base[-3:]}", f"F={base[-4:]}"]
        own.append(f"n={min(len(base), 8)}")
        if not classes:
            own.append(f"u={base[-2:]}")
        if not set("AEIOUY") & set(base):
            own.append("no vowel")
    if base != upper:
        own += ["'s", f"b={base}"]
    around = (f"w={upper}", *each) if classes else (f"w={upper}", f"C={kind}")
    return Form(
        base, frozenset(classes), kind, tuple(own),
        tuple("-" + f for f in around), tuple("+" + f for f in around),
        (f"--w={upper}", f"--C={kind}"), (f"++w={upper}", f"++C={kind}"),
    )  # fmt: skip


_EDGE = Form("^", frozenset(), "^", (), ("-^",), (), ("--^",), ())
_END = Form("$", frozenset(), "$", (), (), ("+$",), (), ("++$",))
