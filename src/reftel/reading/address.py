"""FM, TO, INFO and XMT: who sends to whom (ACP 127(G) FL6-FL9, 5 FAH-2 H-230 and H-320)."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from reftel.model import Addressee, Found, Originator, Role, Span
from reftel.reading.defects import Defects
from reftel.terms import collectives, posts, precedence
from reftel.view import View

_ROUTED = re.compile(r"(?P<ri>R[A-Z]{3,7}|ZEN)[ ]?/[ ]?")
_SERIAL = re.compile(
    r"[ \t]+(\d[\d ]{2,5}\d|\d{3}|(?<=FLASH )\d{1,2}|(?<=IMMEDIATE )\d{1,2}|(?<=PRIORITY )\d{1,2}"
    r"|(?<=ROUTINE )\d{1,2})$"
)
_WORD = re.compile(r"[ \t]+(?P<word>(?:NIACT[ ]+)?[A-Z]{5,10}|NIACT)$")
_LAST_WORD = re.compile(r"[ \t]+(?P<word>[A-Z]{5,10})$")
_LINE = re.compile(r"[^\n]*\S[^\n]*")
_WORDS = re.compile(r"\S.*\S|\S")
_LETTERS = re.compile(r"[A-Za-z]{2}")


def read_originator(view: View) -> Found[Originator] | None:
    """Read the FM line: routing indicator where there is one, plain-language address, the post it names."""
    m = _WORDS.search(view.text)
    if not m:
        return None
    line = m[0]
    routed = _ROUTED.match(line)
    plad = " ".join(line[routed.end() if routed else 0 :].split())
    indicator = routed["ri"] if routed and routed["ri"] != "ZEN" else None
    reading = posts.read_post(plad) or _by_ending(plad)
    post = reading.post.name if reading else None
    return Found(Originator(plad, post, indicator), view.span(m.start(), m.end())) if plad else None


def _by_ending(plad: str) -> posts.PostReading | None:
    """Read the post that the last words of an address name, whatever a scan made of the first."""
    words = plad.split()
    endings = (posts.read_post(" ".join(words[i:])) for i in range(1, len(words)))
    return next((r for r in endings if r and r.how in ("name", "station")), None)


def read_addressees(view: View, role: Role, defects: Defects) -> list[Found[Addressee]]:
    """Read the lines of a TO or INFO group, one addressee a line."""
    return [a for m in _LINE.finditer(view.text) for a in _addressee(view, m, role, defects)]


def _addressee(view: View, m: re.Match[str], role: Role, defects: Defects) -> Iterator[Found[Addressee]]:
    line = m[0].strip(" \t\r:")
    start = m.start() + m[0].index(line[0]) if line else m.start()
    span = view.span(start, start + len(line))
    routed = _ROUTED.match(line)
    rest = line[routed.end() :] if routed else line
    serial, word, rest = _trailers(rest, defects, span)
    plad = " ".join(rest.split()).strip(" /") if not rest.rstrip().endswith("//") else " ".join(rest.split())
    if not _LETTERS.search(plad):
        return
    yield Found(
        Addressee(
            role=role,
            plad=plad,
            routing_indicator=routed["ri"] if routed and routed["ri"] != "ZEN" else None,
            precedence=word,
            serial=serial,
            collective=collectives.is_collective(plad),
        ),
        span,
    )


def read_form_addressees(view: View, role: Role, defects: Defects) -> list[Found[Addressee]]:
    """Read the addressees of a form: several on a line, parted by semicolons, the place before the office."""
    founds: list[Found[Addressee]] = []
    for m in re.finditer(r"[^;]*[^;\s][^;]*", view.text):
        line = " ".join(m[0].split())
        start = m.start() + len(m[0]) - len(m[0].lstrip())
        span = view.span(start, m.start() + len(m[0].rstrip()))
        serial, word, rest = _trailers(line, defects, span)
        routed = _ROUTED.match(rest)
        rest = rest[routed.end() :] if routed else rest
        place, comma, office = (p.strip() for p in rest.partition(","))
        plad = f"{office} {place}" if comma and office.isupper() else rest.strip()
        if _LETTERS.search(plad):
            indicator = routed["ri"] if routed else None
            collective = collectives.is_collective(plad)
            founds.append(Found(Addressee(role, plad, indicator, word, serial, collective), span, "form"))
    return founds


def _trailers(rest: str, defects: Defects, span: Span) -> tuple[int | None, str | None, str]:
    """Take channel serial and precedence word off the end of an address; 0000 means that none was given."""
    serial, word = None, None
    rest = " ".join(rest.split())
    m = _SERIAL.search(rest) if rest[-1:].isdigit() else None
    if m:
        digits = m[1].replace(" ", "")
        serial, rest = (int(digits) or None), rest[: m.start()]
    m = _WORD.search(rest)
    if m:
        word = precedence.read_word(" ".join(m["word"].split()))
        last = _LAST_WORD.search(rest) if word is None and m["word"].startswith("NIACT") else None
        if last and (word := precedence.read_word(last["word"])):
            m = last
        if word:
            written = m[0].strip()
            if " ".join(written.split()) != word:
                why = f"read as the precedence {word}"
                defects.note(
                    "precedence-misspelt", why, field="precedence", written=written, taken_as=word, span=span
                )
            rest = rest[: m.start()]
    return serial, word, rest


def exclude(addressees: list[Found[Addressee]], plads: str) -> list[Found[Addressee]]:
    """Give the lines of an XMT group to the collective they are left out of: the last one before it."""
    left_out = tuple(" ".join(line.split()).strip(" /") for line in plads.splitlines() if line.strip())
    left_out = tuple(_ROUTED.sub("", plad, count=1) for plad in left_out if plad)
    if not addressees or not left_out:
        return addressees
    group = addressees[-1].value.role
    at = next(
        (
            i
            for i in range(len(addressees) - 1, -1, -1)
            if addressees[i].value.collective and addressees[i].value.role == group
        ),
        len(addressees) - 1,
    )
    target = addressees[at]
    value = msgspec.structs.replace(target.value, excluded=target.value.excluded + left_out)
    return [*addressees[:at], msgspec.structs.replace(target, value=value), *addressees[at + 1 :]]
