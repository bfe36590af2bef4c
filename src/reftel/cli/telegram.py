"""One telegram in a terminal: who to whom, what, and what had to be repaired to read it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from reftel.cli.screen import level_style, plain
from reftel.model import Addressee, Defect, Found, Paragraph, Reference, Span, Telegram

_SHOWN_OF_UNREAD = 60


def show_telegram(telegram: Telegram, console: Console) -> None:
    """Write a telegram: header, paragraphs, signature, repairs, and what was not understood."""
    console.print(_heading(telegram))
    console.print(_header(telegram))
    for paragraph in telegram.paragraphs:
        console.print()
        console.print(Padding(_paragraph(paragraph), (0, 0, 0, 2), expand=False))
    if telegram.signature:
        console.print()
        console.print(Text(f"  {plain(telegram.signature.value)}", "subject"))
    if telegram.defects:
        console.print()
        console.print(Text(f"Odd in the text ({len(telegram.defects)})", "heading"))
        for defect in telegram.defects:
            console.print(Padding(_defect(telegram, defect), (0, 0, 0, 2), expand=False))
    _show_unread(telegram, console)


def show_unknown(telegram: Telegram, name: str, console: Console) -> None:
    """Say that a text is not a telegram, and why."""
    console.print(Text(f"{name}: not a telegram that reftel knows how to read.", "unread"))
    for defect in telegram.defects:
        console.print(Padding(_defect(telegram, defect), (0, 0, 0, 2), expand=False))


def line_of(telegram: Telegram, span: Span) -> int:
    """Return the line of the telegram on which a span begins, from 1."""
    return telegram.text.count("\n", 0, max(0, span.start - telegram.source.span.start)) + 1


def _heading(telegram: Telegram) -> Text:
    heading = Text(str(telegram.mrn.value) if telegram.mrn else "No number", "mrn")
    if telegram.classification:
        level = telegram.classification.value
        heading.append(f"  {level}", level_style(level))
    for caption in telegram.captions:
        heading.append(f"  {plain(caption.value)}", "label")
    if telegram.subject:
        heading.append(f"\n{plain(telegram.subject.value)}", "subject")
    return heading


def _header(telegram: Telegram) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="label", no_wrap=True)
    table.add_column()
    for label, says in _header_rows(telegram):
        if says:
            table.add_row(label, Text(plain(says)))
    return table


def _header_rows(telegram: Telegram) -> Iterator[tuple[str, str | None]]:
    t = telegram
    yield "Date", _value(t.dtg)
    yield "Precedence", _either(_value(t.precedence), _value(t.info_precedence), "; info {}")
    yield "From", t.originator.value.plad if t.originator else None
    yield "To", _plads(t.addressees, "action")
    yield "Info", _plads(t.addressees, "info")
    yield (
        "Section",
        f"{t.section.value.number or 'all'} of {t.section.value.of or '?'}" if t.section else None,
    )
    yield "E.O.", _value(t.executive_order)
    yield "Declassify", _either(_value(t.declassify_on), _value(t.declassify_event), ", {}")
    if t.classified_by:
        yield "Classified by", _either(t.classified_by.value.name, t.classified_by.value.title, ", {}")
    yield "Reasons", ", ".join(r.value for r in t.reasons)
    yield "TAGS", ", ".join(c.value for c in t.tags)
    for i, reference in enumerate(t.references):
        yield "" if i else "References", _reference(reference.value)
    yield "Protected", ", ".join(p.text for p in t.protected)


def _value(found: Found[Any] | None) -> str | None:
    return None if found is None else str(found.value)


def _either(first: str | None, second: str | None, beside: str) -> str | None:
    """Return the first; the second beside it, or alone where there is no first."""
    if first and second:
        return first + beside.format(second)
    return first or second


def _plads(addressees: Iterable[Found[Addressee]], role: str) -> str:
    return ", ".join(_plad(a.value) for a in addressees if a.value.role == role)


def _plad(addressee: Addressee) -> str:
    serial = f" {addressee.serial:04d}" if addressee.serial is not None else ""
    excluded = f" (not to {', '.join(addressee.excluded)})" if addressee.excluded else ""
    return addressee.plad + serial + excluded


def _reference(reference: Reference) -> str:
    letter = f"{reference.letter}. " if reference.letter else ""
    what = str(reference.mrn) if reference.mrn else f"{reference.text} ({reference.kind})"
    inferred = " (year inferred)" if reference.year_inferred else ""
    return letter + what + inferred + (" NOTAL" if reference.notal else "")


def _paragraph(paragraph: Paragraph) -> Text:
    text = Text()
    if paragraph.number is not None:
        text.append(f"{paragraph.number}. ", "label")
    if paragraph.portion:
        text.append(f"({paragraph.portion}) ", level_style(paragraph.portion))
    if paragraph.label and not paragraph.text.casefold().startswith(paragraph.label.casefold()):
        text.append(f"{plain(paragraph.label)}: ", "label")
    text.append(plain(paragraph.text))
    return text


def _defect(telegram: Telegram, defect: Defect) -> Text:
    text = Text()
    if defect.span is not None:
        text.append(f"line {line_of(telegram, defect.span)}: ", "label")
    if defect.written is not None:
        text.append(_short(defect.written), "repair")
        text.append(f" taken as {_short(defect.taken_as)}: " if defect.taken_as is not None else ": ")
    text.append(plain(defect.why))
    return text


def _show_unread(telegram: Telegram, console: Console) -> None:
    unread = [s for s in telegram.unread if telegram.words(s).strip()]
    if not unread:
        return
    console.print()
    console.print(Text(f"Not understood ({sum(map(len, unread))} characters)", "heading"))
    for span in unread:
        line = Text(f"  line {line_of(telegram, span)}: ", "label")
        console.print(line.append(_short(telegram.words(span)), "unread"))


def _short(words: str) -> str:
    """Return words on one line, the end of long ones left out."""
    line = plain(" ".join(words.split()))
    return line if len(line) <= _SHOWN_OF_UNREAD else line[: _SHOWN_OF_UNREAD - 1] + "…"
