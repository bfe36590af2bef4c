"""Annotations of one text as they are shown and printed: paragraph by paragraph, in the text's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

if TYPE_CHECKING:
    from rich.text import Text

    from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Mention, When
    from reftel.extract.page import Page
    from reftel.model import Span, Telegram

_LONGEST = 240  # characters of a passage that are shown; the rest is left out with a sign
_BLANK = re.compile(r"\n[ \t\r]*\n\s*")
_STYLES = {"said": "subject", "who": "mrn", "date": "good", "figure": "changed"}


class Annotated(NamedTuple):
    """A text with its annotations; `page` is what was annotated, offsets are those of its text."""

    telegram: Telegram
    name: str
    page: Page
    found: Annotations


class Line(NamedTuple):
    """One finding: where it begins, what it is, and how it reads."""

    start: int
    label: str
    words: str


def annotated(telegram: Telegram, name: str, models: Path | None) -> Annotated:
    """Annotate a telegram's body, or all of a text that is no telegram."""
    from reftel.extract.page import Page
    from reftel.extract.steps import annotate_page

    page = Page(telegram.text) if telegram.family == "unknown" else Page.of(telegram)
    own = Page(page.text, telegram=telegram)  # offsets of the words annotated, which are printed beside them
    return Annotated(telegram, name, page, annotate_page(own, models=models))


def print_annotated(one: Annotated, only: str | None) -> None:
    """Write a JSON object: number, key, the words annotated, and what was found in them."""
    import msgspec

    found = one.found.to_dict()
    if only:
        found = {kind: found[kind] for kind in (("mentions", "entities") if only == "mentions" else (only,))}
    pieces = one.page.view.pieces() if one.page.view else [_whole(one)]
    told = {
        "id": _number(one.telegram) or one.telegram.key,
        "number": _number(one.telegram),
        "key": one.telegram.key,
        "file": one.name,
        "text": one.page.text,
        "pieces": pieces,
        **found,
    }
    click.echo(msgspec.json.encode(told))


def _whole(one: Annotated) -> Span:
    return one.telegram.source.span


def _number(telegram: Telegram) -> str | None:
    return str(telegram.mrn.value) if telegram.mrn else None


def show_annotated(one: Annotated, only: str | None) -> None:
    """Write what each paragraph says."""
    from rich.padding import Padding
    from rich.text import Text

    from reftel.cli.screen import plain, screen

    console = screen()
    subject = f"  {one.telegram.subject.value}" if one.telegram.subject else ""
    console.print(Text(plain(_number(one.telegram) or one.name), "mrn").append(plain(subject), "subject"))
    lines = sorted(_lines(one, only))
    if not lines:
        console.print("  Nothing was found.")
    for title, start, end in _paragraphs(one):
        within = [line for line in lines if start <= line.start < end]
        if within:
            console.print(Text(f"\n{plain(title)}", "heading"))
        for line in within:
            console.print(Padding(_shown(line), (0, 0, 0, 2)))
    console.print()


def _shown(line: Line) -> Text:
    from rich.text import Text

    from reftel.cli.screen import plain

    return Text(f"{line.label:8}", "label").append(plain(line.words), _STYLES.get(line.label, "none"))


def _paragraphs(one: Annotated) -> Iterator[tuple[str, int, int]]:
    """Yield the heading of each paragraph, and where it begins and ends; together they are the page."""
    page, begins = one.page, [0]
    titles = ["Before the first paragraph"]
    if page.view is not None and one.telegram.paragraphs:
        for p in one.telegram.paragraphs:
            begins.append(page.view.offset(p.span.start))
            titles.append(f"¶{p.number or ''}" + (f" ({p.portion})" if p.portion else ""))
    else:
        titles = ["¶ 1"]
        for number, m in enumerate(_BLANK.finditer(page.text), start=2):
            begins.append(m.end())
            titles.append(f"¶ {number}")
    yield from zip(titles, begins, [*begins[1:], len(page.text) + 1], strict=True)


def _lines(one: Annotated, only: str | None) -> Iterator[Line]:
    found, text = one.found, one.page.text
    entities = {e.number: e for e in found.entities}
    if only in (None, "attributions"):
        yield from (_said(text, a) for a in found.attributions)
    if only in (None, "mentions"):
        yield from (_who(text, m, entities) for m in found.mentions)
    if only in (None, "dates"):
        yield from (_date(text, d) for d in found.dates)
    if only in (None, "figures"):
        yield from (_figure(text, f) for f in found.figures)


def _quoted(text: str, *spans: Span) -> str:
    """Return the words of spans in quotation marks, line ends as blanks, cut with a sign where too long."""
    words = " … ".join(" ".join(text[s.start : s.end].split()) for s in spans)
    return f"“{words if len(words) <= _LONGEST else words[:_LONGEST] + ' […]'}”"


def _said(text: str, a: Attribution) -> Line:
    spans = [s for role in (a.source, a.cue, a.addressee, a.content) for s in role]
    who = "the post itself" if a.own else _quoted(text, *a.source) if a.source else ""
    if not who:
        who = "the same source" if a.continues is not None else "a source not named"
    to = f" to {_quoted(text, *a.addressee)}" if a.addressee else ""
    cue = f" {_quoted(text, *a.cue)}" if a.cue else ""
    words = f"[{a.manner}] {who}{cue}{to}: {_quoted(text, *a.content)}"
    return Line(min((s.start for s in spans), default=0), "said", words)


def _who(text: str, m: Mention, entities: dict[int, Entity]) -> Line:
    meant = entities.get(m.entity)
    same = meant is None or meant.name == text[m.span.start : m.span.end]
    means = "" if same or meant is None else f" = {' '.join(meant.name.split())}"
    return Line(m.span.start, "who", f"{_quoted(text, m.span)} {m.type}, {m.kind}{means}")


def _date(text: str, d: When) -> Line:
    days = d.earliest if d.earliest == d.latest else f"{d.earliest or '…'} to {d.latest or '…'}"
    return Line(d.span.start, "date", f"{_quoted(text, d.span)} {days or 'open'} ({d.certainty}: {d.why})")


def _figure(text: str, f: Figure) -> Line:
    low, high = ("…" if n is None else f"{n:,.10g}" for n in (f.low, f.high))
    much = low if low == high else f"{low} to {high}"
    if f.low is None and f.high is None:
        much = "how many is not said"
    bound = "" if f.bound in ("exact", "at least", "at most") else f"{f.bound} "
    unit = "".join(f" {u}" for u in (f.currency, f.unit) if u)
    counted = f" of {_quoted(text, f.counted)}" if f.counted else ""
    whose = f" of {_quoted(text, f.of)}" if f.of else ""
    return Line(f.span.start, "figure", f"{_quoted(text, f.span)} {bound}{much}{unit}{counted}{whose}")
