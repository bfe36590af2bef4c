"""The REF block: every entry as written, with the telegram number it names.

A block is cut at its enumerators (A., (B), C)), each entry is read number by number: a number
belongs to the post named before it, or, in a list, to the post of the number before.  Dates,
remarks and subjects in brackets are not numbers.  The year is the printed one, else the telegram's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.model import Found, Mrn, Reference
from reftel.reading.dates import century
from reftel.reading.defects import Defects
from reftel.terms.posts import PostReading, read_numbered, read_post
from reftel.view import View

_MONTH = (
    r"(?:JAN(?:UARY)?|FEB(?:RUARY)?|MAR(?:CH)?|APR(?:IL)?|MAY|JUNE?|JULY?|AUG(?:UST)?|SEPT?(?:EMBER)?"
    r"|OCT(?:OBER)?|NOV(?:EMBER)?|DEC(?:EMBER)?)\b\.?"
)
_DATE = re.compile(
    rf"(?:\b(?:OF|DATED|DTD|DTG|ON)\s+)?(?:\b{_MONTH}\s+\d{{1,2}}(?:\s*-\s*\d{{1,2}})?(?:,\s*(?P<y1>\d{{4}})|\s(?P<y4>19\d\d|20\d\d))?(?!\d)"
    rf"|\b\d{{1,2}}/\d{{1,2}}/(?P<y2>\d{{2,4}})|\b\d{{6}}Z(?:\s+[A-Z]{{3}}\s+(?P<y3>\d\d))?|\b\d{{1,2}}\s+{_MONTH}"
    r"(?:\s+(?P<y5>\d{4})|[ ]+'?(?P<y6>\d\d)(?=[ \t]*(?:[,;.)\n]|$|AND\b|[A-Z][.)])))?)",
    re.I,
)
_YEAR_OR_LETTER = re.compile(r"\s*'?(?:\d\d|\d{4}|[A-Za-z]|\d)\s*")
_BRACKET = re.compile(r"\(([^()]*)\)")
_LETTER = re.compile(
    r"(?<![A-Za-z0-9'])(?P<open>\()?(?P<letter>[A-Za-z]|\d{1,2})(?P<close>[.):]{1,2}|(?=\s))"
)
_JOINER = re.compile(r"\b(?:AND|NOTAL|PREVIOUS)$", re.I)
_TELEGRAM = re.compile(r"(?:\d\d |\d{4} )?[A-Za-z][A-Za-z .']{1,24}\d")
_NUMBER = re.compile(
    r"(?<![\w.])[#]?(?P<number>\d,\d{3}(?![\d,])|[0O]?\d[\dOI]*)(?![A-Za-z]*\d)(?=[^A-Za-z]|$)"
)
_FIGURE = re.compile(r"\d")
_GLUED = re.compile(
    r"(?<!\w)(?P<year>\d\d|(?:19|20)\d\d)?(?P<post>[A-Za-z]{3,16})(?P<number>[0O]?\d[\dOI]{0,6})(?![\w@])"
)
_WRITTEN = re.compile(rf"{_NUMBER.pattern}|{re.sub('P<', 'P<glued_', _GLUED.pattern)}")
_WORDS_BEFORE = re.compile(
    r"(?P<words>[0-9]?[A-Za-z][A-Za-z0-9.'’/]*"
    r"(?:[ \t\n\-]+[A-Za-z0-9][A-Za-z0-9.'’/]*){0,4})[ \t\n:#\-]*(?P<year>\(\s*\d\d\s*\)"
    r"|\([A-Z]\))?[ \t\n#:]*$"
)
_YEAR_BEFORE = re.compile(r"(?:^|[^\d/#])(?P<year>'?[\dO]\d|\(\d\d\)|(?:19|20)\d\d|0\d\d)[ \t\n\-,]*$")
_YEAR_AFTER = re.compile(
    r"\s*\(\s*'?(?P<a>\d\d|(?:19|20)\d\d)\s*\)|-(?P<b>\d\d)(?!\d)|[ ]+'?(?P<c>\d\d)(?=\s*(?:[,;]|$|AND\b))"
)
_LIST_BEFORE = re.compile(r"(?:[,;/&+]|\bAND|\bTHROUGH|\bTHRU|\n|\bOR)[ \t\n#]*$", re.I)
_LIST_BEHIND = re.compile(r"\s*(?:$|[^\w\s]|(?:AND|OR|THROUGH|THRU|NOTAL)\b)", re.I)
_POST_AFTER = re.compile(r"\s+(?P<words>[A-Za-z][A-Za-z.']*(?:[ ][A-Za-z][A-Za-z.']*){0,3})\s*(?:[,;.]|$)")
_AIRGRAM = re.compile(r"(?:\b(?P<post>[A-Z][A-Z ]{2,20})\s+)?\bC?A-?\s?\d{1,5}\b")
_AIRGRAM_BEFORE = re.compile(r"(?:^|[^A-Za-z])(?:C?A-|AIRGRAM\s)\s?$", re.I)
_LABEL = re.compile(r"\b(?:PROGRAM[ ])?(?:REF(?:S|TELS?|ERENCES?|\(S\))?|RETELS?)\b[ :.]*", re.I)
_BODY = re.compile(
    r"(?<=[\d).~:\-])\s+1\s?\.\s*(?=[(~]|[A-Z](?![.)]))"
    r"|\b(?i:SUMMARY)\b(?:[\s:.\-]{0,40}1\s?\.|\s?:\s?[(~])"
    r"|\b(?:SENSITIVE|(?:UN)?CLASSIFIED|CONFIDENTIAL|SECRET|TEXT)[\s:.\-]{1,40}1\s?\.\s*(?=[(~]|[A-Z](?![.)]))"
    r"|\b(?i:THIS\s(?:CABLE|MESSAGE|TELEGRAM))\b"
)

# Words that tell what a reference that is no telegram is.
_KINDS = (
    ("email", re.compile(r"\bE-?\s?MAILS?\b", re.I)),
    (
        "phone",
        re.compile(
            r"\bTELE?-?CON\w*|\bPHONE-?\s?(?:CALLS?|CON\w*)?\b|\bTELEPHONE\b|\b(?:PHONE|TEL)\s?CALLS?\b", re.I
        ),
    ),
    ("memo", re.compile(r"\bMEM(?:O(?:RANDUM|CON\w*|S)?|CON)\b", re.I)),
    ("report", re.compile(r"\b(?:IIR|TDX?|FBIS|REPORTS?|SITREP|INTEL\w*)\b", re.I)),
)

MOST_NUMBERED = 30  # the highest number an entry of a REF block is given
LONGEST_SERIAL = 7  # figures of a telegram's number
NEAR = 80  # characters before a number or a letter that tell what it is
SHORTEST = 4  # characters of what may stand beside a telegram: `MY 1`
RECENT = 15  # years back that two figures behind a slash are taken for a year


class _Entry(NamedTuple):
    letter: str | None
    start: int
    stop: int


class _Item(NamedTuple):
    """A telegram number found in an entry: its place, and what it names."""

    start: int
    stop: int
    reading: PostReading | None
    post: str
    serial: int
    year: int | None


def read_references(view: View, year: int | None, defects: Defects) -> tuple[Found[Reference], ...]:
    """Read a REF block without its label; `year` is the telegram's own year, where it is known."""
    masked, years = _mask(view.text)
    founds: list[Found[Reference]] = []
    for entry in _entries(masked):
        founds.extend(_read_entry(view, masked, years, entry, year, defects))
    return tuple(founds)


def _mask(text: str) -> tuple[str, dict[int, int]]:
    """Blot out dates and remarks, and cut what runs on into the text, every place unchanged.

    Return also the year each blotted date ends with.
    """
    years: dict[int, int] = {}

    def blot(m: re.Match[str]) -> str:
        if _ends_a_post(m):
            return m[0]
        if year := _year_of_date(m):
            years[m.start()] = year
        return "~" * len(m[0])

    def remark(m: re.Match[str]) -> str:
        if _YEAR_OR_LETTER.fullmatch(m[1]):
            return m[0]
        date = _DATE.match(m[1].strip())
        if date and (year := _year_of_date(date)):
            years[m.start()] = year
        return "~" * len(m[0])

    masked = _BRACKET.sub(remark, text.replace("¶", " ").replace("\\", " ").replace("\u2019", "'"))
    masked = _LABEL.sub(lambda m: " " * len(m[0]), _DATE.sub(blot, masked))
    number = _FIGURE.search(masked)
    body = _BODY.search(masked, number.end()) if number else None
    return masked[: body.start()] if body else masked, years


def _year_of_date(date: re.Match[str]) -> int | None:
    digits = next((date[k] for k in ("y1", "y2", "y3", "y4", "y5", "y6") if date[k]), None)
    return _year(digits) if digits else None


def _ends_a_post(date: re.Match[str]) -> bool:
    """Tell a date from the end of a post's name and its number: `RIO DE JAN 22`."""
    month = re.match(r"[A-Za-z]{3,9}", date[0])
    words = re.search(r"(?:[A-Za-z]+[ \t]+){1,2}$", date.string[max(0, date.start() - NEAR) : date.start()])
    reading = read_post(words[0] + month[0]) if month and words else None
    return reading is not None and reading.how != "misspelt"


def _entries(text: str) -> Iterator[_Entry]:
    """Cut a block at its enumerators; what stands before the first has no letter."""
    marks: list[tuple[str, int, int]] = []
    for m in _LETTER.finditer(text):
        if _is_enumerator(text, m, marks[-1] if marks else None):
            letter = m["letter"].upper()
            if marks and marks[-1][0] == letter and not text[marks[-1][2] : m.start()].strip(" \n\t-"):
                marks[-1] = (letter, marks[-1][1], m.end())
            else:
                marks.append((letter, m.start(), m.end()))
    first = marks[0][1] if marks else len(text)
    if text[:first].strip(" \n\t-.:;,"):
        yield _Entry(None, 0, first)
    for i, (letter, _, begin) in enumerate(marks):
        yield _Entry(letter, begin, marks[i + 1][1] if i + 1 < len(marks) else len(text))


def _is_enumerator(text: str, m: re.Match[str], last: tuple[str, int, int] | None) -> bool:
    """Tell whether a single letter is the mark of an entry: in its turn, in a place where entries begin."""
    letter = m["letter"].upper()
    if letter.startswith("0") or (letter.isdecimal() and int(letter) > MOST_NUMBERED):
        return False  # (08) is a year
    if last is None:
        in_turn = letter in ("A", "1") or (
            bool(m["close"])
            and m["open"] is not None
            and m.start() < NEAR
            and not text[: m.start()].strip(" \n-")
        )
    else:
        if letter.isdecimal() != last[0].isdecimal():
            return False
        step = int(letter) - int(last[0]) if letter.isdecimal() else ord(letter) - ord(last[0])
        in_turn = 0 <= step <= (3 if m["close"] else 1)
    if not in_turn:
        return False
    before = text[max(0, m.start() - NEAR) : m.start()].rstrip(" \t")
    place = not before or before[-1] in ",;:.)\n-&/~]" or before[-1].isdigit() or _JOINER.search(before)
    after = text[m.end() : m.end() + 40].lstrip(" \n\t-")
    if letter.isdecimal():
        return (
            bool(place)
            and m["close"] != ""
            and (m["open"] is not None or ")" in m["close"] or not before or before[-1] == "\n")
        )
    if not m["close"]:
        strong = (last is None and not before) or bool(last)
        return bool(place) and strong and bool(_TELEGRAM.match(after))
    if m["open"] and ")" not in m["close"]:
        return False
    if m["open"] and re.match(r"\d", after) and before and before[-1].isalpha():
        return False  # VALLETTA (C) 02293: a portion mark before the number
    return bool(place) or bool(m["open"]) or (last is not None and ord(letter) - ord(last[0]) == 1)


def _read_entry(
    view: View, text: str, years: dict[int, int], entry: _Entry, own: int | None, defects: Defects
) -> Iterator[Found[Reference]]:
    last: _Item | None = None
    begin = entry.start
    for stop in [*(m.start() for m in _SEMICOLON.finditer(text, entry.start, entry.stop)), entry.stop]:
        part = _Entry(entry.letter, begin, stop)
        items = list(_items(text, years, part, last, own))
        for i, item in enumerate(items):
            following = items[i + 1].start if i + 1 < len(items) else stop
            if i == 0:
                yield from _beside(view, text, _Entry(entry.letter, begin, item.start), first=True)
            yield _telegram(view, item, following, entry.letter, own, defects)
            last_one = i + 1 == len(items)
            yield from _beside(view, text, _Entry(entry.letter, item.stop, following), last=last_one)
        if not items:
            yield from _other(view, part)
        last = items[-1] if items else last
        begin = stop + 1


_SEMICOLON = re.compile(";")
_JOINED_BEFORE = re.compile(r"\s*(?:,\s*AND\b|,|AND\b|&)\s*", re.I)
_JOINED_BEHIND = re.compile(r"\s*(?:,\s*AND|,|\bAND|&)\s*$", re.I)
_NO_POST = re.compile(r"\b(?:YOUR|OUR|MY|(?:EMB|CON|LEG)TELS?)\s+\d{1,6}(?:(?:,\s?|\sAND\s)\d{1,6})*\b", re.I)


def _beside(
    view: View, text: str, gap: _Entry, *, first: bool = False, last: bool = False
) -> Iterator[Found[Reference]]:
    """Read what stands beside a telegram: a number without its post, an e-mail joined by a comma."""
    if gap.stop - gap.start > NEAR:
        return
    written = text[gap.start : gap.stop]
    if len(written.strip()) < SHORTEST:
        return
    numbers = [_Entry(gap.letter, *m.span()) for m in _NO_POST.finditer(text, gap.start, gap.stop)]
    for number in numbers:
        yield from _other(view, number)
    if numbers or not any(p.search(written) for k, p in _KINDS if k in ("email", "phone")):
        return
    before, behind = _JOINED_BEFORE.match(written), _JOINED_BEHIND.search(written)
    if (first or before) and (last or behind):
        start = gap.start + (before.end() if before else 0)
        stop = gap.start + behind.start() if behind else gap.stop
        yield from _other(view, _Entry(gap.letter, start, stop))


def _telegram(
    view: View, item: _Item, following: int, letter: str | None, own: int | None, defects: Defects
) -> Found[Reference]:
    """Make the reference of one number, noting how a post's odd spelling was read."""
    span = view.span(item.start, item.stop)
    year = item.year if item.year is not None else own
    reading = item.reading
    if reading and reading.how not in ("name", "plad", "station"):
        name = reading.post.name
        defects.note(
            "post-spelling", reading.why, field="references", written=item.post, taken_as=name, span=span
        )
    reference = Reference(
        letter=letter,
        kind="telegram",
        mrn=Mrn(reading.post.name if reading else item.post, item.serial, year) if year is not None else None,
        text=" ".join(view.text[item.start : item.stop].split()),
        year_inferred=item.year is None and own is not None,
        notal="NOTAL" in view.text[item.stop : following].upper(),
    )
    return Found(reference, span)


def _items(
    text: str, years: dict[int, int], part: _Entry, last: _Item | None, own: int | None
) -> Iterator[_Item]:
    """Find the telegram numbers of a part of an entry, in order; `last` is the number before it."""
    pos = part.start
    at = last.stop if last else pos
    while m := _WRITTEN.search(text, pos, part.stop):
        pos = m.end()
        item = _item(text, m, at, last, part.stop) if m["number"] else _glued(text, m, at)
        if item is None:
            continue
        last = item if item.year is not None else _year_behind(text, years, item, part.stop, own)
        at = pos = max(pos, last.stop)
        yield last


def _glued(text: str, m: re.Match[str], at: int) -> _Item | None:
    """Read a post and a number written as one word, with or without a year: `07LISBON123`."""
    reading, serial = read_post(m["glued_post"]), _serial(m["glued_number"])
    if reading is None or serial == 0:  # TOKY0 46: a figure for a letter
        return None
    begin, year = m.start(), m["glued_year"]
    earlier = _YEAR_BEFORE.search(text[max(at, begin - NEAR) : begin]) if not year else None
    if earlier:
        begin, year = max(at, begin - NEAR) + earlier.start("year"), earlier["year"]
    return _Item(begin, m.end(), reading, m["glued_post"], serial, _year(year) if year else None)


def _serial(written: str) -> int:
    return int(written.replace("O", "0").replace("I", "1").replace(",", ""))


_BLANKS = re.compile(r"\s*")


def _year_behind(text: str, years: dict[int, int], item: _Item, stop: int, own: int | None) -> _Item:
    """Take the year printed after a number: `(08)`, `-01`, `/01`, ` 99`, or that of a date."""
    slash = _SLASH.match(text, item.stop, stop)
    if slash and _is_year_of(int(slash["year"]), item.serial, own):
        return item._replace(stop=slash.end(), year=_year(slash["year"]))
    after = _YEAR_AFTER.match(text, item.stop, stop)
    if after:
        return item._replace(stop=after.end(), year=_year(after["a"] or after["b"] or after["c"]))
    blanks = _BLANKS.match(text, item.stop, stop)
    return item._replace(year=years.get(blanks.end() if blanks else item.stop))


_SLASH = re.compile(r"/(?P<year>\d\d)(?![\d/])")


def _is_year_of(figures: int, serial: int, own: int | None) -> bool:
    """Tell the year of `STATE 123/07` from the second number of `STATE 123/24`."""
    recent = own is not None and own - RECENT <= century(figures) <= own
    return recent and serial >= 100 and figures != serial % 100 + 1


def _year(digits: str) -> int:
    figures = re.sub(r"\D", "", digits.replace("O", "0"))
    return int(figures) if len(figures) == 4 else century(int(figures[-2:]))


def _item(text: str, m: re.Match[str], at: int, last: _Item | None, stop: int) -> _Item | None:
    """Read one number: after a post, in a list after another number, or before its post."""
    serial = _serial(m["number"]) if len(m["number"]) <= LONGEST_SERIAL else 0
    if serial == 0 or _CHAPTER.match(text, m.end(), stop):
        return None
    before = text[max(at, m.start() - NEAR) : m.start()]
    if _AIRGRAM_BEFORE.search(before, max(0, len(before) - len("; AIRGRAM  "))) or _is_year(text, m, stop):
        return None
    at = max(at, m.start() - NEAR)
    words = _WORDS_BEFORE.search(before)
    if words and (named := _post_in(words["words"])):
        (reading, post), offset = named
        begin = at + words.start("words") + offset
        bracket = words["year"] and _FIGURE.search(words["year"])
        year = _year(words["year"]) if bracket else None
        earlier = _YEAR_BEFORE.search(text[at:begin])
        if year is None and earlier:
            year, begin = _year(earlier["year"]), at + earlier.start("year")
        return _Item(begin, m.end(), reading, post, serial, year)
    if (
        last is not None
        and _LIST_BEFORE.search(before)
        and (";" not in before or _LIST_BEHIND.match(text, m.end(), stop))
        and not re.search(r"[A-Za-z]{3}", re.sub(r"(?i)\b(?:AND|THROUGH|THRU)\b", "", before))
    ):
        return _Item(m.start("number"), m.end(), last.reading, last.post, serial, last.year)
    behind = _POST_AFTER.match(text, m.end(), stop)
    if behind and last is None and not before.strip(" \n\t-,;:.") and (reading := read_post(behind["words"])):
        return _Item(m.start("number"), behind.end("words"), reading, behind["words"], serial, None)
    return None


_LIKE_YEAR = re.compile(r"[0O]?\d\d|(?:19|20)\d\d")
_CHAPTER = re.compile(r"\s{0,3}(?:FA[MH]|CFR|U\.?S\.?C)\b")
_POST_NUMBER = re.compile(r"[ \t\n\-]+(?P<words>(?![A-Za-z][.)])[A-Za-z][A-Za-z.' \-]{1,24}?)[ \t\n:#]+\d")


def _is_year(text: str, m: re.Match[str], stop: int) -> bool:
    """Tell whether a number is the year before the next post: `08 VALLETTA 497`."""
    if not _LIKE_YEAR.fullmatch(m["number"]):
        return False
    after = _POST_NUMBER.match(text, m.end(), stop)
    return bool(after and read_post(after["words"]))


def _post_in(words: str) -> tuple[tuple[PostReading | None, str], int] | None:
    """Find the post that a run of words ends with: the longest ending that the table knows."""
    counted = _COUNTED.search(words)
    words = words[: counted.start()] if counted else words
    starts = [w.start() for w in _WORD.finditer(words)]
    found: tuple[tuple[PostReading | None, str], int] | None = None
    for start in starts:
        written = words[start:].strip(" \t\n-#:")
        if written and not _DOCUMENTS.search(words[:start]) and (reading := read_numbered(written)):
            if reading.how != "misspelt":
                return (reading, " ".join(written.split())), start
            found = found or ((reading, " ".join(written.split())), start)
    if found or counted:
        return found
    tail = _LAST_CAPITALS.search(words)
    if tail and len(starts) <= 3 and not _NOT_POSTS.search(words):
        return (None, " ".join(tail[0].split())), tail.start()
    return None


_WORD = re.compile(r"(?<![A-Za-z0-9.'/])[A-Za-z0-9]")  # its first letter
_LAST_CAPITALS = re.compile(r"(?:[A-Z][A-Z'.]{2,}[ ]){0,2}[A-Z][A-Z'.]{3,}[ \t]*$")
_COUNTED = re.compile(r"(?:\s+(?:NOS?|NR|NUMBERS?|TEL(?:EGRAM)?S?)\b\.?){1,2}\s*$", re.I)
_DOCUMENTS = re.compile(r"\b(?:INCSR|FAM|IIR|FBIS|ARTICLE|RESOLUTION|BILL|FY|APPENDIX)\b", re.I)
_NOT_POSTS = re.compile(
    r"\b(?:E?-?MAILS?|TELE?CON|PHONE|MEMO\w*|LETTER|LTR|NOTE|FAM|APPENDIX|REPORT|IIR|TD|FBIS|PARA\w*|SECTION|PAGE|NUMBER|NO|POINTS|INCSR|BRAZIL"
    r"|MSG|MESSAGE|DATED|AND|PREVIOUS|CIRCULAR|CALL|SUBJ\w*|BILL|RESOLUTION|ARTICLE|FY|PL|US"
    r"|THROUGH|THRU|SUMMARY|SENSITIVE|UNCLASSIFIED|CONFIDENTIAL|SECRET|TODAY|UNSCR?|UNGA|H\.?R|S?\.?RES|PERMIT|LICEN[CS]E"
    r"|YOUR|OUR|MY|(?:EMB|CON|LEG|CIR|UR|MY|SEP|REF)TELS?|TELEGRAMS?|DEPARTMENT\w*|D[EI]SPATCH)\b",
    re.I,
)


def _other(view: View, part: _Entry) -> Iterator[Found[Reference]]:
    """Read a part that names no telegram number: e-mail, call, memo, report, airgram, or other."""
    written = view.text[part.start : part.stop]
    words = written.strip(" \t\n\r.,:-¶\\")
    if not _SOMETHING.search(_NOTHING.sub("", words)) or _LICENCE.fullmatch(words):
        return
    start = part.start + written.index(words[0])
    kind = "airgram" if _AIRGRAM.search(words) else next((k for k, p in _KINDS if p.search(words)), "other")
    reference = Reference(part.letter, kind, None, " ".join(words.split()), notal="NOTAL" in words.upper())
    yield Found(reference, view.span(start, start + len(words)))


_SOMETHING = re.compile(r"[A-Za-z0-9]{2}")
_NOTHING = re.compile(r"\b(?:AND|PREVIOUS|NOTAL|REF(?:S|TELS?)?|SEPTELS?|ETC)\b", re.I)
_LICENCE = re.compile(
    r"(?:EXP(?:ORT)?\.?\s?)?LIC(?:EN[CS]ES?)?\.?\s?(?:NO\.?|#)?\s?[A-Z]?\d{5,7}", re.I
)  # of an export: it names no document of its own
