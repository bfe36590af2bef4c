"""Who classified the telegram, and for what reasons (a separate paragraph since 1995; 5 FAH-1 H-246).

`Ambassador Jane Q. Example for reasons 1.4 (b) and (d)`, `JANE EXAMPLE, DCM. REASON: 1.5 (B/D)`:
the name is what stands behind the last word of an office, or before the first comma.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.model import Classifier, Found
from reftel.reading.defects import Defects
from reftel.terms import titles
from reftel.terms.levels import portion
from reftel.view import View

LONGEST = 1500  # characters of a classifier paragraph that are read
_LABEL = re.compile(r"(?:CLASS?I?F?IED|CLASSIFED)\s*BY\b[\s:.]*", re.I)
_LEAD = re.compile(r"[\s:.;,\-]*(?:¶?\d{1,2}\s*[.)]\s*)?(?:\((?P<mark>[^()]{1,20})\)\s*)?[\s:.\-]*")
_REASON = re.compile(
    r"[\s,;.:(/\-]{0,6}(?:\b(?:FOR|PER|BASED\s{1,4}(?:UP)?ON|UNDER|DUE\s{1,4}TO|PURSUANT\s{1,4}TO|IAW|FROM)\b[\s,]{0,4}){0,3}"
    r"(?:THE\s{1,4})?(?:E\.?\s?O\.?\s?1\d{4}[\s,.;:]{0,6})?"
    r"(?:\bR\s?E\s{0,3}A\s{0,3}S\s{0,3}O\s{0,3}N|\bE\.?\s?O\.?\s?1\d{4}|\b1\s?[.,]\s{0,3}[1-6]\s{0,2}\(?\s{0,2}[A-H]\b|\bSE\s{0,3}CTION\s{1,3}1[.,]|\bUNDER\s{1,3}1[.,])",
    re.I,
)
_SECTION = re.compile(r"\b1\s?[.,]\s{0,3}([1-6])(?!\d)")
_LETTERS = re.compile(r"(?<![A-Za-z])([A-H])(?![A-Za-z])", re.I)
_AND = re.compile(r"\bA\s{0,3}N\s{0,3}D\b|&|\+", re.I)
_END = re.compile(r"\.\s+(?=[A-Z][A-Za-z]|\d)|\n\s*\n(?!\s*(?:SONS|ONS|\(?[A-H]\)))|(?<=[a-hA-H])\.\s*\n")
_SPLIT = re.compile(r"[,;:]+\s*|\.\s{1,3}(?=[A-Z][a-z]{3,})(?<![A-Z0]\.\s)")
_CHARGE = re.compile(
    r"\bCHARGE[E'´`]?(?:\s+D[E']?[E,' ´`]{0,2}\s?AFF?AIR\w*)?(?:,?\s*\(?A\.?I\.?\)?,?(?![A-Za-z]))?", re.I
)
_AD_INTERIM = re.compile(r"^,?\s*\(?A\.?I\.?\)?(?![A-Za-z])[.,]?\s*|\bAD INTERIM\b,?\s*", re.I)
_BROKEN = re.compile(
    r"(?<=[a-z]) *\n(?!for\b|reasons?\b|and\b|of\b|the\b|to\b|in\b|per\b|under\b|on\b)(?=[a-z]{1,4}\b)"
)


class Classified(NamedTuple):
    """Classifier and reasons, each where they were found."""

    classifier: Found[Classifier] | None
    reasons: tuple[Found[str], ...]


def read_classified(view: View, defects: Defects) -> Classified:
    """Read a classifier paragraph, with or without its label."""
    view = view.slice(0, LONGEST)
    text = view.text
    start = 0
    while m := _LABEL.search(text, start, start + 60) or None:
        start = m.end()
    lead = _LEAD.match(text, start)
    if lead and (lead["mark"] is None or portion(lead["mark"])):
        start = lead.end()
    cut = _REASON.search(text, start)
    stop = cut.start() if cut else _end(text, start)
    reasons = _read_reasons(view, cut.start()) if cut else ()
    words = text[start:stop].strip(" \t\r\n.,;:-/")
    if not words or text.upper().lstrip().startswith("DERIV"):
        return Classified(None, reasons)
    begin = text.index(words[0], start)
    if re.search(r"\b[JS][Rr]$", words) and text[begin + len(words) :].startswith("."):
        words += "."
    name, title = split_name(_joined(words, view, begin, defects))
    name = _letters_only(name, view, begin, words, defects)
    return Classified(Found(Classifier(name, title), view.span(begin, begin + len(words))), reasons)


def _end(text: str, start: int) -> int:
    blank = re.search(r"\n[ \t]*\n", text[start:])
    return start + blank.start() if blank else len(text)


def _joined(words: str, view: View, begin: int, defects: Defects) -> str:
    """Join the lines; a word that a line end cut in two is one word again."""
    for m in _BROKEN.finditer(words):
        span = view.span(begin + m.start(), begin + m.end())
        defects.note(
            "word-broken",
            "a line end stands within a word",
            field="classified_by",
            written=words[m.start() - 4 : m.end() + 4],
            span=span,
        )
    return " ".join(_BROKEN.sub("", words).split())


def _letters_only(name: str | None, view: View, begin: int, words: str, defects: Defects) -> str | None:
    if name is None or not re.search(r"\b0\.?(?=\s|$)", name):
        return name
    fixed = re.sub(r"\b0(?=\.?(?:\s|$))", "O", name)
    span = view.span(begin, begin + len(words))
    defects.note(
        "digit-for-letter",
        "a name has no digits",
        field="classified_by.name",
        written=name,
        taken_as=fixed,
        span=span,
    )
    return fixed


def split_name(text: str) -> tuple[str | None, str | None]:
    """Split `Political Counselor Jane Q. Example` or `Jane Q. Example, DCM` into name and title."""
    bare = _CHARGE.sub("CHARGE_D_AFFAIRES", text)
    bare = re.sub(r"\((?:CDA|A\.?I\.?|ACTING)\)", " ", bare, flags=re.I)
    chunks = _chunks(_AD_INTERIM.sub(" ", bare))
    for i, chunk in enumerate(chunks):
        tokens = _tokens(chunk)
        at = _name_at(tokens)
        if at is None or at >= len(tokens):
            continue
        name = " ".join(tokens[at:]).strip(" ,-/")
        name = name if re.search(r"\b[JS][Rr]\.$", name) else name.rstrip(".")
        if i + 1 < len(chunks) and _INITIALS.fullmatch(chunks[i + 1]):
            return f"{chunks[i + 1]} {name}", _without(text, f"{name}, {chunks[i + 1]}")
        return name, _without(text, name)
    return None, text.strip(" .,") or None


_INITIALS = re.compile(r"(?:[A-Z]\.[ ]?){1,2}|[A-Z]")


def _without(text: str, name: str) -> str | None:
    """Return the title: what is left of the words without the name."""
    before, _, after = text.partition(name)
    parts = (part.strip(" \t,;:/-") for part in (before, after.lstrip(".")))
    title = ", ".join(part for part in parts if part)
    return f"{title}." if title.endswith("a.i") else title or None


def _chunks(text: str) -> list[str]:
    """Cut at commas, keeping `, Jr.` with its name."""
    chunks: list[str] = []
    for part in _SPLIT.split(text):
        if chunks and re.fullmatch(r"(?:JR|SR|II|III|IV)\.?", part.strip(), re.I):
            chunks[-1] += ", " + part.strip()
        elif part.strip():
            chunks.append(part.strip())
    return chunks


def _tokens(chunk: str) -> list[str]:
    """Return the words of a chunk; `DCM/Jane` is two."""
    tokens: list[str] = []
    for word in chunk.split():
        head, slash, tail = word.rpartition("/")
        if slash and head and titles.is_office(head) and not titles.is_office(tail) and len(tail) > 2:
            tokens += [head, tail]
        else:
            tokens.append(word)
    return tokens


def _name_at(tokens: list[str]) -> int | None:
    """Return where the name begins: behind the last office, and the places and links that belong to it."""
    at = 0
    for i, token in enumerate(tokens):
        before_link = i > 0 and titles.is_link(tokens[i - 1])
        after_place = i > 0 and i == at and titles.is_place(tokens[i - 1]) and at > 0 and token[:1].isupper()
        if (
            (
                token.startswith("CHARGE_D")
                or titles.is_office(token)
                or (titles.is_link(token) and i < len(tokens) - 1 and i > 0)
            )
            or (before_link and titles.is_place(token))
            or (after_place and titles.is_place(token) and len(tokens) - i > 2)
        ):
            at = i + 1
    name = tokens[at:]
    letters = [t for t in name if re.match(r"[^\W\d_]", t) or re.match(r"0\.", t)]
    return at if letters and len(name) <= 6 and any(len(t.strip(".")) > 1 for t in letters) else None


def _read_reasons(view: View, start: int) -> tuple[Found[str], ...]:
    """Read `1.4 (b), (d)`, `1.5 B/D`, `1.4 b and d` as one reason a letter."""
    text = view.text
    section = _SECTION.search(text, start)
    if not section:
        return ()
    end = _END.search(text, section.end())
    stop = end.start() + 1 if end else len(text)
    shown = _AND.sub(lambda m: " " * len(m[0]), text[section.end() : stop])
    founds: dict[str, Found[str]] = {}
    at = 0
    for m in _LETTERS.finditer(shown):
        if founds and re.search(r"[A-Za-z]{2}", shown[at : m.start()]):
            break
        value = f"1.{section[1]}({m[1].lower()})"
        first = section.start() if not founds else section.end() + m.start()
        last = section.end() + m.end()
        last += text[last : last + 1] == ")"
        founds.setdefault(value, Found(value, view.span(first, last)))
        at = m.end()
    if not founds:
        value = f"1.{section[1]}"
        founds[value] = Found(value, view.span(section.start(), section.end()))
    return tuple(founds.values())
