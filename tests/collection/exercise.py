"""Exercise traffic in a form of our own, and a reader for it, so that these tests do not hang on the parser.

    NUMBER: 2008 VALLETTA 488
    DATE: 2008-12-22T10:00:00Z
    REF: A. 2008 TUNIS 12
    1. (C) Text of the first paragraph.

Telegrams in one file are parted by a line of `=`.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec

from reftel.model import (
    Addressee,
    Dtg,
    Found,
    Mrn,
    Originator,
    Paragraph,
    Reference,
    Segment,
    Source,
    Span,
    Telegram,
)
from reftel.reading.decode import decode

# What a child process needs to find this checkout of reftel, and these tests.
ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)])}

_LINE = re.compile(r"^([A-Z]+): *(.*)$", re.MULTILINE)
_PARAGRAPH = re.compile(r"^(\d+)\. (?:\(([A-Z/]+)\) )?(.+\n?(?:(?!\d+\. ).+\n?)*)", re.MULTILINE)
_NUMBER = re.compile(r"(\d{4}) ([A-Z ]+) (\d+)")


def parse(data: bytes) -> list[Telegram]:
    """Read exercise telegrams; a file without a NUMBER or DATE line is no telegram."""
    if data.startswith(b"CRASH"):
        os._exit(7)
    if data.startswith(b"FAIL"):
        raise ValueError("an exercise failure")
    text, encoding = decode(data)
    sha256 = hashlib.sha256(data).hexdigest()
    return [
        _telegram(text[s.start : s.end], Source(sha256, encoding, "text/plain", s)) for s in _stretches(text)
    ]


def parse_anew(data: bytes) -> list[Telegram]:
    """Read as a later version does: TAGS where wheat stands, parts at `+++++`, nothing of what is garbled."""
    if b"GARBLED" in data:
        return []
    text, encoding = decode(data)
    source = Source(hashlib.sha256(data).hexdigest(), encoding, "text/plain", Span(0, 0))
    return [
        _with_tags(_telegram(text[s.start : s.end], msgspec.structs.replace(source, span=s)))
        for s in _stretches(text, r"(?<=\n)(?=====|\+\+\+\+)")
    ]


def _with_tags(t: Telegram) -> Telegram:
    start = t.text.lower().find("wheat")
    if start < 0:
        return t
    span = Span(t.source.span.start + start, t.source.span.start + start + 5)
    return msgspec.structs.replace(t, tags=(Found("EAGR", span),))


def _stretches(text: str, parted: str = r"(?<=\n)(?=====)") -> Iterator[Span]:
    at = 0
    for part in re.split(parted, text):
        yield Span(at, at + len(part))
        at += len(part)


def _telegram(text: str, source: Source) -> Telegram:
    at = source.span.start
    lines = {m[1]: m for m in _LINE.finditer(text)}
    whole = Span(at, at + len(text))
    key = hashlib.sha256(text.encode()).hexdigest()
    if not lines.keys() & {"NUMBER", "DATE"}:
        return Telegram(key, "unknown", source, text, (Segment("unread", whole),))

    def span(name: str) -> Span:
        return Span(lines[name].start(2) + at, lines[name].end(2) + at)

    def value(name: str) -> Found[str] | None:
        return Found(lines[name][2], span(name)) if name in lines else None

    def values(name: str) -> tuple[Found[str], ...]:
        return tuple(Found(v, span(name)) for v in lines[name][2].split(", ")) if name in lines else ()

    return Telegram(
        key,
        lines["FAMILY"][2] if "FAMILY" in lines else "exercise_form",
        source,
        text,
        (Segment("body", whole),),
        mrn=Found(_mrn(lines["NUMBER"][2]), span("NUMBER")) if "NUMBER" in lines else None,
        dtg=Found(Dtg(lines["DATE"][2]), span("DATE")) if "DATE" in lines else None,
        originator=Found(_originator(lines["FM"][2]), span("FM")) if "FM" in lines else None,
        addressees=tuple(Found(Addressee("action", f.value), f.span) for f in values("TO"))
        + tuple(Found(Addressee("info", f.value), f.span) for f in values("INFO")),
        classification=value("CLASS"),
        captions=values("CAPTIONS"),
        tags=values("TAGS"),
        subject=value("SUBJECT"),
        signature=value("SIGNED"),
        references=tuple(_reference(r, span("REF")) for r in lines["REF"][2].split("; "))
        if "REF" in lines
        else (),
        paragraphs=tuple(
            Paragraph(int(m[1]), m[2], None, " ".join(m[3].split()), Span(m.start() + at, m.end() + at))
            for m in _PARAGRAPH.finditer(text)
        ),
    )


def _mrn(text: str) -> Mrn:
    found = _NUMBER.fullmatch(text)
    assert found, text
    return Mrn(found[2], int(found[3]), int(found[1]))


def _originator(plad: str) -> Originator:
    return Originator(plad, plad.rpartition(" ")[2])


def _reference(text: str, span: Span) -> Found[Reference]:
    """Read `A. 2008 TUNIS 12`, `A. ~2008 TUNIS 12` (year inferred), `B. MEMO of May`."""
    letter, _, rest = text.partition(". ")
    found = _NUMBER.fullmatch(rest.lstrip("~"))
    kind = "memo" if rest.startswith("MEMO") else "telegram"
    mrn = _mrn(rest.lstrip("~")) if found else None
    return Found(Reference(letter, kind, mrn, rest, year_inferred=rest.startswith("~")), span)


def telegram(
    number: str = "2008 VALLETTA 488", body: str = "1. (U) The harbour master was out.", **lines: str
) -> str:
    """Return an exercise telegram as text; its lines by their names in lower case."""
    lines = {"date": "2008-12-22T10:00:00Z", "fm": f"AMEMBASSY {number.split()[1]}", **lines}
    head = "".join(
        f"{name.upper()}: {value}\n" for name, value in {"number": number, **lines}.items() if value
    )
    return f"{head}\n{body}\n"


def write(folder: Path, **texts: str) -> Path:
    """Write files named by the keywords, `.txt` added."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    return folder
