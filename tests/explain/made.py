"""Telegrams made by hand: a text with the values a reader takes from it."""

from __future__ import annotations

import hashlib
import re

from reftel.model import (
    Addressee,
    Classifier,
    Dtg,
    Found,
    Mrn,
    Originator,
    Reference,
    Section,
    SecuritySignal,
    Segment,
    Source,
    Span,
    Station,
    Telegram,
)

TWO_THOUSANDS = """\
VZCZCXRO1234
OO RUEHVT RUEHTU
DE RUEHLI #0123/01 0600903
ZNY SSSSS ZZH
O P 010903Z MAR 08
FM AMEMBASSY LISBON
TO RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0456
INFO RUEHTU/AMEMBASSY TUNIS 0007
RUCNMGH/MAGHREB COLLECTIVE
RUEHLI/AMEMBASSY LISBON 0008
XMT AMEMBASSY TUNIS
BT
S E C R E T SECTION 01 OF 02 LISBON 000123

SIPDIS
NOFORN
SIPDIS

DEPT FOR EUR

E.O. 12958: DECL: 03/01/2018
TAGS: PREL, PTER, SW, QQQQ
SUBJECT: EXERCISE: HARBOR VISIT
REF: A. TUNIS 45 (NOTAL) B. JONES E-MAIL

CLASSIFIED BY: Ada Example, Political Counselor
REASON: 1.5 (d)

1. (S) Nothing happened.

EXAMPLE
BT
#0123
NNNN
"""

SEVENTIES = """\
PAGE 01 VALLET 00123 081215Z
45
ACTION EUR-12
INFO OCT-01 ISO-00 QZX-02 /015 W
--------------------- 070123
R 081200Z MAY 74
FM AMEMBASSY VALLETTA
TO SECSTATE WASHDC 4280
C O N F I D E N T I A L VALLETTA 0123
E.O. 11652: GDS
TAGS: PFOR, MT
SUBJECT: EXERCISE
1. NOTHING HAPPENED.
EXAMPLE
CONFIDENTIAL
NNN
"""


def made(text: str, kinds: dict[str, str], **values: object) -> Telegram:
    """Make a telegram: `kinds` names the segment that begins with some words."""
    whole = Span(0, len(text))
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(digest, "utf-8", "text/plain", whole)
    return Telegram(
        key=digest, family="text_2000s", source=source, text=text, segments=segments(text, kinds), **values
    )  # type: ignore[arg-type]


def segments(text: str, kinds: dict[str, str]) -> tuple[Segment, ...]:
    laid: list[Segment] = []
    at = 0
    for line in text.splitlines(keepends=True):
        kind = next((k for begins, k in kinds.items() if line.startswith(begins)), None)
        if kind is None and laid and line.strip():
            laid[-1] = Segment(laid[-1].kind, Span(laid[-1].span.start, at + len(line)))
        else:
            laid.append(Segment(kind or "blank", Span(at, at + len(line))))
        at += len(line)
    return tuple(laid)


def at(text: str, words: str, value: object, nth: int = 1) -> Found[object]:
    """Return a value with the place of these words, where they stand for the nth time."""
    start = [m.start() for m in re.finditer(re.escape(words), text)][nth - 1]
    return Found(value, Span(start, start + len(words)))


def two_thousands() -> Telegram:
    t = TWO_THOUSANDS
    return made(
        t,
        {
            "VZCZC": "transmission_id",
            "OO ": "routing",
            "DE ": "station",
            "ZNY": "security",
            "O P": "dtg",
            "FM": "originator",
            "TO": "to",
            "INFO": "info",
            "XMT": "exempt",
            "BT": "separator",
            "S E C": "classification_line",
            "SIPDIS": "caption",
            "NOFORN": "caption",
            "DEPT": "passing",
            "E.O.": "executive_order",
            "TAGS": "tags",
            "SUBJECT": "subject",
            "REF": "references",
            "CLASSIFIED": "classified_by",
            "1.": "paragraph",
            "EXAMPLE": "signature",
            "#": "end",
            "NNNN": "end",
        },
        transmission_id=at(t, "VZCZCXRO1234", "VZCZCXRO1234"),
        precedence=at(t, "OO", "IMMEDIATE"),
        routing=(at(t, "RUEHVT", "RUEHVT"), at(t, "RUEHTU", "RUEHTU")),
        station=at(t, "DE RUEHLI #0123/01 0600903", Station("RUEHLI", 123, "2008-02-29T09:03:00Z")),
        security_signal=at(t, "ZNY SSSSS", SecuritySignal("ZNY", "SECRET")),
        dtg=at(t, "010903Z MAR 08", Dtg("2008-03-01T09:03:00Z")),
        originator=at(t, "AMEMBASSY LISBON", Originator("AMEMBASSY LISBON", "LISBON")),
        addressees=(
            at(
                t,
                "RUEHC/SECSTATE WASHDC NIACT IMMEDIATE 0456",
                Addressee("action", "SECSTATE WASHDC", "RUEHC", "NIACT IMMEDIATE", 456),
            ),
            at(t, "RUEHTU/AMEMBASSY TUNIS 0007", Addressee("info", "AMEMBASSY TUNIS", "RUEHTU", None, 7)),
            at(
                t,
                "RUCNMGH/MAGHREB COLLECTIVE",
                Addressee(
                    "info", "MAGHREB COLLECTIVE", "RUCNMGH", collective=True, excluded=("AMEMBASSY TUNIS",)
                ),
            ),
            at(t, "RUEHLI/AMEMBASSY LISBON 0008", Addressee("info", "AMEMBASSY LISBON", "RUEHLI", None, 8)),
        ),
        section=at(t, "SECTION 01 OF 02", Section(1, 2)),
        mrn=at(t, "LISBON 000123", Mrn("LISBON", 123, 2008)),
        classification=at(t, "S E C R E T", "SECRET"),
        captions=(at(t, "SIPDIS", "SIPDIS"), at(t, "NOFORN", "NOFORN")),
        executive_order=at(t, "E.O. 12958", "12958"),
        declassify_on=at(t, "03/01/2018", "2018-03-01"),
        tags=(at(t, "PREL", "PREL"), at(t, "PTER", "PTER"), at(t, "SW", "SW"), at(t, "QQQQ", "QQQQ")),
        subject=at(t, "EXERCISE: HARBOR VISIT", "EXERCISE: HARBOR VISIT"),
        references=(
            at(
                t,
                "A. TUNIS 45 (NOTAL)",
                Reference(
                    "A", "telegram", Mrn("TUNIS", 45, 2008), "TUNIS 45", year_inferred=True, notal=True
                ),
            ),
            at(t, "B. JONES E-MAIL", Reference("B", "email", None, "JONES E-MAIL")),
        ),
        classified_by=at(
            t, "Ada Example, Political Counselor", Classifier("Ada Example", "Political Counselor")
        ),
        reasons=(at(t, "1.5 (d)", "1.5(d)"),),
        signature=at(t, "EXAMPLE", "EXAMPLE"),
    )


def seventies() -> Telegram:
    t = SEVENTIES
    return made(
        t,
        {
            "PAGE": "page",
            "ACTION": "distribution",
            "R 08": "dtg",
            "FM": "originator",
            "TO": "to",
            "C O N": "classification_line",
            "E.O.": "executive_order",
            "TAGS": "tags",
            "SUBJECT": "subject",
            "1.": "paragraph",
            "EXAMPLE": "signature",
            "CONFIDENTIAL": "banner",
            "NNN": "end",
        },
        dtg=at(t, "081200Z MAY 74", Dtg("1974-05-08T12:00:00Z")),
        originator=at(t, "AMEMBASSY VALLETTA", Originator("AMEMBASSY VALLETTA", "VALLETTA")),
        addressees=(at(t, "SECSTATE WASHDC 4280", Addressee("action", "SECSTATE WASHDC", serial=4280)),),
        mrn=at(t, "VALLETTA 0123", Mrn("VALLETTA", 123, 1974)),
        classification=at(t, "C O N F I D E N T I A L", "CONFIDENTIAL"),
        executive_order=at(t, "E.O. 11652", "11652"),
        declassify_event=at(t, "GDS", "GDS"),
        tags=(at(t, "PFOR", "PFOR"), at(t, "MT", "MT")),
        subject=at(t, "EXERCISE", "EXERCISE"),
        signature=at(t, "EXAMPLE", "EXAMPLE"),
    )
