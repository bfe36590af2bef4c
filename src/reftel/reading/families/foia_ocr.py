"""Scanned releases: printed telegram forms with review stamps, read by machine and badly so.

Two forms: pages titled `TEXT OF TELEGRAM 86STATE 012345` over the telegram as stored, and the
incoming-telegram form of the 1950s and 60s with FROM, NO and Rec'd.  What the telegram's own lines no
longer show is taken from the form, and a defect says so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Container
from typing import Any, NamedTuple

from reftel.model import Addressee, Dtg, Found, Mrn, Originator
from reftel.reading.dates import MONTHS, century, read_clock
from reftel.reading.defects import Defects
from reftel.reading.families import plain
from reftel.reading.families.family import Family, Paper
from reftel.reading.furniture import PAGE
from reftel.reading.header import Field, Walk, walk
from reftel.terms.posts import read_post
from reftel.view import View

_INCOMING = re.compile(
    r"\b(?:INCOMING|OUTGOING)\s+TELEGRAM\b.{0,40}Department of State|Department of State\s+TELEGRAM"
)
_TITLE = re.compile(
    r"^[^\n]*TEXT OF TELEGRAM[ \t]+(?P<number>(?P<year>[0-9BGOSI]{2}|[0-9B][A-Z0-9])"
    r"(?P<post>[A-Z0-9]{3,8}?)[ \t]*(?P<serial>\d{6}))\b"
    r"[^\n]*(?:\s{1,40}ADP\d+)?",
    re.M,
)
_ANY_TITLE = re.compile(
    r"T[ES]XT OF TELEGRAM[ \t]+(?P<number>[.]?(?P<year>[0-9A-Z]{2})"
    r"(?P<post>[A-Za-z0-9]{3,8}?)[ \t]*(?P<serial>\d{6}))\b"
)
_TITLED = re.compile(r"TEXT OF TELEGRAM[ \t]+\w*[ \t]?\d{4}")
_PAGE = re.compile(r"^.{0,30}\b(?:PAGE|PACE|PAGF) ?[O0Q][1Il]\b.{0,60}\d{3,6}", re.M)
_FROM = re.compile(r"\bFROM:\s*(?P<post>[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?)")
_TO = re.compile(r"\bTO:\s*[‘'“\"]?(?P<to>Secretary of State)")
_NUMBER = re.compile(
    r"\b(?P<serial>\d{1,5}),\s+(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)"
    r"\s+(?P<day>\d{1,2})\b(?P<time>,\s+(?:noon|midnight|\d{1,2}(?::\d\d)?\s*[ap]\.?\s?m\b))?",
    re.I,
)
_RECEIVED = re.compile(r"Rec.{0,2}d:\s*(?P<month>[A-Z][a-z]+)\s+\d{1,2},\s+(?P<year>\d{4})")
_DIGITS = str.maketrans("BGSI", "8651")
_GROUP = re.compile(
    r"(?P<group>[\dIlOB](?<![\dA-Z].)[\dIlOB]{5})[Z2][ \t]*[.,]?[ \t]*"
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|[O0]CT|NOV|DEC)[A-Z]*[ \t]+"
    r"(?P<year>\d\d|[\dA-Z][\dA-Za-z])\b"
)
_MONTH_ONLY = re.compile(  # with figures too many before the month: which are the day's, nobody can tell
    r"^[ \t]*(?:[ZOPR0][ \t]+){1,2}(?P<group>\d{7,9})[Z.,]{1,3}[ \t]?"
    r"(?P<month>JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|[O0]CT|NOV|DEC)[ \t]+(?P<year>\d\d)\b",
    re.M,
)
_FIGURES = str.maketrans("IlOB", "1108")
_LETTERS = str.maketrans("05168", "OSIGB")
HEAD = 500  # characters within which an incoming telegram's title stands


def knows(text: str) -> bool:
    """Tell whether the title of a form, or a page line beside much damage, stands in the head."""
    head = text[: plain.HEAD]
    if "TELEGRAM" in head and (_TITLED.search(head) or _INCOMING.search(text, 0, HEAD)):
        return True
    return ("PA" in head and (noisy(head) or plain.signs(text) < 4)) and bool(_PAGE.search(head))


def noisy(text: str) -> bool:
    """Tell whether a text has the specks and margins of a bad scan."""
    return sum(text.count(c) for c in "•|~_©®") > 12


def unwrap(text: str) -> Paper:
    """Take the form's title off."""
    m = _TITLE.search(text, 0, plain.HEAD)
    if m is None:
        return Paper(0, len(text))
    before = ((0, m.start(), "wrapper"),) if text[: m.start()].strip() else ()
    marks = (*before, (m.start(), m.end(), "form"))
    return Paper(m.end(), len(text), marks, (("Text of telegram", m["number"]),))


def values(view: View, whole: View, known: Container[str], defects: Defects) -> dict[str, Any]:
    """Take number, sender and date from the form, where no line of the telegram gives them."""
    found: dict[str, Any] = {}
    if "dtg" not in known and not _INCOMING.search(whole.text, 0, HEAD):
        _sent(whole, defects, found)
    title = _TITLE.search(whole.text, 0, plain.HEAD)
    if title and "mrn" not in known:
        _from_titles(whole, defects, found)
    elif _INCOMING.search(whole.text, 0, HEAD):
        _from_incoming(whole, defects, found)
    return found


def _sent(whole: View, defects: Defects, found: dict[str, Any]) -> None:
    """Take the date from a date-time group in the noise, as far as it can be read."""
    m = _GROUP.search(whole.text, 0, plain.HEAD) or _MONTH_ONLY.search(whole.text, 0, plain.HEAD)
    month = MONTHS.get(m["month"].replace("0", "O").upper()) if m else None
    if m is None or month is None:
        return
    year = century(int(m["year"])) if m["year"].isdecimal() else _most(_Titles.of(whole.text).years)
    if year is None:
        return
    digits = m["group"].translate(_FIGURES)
    iso = f"{year}-{month:02}-{digits[:2]}"
    try:
        dt.date.fromisoformat(iso if len(digits) == 6 else "")
    except ValueError:
        iso = iso[:7]
    if digits == m["group"] and len(iso) == 10 and digits[2:4] < "24" and digits[4:] < "60":
        iso += f"T{digits[2:4]}:{digits[4:]}:00Z"
    span = whole.span(m.start("group"), m.end("year"))
    why = "a badly scanned date-time group, read as far as its figures allow"
    defects.note("dtg-scanned", why, field="dtg", written=m[0].strip(), taken_as=iso, span=span)
    found["dtg"] = Found(Dtg(iso), span, "scan")


class _Titles(NamedTuple):
    """What the titles and page lines of all pages say, each read by machine on its own."""

    years: list[int]
    posts: list[str]
    serials: list[int]

    @classmethod
    def of(cls, text: str) -> _Titles:
        read = cls([], [], [])
        for m in _ANY_TITLE.finditer(text):
            digits = m["year"].translate(_DIGITS)
            if digits.isdecimal():
                read.years.append(century(int(digits)))
            if reading := read_post(m["post"]) or read_post(m["post"].translate(_LETTERS)):
                read.posts.append(reading.post.name)
            read.serials.append(int(m["serial"]))
        for m in PAGE.finditer(text):
            if m["station"]:
                read.serials.append(int(m["number"]))
                if reading := read_post(m["post"]):
                    read.posts.append(reading.post.name)
        return read


def _most(said: list[Any]) -> Any:
    """Return what most pages say, the first of two said equally often; None where none says anything."""
    return max(dict.fromkeys(said), key=said.count, default=None)


def _from_titles(whole: View, defects: Defects, found: dict[str, Any]) -> None:
    """Take the number on which most titles and page lines agree: a scan misreads one or another."""
    titles = _Titles.of(whole.text)
    sent = found.get("dtg")
    year = _most(titles.years) or (sent.value.year if sent else plain.year_of(whole.text))
    post, serial = _most(titles.posts), _most(titles.serials)
    if post is None or year is None or serial is None:
        return
    value = Mrn(post, serial, year)
    first = next(m for m in _ANY_TITLE.finditer(whole.text))
    m = next((m for m in _ANY_TITLE.finditer(whole.text) if int(m["serial"]) == serial), first)
    span = whole.span(m.start("number"), m.end("number"))
    agree, of = titles.serials.count(serial), len(titles.serials)
    why = (
        "no line of the telegram could be read as its number; the release form's titles give it"
        f" ({agree} of {of} pages and titles agree)"
    )
    defects.note("from-form", why, field="mrn", written=m["number"], taken_as=str(value), span=span)
    found["mrn"] = Found(value, span, "form")


def _from_incoming(whole: View, defects: Defects, found: dict[str, Any]) -> None:
    """Read FROM, the number with its day and hour, and the year it was received in."""
    text = whole.text
    sender, number, received = _FROM.search(text), _NUMBER.search(text), _RECEIVED.search(text)
    reading = read_post(sender["post"]) if sender else None
    if sender:
        post = reading.post.name if reading else None
        span = whole.span(sender.start("post"), sender.end("post"))
        found["originator"] = Found(Originator(sender["post"], post), span, "form")
    if to := _TO.search(text):
        span = whole.span(to.start("to"), to.end("to"))
        found["addressees"] = (Found(Addressee("action", to["to"]), span, "form"),)
    if not (number and received):
        return
    year = int(received["year"])
    span = whole.span(number.start("month"), number.end())
    iso = f"{year:04}-{MONTHS[number['month'][:3].upper()]:02}-{int(number['day']):02}"
    clock = read_clock(number["time"] or "")
    iso += f"T{clock}" if clock else ""
    why = "the day stands behind the number; the year is that of the stamp of receipt"
    written = " ".join(number[0].split())
    defects.note("year-from-receipt", why, field="dtg", written=written, taken_as=iso, span=span)
    found["dtg"] = Found(Dtg(iso), span, "form")
    if reading:
        place = whole.span(number.start("serial"), number.end("serial"))
        found["mrn"] = Found(Mrn(reading.post.name, int(number["serial"]), year), place, "form")


def walk_page(text: str) -> Walk:
    """Walk over the fields of an incoming-telegram form, or over a page as any other telegram."""
    if _INCOMING.search(text, 0, HEAD) is None:
        return walk(text)
    fields: list[Field] = []
    number = _NUMBER.search(text)
    stop = number.end() if number else 0
    at = 0
    while at < stop:
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        if text[at:end].strip():
            kind, value = next(
                ((k, m.start(1)) for k, sign in _FORM_LINES if (m := sign.search(text, at, end))),
                ("form", at),
            )
            part = end
            if kind == "originator" and (sender := _FROM.search(text, at, end)):
                part = sender.end("post")  # the hour stands behind it
                if text[part:end].strip():
                    fields.append(Field("form", part, part, end))
            fields.append(Field(kind, at, value, part))
        at = end + 1
    while m := _UNDER_NUMBER.match(text, at):
        kind = "references" if m["label"] else "passing"
        fields.append(
            Field(kind, m.start("line"), m.end("label") if m["label"] else m.start("line"), m.end())
        )
        at = m.end() + 1
    return Walk(fields, min(at, len(text)))


# Below the number: where else it was sent, and what it answers, between lines of specks.
_UNDER_NUMBER = re.compile(
    r"(?:[^A-Za-z\n]{0,20}(?:\b[A-Za-z]{1,3}\b[^A-Za-z\n]{0,4})?\n){0,4}"
    r"[^\n]{0,12}?(?P<line>(?P<label>Ref(?:erence|tels?)?s?:)[^\n]+"
    r"|(?i:SENT (?:TO )?(?:DEPARTMENT|ACTION)\b)[^\n]+)"
)
_FORM_LINES = (("to", _TO), ("originator", _FROM), ("number", _NUMBER))

FAMILY = Family("foia_ocr", knows, unwrap, walk_page, values, mixed_signature=True)
