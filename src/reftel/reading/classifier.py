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
from reftel.terms.spelling import distance
from reftel.view import View

LONGEST = 1500  # characters of a classifier paragraph that are read
_LABEL = re.compile(
    r"\b(?:CLA?S{1,3}(?:[IFED]{2,8}|[IFED]{0,5}\s?\n[IFED]{1,8})|CLASS\.?)\s{1,4}(?:B\s{0,2}[YT]|PER)\b[\s:.;,]*"
    r"|\bCLASSIFIED\s?:[\s:.]*|\bCLASSIFIER\b[\s:.]*",
    re.I,
)
_LEAD = re.compile(
    r"[\s:.;,\-]*(?:¶?\d{1,2}\s*[.)]\s*)?(?:\((?P<mark>[^()]{1,20})\)\s*)?[\s:.\-]*"
    r"(?:(?:(?:APPROVED\s|DERIVED\s)?BY|THE)\b[\s:]*)?",
    re.I,
)
_REASON = re.compile(
    r"[\s,;.:(/\-]{0,6}(?:\b(?:F\s{0,3}O\s{0,3}R|FRO|AS|PER|BY|WITH|ON|BASED\s{1,4}(?:UP)?ON|UNDER|DUE\s{1,4}TO"
    r"|PURSUANT\s{1,4}TO|IN\s{1,4}ACCORDANCE\s{1,4}WITH|ACCORDING\s{1,4}TO|IAW|FROM|THE|FOLLOWING|BOTH)\b[\s,]{0,4}){0,4}"
    r"(?:E\.?\s?O\.?\s?1\d{4}[\s,.;:]{0,6})?"
    r"(?:\b(?:FOR)?R\s?E\s{0,5}A\s{0,5}S\s{0,5}O\s{0,5}N|\bE\.?\s?O\.?\s?1\d{4}"
    r"|\b1\s?[.,]\s{0,3}[1-6]\s{0,2}\(?\s{0,2}[A-H]\b|\bSE\s{0,3}CTION\s{1,3}1[.,]|\bUNDER\s{1,3}1[.,])",
    re.I,
)
_SPOILT_REASON = re.compile(
    r"(?:[\s,;:(/\-]{1,6}F\s{0,3}O\s{0,3}R\b|[.,;:(/\-])\s{0,3}(?P<word>[A-Z]{5,9})[\s:;,.]{0,4}(?=1\s?[.,]\s{0,3}[1-6])",
    re.I,
)
_STOP = re.compile(
    r"\bDERIVED\s+FROM\b|\bDECLASSIFY\s+ON\b|\s¶?\d{1,2}\s?\.\s*\((?:U|C|S|SBU|TS|LOU|[CS]/NF)\)"
    r"|\n[ \t]*\n\s*¶?\d{1,2}\s?\.\s*[A-Z]",
    re.I,
)
_SECTION = re.compile(r"\b1\s?[.,]\s{0,3}([1-6])(?!\d)")
_LETTERS = re.compile(r"(?<![A-Za-z])([A-H])(?![A-Za-z])", re.I)
_AND = re.compile(r"\bA\s{0,3}N\s{0,3}D\b|&|\+", re.I)
_END = re.compile(r"\.\s+(?=[A-Z][A-Za-z]|\d)|\n\s*\n(?!\s*(?:SONS|ONS|\(?[A-H]\)))|(?<=[a-hA-H])\.\s*\n")
_SPLIT = re.compile(
    r"[,;:]+\s*|\s-{1,2}\s+|\.(?<!\b(?i:DR|MR|MS|ST|WM)\.)(?<!\b(?i:MRS)\.)\s{1,3}(?=[A-Z][a-z]{3,})(?<![A-Z0]\.\s)"
)
_BRACKET = re.compile(r"\s*\(([^()]*)(?:\)|$)")
_CHARGE = re.compile(
    r"\bCHARGE[E'´`]?(?:\s+D[E']?[E,' ´`]{0,2}\s?AFF?(?:AIR\w*|\.))?(?:,?\s*\(?A\.?I\.?\)?,?(?![A-Za-z]))?",
    re.I,
)
_AD_INTERIM = re.compile(r"^,?\s*\(?A\.?I\.?\)?(?![A-Za-z])[.,]?\s*|\bAD INTERIM\b,?\s*", re.I)
_LINE_END = re.compile(r" *\n(?:[ \t]*\n)?")
_NO_TAIL = frozenset(
    {
        "PER",
        "UNDER",
        "BY",
        "AS",
        "IS",
        "WHO",
        "BASED",
        "DUE",
        "PURSUANT",
        "ACCORDING",
        "SECTION",
        "DERIVED",
        "DECLASSIFY",
        "CLASSIFIED",
        "BOTH",
        "DE",
        "DEL",
        "DELA",
        "DER",
        "DEN",
        "DI",
        "DA",
        "DO",
        "DOS",
        "DU",
        "LA",
        "LE",
        "EL",
        "AL",
        "VAN",
        "VON",
        "TER",
        "TEN",
        "BIN",
        "IBN",
        "BINT",
        "ABU",
    }
)
_BINDS = frozenset(
    {
        "OF",
        "FOR",
        "TO",
        "AT",
        "IN",
        "ON",
        "WITH",
        "THE",
        "AND",
        "&",
        "EMBASSY",
        "AMEMBASSY",
        "CONSULATE",
        "MISSION",
        "USMISSION",
        "AMCONSUL",
    }
)
_SEATS = frozenset({"GENERAL", "EMBASSY", "AMEMBASSY", "CONSULATE", "MISSION", "USMISSION", "AMCONSUL"})
_GIVEN = re.compile(r"[A-Z][a-z]+|[A-Z][a-z]+ [A-Z]\.?|[A-Z]{3,} [A-Z]\.?|(?:[A-Z]\.[ ]?){1,2}|[A-Z]")
_GIVEN_AND_INITIAL = re.compile(r"[A-Z][A-Za-z]+ [A-Z]\.?")
ENOUGH = 8  # what two words at the end of a chunk are worth
MOST = 10  # more than any other words are worth as a name
LONGEST_NAME = 6  # words of a name


class Classified(NamedTuple):
    """Classifier and reasons, each where they were found."""

    classifier: Found[Classifier] | None
    reasons: tuple[Found[str], ...]


def read_classified(view: View, defects: Defects) -> Classified:
    """Read a classifier paragraph, with or without its label."""
    view = view.slice(0, LONGEST)
    text = view.text
    start = 0
    while m := _LABEL.search(text, start, start + 60):
        start = m.end()
    lead = _LEAD.match(text, start)
    if lead and (lead["mark"] is None or portion(lead["mark"])):
        start = lead.end()
    cut = _reason_at(text, start)
    stop = _end(text, start) if cut is None else cut
    reasons = () if cut is None else _read_reasons(view, cut)
    if behind := _STOP.search(text, start, stop):
        stop = behind.start()
    words = text[start:stop].strip(" \t\r\n.,;:-/")
    if not words or text.upper().lstrip().startswith("DERIV"):
        return Classified(None, reasons)
    begin = text.index(words[0], start)
    if re.search(r"\b[JS][Rr]$|^[^,]+, \S+ [A-Z]$", words) and text[begin + len(words) :].startswith("."):
        words += "."
    name, title = split_name(_joined(words, view, begin, defects))
    name = _letters_only(name, view, begin, words, defects)
    return Classified(Found(Classifier(name, title), view.span(begin, begin + len(words))), reasons)


def _reason_at(text: str, start: int) -> int | None:
    """Return where the reasons begin; `for resons 1.4` is `for reasons 1.4`."""
    cuts = [m.start()] if (m := _REASON.search(text, start)) else []
    for m in _SPOILT_REASON.finditer(text, start):
        if min(distance(m["word"].upper(), word) for word in ("REASON", "REASONS")) <= 2:
            cuts.append(m.start())
            break
    return min(cuts, default=None)


def _end(text: str, start: int) -> int:
    blank = re.search(r"\n[ \t]*\n", text[start:])
    return start + blank.start() if blank else len(text)


def _joined(words: str, view: View, begin: int, defects: Defects) -> str:
    """Join the lines; a word that a line end cut in two is one word again."""
    joined, at = "", 0
    for m in _LINE_END.finditer(words):
        joined += words[at : m.start()]
        at = m.end()
        if not _is_broken(joined, words[at:]):
            joined += " "
            continue
        defects.note(
            "word-broken",
            "a line end stands within a word",
            field="classified_by",
            written=words[max(0, m.start() - 4) : m.end() + 4],
            span=view.span(begin + m.start(), begin + m.end()),
        )
    return " ".join((joined + words[at:]).split())


def _is_broken(before: str, after: str) -> bool:
    """Tell whether a line end stands within a word: `Coun|selor`, `H|olloway`, `B|. Holloway`."""
    head, tail = re.search(r"[^\W\d_]+$", before), re.match(r"[^\W\d_]+", after)
    if head is None:
        return False
    if tail is None:
        return len(head[0]) == 1 and after.startswith(". ")
    one, two = head[0], tail[0]
    if two.isupper() != (one.isupper() and len(one) > 1) and not two.islower():
        return False
    if titles.is_office(one + two) and not (titles.is_office(one) and titles.is_office(two)):
        return True
    if not two.islower() or titles.is_link(two) or titles.is_office(two) or two.upper() in _NO_TAIL:
        return False
    return not titles.is_link(one) and distance(two, "reasons") > 2


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
    bare = _BRACKET.sub(_unbracketed, _CHARGE.sub("CHARGE_D_AFFAIRES", text))
    chunks = _chunks(_AD_INTERIM.sub(" ", bare))
    best, score, where = "", 0, 0
    for i, chunk in enumerate(chunks):
        run, worth = _name_in(_tokens(chunk), first=i == 0)
        if len(run) == 1 and worth > 3 and _GIVEN_AND_INITIAL.fullmatch("".join(chunks[i + 1 : i + 2])):
            worth = MOST
        if run and worth > score:
            best, score, where = " ".join(run).strip(" ,-/"), worth, i
        if score >= ENOUGH:
            break
    if not score:
        return None, text.strip(" .,") or None
    name = best if re.search(r"\b[JS][Rr]\.$", best) else best.rstrip(".")
    if "(" not in name:
        name = name.rstrip(")")
    given = chunks[where + 1] if where + 1 < len(chunks) else ""
    if " " not in name and _GIVEN.fullmatch(given) and not _is_title(given.split()[0]):
        inverted = f"{name}, {given}"
        return f"{given} {name}", _without(text, inverted)
    return name, _without(text, name)


def _unbracketed(m: re.Match[str]) -> str:
    """Set off what stands in brackets, unless it is a short form of the given name: `Jane (Jan) Example`."""
    words = m[1].replace(",", " ").split()
    last = not m.string[m.end() :].strip(" .,;")
    return f", {m[1]}, " if last or any(_is_title(word) for word in words) else m[0]


def _is_title(word: str) -> bool:
    return (
        word.startswith("CHARGE_D") or titles.is_office(word) or titles.is_link(word) or titles.is_place(word)
    )


def _without(text: str, name: str) -> str | None:
    """Return the title: what is left of the words without the name."""
    before, _, after = text.partition(name)
    if re.search(r"[A-Z]{2}\.$", before):
        before = before[:-1]
    parts = [part.strip(" \t,;:/-") for part in (before, after.lstrip("."))]
    parts = [titles.without_honorific(_bare(part)) for part in parts]
    title = ", ".join(part for part in parts if part)
    return f"{title}." if title.endswith("a.i") else title or None


def _bare(part: str) -> str:
    """Take off the brackets around the words, and one without its other."""
    if part.startswith("(") and part.find(")") in (-1, len(part) - 1):
        return part.strip("() ")
    return part.rstrip(" (")


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
    """Return the words of a chunk; `DCM/Jane`, `DCM.Jane` and `DCMJane` are two."""
    tokens: list[str] = []
    for word in chunk.split():
        head, slash, tail = word.rpartition("/")
        if titles.is_office(word):
            tokens.append(word)
        elif slash and head and titles.is_office(head) and not titles.is_office(tail) and len(tail) > 2:
            tokens += [head, tail]
        elif (cut := _glued_at(word)) is not None:
            tokens += [word[:cut], word[cut:]]
        else:
            tokens.append(word)
    return tokens


def _glued_at(word: str) -> int | None:
    """Return where a name begins that is glued to its title, as in `DCM.Jane` and `AmbJane`."""
    for m in re.finditer(r"(?<=[A-Za-z]{3})(?=[A-Z][a-z]{2})|(?<=[A-Za-z]{2}\.)(?=[A-Z][A-Za-z]{2})", word):
        if titles.is_office(word[: m.start()]) and not titles.is_surname(word[: m.start()]):
            return m.start()
    return None


def _name_in(tokens: list[str], *, first: bool) -> tuple[list[str], int]:
    """Return the words of a chunk that are most like a name, and how much they are."""
    best: tuple[list[str], int] = ([], 0)
    begin = 0
    for i in range(len(tokens) + 1):
        if i < len(tokens) and not _ends_run(tokens, i, begin):
            continue
        run = _without_places(tokens, begin, i)
        at = i - len(run)
        run = _without_trail(run, last=i == len(tokens))
        before = tokens[at - 1] if at else ""
        worth = _worth(run, before, last=i == len(tokens), first=first)
        if i < len(tokens) and (len(run) < 2 or _binds(before) or not (at == 0 or _binds(tokens[i]))):
            worth = 0  # within a title
        if worth >= best[1]:
            best = run, worth
        begin = i + 1
    return best


def _ends_run(tokens: list[str], i: int, begin: int) -> bool:
    """Tell whether a word belongs to a title; as last behind a given name it may be the surname."""
    token, last = tokens[i], i == len(tokens) - 1
    if titles.is_link(token):
        return not (last and i > begin and token[:1].isupper())
    if not token.startswith("CHARGE_D") and not titles.is_office(token):
        return False
    given = tokens[begin:i]
    surname = last and titles.is_surname(token) and given and not any(_is_title(word) for word in given)
    return not (surname and re.match(r"[A-Z][A-Za-z]+$", given[0]))


def _without_places(tokens: list[str], begin: int, end: int) -> list[str]:
    """Return a run of words without the places and the short forms of offices before the name."""
    before = tokens[begin - 1] if begin else ""
    at = begin
    if titles.is_link(before):
        while at < end - (1 if at == begin else 2) and _is_place(tokens[at]):
            at += 1
    elif before.upper() in _SEATS:
        while at < end and _is_place(tokens[at]) and _full_words(tokens[at + 1 : end]) > 1:
            at += 1
    while re.fullmatch(r"[A-Z][A-Z/&]{1,5}", tokens[at] if at < end else "") and _is_mixed(
        tokens[at + 1 : end]
    ):
        at += 1
    return tokens[at:end]


def _is_place(word: str) -> bool:
    """Tell whether a word names a place, or stands within such a name: `Rio de Janeiro`."""
    return titles.is_place(word) or word.upper() == "DE"


def _full_words(words: list[str]) -> int:
    """Count the words that are no initials."""
    return sum(len(word.strip(".,")) > 1 for word in words)


def _is_mixed(words: list[str]) -> bool:
    """Tell whether two or more words are capitalised, not in capitals."""
    return sum(bool(re.match(r"[A-Z][a-z]+", word)) for word in words) > 1


def _binds(word: str) -> bool:
    """Tell whether a word belongs to what follows it: `of`, `Embassy`."""
    return word.upper() in _BINDS


def _without_trail(run: list[str], *, last: bool) -> list[str]:
    """Drop words in small letters behind a name, and what begins the title that follows it."""
    while not last and len(run) > 2 and (_is_place(run[-1]) or "/" in run[-1]):
        run = run[:-1]
    if any(word[:1].isupper() for word in run):
        while run and run[-1].isalpha() and run[-1].islower():
            run = run[:-1]
    return run


def _worth(run: list[str], before: str, *, last: bool, first: bool) -> int:
    """Weigh how much words are like a name: more than one, with initials, at the end, not behind `of`."""
    letters = [t for t in run if re.match(r"[^\W\d_]", t) or re.match(r"0\.", t)]
    full = [t for t in letters if len(t.strip(".")) > 1]
    if not full or len(run) > LONGEST_NAME:
        return 0
    if all(_is_place(t) for t in run):
        return int(first and bool(before or len(run) > 1) and before.upper() not in _BINDS | _SEATS)
    if len(run) == 1:
        worth = 3 if re.fullmatch(r"[A-Z/]{1,4}", run[0]) else 5
    else:
        worth = 7 + (len(letters) > len(full) or any(re.match(r"[A-Z]\.", t) for t in run))
    return worth + last - 2 * _binds(before)


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
