"""A small finder of annotations for tests, and exercise telegrams that it finds something in.

It knows the names below, `NAME said|told|denied [HEARER] [on DAY] that CONTENT.`, and days of
December: enough to see what a collection makes of annotations, whoever finds them.
"""

from __future__ import annotations

import re
from pathlib import Path

from reftel.cli.reading import parse_and_check
from reftel.collection import annotate_collection, build
from reftel.collection.said import AnnotateReport
from reftel.collection.said.maker import Maker
from reftel.extract.annotations import Annotations, Attribution, Entity, Figure, Mention, When
from reftel.extract.page import Page
from reftel.model import Telegram
from tests.release.hiding import text

FIRST, SECOND = Maker("test", "first"), Maker("test", "second")

# The name, its type, its other names, its offices.
NAMES = {
    "Harbour Master Karim al-Tamimi": ("person", ("al-Tamimi",), ("Harbour Master",)),
    "Kareem al-Tamimi": ("person", (), ()),
    "al-Tamimi": ("person", (), ()),
    "Karim al-Tamimi": ("person", ("al-Tamimi",), ()),
    "Ruth Claverton": ("person", (), ()),
    "Northern Farmers' Front": ("organization", ("NFF",), ()),
    "NFF": ("organization", (), ()),
    "Marsaxlokk": ("gpe", (), ()),
    "Ibáñez": ("person", (), ()),
}
BODIES = {
    1: "1. (C) Harbour Master Karim al-Tamimi told Ruth Claverton on December 20 that the survey vessel left "
    "Marsaxlokk on December 18. He said that it carried 300 crates.\n\n"
    "2. (C) The fishing boats met at Marsaxlokk on December 19.\n",
    2: "1. (C) Kareem al-Tamimi denied that the vessel had a\ncargo. Ibáñez said that Karim al-Tamimi said "
    "that pilots came.\n",
    3: "1. (S) The Northern Farmers' Front said that wheat was scarce. NFF denied that prices rose.\n",
}

_NAME = re.compile("|".join(re.escape(n) for n in sorted(NAMES, key=len, reverse=True)) + r"|\bHe\b")
_SAID = re.compile(
    rf"(?P<source>{_NAME.pattern}) (?P<cue>said|told|denied)(?: (?P<hearer>{_NAME.pattern}))?"
    r"(?: on December \d+)? that (?P<content>[^.]+)"
)
_DAY = re.compile(r"December (\d+)")
_MANNER = {"said": "state", "told": "state", "denied": "deny"}


def find(telegram: Telegram) -> Annotations:
    """Find what the rules above say; a telegram with the word CRASH is trouble."""
    if "CRASH" in telegram.text:
        raise ValueError("an exercise failure")
    page = Page.of(telegram)
    mentions, entities = _mentions(page)
    year = telegram.dtg.value.year if telegram.dtg else 2008
    dates = [
        When(page.place(*m.span()), day, day, "inferred", "The year is that of the telegram.")
        for m in _DAY.finditer(page.text)
        for day in [f"{year}-12-{int(m[1]):02d}"]
    ]
    figures = [
        Figure(page.place(*m.span(1)), int(m[1]), int(m[1]), counted=page.place(*m.span(2)))
        for m in re.finditer(r"(\d{3}) (\w+)", page.text)
    ]
    return Annotations(mentions, entities, tuple(dates), tuple(figures), tuple(_claims(page, mentions)))


def _mentions(page: Page) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    numbers: dict[str, int] = {}
    mentions, last = [], -1
    for m in _NAME.finditer(page.text):
        if m[0] == "He":
            mentions.append(Mention(page.place(*m.span()), "person", "pronoun", last, "test"))
            continue
        name = next((n for n in numbers if m[0] == n or m[0] in NAMES[n][1]), m[0])
        number = numbers.setdefault(name, len(numbers))
        type_ = NAMES[name][0]
        last = number if type_ == "person" and _SAID.match(page.text, m.start()) else last
        place = page.place(*m.span())
        mentions.append(Mention(place, type_, "name", number, "test"))  # type: ignore[arg-type]
    return tuple(mentions), tuple(_entity(page, name, number) for name, number in numbers.items())


def _entity(page: Page, name: str, number: int) -> Entity:
    type_, also, offices = NAMES[name]
    held = tuple(a for a in also if a in page.text)
    return Entity(number, type_, name, held, offices)  # type: ignore[arg-type]


def _claims(page: Page, mentions: tuple[Mention, ...]) -> list[Attribution]:
    found: list[Attribution] = []
    at = 0
    within = None
    while m := _SAID.search(page.text, at):
        held = {m.span: m.entity for m in mentions}
        source, content = page.place(*m.span("source")), page.place(*m.span("content"))
        hearer = page.place(*m.span("hearer")) if m["hearer"] else None
        found.append(
            Attribution(
                len(found), _MANNER[m["cue"]], own=False, continues=None, source=(source,),  # type: ignore[arg-type]
                cue=(page.place(*m.span("cue")),), addressee=(hearer,) if hearer else (), content=(content,),
                within=within, speaker=held.get(source), sure=0.9,
                hearer=held.get(hearer) if hearer else None,
            )
        )  # fmt: skip
        within = found[-1].n if _SAID.search(m["content"]) else None
        at = m.start("content")
    return found


def write(folder: Path, bodies: dict[int, str]) -> Path:
    """Write exercise telegrams; a body that begins with a paragraph marked S is of a secret telegram."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, body in bodies.items():
        level = "S" if body.startswith("1. (S)") else "C"
        (folder / f"{number}.txt").write_text(text(number, body, level=level), encoding="utf-8")
    return folder


def made(folder: Path, bodies: dict[int, str] | None = None) -> Path:
    """Build a collection of exercise telegrams and return its folder."""
    source = write(folder / "source", BODIES if bodies is None else bodies)
    build(folder / "mine", [source], parse=parse_and_check, workers=1)
    return folder / "mine"


def annotated(mine: Path, **options: object) -> AnnotateReport:
    """Annotate a collection with the finder of this file."""
    return annotate_collection(mine, **{"find": find, "maker": FIRST, "workers": 1, **options})  # type: ignore[arg-type]
