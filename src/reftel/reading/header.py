"""The header walk: from the first line down to the body, each line given to the field it belongs to.

A field begins where a label stands and goes on as long as its own rule for a next line says so.
The walk ends at the body: a numbered paragraph, a summary, or text that no field claims and no
label follows.  Labels are recognised with the spelling errors that teleprinters made.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from reftel.reading.classification import is_classification_line, read_first_line
from reftel.terms import tags
from reftel.terms.captions import read_caption_line
from reftel.terms.posts import read_post

LOOK_BACK = 600  # characters of a field that tell whether a next line belongs to it
SHORT_REFERENCE = 45  # characters of a line that goes on with a REF block though it names no number


class Field(NamedTuple):
    """A stretch of the header (offsets of the view): its kind, and where the words after the label begin."""

    kind: str
    start: int
    value: int
    stop: int


class Walk(NamedTuple):
    """The fields of a header in order; where the body begins, and ends if a form goes on behind it."""

    fields: list[Field]
    body: int
    stop: int | None = None
    form: bool = False  # the addresses are a form's: several on a line, the place before the office


# Transmission and address lines; the first word decides.  Here and below a lookahead at the first
# letters, before the alternatives are tried, rules most other lines out.
ENVELOPE = re.compile(
    r"""[ \t\ufeff]*+(?=[VZOPRYDQFAITXBCo\d/(\-]|[A-Z]{1,5}-)(?:
      (?P<transmission_id>V?ZCZC[ ]?[A-Z]{2,3}\d{3,5}\b)
    | (?P<routing>(?:ZZ|OO|PP|RR|YY)(?:[ \t]+R[A-Z]{3,7}\b)+[ \t]*$)
    | (?P<station>DE[ \t]+R[A-Z]{3,7}[ \t]*\#)
    | (?P<security>ZN[RY][ \t]+[A-Z]{5}\b)
    | (?P<dtg>(?:[ZOPRY0DQo][ \t]+){0,2}\d{6}[ \t]?[A-Z][ \t]+[A-Z]{3,9}\b)
    | (?P<originator>FM[ \t:]+(?=\S))
    | (?P<distribution>(?:ACTION|ORIGIN)[ \t]+[A-Z]{1,6}-?\d*|INFO[ \t]+(?:[A-Z]{1,5}-\d\d|\(?[ ]?ISO)
        |-{10,}|/\d{2,3}[ ][A-Z]\b|\d{1,3}(?:[-/]\d{1,3})?[ \t]*$|\(?[ ]?ISO[ ]?\)|POSS[ ]DUPE|COPY[ ]*$
        |(?:DRAFTED|APPROVED|CLEARED)[ ]BY\b|DESIRED[ ]DISTRIBUTION|(?:[A-Z]{1,5}-\d\d[ \t]*)+
            (?:/\d{3}[ ]?[A-Z])?[ \t]*$)
    | (?P<to>TO\b[ \t:]*)
    | (?P<info>INFO\b[ \t:]*)
    | (?P<exempt>XMT\b[ \t/:]*)
    | (?P<separator>BT[ \t]*$)
    )""",
    re.X | re.M,
)
ADDRESS = re.compile(
    r"(?:R[A-Z]{3,7}/|ZEN|AM[A-Z]*(?:EMB|CON)|SECSTATE|SECDEF|US[A-Z]+|ALL\b|[A-Z .]+COLLECTIVE|"
    r"(?:[A-Z]+ )+\d{4}$|$)"
)

# Labels of the text block at the beginning of a line.
LABEL = re.compile(
    r"""[ \t¶*_\-.\ufeff]{0,12}+(?=[ETASRPCD]|[A-Z]{0,2}(?:UBJ|USBJ|IBJ|SUB))(?:
      (?P<executive_order>EM?[ \t]?[.,]?[ \t]?[O0D][ \t]?[.,]?M?[ \t]*:?[ \t]*(?=\d[\d)(OIl]{3,6}\b
          |N/?A\b)[:]?)
    | (?P<tags>(?:TAGS|TAG|TAS|TABS|TAGES|TGS|AGS|TAOS|TASG|TGAS|T[ ]AGS)\b[ \t]*[-:;,.]?)
    | (?P<subject>(?:SUBJECT[ ]LINE(?=:)|SUBJECT|SUBJ|SUJ|S[ ]U[ ]B[ ]J[ ]E[ ]C[ ]T
        |S(?:UJ|BU)[A-Z]{2,5}(?=[ \t]?:)|[A-Z]{0,2}(?:UBJ|USBJ|IBJ|SUBE|SUB)[A-Z]{1,4}
        (?=[ \t]?:))[ \t]*[:;.]?(?![A-Z]))
    | (?P<references>(?:PROGRAM[ ])?(?:A\.[ ](?=REF[ ]))?(?:REFERENCES?|REFTELS?|RETELS?|REFS?(?:\(S\))?
        |REF(?=[A-Z][ .)]))\b(?:\(S\))?[ \t]*[:.;]?)
    | (?P<classified_by>(?:C[LA]{1,2}S{1,3}[IFES]{2,7}D?|CLASS\.?|DERIVED|DERIVATIVELY[ ]CLASSIFIED)[ ]*(?:BY
        |FROM|PER|BT)\b[ \t]*[:.]?|CLASSIFIER:|CLASSIFIED(?=[ \t]*$)|CLASSIFIED:|REASON(?:S|\(S\))?[ \t]*:)
    )""",
    re.X | re.I,
)
# The same labels where they have run into another line; the colon is asked for.
INNER = re.compile(
    r"""(?P<executive_order>\bE\.?[ ]?O\.?[ ]?\d{4,5}[ ]?:|\bE\.?[ ]?O\.?[ ]?\d{4,5}[ ]DECL)
    | (?P<tags>\bTAGS?:|\bTAGS(?=[ ]+[A-Z]{4}[ ,]))
    | (?P<subject>(?<!\()\bSUBJ(?:ECT)?:)
    | (?P<references>(?:\bPROGRAM[ ])?\(?(?:REFS?|REF\(S\)|REFTELS?|REFERENCES?(?:\(S\))?)[ ]?:
        |(?<!\()\bREFS?[ ](?=\(?A[.)][ ]))
    | (?P<classified_by>(?:CLASSIFIED|DERIVED)[ ](?:BY|FROM)\b:?)""",
    re.X | re.I,
)
_STRICT = re.compile(
    r"[ \t¶*_\-.]{0,12}+(?:E[ .]{0,3}O[ .]{0,3}M?[ ]?\d{4,5}[ \t]*:|(?:TAGS?|SUBJECT|SUBJ|REFTELS?"
    r"|REFS?)[ \t]*:|CLASSIFIED BY)",
    re.I,
)
_LATER_STRICT = re.compile(rf"\n{_STRICT.pattern}", re.I)
FIRST_PARAGRAPH = re.compile(r"[ \t\-]*+(?:¶[ \t]*\d{1,3}\b|\(?1[ \t]*[.,)](?!\d))")
_PARAGRAPH_INSIDE = re.compile(r"(?<=[ \t])(?:¶[ \t]*)?1\.[ ]?\((?:U|C|S|SBU|LOU|S/NF|C/NF)\)")
_FIRST_BELOW = re.compile(rf"\n{FIRST_PARAGRAPH.pattern}")
_ANY_PARAGRAPH = re.compile(r"[ \t]*(?:¶[ \t]*)?\d{1,2}[ \t]*[.)][ \t]*(?:\(|[A-Z])")
SUMMARY = re.compile(r"\W{0,20}+(?:BEGIN[ ])?SUMMA?RY\b(?![ ](?:OF|FOR|ON|FROM|RECORD)\b)", re.I)
PASSING = re.compile(
    r"\b(?:FOR|PASS|PASSED|ALSO|PLEASE|INFORM|ATTN|ATTENTION|EYES|ONLY|NO|FROM|DEPT|DEPARTMENT|STATE"
    r"|HANDLE|COUNTRY TEAM|EXERCISE)\b",
    re.I,
)
HANDLING = re.compile(
    r"\W{0,4}(?:(?:SENSITIVE BUT UNCLASSIFIED|SBU|CONFIDENTIAL|SECRET|LIMITED OFFICIAL USE)?"
    r"\W{0,4}(?:PLEASE )?"
    r"(?:HANDLE ACCORDINGLY|PROTECT ACCORDINGLY|NOT FOR (?:INTERNET|PUBLIC|DISTRIBUTION))"
    r"|THIS (?:MESSAGE|CABLE|TELEGRAM) (?:HAS BEEN|IS|WAS) (?:CLEARED|COORDINATED|SENSITIVE|APPROVED)\b"
    r"|(?:FOR|TO|ATTN):\s+[A-Z])",
    re.I,
)
# A line of its own above the text: FROM AMBASSADOR, TUNIS PASS CARTHAGE, DEPT FOR EUR/WE.
_PASS_LINE = re.compile(
    r"[ \t]*(?:(?:[A-Z/.]{2,15}[ ]){1,3}(?:FOR|PASS(?:[ ]TO)?|ALSO[ ]FOR|PLEASE[ ]PASS)[ ][A-Z]"
    r"|(?:FROM|FOR|PASS|EYES ONLY):?[ ]"
    r"(?!THE\b)[A-Z]|ATTN\b)[A-Z0-9 ,./()'&:\-]{2,80}(?<!\.)[ \t]*$"
)
_REFERENCE_LINE = re.compile(
    r"[ \t¶\-]*(?:\(?[A-Z0-9]\)|[A-Z]\.|\([A-Z]\)|(?:\d\d|\d{4})?[ ]?[A-Z][A-Za-z .']{2,24}[ ]#?\d{1,6}\b)"
)
_OPEN_REFERENCE = re.compile(r"(?:[,;(&/\-]|\b[A-Z]\)|\bAND|\b[A-Z]\.)[ \t]*$")
_OPEN_YEAR = re.compile(r"[,;:)]\s*(?:19|20)?\d\d[ \t]*$")
_LAST_WORDS = re.compile(r"[A-Za-z][A-Za-z' .]{2,24}$")
_OTHER_REFERENCE = re.compile(
    r"\b(?:E-?MAIL|TEL\w*CON|MEMO\w*|LETTER|NOTAL|PREVIOUS|SEPTEL|IIR|REPORT)", re.I
)
_TAG_LINE = re.compile(r"[ \t]*(?:\(?[A-Z]{2}[A-Z/\-]*+[,.)]*+[ \t]*+)++$")
_REASON_LINE = re.compile(
    r"[ \t(]*(?:(?:FOR |PER )?RE ?A ?S ?ONS?\b|[A-Z]{0,5}S?ONS? ?1\.|\d?[.,]?\s?\d?\s*\(?[A-H]\)"
    r"|1\.[45]|E\.?O\.?)",
    re.I,
)


ENVELOPE_KINDS = {"transmission_id", "routing", "station", "security", "dtg", "originator", "to"}


class _Walker:
    """One walk over one view; holds the place and the fields found so far."""

    def __init__(self, text: str, *, in_text: bool) -> None:
        self.text = text
        self.fields: list[Field] = []
        self.seen: set[str] = set()
        self.inside: int | None = None  # where the body begins, if within a line
        self.in_text = in_text  # past the address lines, or no address lines at all
        below = _FIRST_BELOW.search(text)
        self.limit = 0 if FIRST_PARAGRAPH.match(text) else below.start() + 1 if below else len(text)

    def run(self) -> Walk:
        at, after_blank, text = 0, False, self.text
        while at < len(text):
            stop = text.find("\n", at)
            stop = len(text) if stop < 0 else stop
            line = text[at:stop]
            if not line.strip():
                after_blank = True
            else:
                if not self.line(at, stop, line, after_blank):
                    return Walk(self.fields, at)
                if self.inside is not None:
                    return Walk(self.fields, self.inside)
                after_blank = False
            at = stop + 1
        return Walk(self.fields, len(text))

    def line(self, at: int, stop: int, line: str, after_blank: bool) -> bool:
        """Give one line to its field; False where the body begins."""
        if not self.in_text and self.envelope(at, stop, line, after_blank):
            return True
        first = None if self.seen & {"classification_line", "subject"} else read_first_line(line)
        if first and first.serial is None and not self.seen & ENVELOPE_KINDS and self.envelope_ahead(at):
            self.add("banner", at, at, stop)  # a page's banner that its shape did not give away
            return True
        if first:
            self.in_text = True
            self.add("classification_line", at, at, stop)
            return True
        if self.label(at, stop, line):
            return True
        if self.begins_body(line):
            return False
        return self.carry_on(at, stop, line, after_blank)

    def envelope(self, at: int, stop: int, line: str, after_blank: bool) -> bool:
        m = ENVELOPE.match(line)
        kind = m.lastgroup if m else None
        if (
            m
            and kind in ("to", "info")
            and not self.seen & {"dtg", "originator", "to"}
            and not ADDRESS.match(line, m.end())
        ):
            return False
        if m and kind == "distribution" and "originator" in self.seen and not line.lstrip().startswith("-"):
            kind = "info" if line.lstrip().startswith("INFO") else None
        if m and kind:
            self.add(kind, at, at + m.end(), stop)
            return True
        last = self.fields[-1].kind if self.fields else None
        if last in ("to", "info", "exempt", "originator") and not is_classification_line(line):
            begins_text = ((m := LABEL.match(line)) and m.end() < len(line)) or FIRST_PARAGRAPH.match(line)
            goes_on = not begins_text and (not after_blank or re.match(r"[ \t]*R[A-Z]{3,7}/", line))
            if goes_on:
                self.extend(stop)
                return True
        if last == "distribution" and "dtg" not in self.seen and "originator" not in self.seen:
            self.extend(stop)
            return True
        return False

    def label(self, at: int, stop: int, line: str) -> bool:
        m = LABEL.match(line)
        kind = m.lastgroup if m else None
        if (
            m
            and kind == "references"
            and m.end() < len(line)
            and line[m.end() - 1] not in ":.;"
            and self.past("references")
        ):
            return False
        if m and kind:
            if kind == "subject" and "subject" in self.seen:
                return False
            self.in_text = True
            if kind == "references" and line.lstrip(" \t¶*-").startswith("A."):
                self.add(kind, at, at, stop)  # A. REF VALLETTA 12: the letter stands before the label
                return True
            if not (kind == "classified_by" and self.fields and self.fields[-1].kind == kind):
                self.add(kind, at, at + m.end(), stop)
            else:
                self.extend(stop)
            self.split_inner(at, stop, m.end())
            if self.fields[-1].kind == "subject":
                self.cut_body(at + m.end(), stop)
            return True
        m = INNER.search(line) if _may_hold_label(line) else None
        if (
            m
            and (self.in_text or not self.seen & ENVELOPE_KINDS)
            and m.lastgroup not in self.seen
            and not self.begins_body(line)
        ):
            self.in_text = True
            if not self.carry_on(at, at + m.start(), line[: m.start()], False):
                self.add("passing", at, at, at + m.start())
            self.add(str(m.lastgroup), at + m.start(), at + m.end(), stop)
            self.split_inner(at, stop, m.end())
            return True
        return False

    def past(self, kind: str) -> bool:
        return kind in self.seen

    def split_inner(self, at: int, stop: int, begin: int) -> None:
        """Cut a line into several fields where further labels stand in it."""
        more = _may_hold_more(self.text[at + begin : stop].upper())
        m = INNER.search(self.text, at + begin, stop) if more else None
        while m:
            kind = str(m.lastgroup)
            if kind not in self.seen:
                field = self.fields[-1]
                self.fields[-1] = field._replace(stop=m.start())
                self.add(kind, m.start(), m.end(), stop)
            m = INNER.search(self.text, m.end(), stop)

    def cut_body(self, begin: int, stop: int) -> None:
        """End the header where the first paragraph has run on behind a subject, with its portion mark."""
        if m := _PARAGRAPH_INSIDE.search(self.text, begin, stop):
            self.fields[-1] = self.fields[-1]._replace(stop=m.start())
            self.inside = m.start()

    def begins_body(self, line: str) -> bool:
        if FIRST_PARAGRAPH.match(line):
            return not (
                self.fields
                and self.fields[-1].kind == "references"
                and _REFERENCE_LINE.match(line)
                and "¶" not in line
            )
        return bool(
            SUMMARY.match(line)
            or (
                self.past("classified_by")
                and _ANY_PARAGRAPH.match(line)
                and self.fields[-1].kind == "classified_by"
            )
        )

    def carry_on(self, at: int, stop: int, line: str, after_blank: bool) -> bool:
        """Give a line without a label to the field before it, or to captions and passing lines."""
        if self.fields:
            last = self.fields[-1]
            so_far = self.text[max(last.value, last.stop - LOOK_BACK) : last.stop]
            rule = CONTINUES.get(last.kind)
            if rule and rule(line, after_blank, so_far):
                self.extend(stop)
                return True
        if read_caption_line(line) and (self.in_text or self.more_labels(at)):
            self.add("caption", at, at, stop)
            return True
        if HANDLING.match(line):
            self.add("passing", at, at, stop)
            return True
        if self.more_labels(at):
            upper = self.in_text or self.fields
            self.add("passing" if upper and PASSING.search(line) else "unread", at, at, stop)
            return True
        if self.in_text and self.fields and _PASS_LINE.match(line) and self.blank_below(stop):
            self.add("passing", at, at, stop)
            return True
        return False

    def blank_below(self, stop: int) -> bool:
        below = self.text.find("\n", stop + 1)
        return below >= 0 and not self.text[stop:below].strip()

    def more_labels(self, at: int) -> bool:
        """Tell whether a label still follows before the first paragraph, near enough to be the header's."""
        stop = min(self.limit, at + 1200)
        m = _STRICT.match(self.text, at, stop) or _LATER_STRICT.search(self.text, at, stop)
        if m is None:
            return not self.in_text and "dtg" not in self.seen and self.envelope_ahead(at)
        kind = LABEL.match(self.text, m.start() + m[0].startswith("\n"))
        return kind is None or kind.lastgroup not in self.seen or kind.lastgroup == "tags"

    def envelope_ahead(self, at: int) -> bool:
        stop = at + 3000
        return bool(_ENVELOPE.match(self.text, at, stop) or _LATER_ENVELOPE.search(self.text, at, stop))

    def add(self, kind: str, start: int, value: int, stop: int) -> None:
        self.seen.add(kind)
        self.fields.append(Field(kind, start, value, stop))

    def extend(self, stop: int) -> None:
        kind, start, value, _ = self.fields[-1]
        self.fields[-1] = Field(kind, start, value, stop)


def _may_hold_label(line: str) -> bool:
    """Tell quickly whether a label is to be looked for within a line."""
    return ":" in line or "LASSIFIED" in line or "lassified" in line or " DECL" in line


def _may_hold_more(upper: str) -> bool:
    """Tell quickly whether what stands behind a label, in capitals, may hold another."""
    if ":" in upper or "REF" in upper or "TAGS " in upper:
        return True
    return "IFIED " in upper or "DERIVED " in upper or " DECL" in upper


_ENVELOPE = re.compile(r"[ \t]*+(?:(?:[ZOPRY0DQo][ \t]+){1,2}\d{6}[ \t]?Z|FM[ \t]+[A-Z])")
_LATER_ENVELOPE = re.compile(rf"\n{_ENVELOPE.pattern}")


_CODE = re.compile(r"[A-Z]+")


def _tags_go_on(line: str, after_blank: bool, so_far: str) -> bool:
    open_list = so_far.rstrip().endswith((",", "(")) or so_far.count("(") > so_far.count(")")
    if after_blank:
        codes = _CODE.findall(line)
        known = bool(codes) and all(tags.is_known(code) for code in codes)
        return bool(_TAG_LINE.match(line)) and (open_list or not so_far.strip() or known)
    return open_list or bool(_TAG_LINE.match(line)) or "](#)" in line


def _subject_goes_on(line: str, after_blank: bool, so_far: str) -> bool:
    if so_far.strip() and (
        _SPACED_LEVEL.match(line)
        or _turns_to_prose(so_far, line)
        or HANDLING.match(line)
        or _NOT_SUBJECT.match(line)
    ):
        return False
    if len(so_far) >= LOOK_BACK:
        return False
    return not so_far.strip() or (not after_blank and not _is_rule(line) and not read_caption_line(line))


_NOT_SUBJECT = re.compile(
    r"[ \t]*(?:DECLASSIFY ON|DERIVED FROM|\((?:U|C|S|SBU|LOU|S/NF|C/NF)\)[ ]*(?:SUMMARY|[A-Z][a-z]))", re.I
)


def _turns_to_prose(so_far: str, line: str) -> bool:
    """Tell whether a line of ordinary writing follows a subject in capitals: the text has begun."""
    return so_far.isupper() and len(line) > 40 and sum(c.islower() for c in line) > len(line) / 2


def _references_go_on(line: str, after_blank: bool, so_far: str) -> bool:
    if not so_far.strip():
        return True
    if _REFERENCE_LINE.match(line) and not (after_blank and line.rstrip().endswith(".")):
        return True
    if (
        _OPEN_REFERENCE.search(so_far[-60:])
        or _OPEN_YEAR.search(so_far[-30:])
        or (line.lstrip()[:1].isdigit() and _ends_with_post(so_far))
    ):
        return True
    if after_blank or _is_rule(line) or read_caption_line(line):
        return False
    return len(line) < SHORT_REFERENCE or line.startswith("   ") or bool(_OTHER_REFERENCE.search(line))


def _ends_with_post(so_far: str) -> bool:
    """Tell whether a list breaks off behind the name of a post, its number on the next line."""
    words = _LAST_WORDS.search(so_far[-80:].rstrip())
    parts = words[0].split() if words else []
    return any(read_post(" ".join(parts[i:])) for i in range(max(0, len(parts) - 4), len(parts)))


def _classified_goes_on(line: str, after_blank: bool, so_far: str) -> bool:
    if not so_far.strip():
        return True
    if after_blank:
        return bool(_REASON_LINE.match(line)) and "ONS" not in so_far.upper().rsplit("REAS", 1)[-1][:4]
    return not _ANY_PARAGRAPH.match(line) or bool(_REASON_LINE.match(line))


_SPACED_LEVEL = re.compile(r"[ \t]*(?:C O N F I D E N T I A L|S E C R E T|T O P|U N C L A S|UNCLAS )")


def _is_rule(line: str) -> bool:
    return not line.strip(" \t-=_*~.")


CONTINUES: dict[str, Callable[[str, bool, str], bool]] = {
    "tags": _tags_go_on,
    "subject": _subject_goes_on,
    "references": _references_go_on,
    "classified_by": _classified_goes_on,
    "executive_order": lambda line, after_blank, so_far: (
        not after_blank and not PASSING.search(line) and len(so_far) < 200
    ),
    "passing": lambda line, after_blank, so_far: (
        not after_blank
        and bool(PASSING.search(so_far) or HANDLING.match(so_far))
        and not read_caption_line(line)
    ),
}


def walk(text: str, *, in_text: bool = False) -> Walk:
    """Walk down the header of a view's text; `in_text` says there are no address lines to expect."""
    return _Walker(text, in_text=in_text).run()
