"""Where the running text uses a reference: `(ref A)`, `para 3 of ref B`, `reftel`, `State 198580`, `septel`.

A telegram's text names others by the letter they have in its REF block, by the word reftel where there is
one, or by their number.  Each use is found with the sentence it stands in.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from reftel.model import Mrn, Paragraph, Record, Reference, Span, Telegram
from reftel.terms import tables
from reftel.terms.posts import may_end_name, post_of_plad, read_numbered

Kind = Literal["letter", "reftel", "number", "septel", "previous"]


class Use(Record, frozen=True):
    """A place in the text that uses a reference.

    `entry` is the place of the reference in `Telegram.references`, null where none is meant or where it
    cannot be told which; `mrn` is the number that the text itself names.  `paragraph` is the place of the
    paragraph it stands in, `cited` the paragraph of the other telegram it points to (`3`, `4C`).
    """

    kind: Kind
    text: str
    entry: int | None
    mrn: Mrn | None
    year_inferred: bool
    cited: str | None
    paragraph: int
    sentence: str
    span: Span


class _Found(NamedTuple):
    """A use in a paragraph's text: its place there, and what it points to."""

    start: int
    end: int
    kind: Kind
    entry: int | None = None
    mrn: Mrn | None = None
    year_inferred: bool = False


_LETTERS = re.compile(
    r"\b(?:REF(?:ERENCE|TEL)?S?|RETELS?)\b\.?\s*(?P<list>[\"']?\(?[A-Z]\)?[\"']?(?![\w'])"
    r"(?:\s*(?:,|;|/|&|-|\bAND\b|\bOR\b|\bTHROUGH\b|\bTHRU\b|\bTO\b)+\s*(?:REF(?:TEL)?\.?\s*)?\(?[A-Z]\)?(?![\w']))*)",
    re.IGNORECASE,
)
_TWO_SENTENCES = re.compile(r"REFERENCES?\.\s", re.IGNORECASE)  # the end of one, and how the next begins
_LETTER = re.compile(r"(?<![A-Za-z])[A-Za-z](?![A-Za-z'])")
_AFTER_LETTER = re.compile(r"\s*(?:[).,;:\]-]|$|(?:and|or|thru|through)\b)")
_RANGE = re.compile(r"([A-Z])\)?\s*(?:-|\bTHROUGH\b|\bTHRU\b|\bTO\b)\s*\(?([A-Z])\b", re.IGNORECASE)
_REFTEL = re.compile(
    r"\b(?:REF\s?TELS?|RETELS?|REFERENCED?\s+(?:TELEGRAM|CABLE|MESSAGE|AIRGRAM)S?|REFAIRS?)\b", re.IGNORECASE
)
_SEPTEL = re.compile(r"\b(?:SEPTELS?|SEPARATE\s+(?:TELEGRAM|CABLE|MESSAGE)S?)\b", re.IGNORECASE)
_PREVIOUS = re.compile(
    r"\b(?:(?:OUR|MY|YOUR|EMBASSY'?S?|POST'?S?)\s+)?(?:PREVIOUS|EARLIER|PRIOR)\s+"
    r"(?:TELS?|TELEGRAMS?|CABLES?|MESSAGES?|EMBTELS?|DEPTELS?)\b",
    re.IGNORECASE,
)
_CITED = re.compile(r"\bPARA(?:GRAPH)?S?\.?\s+(?P<number>\d{1,2}\s?[A-Z]?)\b[^.;]{0,14}$", re.IGNORECASE)
_CITED_AFTER = re.compile(r"[\s),]*PARA(?:GRAPH)?S?\.?\s+(?P<number>\d{1,2}\s?[A-Z]?)\b", re.IGNORECASE)

# Telegrams named by who sent them to whom: the post's own, the Department's, the addressee's.
_BY_SENDER = re.compile(
    r"\b(?P<who>EMB|CON|LEG|MIS|DEP|UR|OUR|MY|YOUR"
    r"|(?:EMBASSY|CONSULATE|LEGATION|MISSION|DEPARTMENT|DEPT)(?:'?S)?)"
    r"\s?-?TEL(?:EGRAM)?S?\.?\s+(?:NOS?\.?\s+)?(?P<list>\d{1,6}"
    r"(?:\s*(?:,|\bAND\b|&)+\s*\d{1,6})*)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?<![\w/.-])(?:(?P<year>'?\d\d|(?:19|20)\d\d)\s+)?(?P<post>[A-Z][A-Za-z.'’-]*(?:\s+[A-Z][A-Za-z.'’-]*){0,4})"
    r"\s+(?:TELEGRAMS?\s+|TEL\.?\s+)?(?:NO\.?\s*)?#?(?P<number>\d{2,7})(?P<more>(?:\s*(?:,|\b(?i:AND)\b|&\s*)+\s*\d{3,7}\b)*)"
    r"(?![\w%]|,\d{3}|\.\d)"
)
_PAGE = re.compile(r"\bPAGE\W+\d{1,3}\W+$|\bSECTION\s+\d+\s+OF\s+\d+\s+$")
_FIGURES = re.compile(r"\d+")
_POSSESSIVE = re.compile(r"['’]S$", re.IGNORECASE)  # Lisbon's 327

# What must stand in a text, in upper case, for a pattern to find anything: cheap to look for.
_SENDER_NEAR = re.compile(r"TEL(?:EGRAM)?S?\.?\s+(?:NOS?\.?\s+)?\d")
_LONG_FIGURES = re.compile(r"\d\d+")
_FIGURES_MOST = 7
_WORDS_MOST = 9  # a year, the words of a post's name, `TELEGRAM`, `NO.`
_REACH = 400  # characters in which those words stand
_BETWEEN = ("TELEGRAM", "TELEGRAMS", "TEL", "TEL.", "NO", "NO.")
_SENTENCE_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]*[A-Z0-9])|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b[A-Z]|\b(?:MR|MRS|MS|DR|GEN|COL|AMB|DEPT|NO|REF|REFS|PARA|U\.S|E\.G|I\.E))\.$", re.I
)


def find_uses(telegram: Telegram) -> tuple[Use, ...]:
    """Return every use of a reference in the paragraphs, in the order of the text."""
    return tuple(
        use for place, p in enumerate(telegram.paragraphs) for use in _in_paragraph(telegram, place, p)
    )


def _in_paragraph(t: Telegram, place: int, p: Paragraph) -> Iterator[Use]:
    kept = _apart(_all_found(t, p.text))
    if not kept:
        return
    ends = _sentence_ends(p.text)
    whole = _Places(t, p)
    for found in kept:
        sentence = bisect_right(ends, found.start)
        first = ends[sentence - 1] if sentence else 0
        last = ends[sentence] if sentence < len(ends) else len(p.text)
        yield Use(
            kind=found.kind,
            text=p.text[found.start : found.end],
            entry=found.entry,
            mrn=found.mrn,
            year_inferred=found.year_inferred,
            cited=_cited(p.text, found),
            paragraph=place,
            sentence=" ".join(p.text[first:last].split()),
            span=whole.span(found.start, found.end),
        )


def _sentence_ends(text: str) -> list[int]:
    return [
        m.end() for m in _SENTENCE_END.finditer(text) if not _ABBREVIATION.search(text[: m.start() + 1][-8:])
    ]


def _all_found(t: Telegram, text: str) -> Iterator[_Found]:
    refs = [found.value for found in t.references]
    upper = text.upper()
    if "REF" in upper or "RETEL" in upper:
        yield from _letters(text, refs)
        yield from _reftels(text, refs)
    if "SEPTEL" in upper or "SEPARATE" in upper:
        yield from (_Found(*m.span(), "septel") for m in _SEPTEL.finditer(text))
    if any(word in upper for word in ("PREVIOUS", "EARLIER", "PRIOR")):
        yield from (_Found(*m.span(), "previous") for m in _PREVIOUS.finditer(text))
    if _SENDER_NEAR.search(upper):
        yield from _by_sender(t, text, refs)
    yield from _numbered(t, text, refs)


def _apart(found: Iterator[_Found]) -> list[_Found]:
    """Return what was found in order; of what overlaps, the first (one place may name several)."""
    kept: list[_Found] = []
    for each in dict.fromkeys(found):
        if all(
            each.end <= k.start or k.end <= each.start or (each.start, each.end) == (k.start, k.end)
            for k in kept
        ):
            kept.append(each)
    return sorted(kept, key=lambda f: (f.start, f.end))


def _letters(text: str, refs: Sequence[Reference]) -> Iterator[_Found]:
    for m in _LETTERS.finditer(text):
        known = {r.letter for r in refs if r.letter}
        letters, end = _listed(m, known)
        if _TWO_SENTENCES.match(m[0]):
            continue
        for letter in letters:
            entries = [i for i, r in enumerate(refs) if r.letter == letter]
            yield from (_Found(m.start(), end, "letter", entry) for entry in entries or (None,))


def _listed(m: re.Match[str], known: set[str]) -> tuple[list[str], int]:
    """Return the letters of a list and where it ends: `ref A distorts` names one, `refs A and I` may too."""
    letters: list[str] = []
    end = m.start("list")
    for found in _LETTER.finditer(m.string, *m.span("list")):
        written, letter = found[0], found[0].upper()
        bracketed = (
            m.string[found.start() - 1 : found.start()] == "("
            or m.string[found.end() : found.end() + 1] == ")"
        )
        plain = written.islower() and not bracketed and not _AFTER_LETTER.match(m.string, found.end())
        if plain or (letter not in known and letters):
            break
        letters.append(letter)
        end = found.end() + (m.string[found.end() : found.end() + 1] == ")")
    span = _RANGE.search(m.string, m.start("list"), end)
    if span and span[1].upper() < span[2].upper():
        letters += [chr(c) for c in range(ord(span[1].upper()) + 1, ord(span[2].upper())) if chr(c) in known]
    return sorted(dict.fromkeys(letters)), end


def _reftels(text: str, refs: Sequence[Reference]) -> Iterator[_Found]:
    """Yield uses of the word reftel: one where there is one reference, all where the word is a plural."""
    for m in _REFTEL.finditer(text):
        if _NUMBERED.match(text, m.end() + 1):
            continue  # reftel Lisbon 77: the number says which
        entries: list[int | None] = list(range(len(refs)))
        if len(refs) > 1 and not m[0].upper().endswith("S"):
            entries = [_of_post(text, m.start(), refs)]
        yield from (_Found(*m.span(), "reftel", entry) for entry in entries or [None])


def _of_post(text: str, end: int, refs: Sequence[Reference]) -> int | None:
    """Return the reference that `the State reftel` means; None where which cannot be told."""
    words = " ".join(text[max(0, end - _REACH) : end].split()[-3:])
    post = _post_before(words[:1].upper() + words[1:]) if words else None
    meant = [i for i, r in enumerate(refs) if post and r.mrn and r.mrn.post == post[0]]
    return meant[0] if len(meant) == 1 else None


def _by_sender(t: Telegram, text: str, refs: Sequence[Reference]) -> Iterator[_Found]:
    for m in _BY_SENDER.finditer(text):
        post = _sender(t, m["who"].upper())
        for figures in _FIGURES.finditer(text, *m.span("list")):
            yield _number(t, refs, m.start(), m.end(), post, int(figures[0]), None)


def _sender(t: Telegram, who: str) -> str | None:
    own = t.mrn.value.post if t.mrn else t.originator.value.post if t.originator else None
    if who.startswith("DEP"):
        return "STATE"
    if who in ("OUR", "MY") or (own != "STATE" and who not in ("UR", "YOUR")):
        return own  # to the Department the embassy is the one it writes to
    named = [
        post_of_plad(a.value.plad)
        for a in t.addressees
        if a.value.role == "action" and not a.value.collective
    ]
    names = {p.name for p in named if p is not None}
    return names.pop() if len(names) == 1 else None


def _numbered(t: Telegram, text: str, refs: Sequence[Reference]) -> Iterator[_Found]:
    own = (t.mrn.value.post, t.mrn.value.serial) if t.mrn else None
    at = 0
    for figures in _LONG_FIGURES.finditer(text):
        if figures.start() < at or not _are_number(text, figures):
            continue
        m = _number_match(text, at, figures)
        at = figures.start()  # it may be the year of the next
        read = None if m is None else _post_before(m["post"])
        if m is None or read is None or not _is_telegram(text, m, m.start("post") + read[1]):
            continue
        at = m.end()
        name, offset = read
        if (name, int(m["number"])) == own:
            continue  # a page line names the telegram itself; figures before it are those of the page
        year = _year(m["year"]) if m["year"] and not offset else None
        start = m.start() if year else m.start("post") + offset
        for each in _FIGURES.finditer(text, m.start("number"), m.end("more")):
            yield _number(t, refs, start, m.end(), name, int(each[0]), year)


def _are_number(text: str, figures: re.Match[str]) -> bool:
    """Tell whether figures may be a whole number with a word before it."""
    start, end = figures.span()
    before = text[start - 1 : start]
    return end - start <= _FIGURES_MOST and (before.isspace() or before in tuple("#.O"))


def _number_match(text: str, at: int, figures: re.Match[str]) -> re.Match[str] | None:
    """Return what these figures end, if the word before them may end the name of a post."""
    first = max(at, figures.start() - _REACH)
    words = text[first : figures.start()].rstrip("#").rsplit(maxsplit=_WORDS_MOST)
    last = _POSSESSIVE.sub("", words[-1]) if words else ""
    if not words or not (may_end_name(last) or last.endswith(_BETWEEN)):
        return None
    if len(words) > _WORDS_MOST:
        first += len(words[0])
    near = _NUMBERED.search(text, first, figures.end())
    return _NUMBERED.match(text, near.start()) if near else None


def _post_before(words: str) -> tuple[str, int] | None:
    """Return the post that a run of words ends with, and where in it its name begins."""
    named = _POSSESSIVE.sub("", words)
    for start in (m.start() for m in re.finditer(r"(?<![A-Za-z.'-])[A-Z]", named)):
        reading = read_numbered(named[start:])
        if reading is not None and reading.how not in ("misspelt", "truncated"):
            return reading.post.name, start
    return None


def _is_telegram(text: str, m: re.Match[str], start: int) -> bool:
    """Tell a telegram's number from a year, a sum or a flight: by its length, or by what stands before."""
    number = m["number"]
    before = text[max(0, start - 40) : m.start() if m["year"] else start].upper()
    if "\n\n" in m[0] or _PAGE.search(before):
        return False
    after = text[m.end() : m.end() + 24].upper()
    if any(after.lstrip(" -").startswith(unit) for unit in _words("units")):
        return False
    told = re.search(r"(?:[(\[;]|\b(?:" + "|".join(_words("before")) + r"))\s*$", before)
    if number.startswith("0") and len(number) >= 4:
        return True
    if len(number) <= 2 or (len(number) == 4 and 1900 <= int(number) <= 2030):
        return bool(told and told[0].strip() not in ("(", "[", ";", "IN", "OF", "AND"))
    return len(number) >= 4 or told is not None


def _words(kind: str) -> list[str]:
    return list(tables.settings("reference_words")[kind]["words"].split("|"))


def _year(digits: str) -> int:
    figures = int(digits.lstrip("'"))
    return figures if figures > 99 else figures + (2000 if figures < 50 else 1900)


def _number(
    t: Telegram,
    refs: Sequence[Reference],
    start: int,
    end: int,
    post: str | None,
    serial: int,
    year: int | None,
) -> _Found:
    own = t.mrn.value.year if t.mrn else t.dtg.value.year if t.dtg else None
    taken = year if year is not None else own
    mrn = Mrn(post, serial, taken) if post is not None and taken is not None and serial else None
    entry = next(
        (
            i
            for i, r in enumerate(refs)
            if r.mrn
            and r.mrn.serial == serial
            and r.mrn.post == post
            and (year is None or r.mrn.year == year)
        ),
        None,
    )
    return _Found(start, end, "number", entry, mrn, year is None)


def _cited(text: str, found: _Found) -> str | None:
    """Return the paragraph of the other telegram that is meant: `para 3 of ref B`, `ref C, para 2`."""
    if found.kind == "previous":
        return None
    before = _CITED.search(text[max(0, found.start - 34) : found.start])
    match = before or _CITED_AFTER.match(text, found.end)
    return "".join(match["number"].upper().split()) if match else None


class _Places:
    """Finds the characters of a paragraph's text in the telegram: only blanks and furniture differ."""

    def __init__(self, t: Telegram, p: Paragraph) -> None:
        self.words = t.words(p.span)
        self.base = p.span.start
        self.text = p.text
        self.at = 0  # where the next search begins in the words
        self.last = (-1, -1)  # the place in the text that was asked for last, and
        self.found = p.span  # where that stands

    def span(self, start: int, end: int) -> Span:
        """Return where these characters of the text stand; they are asked for in their order."""
        if (start, end) != self.last:
            self.last, self.found = (start, end), self._next(self.text[start:end].split())
        return self.found

    def _next(self, written: list[str]) -> Span:
        found = re.compile(r"\s+".join(map(re.escape, written))).search(self.words, self.at)
        if found is not None:
            self.at = found.end()
            return Span(self.base + found.start(), self.base + found.end())
        # Furniture stands between its words: from the first to the last.
        first = self.words.find(written[0], self.at)
        last = self.words.find(written[-1], first + len(written[0]))
        if first < 0 or last < 0:
            return Span(self.base, self.base + len(self.words))
        self.at = last + len(written[-1])
        return Span(self.base + first, self.base + self.at)
