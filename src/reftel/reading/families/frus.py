"""Telegrams as printed in Foreign Relations of the United States: a heading, a dateline, prose, notes.

The heading names sender and addressee, the dateline place and time (local, unless a Z says otherwise),
the first words of the text the number, the source note the classification.  Some volumes print the
telegram's own header below the dateline; then that is read, and the editors' values only fill what it lacks.
"""

from __future__ import annotations

import re
from collections.abc import Container
from typing import Any

from reftel.model import Addressee, Dtg, Found, Mrn, Originator, Span
from reftel.reading.dates import MONTHS, read_clock
from reftel.reading.defects import Defects
from reftel.reading.families.family import Family, Paper
from reftel.reading.header import Field, Walk, walk
from reftel.terms.levels import read_level
from reftel.terms.posts import all_posts, read_post
from reftel.view import View

_HEADING = re.compile(
    r"\A\W*(?:\d{1,4}\.\s+)?(?:\[?\w+\]?\s+){0,4}?(?:Tele-?gram|Telegraphic|Airgram|Message|Backchannel)\b[^\n]{0,160}?"
    r"\b(?:From|from|to|To|Drafted|for|For)\b"
)
_NUMBERED = re.compile(r"\A\s*\d{1,4}\.\s+[^\n]{0,200}(?:Telegram|Message|Airgram)[^\n]{0,200}")
_NOTES = re.compile(r"(?:Footnotes|Source note|\* \* \*)[ \t\r]*$", re.M)
_LATER_NOTES = re.compile(rf"\n{_NOTES.pattern}", re.M)
_PARTIES = re.compile(
    r"(?:Tele-?gram|Message|Airgram)\s*(?P<number>\d+)?(?:/\S+(?: \d+)?)?\s+[Ff]rom\s+(?:the\s+)?"
    r"(?P<sender>.+?)\s+to\s+(?:the\s+)?(?P<to>.+?)"
    r"(?=,\s+(?:at\s+)?(?:[A-Z][\w .]+,\s+)?(?:January|February|March|April|May|June|July|August"
    r"|September|October|November|December)\b|\s*\[\d|Source\s*$|\.?\s*$)",
    re.M,
)
_DATELINE = re.compile(
    r"^[ \t]*+(?P<place>\[?[^\n\d]{0,60}?)[\],\s]*+(?P<month>January|February|March|April|May|June|July"
    r"|August|September|October|November|December)"
    r"\s+(?P<day>\d{1,2}),\s+(?P<year>\d{4})\b(?P<time>[^\n]{0,30})$",
    re.M,
)
_FIRST_NUMBER = re.compile(
    r"\s*(?P<series>[A-Z][A-Za-z]{1,9}\s)?(?P<number>\d{1,6})(?P<stop>(?:[-/]\w+|Z)?\.)\s"
)
_SERIES_NUMBER = re.compile(
    r"\n[ \t]*\n(?P<series>[A-Z]{2,9}\s)(?P<number>\d{3,6})(?P<stop>\.)\s"
)  # behind an editor's note
_LEVEL_LINE = re.compile(
    r"\s*(?:top secret|secret|confidential|restricted|official use only|unclassified|plain)[ \t\r]*$",
    re.I | re.M,
)
_PRINTED = re.compile(r"^[ \t]*(?:FM\b|(?:[ZOPRY][ \t]+){1,2}\d{6}[ \t]?Z|TELEGRAM[ \t]*$|TO:[ \t]*$)", re.M)
_NOTE_LEVEL = re.compile(
    r"\.\s+(?P<level>Top Secret|Secret|Confidential|Restricted|Limited Official Use|Official Use Only"
    r"|Unclassified)\b"
)


def knows(text: str) -> bool:
    """Tell whether the volume's heading opens the text."""
    head = text[:600]
    return bool(_HEADING.match(head) or _NUMBERED.match(head))


def unwrap(text: str) -> Paper:
    """Take off the editors' notes."""
    m = _NOTES.match(text) or _LATER_NOTES.search(text)
    stop = m.start() + m[0].startswith("\n") if m else len(text)
    marks = ((stop, len(text), "footnote"),) if m else ()
    return Paper(0, stop, marks)


def walk_volume(text: str) -> Walk:
    """Walk over heading and dateline, then over a printed header or straight to the body."""
    heading = re.match(r"\s*\S[^\n]*", text)
    at = heading.end() if heading else 0
    fields = [Field("form", 0, 0, at)]
    dateline = _DATELINE.search(text, at, at + 400)
    if dateline:
        fields.append(Field("dtg", dateline.start(), dateline.start(), dateline.end()))
        at = dateline.end()
    if _PRINTED.search(text, at, at + 1200):
        inner = walk(text[at:])
        inner = inner._replace(fields=[_own_words(f, text[at:]) for f in inner.fields])
        fields += [f._replace(start=f.start + at, value=f.value + at, stop=f.stop + at) for f in inner.fields]
        return Walk(fields, inner.body + at)
    level = _LEVEL_LINE.match(text, at)
    if level:
        begin = level.start() + len(level[0]) - len(level[0].lstrip())
        fields.append(Field("classification_line", begin, begin, level.end()))
        at = level.end()
    number = _FIRST_NUMBER.match(text, at)
    later = None if number else _SERIES_NUMBER.search(text, at, at + 2500)
    if later:
        fields.append(Field("footnote", at, at, later.start()))
        number, at = later, later.start()
    if number:
        begin = number.start("series") if number["series"] else number.start("number")
        at = number.end("stop")
        fields.append(Field("number", begin, begin, at))
        opening, at = _opening(text, at)
        fields += opening
    return Walk(fields, at)


def _opening(text: str, at: int) -> tuple[list[Field], int]:
    """Take what is header in the first lines: sentences to whom it goes, subject and reference.

    The volumes run them on behind the number: `345. Subj: A Visit. Ref: Lisbon 12.` and then paragraph 1.
    """
    fields: list[Field] = []
    while m := _TO_WHOM.match(text, at):
        fields.append(Field("passing", m.start("words"), m.start("words"), m.end("words")))
        at = m.end()
    if m := _CITED.match(text, at):
        fields.append(Field("references", m.start("words"), m.start("words"), m.end("words")))
        at = m.end("words")
    while m := _LABELLED.match(text, at):
        kind = "subject" if m["label"].lower().startswith("subj") else "references"
        fields.append(Field(kind, m.start("label"), m.end("label"), m.end("words")))
        at = m.end("words")
    short = _SHORT_LINE.match(text, at)
    if short and fields:
        fields.append(Field("passing", short.start("words"), short.start("words"), short.end("words")))
        at = short.end("words")
    return fields, at


_NOTE_MARK = r"(?:\[\d+\])?"
_TO_WHOM = re.compile(
    r"\s*(?P<words>(?:[Ee]yes [Oo]nly\b[^.\n]{0,60}|For [A-Z]\w+ from [^.\n]{0,60}"
    r"|Secto \d+|Tosec \d+|Todel \d+\S*"
    r"|(?:[A-Z][\w/]+ ){1,4}(?:for|pass) [A-Z][^.\n]{0,50}|Joint [^.\n]{0,50}[Mm]essage|Your \d+|[A-Z]{5,8})"
    rf"\.{_NOTE_MARK})(?=\s)"
)
# A first sentence of nothing but numbers: `Embtel 111,[2] Deptel 222.[3]`, `State 333.`
_ONE = r"(?:[A-Z][A-Za-z]+(?: [A-Z][a-z]+)?[ ]\d{2,6})(?:[ ]\([Nn][Oo][Tt][Aa][Ll]\))?"
_CITED = re.compile(rf"\s*(?P<words>{_ONE}(?:[,;]{_NOTE_MARK}(?: and)?[ ]{_ONE}){{0,5}}\.{_NOTE_MARK})(?=\s)")
_LABELLED = re.compile(
    r"\s*(?P<label>Subj(?:ect)?:|Ref(?:s|tels?|erences?)?:)(?P<words>[^\n]*?"
    rf"(?:[.?!\])]{_NOTE_MARK}(?=\s+(?:Ref(?:s|tels?|erences?)?:|(?:Begin )?Summary[:.]))|(?=\s*\n[ \t]*\n)))"
)
_SHORT_LINE = re.compile(r"\s*(?P<words>[A-Z][^\n]{3,70}\.)[ \t]*\n[ \t]*\n(?=1\.\s)")


def _own_words(field: Field, text: str) -> Field:
    """Leave `FM: PARIS` to the form: a message center's short name, where the heading names the sender."""
    short = field.kind == "originator" and text[field.start : field.value].strip().endswith(":")
    return field._replace(kind="form") if short else field


def values(view: View, whole: View, known: Container[str], defects: Defects) -> dict[str, Any]:
    """Read what heading, dateline, first words and source note say; `whole` is the text with its notes."""
    found: dict[str, Any] = {}
    parties = _PARTIES.search(view.text, 0, 600)
    dateline = _DATELINE.search(view.text, 0, 1000)
    place = dateline["place"].strip(" [],") if dateline else ""
    if parties:
        found["originator"] = _sender(view, parties, place)
        to = " ".join(parties["to"].split())
        found["addressees"] = (
            Found(Addressee("action", to), view.span(parties.start("to"), parties.end("to")), "heading"),
        )
    if dateline:
        found["dtg"] = _date(view, dateline)
        _number(view, dateline, parties, found)
    if "classification" not in known:
        _source_note(whole, defects, found)
    return found


def _source_note(whole: View, defects: Defects, found: dict[str, Any]) -> None:
    """Take the classification that the editors' note gives, and say so."""
    notes = _NOTES.match(whole.text) or _LATER_NOTES.search(whole.text)
    level = _NOTE_LEVEL.search(whole.text, notes.end()) if notes else None
    if level is None:
        return
    read = read_level(level["level"].upper())
    name = "LIMITED OFFICIAL USE" if read is None else read[0]
    span = whole.span(level.start("level"), level.end("level"))
    why = "the editors' source note gives the classification; the text does not print it"
    defects.note(
        "from-source-note", why, field="classification", written=level["level"], taken_as=name, span=span
    )
    found["classification"] = Found(name, span, "source-note")


def _sender(view: View, m: re.Match[str], place: str) -> Found[Originator]:
    plad = " ".join(m["sender"].split())
    return Found(
        Originator(plad, _post(plad, place)), view.span(m.start("sender"), m.end("sender")), "heading"
    )


def _post(sender: str, place: str) -> str | None:
    """Name the post of a sender: the Department, the embassy of a country, else the place of the dateline."""
    if sender.startswith("Department of State"):
        return "STATE"
    if not re.search(r"Embass|Consul|Mission|Legation|Ambassador|Charg|Liaison", sender):
        return None
    country = re.search(r"\bin (?:the )?(.+?)(?: \(|$)", sender)
    if place and (reading := read_post(place)):
        return reading.post.name
    if country:
        return next((p.name for p in all_posts() if p.country == country[1] and p.kind == "embassy"), None)
    return None


def _date(view: View, m: re.Match[str]) -> Found[Dtg]:
    month = MONTHS[m["month"][:3].upper()]
    iso = f"{m['year']}-{month:02}-{int(m['day']):02}"
    if clock := read_clock(m["time"]):
        iso += f"T{clock}"
    return Found(Dtg(iso), view.span(m.start("month"), m.end()), "dateline")


def _number(
    view: View, dateline: re.Match[str], parties: re.Match[str] | None, found: dict[str, Any]
) -> None:
    """Make the number of a figure in the heading or first words, the sender's post, the dateline's year."""
    begin = _after_level(view.text, dateline.end())
    first = _FIRST_NUMBER.match(view.text, begin) or _SERIES_NUMBER.search(view.text, begin, begin + 2500)
    span: Span | None = None
    serial = None
    if parties and parties["number"]:
        serial, span = int(parties["number"]), view.span(parties.start("number"), parties.end("number"))
    elif first:
        serial, span = int(first["number"]), view.span(first.start("number"), first.end("number"))
    sender = found.get("originator")
    if serial and span and sender:
        post = sender.value.post or " ".join(
            re.sub(r"\([^)]*\)|[^\w' -]", " ", sender.value.plad.upper()).split()
        )
        found["mrn"] = Found(Mrn(post, serial, int(dateline["year"])), span, "volume")


def _after_level(text: str, at: int) -> int:
    level = _LEVEL_LINE.match(text, at)
    return level.end() if level else at


FAMILY = Family("frus", knows, unwrap, walk_volume, values, mixed_signature=True)
