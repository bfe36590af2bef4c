"""The notes of an edition: each defect of a telegram as a note with a mark, and where the mark stands."""

from __future__ import annotations

import re

from reftel.model import Defect, Paragraph, Record, Telegram
from reftel.web.original import line_of
from reftel.web.words import letters

PARAGRAPH = re.compile(r"paragraphs\[(\d+)\](?:\.(\w+))?")
INDEX = re.compile(r"\[.*")
# The places of the reading view that bear marks, as they follow on the page; the paragraphs stand at "p".
MARKED = (
    *("mrn", "dtg", "subject", "classification", "captions", "from", "to", "info", "tags", "references"),
    *("executive_order", "declassify_on", "declassify_event", "classified_by", "reasons", "p", "signature"),
)
ANCHOR = re.compile(r"p(\d+)(\.number)?")
ATTRIBUTES = {"originator": "from", "addressees": "to"}
# Whose precedence a segment gives: that of a date-time group is shown beside the sender.
PRECEDENCE = {"dtg": "from", "to": "to", "info": "info"}
SHOWN = 4  # of what is written alike, so many are quoted in one note


class Note(Record, frozen=True):
    """One note: its mark, what was written, what it was taken for, why, and the line it speaks of."""

    mark: str
    place: str
    written: tuple[str, ...]
    more: int
    taken_as: str | None
    why: str
    code: str
    line: int | None


class Apparatus(Record, frozen=True):
    """The notes of a telegram, in order, and by the place in the reading view that bears their marks."""

    notes: tuple[Note, ...]
    at: dict[str, tuple[Note, ...]]

    def of(self, *places: str) -> tuple[Note, ...]:
        """Return the notes of these places."""
        return tuple(note for place in places for note in self.at.get(place, ()))


def annotate(telegram: Telegram) -> Apparatus:
    """Gather a telegram's defects into notes: what is alike and stands in one place is one note."""
    groups: dict[tuple[str, str, str, str], list[Defect]] = {}
    for defect in telegram.defects:
        place = place_of(telegram, defect)
        reading = "" if place == "tags" else defect.taken_as or ""
        groups.setdefault((place, defect.code, defect.why, reading), []).append(defect)
    notes = [
        _note(telegram, place, alike, letters(i))
        for i, ((place, *_), alike) in enumerate(sorted(groups.items(), key=lambda group: _rank(group[0][0])))
    ]
    at: dict[str, tuple[Note, ...]] = {}
    for note in notes:
        if note.place:
            at[note.place] = (*at.get(note.place, ()), note)
    return Apparatus(tuple(notes), at)


def _rank(place: str) -> tuple[int, int, bool]:
    """Return where on the page a place stands; what has none comes last."""
    paragraph = ANCHOR.fullmatch(place)
    if paragraph:
        return MARKED.index("p"), int(paragraph[1]), not paragraph[2]
    return MARKED.index(place) if place in MARKED else len(MARKED), 0, False


def _note(telegram: Telegram, place: str, alike: list[Defect], mark: str) -> Note:
    written = list(dict.fromkeys(d.written for d in alike if d.written and d.written.strip()))
    first = alike[0]
    return Note(
        mark=mark,
        place=place,
        written=tuple(written[:SHOWN]),
        more=max(0, len(written) - SHOWN),
        taken_as=first.taken_as if len(written) == 1 else None,
        why=first.why,
        code=first.code,
        line=line_of(telegram, first.span),
    )


def place_of(telegram: Telegram, defect: Defect) -> str:
    """Return where in the reading view a defect is marked: `p5.number`, `p5`, `tags`, or "" for nowhere."""
    field = defect.field or ""
    match = PARAGRAPH.match(field)
    if match and int(match[1]) < len(telegram.paragraphs):
        anchor = f"p{int(match[1]) + 1}"
        return f"{anchor}.number" if match[2] in ("number", "portion") else anchor
    index = _paragraph_around(telegram.paragraphs, defect)
    if not field and index is not None:
        return f"p{index + 1}"
    name = INDEX.sub("", field).partition(".")[0]
    if name == "precedence":
        return _precedence_of(telegram, defect)
    name = ATTRIBUTES.get(name, name)
    return name if name in MARKED else ""


def _precedence_of(telegram: Telegram, defect: Defect) -> str:
    kinds = (s.kind for s in telegram.segments if defect.span is not None and s.span.covers(defect.span))
    return PRECEDENCE.get(next(kinds, ""), "")


def _paragraph_around(paragraphs: tuple[Paragraph, ...], defect: Defect) -> int | None:
    for i, paragraph in enumerate(paragraphs):
        if defect.span is not None and paragraph.span.covers(defect.span):
            return i
    return None
