"""The layouts of four eras, after the project's sample telegrams."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import NamedTuple

from bench.corpus.body import Paragraph, teletype, wrapped
from bench.corpus.content import Content, Reference

LETTERS = "ABCDEFGHIJ"
_SHORT = {"UNCLASSIFIED": "U", "CONFIDENTIAL": "C", "SECRET": "S"}
_TELETYPE_WIDTH = 65
_PAGE = 54  # lines
_EXERCISE = "EXERCISE EXERCISE EXERCISE"


class Layout(NamedTuple):
    """The way a telegram of some years is printed."""

    first_year: int
    last_year: int
    family: str
    text: Callable[[Content, Random], str]


def layout_of(year: int) -> Layout:
    """Return how telegrams of a year are printed."""
    return next(one for one in LAYOUTS if one.first_year <= year <= one.last_year)


def _sixties(c: Content, random: Random) -> str:
    order = f"E.O. 11652: {c.order}\nTAGS: {', '.join(c.tags)}\n" if c.order else ""
    group = "\n\nGP-3" if c.level != "UNCLASSIFIED" and not c.order else ""
    return teletype(
        f"{c.precedence} {c.dtg}\n{_plain_addresses(c)}\n\n{_class_line(c, str(c.serial))}\n\n{_EXERCISE}\n"
        f"{_captions(c)}\n{order}{_subject('SUBJ', c.subject, 60)}\n\n{_old_references(c)}"
        f"{_numbered(c.paragraphs, None, _TELETYPE_WIDTH)}{group}\n\n{c.signature}\n"
    )


def _archive(c: Content, random: Random) -> str:
    """Print it as the archive of 1973-79 did: in pages, offices before it, its own record behind."""
    release = " Declassified/Released US Department of State EO Systematic Review 30 JUN 2005 \n"
    number = f"{c.nara_code} {c.serial:05d}"
    filed = (c.sent_at + timedelta(minutes=21)).strftime("%d%H%MZ")
    page = f"{{}}\n \nPAGE {{:02d}}  {number}  {filed}\n \n"
    body = (
        f"{random.randint(10, 99)}\nACTION EUR-12\n \nINFO  OCT-01  ISO-00  NEA-10  L-03  /026 W\n"
        f"                       ---------------------     {random.randint(10000, 99999):06d}\n"
        f"{c.precedence} {c.dtg}\n{_plain_addresses(c)}\n \n{_class_line(c, str(c.serial))}\n \n"
        f"{_EXERCISE}\n{_captions(c)} \nE.O. {c.order_number}: {c.order}\nTAGS: {', '.join(c.tags)}\n"
        f"{_subject('SUBJECT', c.subject, 60)}\n \n{_old_references(c)}"
        f"{_numbered(c.paragraphs, None, _TELETYPE_WIDTH, blank=' ')}\n{c.signature}"
    )
    lines = teletype(body).split("\n")
    pages = ["\n".join(lines[at : at + _PAGE]) for at in range(0, len(lines), _PAGE)]
    text = f"\n{c.level}\n \n".join(
        page.format(c.level, n, "") + part for n, part in enumerate(pages, start=1)
    )
    return (
        f"{release * 2}Message Text\n \n{text}\n \n{c.level}\n \n \n \nNNN\n \n{release * 2}"
        f"Message Attributes\nCapture Date: 01 JAN 1994\nCurrent Classification: UNCLASSIFIED\n"
        f"Draft Date: {c.sent_at.strftime('%d %b %Y').upper()}\n"
        f"Document Number: {c.sent_at.year}{c.nara_code}{c.serial:05d}\nFrom: {c.nara_code}\n"
        f"Original Classification: {c.level}\nSubject: {teletype(c.subject)}\nTAGS: {', '.join(c.tags)}\n"
        f"To: STATE\nType: TE\n"
    )


def _eighties(c: Content, random: Random) -> str:
    text = teletype(
        f"{c.precedence} {c.dtg}\n{_plain_addresses(c)}\nBT\n{_class_line(c, f'{c.serial:05d}')}\n-\n"
        f"{_EXERCISE}\n{_captions(c)}-\nE.O. {c.order_number}: {c.order}\nTAGS: {', '.join(c.tags)}\n"
        f"{_subject('SUBJECT', c.subject, 60)}\n-\n{_references(c, '({})', ' ', '-')}"
        f"{_by_line(c, '-')}{_numbered(c.paragraphs, '({})', _TELETYPE_WIDTH, blank='-')}\n{c.signature}\n"
    )
    return f"{text}BT\n#{c.serial % 10000:04d}\nNNNN\n"


def _two_thousands(c: Content, random: Random) -> str:
    filed = c.sent_at + timedelta(minutes=7)
    prosigns = {"PRIORITY": "PP", "ROUTINE": "RR", "IMMEDIATE": "OO"}[c.precedence_word]
    signal = {"UNCLASSIFIED": "ZNR UUUUU", "CONFIDENTIAL": "ZNY CCCCC", "SECRET": "ZNY SSSSS"}[c.level]
    indicators = " ".join(a.post.routing_indicators[0] for a in c.addressees[1:6])
    width = random.choice((66, 72, 100_000))
    mark = random.choice(("", "¶"))
    return (
        f"VZCZCXRO{random.randint(1000, 9999)}\n{prosigns}{' ' if indicators else ''}{indicators}\n"
        f"DE {c.post.routing_indicators[0]} #{c.serial % 10000:04d} {filed:%j%H%M}\n{signal} ZZH\n"
        f"{c.precedence} {c.dtg}\nFM {c.post.plad}\n{_routed_addresses(c)}\n\n"
        f"{_class_line(c, f'{c.serial:06d}')}\n\n{_captions(c)}{_EXERCISE}\n\n"
        f"E.O. {c.order_number}: {c.order}\n\nTAGS: {' '.join(c.tags)}\n\n"
        f"{_subject('SUBJECT', teletype(c.subject), 66)}\n\n{_references(c, '{}.', ' ', '')}"
        f"{_by_line(c, '')}{_numbered(c.paragraphs, '({})', width, mark=mark, labels=(' ', ': '))}\n\n"
        f"{teletype(c.signature)}\n"
    )


LAYOUTS = (
    Layout(0, 1972, "text_1960s_70s", _sixties),
    Layout(1973, 1979, "sas_1973_79", _archive),
    Layout(1980, 1999, "text_1980s_90s", _eighties),
    Layout(2000, 9999, "text_2000s", _two_thousands),
)


# -- lines that layouts share ----------------------------------------------------------------


def _plain_addresses(c: Content) -> str:
    first, *others = c.addressees
    lines = [f"FM {c.post.plad}", f"TO {first.post.plad} {c.precedence_after}{first.serial}"]
    lines += [("INFO " if i == 0 else "") + a.post.plad for i, a in enumerate(others)]
    return "\n".join(lines)


def _routed_addresses(c: Content) -> str:
    lines = [f"{a.post.routing_indicators[0]}/{a.post.plad} {a.serial:04d}" for a in c.addressees]
    first, *others = lines
    head, _, serial = first.rpartition(" ")
    to = f"TO {head} {c.precedence_after}{serial}"
    return "\n".join([to, *(("INFO " if i == 0 else "") + line for i, line in enumerate(others))])


def _class_line(c: Content, serial: str) -> str:
    word = "UNCLAS" if c.level == "UNCLASSIFIED" else " ".join(c.level)
    return f"{word} {c.post.name} {serial}"


def _captions(c: Content) -> str:
    return "".join(f"{caption}\n" for caption in c.captions)


def _subject(label: str, subject: str, width: int) -> str:
    return wrapped(f"{label}: {subject}", width)


def _old_references(c: Content) -> str:
    """Write references as the 1970s did: one without a letter, several with brackets."""
    if not c.references:
        return ""
    if len(c.references) == 1:
        return f"REF: {_written(c.references[0])}\n \n"
    entries = [f"({letter}) {_written(r)}" for letter, r in zip(LETTERS, c.references, strict=False)]
    return wrapped(f"REF: {'; '.join(entries)}", 64) + "\n \n"


def _references(c: Content, letter: str, between: str, blank: str) -> str:
    if not c.references:
        return ""
    entries = [f"{letter.format(x)} {_written(r)}" for x, r in zip(LETTERS, c.references, strict=False)]
    return wrapped(f"REF: {between.join(entries)}", 66) + f"\n{blank}\n"


def _written(r: Reference) -> str:
    year = "" if r.year is None else f"{r.year % 100:02d} "
    return f"{year}{r.post} {r.serial}"


def _by_line(c: Content, blank: str) -> str:
    return f"Classified By: {c.classified_by}\n{blank}\n" if c.classified_by else ""


def _numbered(
    paragraphs: list[Paragraph],
    portion: str | None,
    width: int,
    *,
    blank: str = "",
    mark: str = "",
    labels: tuple[str, str] = (" ", ". "),
) -> str:
    return f"\n{blank}\n".join(
        wrapped(_paragraph(number, p, portion, mark, labels), width)
        for number, p in enumerate(paragraphs, start=1)
    )


def _paragraph(number: int, p: Paragraph, portion: str | None, mark: str, labels: tuple[str, str]) -> str:
    level = "" if portion is None else " " + portion.format(_SHORT[p.portion])
    text = f"{p.label}{labels[1]}{p.text} End {p.label}." if p.label else p.text
    return f"{mark}{number}.{level} {text}"
