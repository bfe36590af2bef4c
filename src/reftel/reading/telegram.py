"""One telegram: wrapper off, furniture out, header and body read, segments laid."""

from __future__ import annotations

import hashlib
import re
from itertools import groupby
from operator import itemgetter
from typing import Any

from reftel.model import Addressee, Classifier, Dtg, Found, Mrn, Role, Section, Source, Span, Telegram
from reftel.reading import address, dates, furniture, release, transmission
from reftel.reading.body import Body, read_body
from reftel.reading.classification import read_first_line
from reftel.reading.classifier import read_classified
from reftel.reading.defects import Defects
from reftel.reading.families import Family, Paper, recognise
from reftel.reading.foot import end_of_section
from reftel.reading.header import Field, walk
from reftel.reading.mrn import read_number
from reftel.reading.orders import read_order
from reftel.reading.protected import find_protected
from reftel.reading.references import read_references
from reftel.reading.segments import lay
from reftel.reading.subject import read_subject
from reftel.reading.tags import read_tags
from reftel.terms.captions import read_caption_line
from reftel.terms.levels import is_misspelt
from reftel.terms.posts import read_post
from reftel.view import View

Mark = tuple[int, int, str]


def read_telegram(
    text: str,
    source: Source,
    *,
    plain: str,
    key: str | None = None,
    seams: tuple[int, ...] = (),
    year: int | None = None,
    mrn: str | None = None,
    family: Family | None = None,
) -> Telegram:
    """Read one telegram from its own stretch of a file's text; `seams` are where later sections begin.

    `plain` is the stretch with plain line ends, which is what is read.  Hash and family are found where
    those who call do not know them.
    """
    key = key or hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    family = family or recognise(plain)
    reading = _Reading(plain, source.span.start, family, year, mrn)
    reading.join_sections(seams)
    if family is None and not reading.is_fragment():
        return _not_a_telegram(text, source, key)
    values = reading.read()
    return Telegram(key=key, family=family.name if family else "unknown", source=source, text=text, **values)


def _not_a_telegram(text: str, source: Source, key: str) -> Telegram:
    defects = Defects()
    defects.note(
        "not-a-telegram", "no line of it has the form of a telegram's header or body", span=source.span
    )
    return Telegram(
        key, "unknown", source, text, lay([], text, source.span.start), defects=tuple(defects.all)
    )


class _Reading:
    """One reading of one telegram: the view it reads, the values and marks found so far."""

    def __init__(
        self, text: str, base: int, family: Family | None, year: int | None, mrn: str | None
    ) -> None:
        self.text, self.base, self.family = text, base, family
        self.given_year = year
        self.given = read_number(mrn) if mrn else None
        self.defects = Defects()
        self.values: dict[str, Any] = {}
        self.fields: dict[str, list[Field]] = {}  # of the header, by their kind
        self.marks: list[Mark] = []  # offsets of the file
        self.paper: Paper = family.unwrap(text) if family else Paper(0, len(text))
        self.furniture = self.find_furniture()
        self.view = self.kept()
        self.walk = family.walk if family else walk
        self.walked = self.walk(self.view.text)

    # --- the view ---

    def find_furniture(self) -> list[Mark]:
        marks = furniture.find(
            self.text[: self.paper.pages], is_post=lambda words: read_post(words) is not None
        )
        found: list[Mark] = []
        marks.sort(key=itemgetter(1), reverse=True)  # of those that begin together the longest first
        marks.sort(key=itemgetter(0))
        for mark in marks:
            if not (found and mark[2] == found[-1][2] and mark[1] <= found[-1][1]):
                found.append(mark)  # not what an earlier one of its kind holds already
        return found

    def kept(self) -> View:
        spans: list[Span] = []
        at = self.paper.start
        for start, stop in furniture.gaps(self.text, self.furniture):
            if start > at and at < self.paper.stop:
                spans.append(Span(self.base + at, self.base + min(start, self.paper.stop)))
            at = max(at, stop)
        if at < self.paper.stop:
            spans.append(Span(self.base + at, self.base + self.paper.stop))
        return View.of(self.text, spans, base=self.base)

    def join_sections(self, seams: tuple[int, ...]) -> None:
        """Leave the headers of later sections out of the view; the seams stay in the text as such."""
        for seam in reversed(seams):
            at = self.view.offset(seam)
            header = walk(self.view.text[at:])
            begin = self.view.text.find("\n", end_of_section(self.view.text, at), at) + 1 or at
            pieces = self.view.slice(begin, at + header.body).pieces()
            self.furniture += [(p.start - self.base, p.end - self.base, "section_header") for p in pieces]
        if seams:
            self.furniture.sort()
            self.view = self.kept()
            self.walked = self.walk(self.view.text)
        self.joined_sections = bool(seams)

    def last_page_is_there(self) -> bool:
        """Tell whether page marks (`001.2 OF 003`, `02 OF 02`) run from the first section to the last."""
        places = [(a, b) for a, b, kind in self.furniture if kind == "page"]
        marks = [furniture.CONTINUATION.search(self.text, a, b) for a, b in places]
        if any(m is not None and m["page"] == m["of"] != "001" for m in marks):
            return True
        pages = [furniture.PAGE.search(self.text, a, b) for a, b in places]
        sections = [m["section"].split() for m in pages if m and m["section"]]
        numbers = {n for n, _, _ in sections}
        return len(numbers) > 1 and any(n == of for n, _, of in sections)

    def is_fragment(self) -> bool:
        """Tell whether a text of no known family still holds a telegram's fields, or a numbered body."""
        if len(_EMAIL.findall(self.text, 0, 2000)) > 1 and recognise(self.text) is None:
            return False
        kinds = {f.kind for f in self.walked.fields} - {"passing", "unread"}
        if kinds - {"to", "info", "separator", "distribution"} or len(kinds) > 1:
            return True
        text = self.view.text
        return (
            bool(re.search(r"¶[ \t]?\d", text))
            or any(k == "page" for _, _, k in self.furniture)
            or _looks_like_body(text)
        )

    # --- the steps ---

    def fill_from_wrapper(self) -> None:
        """Take what the family's wrapper says, where the telegram itself does not say it."""
        if self.family and self.family.values:
            whole = View([(self.base, self.text)])
            for name, found in self.family.values(self.view, whole, self.values, self.defects).items():
                self.values.setdefault(name, found)

    def read(self) -> dict[str, Any]:
        for field in self.walked.fields:
            self.fields.setdefault(field.kind, []).append(field)
        self.read_envelope()
        self.read_first_lines()
        self.fill_from_wrapper()
        self.read_text_block()
        body = self.read_body()
        self.values["archive"] = dict(self.paper.archive)
        self.values["protected"] = tuple(find_protected(self.view, self.walked.body))
        self.values["release"] = release.gather(self.text, self.base, self.furniture)
        self.lay_paper([*furniture.around(self.paper.marks, self.furniture), *self.furniture])
        self.lay_view([(f.start, f.stop, f.kind) for f in self.walked.fields] + body)
        self.values["segments"] = lay(self.marks, self.text, self.base)
        self.values["defects"] = tuple(self.defects.all)
        return self.values

    def line(self, kind: str) -> View | None:
        """Return the first field of a kind, its label included."""
        fields = self.fields.get(kind)
        return self.view.slice(fields[0].start, fields[0].stop) if fields else None

    def words(self, kind: str) -> View | None:
        """Return the words of the first field of a kind."""
        fields = self.fields.get(kind)
        return self.view.slice(fields[0].value, fields[0].stop) if fields else None

    def put(self, name: str, found: object) -> None:
        if found is not None and found != ():
            self.values[name] = found

    def fill(self, name: str, found: object) -> None:
        if name not in self.values:
            self.put(name, found)

    def read_envelope(self) -> None:
        if view := self.line("transmission_id"):
            self.put("transmission_id", transmission.read_transmission_id(view))
        if view := self.line("routing"):
            precedence, routing = transmission.read_routing(view)
            self.put("precedence", precedence)
            self.put("routing", routing)
        sent = self.read_sent()
        if view := self.line("station"):
            self.put("station", transmission.read_station(view, sent, self.defects))
        if view := self.line("security"):
            self.put("security_signal", transmission.read_security(view))
        if view := self.words("originator"):
            self.put("originator", address.read_originator(view))
        self.read_addressees()

    def read_sent(self) -> Dtg | None:
        """Read precedences and date-time group from the first line that shows one."""
        for f in self.fields.get("dtg", ()):
            view = self.view.slice(f.start, f.stop)
            action, info, sent = dates.read_dtg(view, self.defects)
            self.put("precedence", action)
            self.put("info_precedence", info)
            self.put("dtg", sent)
            if sent:
                return sent.value
        return None

    def read_addressees(self) -> None:
        read = address.read_form_addressees if self.walked.form else address.read_addressees
        addressees: list[Found[Addressee]] = []
        groups = (f for f in self.walked.fields if f.kind in ("to", "info", "exempt"))
        for kind, group in groupby(groups, key=lambda f: f.kind):
            views = [self.view.slice(f.value, f.stop) for f in group]
            if kind == "exempt":
                addressees = address.exclude(addressees, "\n".join(view.text for view in views))
            else:
                role: Role = "action" if kind == "to" else "info"
                addressees += (a for view in views for a in read(view, role, self.defects))
        self.put("addressees", tuple(addressees))

    @property
    def year(self) -> int | None:
        sent = self.values.get("dtg")
        return sent.value.year if sent else self.given_year or (self.given[0] if self.given else None)

    @property
    def sent(self) -> str | None:
        found = self.values.get("dtg")
        return found.value.iso if found else str(self.given_year) if self.given_year else None

    def read_first_lines(self) -> None:
        """Read classification line and captions; where no line has a number, a page line may."""
        for f in self.walked.fields:
            if f.kind == "classification_line":
                self.read_first_line(f)
            elif f.kind == "number" and "mrn" not in self.values:
                self.read_number(f)
        captions: dict[str, Found[str]] = {}
        for f in self.fields.get("caption", ()):
            words = self.view.slice(f.value, f.stop).strip()
            for caption in read_caption_line(words.text.replace("\n", " ")) or ():
                captions.setdefault(caption, Found(caption, words.span(0, len(words.text))))
        self.put("captions", tuple(captions.values()))
        if "classification" not in self.values:
            self.classification_from_banner()
        if "mrn" not in self.values:
            self.number_from_elsewhere()

    def read_first_line(self, f: Field) -> None:
        line = self.view.text[f.start : f.stop].split("\n")[0]
        first = read_first_line(line)
        if first is None:
            return
        a, b = first.level_span
        span = self.view.span(f.start + a, f.start + b)
        if is_misspelt(line[a:b]):
            why = "the nearest level"
            self.defects.note(
                "level-misspelt",
                why,
                field="classification",
                written=line[a:b],
                taken_as=first.level,
                span=span,
            )
        self.put("classification", Found(first.level, span))
        if first.section and first.section_span:
            a, b = first.section_span
            number, of = first.section
            section = Section(None if self.joined_sections or self.last_page_is_there() else number, of)
            self.put("section", Found(section, self.view.span(f.start + a, f.start + b)))
        if first.post and first.serial and first.number_span and "mrn" not in self.values:
            a, b = first.number_span
            self.number(first.post, first.serial, self.view.span(f.start + a, f.start + b), "stated")

    def read_number(self, f: Field) -> None:
        """Read a number that a form gives whole."""
        words = self.view.text[f.value : f.stop]
        if read := read_number(words):
            lead = len(words) - len(words.lstrip())
            span = self.view.span(f.value + lead, f.value + len(words.rstrip()))
            year, post, serial = read
            self.number(post, serial, span, "form", year=year)

    def number(self, written: str, serial: int, span: Span, by: str, *, year: int | None = None) -> None:
        """Make the telegram's number of a post as written, a serial and the telegram's year."""
        reading = read_post(written)
        if reading and reading.how not in ("name", "plad", "station"):
            self.defects.note(
                "post-spelling",
                reading.why,
                field="mrn",
                written=written,
                taken_as=reading.post.name,
                span=span,
            )
        if year := year or self.year:
            post = reading.post.name if reading else " ".join(written.split())
            self.values["mrn"] = Found(Mrn(post, serial, year), span, by)

    def classification_from_banner(self) -> None:
        for a, b, kind in self.furniture:
            if kind == "banner" and (first := read_first_line(self.text[a:b])):
                span = Span(self.base + a + first.level_span[0], self.base + a + first.level_span[1])
                self.put("classification", Found(first.level, span, "banner"))
                return

    def number_from_elsewhere(self) -> None:
        """Take the number from a page line, or from the one that was given."""
        for a, b, kind in self.furniture:
            m = furniture.PAGE.search(self.text, a, b) if kind == "page" else None
            if m and m["station"]:
                span = Span(self.base + m.start("post"), self.base + m.end("number"))
                self.number(m["post"], int(m["number"]), span, "page-line")
                return
        if self.number_from_garbled_line():
            return
        if self.given and (year := self.given[0] or self.year):
            place = Span(self.base, self.base)
            self.values["mrn"] = Found(Mrn(self.given[1], self.given[2], year), place, "given")

    def number_from_garbled_line(self) -> bool:
        """Take the number from a line that ends in the sender's post and a number."""
        sender = self.values.get("originator")
        if sender is None or sender.value.post is None or self.year is None:
            return False
        for f in self.walked.fields:
            m = (
                _POST_NUMBER.search(self.view.text, f.start, f.stop)
                if f.kind in ("unread", "passing")
                else None
            )
            reading = read_post(m["post"]) if m else None
            if m and reading and reading.post.name == sender.value.post:
                span = self.view.span(m.start("post"), m.end("serial"))
                why = "its level cannot be read; it ends in the sender's post and a number"
                written = self.view.text[f.start : f.stop].strip()
                self.defects.note("first-line-garbled", why, field="mrn", written=written, span=span)
                self.number(m["post"], int(m["serial"]), span, "garbled-line")
                return True
        return False

    def read_text_block(self) -> None:
        classifier: Found[Classifier] | None = None
        for f in self.fields.get("executive_order", ()):
            line = read_order(self.view.slice(f.start, f.stop), self.sent, self.defects)
            self.fill("executive_order", line.number)
            self.fill("declassify_on", line.on)
            self.fill("declassify_event", line.event)
            classifier = classifier or line.classifier
        if view := self.joined("tags"):
            self.put("tags", read_tags(view, self.defects))
        if view := self.words("subject"):
            self.put("subject", read_subject(view, self.defects))
        if view := self.joined("references"):
            self.put("references", read_references(view, self.year, self.defects))
        self.read_classified()
        if "classified_by" not in self.values:
            self.put("classified_by", classifier)

    def joined(self, kind: str) -> View | None:
        """Return the words of all fields of a kind as one view."""
        fields = self.fields.get(kind, ())
        if len(fields) < 2:
            return self.words(kind)
        pieces: list[tuple[int, str]] = []
        for f in fields:
            if pieces and not pieces[-1][1].endswith("\n"):
                pieces.append((self.view.place(f.start), "\n"))  # the label stood within the line
            pieces += self.view.parts(f.value, f.stop)
        return View(pieces)

    def read_classified(self) -> None:
        """Read the classifier line; where the header has none, the first paragraph may hold it."""
        view = self.line("classified_by")
        if view is None:
            head = self.view.text[self.walked.body : self.walked.body + 900]
            at = head.upper().find("CLASSIFIED BY")
            if at >= 0 and head.count("\n\n", 0, at) < 2:
                view = self.view.slice(
                    self.walked.body + at, min(len(self.view), self.walked.body + at + 500)
                )
        if view is not None:
            classified = read_classified(view, self.defects)
            self.put("classified_by", classified.classifier)
            self.put("reasons", classified.reasons)

    def read_body(self) -> list[Mark]:
        """Read the body; return its stretches in offsets of the view."""
        begin = self.walked.body
        mixed = self.family.mixed_signature if self.family else False
        stop = len(self.view.text) if self.walked.stop is None else self.walked.stop
        body: Body = read_body(self.view.slice(begin, stop), self.defects, mixed=mixed)
        self.put("paragraphs", body.paragraphs)
        self.put("summary", body.summary)
        self.put("signature", self.form_signature() or body.signature)
        if body.group and "declassify_event" in self.values:
            why = "a group marking stands above the signature beside the schedule of the E.O. line"
            span, written = body.group.span, body.group.value
            self.defects.note("group-marking", why, field="declassify_event", written=written, span=span)
        self.fill("declassify_event", body.group)
        return [(a + begin, b + begin, k) for a, b, k in body.marks]

    def form_signature(self) -> Found[str] | None:
        view = self.words("signature")
        words = view.strip() if view else None
        return Found(words.text, words.span(0, len(words.text))) if words else None

    def lay_paper(self, marks: list[Mark]) -> None:
        """Give the stretches of the text their places in the file."""
        self.marks += [(start + self.base, stop + self.base, kind) for start, stop, kind in marks]

    def lay_view(self, marks: list[Mark]) -> None:
        """Give the stretches of the view their places in the file, cut where furniture stands between."""
        for start, stop, kind in marks:
            for begin, end in self.view.places(start, stop):
                self.marks.append((begin, end, kind))


_POST_NUMBER = re.compile(
    r"(?<![A-Z])(?P<post>[A-Z][A-Z]+(?: [A-Z]+){0,3})[ \t]+(?P<serial>\d{3,7})[ \t]*$", re.M
)
_EMAIL = re.compile(r"^(?:From|Sent|To|Cc|Date|Received|Message-ID|MIME-Version|Return-Path): ", re.M)
_PARAGRAPH = re.compile(
    r"^[ \t]*(?:¶[ \t]*)?\d{1,3}[.)][ \t]*\([A-Z]{1,3}(?:/+[A-Z]{2,6})?\)|\bEND[ ]SUMMARY\b", re.M | re.I
)
_SIGNED = re.compile(r"\n[ \t]*[A-Z][A-Z'\-]{2,20}[ \t]*\s*\Z")


def _looks_like_body(text: str) -> bool:
    """Tell whether a text is a telegram's body: paragraphs with portion marks, or capitals throughout."""
    if _PARAGRAPH.search(text):
        return True
    letters = [c for c in text[:4000] if c.isalpha()]
    upper = sum(c.isupper() for c in letters)
    return len(letters) > 20 and (upper > 0.9 * len(letters) or bool(_SIGNED.search(text)))
