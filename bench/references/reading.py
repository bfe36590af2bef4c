"""How well references are read: the REF block and the running text, against labels set by hand.

A label (`labels/references.jsonl`) is keyed by the SHA-256 of the file and holds no text: numbers are
hashes, places are code points of the decoded file.  An entry of the block is [letter, kind, number, year
stated, year]; a use in the text is [start, end, kind, what it means]: letters, places in the block, or
numbers as [number, year stated, year].  `?` is what cannot be read or told and is not asked.  The year is
the right one where a reader can tell it, stated or not.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bench.labels import UNREADABLE
from bench.references.known import Curve, resolved, told_of
from bench.score import CaseSet, Tally
from reftel.model import Mrn, Telegram
from reftel.reading import parse
from reftel.refs.uses import Use, find_uses

LABELS = Path(__file__).parents[1] / "labels" / "references.jsonl"

Label = dict[str, Any]
Meant = tuple[str, ...]  # letters, places or numbers, in order


class Entry(NamedTuple):
    """An entry of the REF block, labelled or read."""

    letter: str | None
    kind: str
    number: str | None


class Place(NamedTuple):
    """A use in the running text, labelled or read."""

    start: int
    end: int
    kind: str
    meant: Meant


def score_references(folder: Path) -> CaseSet | None:
    """Score every labelled telegram that the folder holds; none, where it holds none."""
    labels = {label["sha256"]: label for label in map(json.loads, LABELS.read_text("utf-8").splitlines())}
    tally, found, counts = Tally(), set(), Counter[str]()
    wrong: list[str] = []
    read = {path: (raw := path.read_bytes(), parse(raw)) for path in sorted(folder.glob("*/*.txt"))}
    curve = Curve(t for _, telegrams in read.values() for t in telegrams)
    for path, (raw, telegrams) in read.items():
        digest = hashlib.sha256(raw).hexdigest()
        if label := labels.get(digest):
            found.add(digest)
            for field, right, total, seen in judge(label, telegrams, curve, counts):
                tally.add(label["family"], field, right, total)
                if right < total:
                    wrong.append(f"{path.name} {field}: {seen}")
    if not found:
        return None
    notes = (f"{len(found)} of {len(labels)} labelled telegrams are in the folder", told_of(counts))
    whole = hashlib.sha256(LABELS.read_bytes() + "".join(sorted(found)).encode()).hexdigest()
    return CaseSet("references", "References", whole, tally.table(), wrong, notes, len(found) == len(labels))


def judge(
    label: Label, telegrams: Sequence[Telegram], curve: Curve, counts: Counter[str]
) -> Iterator[tuple[str, int, int, str]]:
    """Give each field asked of a file: right, total, and what was amiss."""
    key = label["sha256"]
    asked = [Entry(letter, kind, number) for letter, kind, number, *_ in label["block"]]
    given = [_entry(key, r.value) for t in telegrams for r in t.references]
    yield from _counted("block", asked, given, lambda one: one.kind, _same)
    wanted = [Place(start, end, kind, _meant(meant)) for start, end, kind, meant in label["uses"]]
    seen = [place for t in telegrams for place in _places(key, t)]
    yield from _counted("text", wanted, seen, lambda one: one.kind, _same_place)
    yield from _stated(key, label, telegrams)
    yield from resolved(told(label), numbers(key, telegrams), curve, counts)


def numbered(key: str, mrn: Mrn | None) -> str | None:
    """Return how a label writes a number."""
    if mrn is None:
        return None
    return hashlib.sha256(f"{key}|{mrn.post} {mrn.serial}".encode()).hexdigest()[:16]


def told(label: Label) -> dict[str, int]:
    """Return the numbers of a label that give no year of their own, and the year a reader can tell."""
    block = [(number, stated, year) for _, _, number, stated, year in label["block"]]
    uses = [tuple(one) for use in label["uses"] if use[2] == "number" for one in use[3]]
    return {
        number: year
        for number, stated, year in (*block, *uses)
        if number not in (None, UNREADABLE) and year and not stated
    }


def numbers(key: str, telegrams: Sequence[Telegram]) -> dict[str, tuple[Telegram, Mrn]]:
    """Return the numbers read in a file, by how a label writes them."""
    found: dict[str, tuple[Telegram, Mrn]] = {}
    for t in telegrams:
        named = [*(r.value.mrn for r in t.references), *(use.mrn for use in find_uses(t))]
        found.update({numbered(key, mrn) or "": (t, mrn) for mrn in named if mrn})
    return found


def _entry(key: str, reference: Any) -> Entry:
    return Entry(reference.letter, reference.kind, numbered(key, reference.mrn))


def _same(asked: Entry, given: Entry) -> bool:
    same = asked.letter == given.letter and asked.kind == given.kind
    return same and asked.number in (UNREADABLE, given.number)


def _same_place(asked: Place, given: Place) -> bool:
    near = asked.start < given.end and given.start < asked.end
    return near and asked.kind == given.kind and asked.meant in ((UNREADABLE,), given.meant)


def _meant(meant: Any) -> Meant:
    if meant == UNREADABLE:
        return (UNREADABLE,)
    return tuple(sorted(str(one[0]) if isinstance(one, list) else str(one) for one in meant))


def _places(key: str, t: Telegram) -> list[Place]:
    """Return the places of a telegram, what stands at one place taken together."""
    found: dict[tuple[int, int, str], set[str]] = {}
    for use in find_uses(t):
        meant = found.setdefault((use.span.start, use.span.end, use.kind), set())
        meant |= {word for word in (_points_to(key, t, use),) if word is not None}
    return [Place(*place, tuple(sorted(meant))) for place, meant in found.items()]


def _points_to(key: str, t: Telegram, use: Use) -> str | None:
    if use.kind == "number":
        return numbered(key, use.mrn)
    if use.entry is None:
        return None
    return t.references[use.entry].value.letter if use.kind == "letter" else str(use.entry)


def _counted(
    where: str, asked: list[Any], given: list[Any], kind_of: Any, same: Any
) -> Iterator[tuple[str, int, int, str]]:
    """Match each labelled one with one that was read; give recall and precision, together and by kind."""
    left = list(given)
    missed = []
    for one in asked:
        match = next((g for g in left if same(one, g)), None)
        if match is None:
            missed.append(one)
        else:
            left.remove(match)
    wanted, lost = Counter(map(kind_of, asked)), Counter(map(kind_of, missed))
    read, invented = Counter(map(kind_of, given)), Counter(map(kind_of, left))
    seen = f"missed {missed}, invented {left}"
    yield f"{where} recall", len(asked) - len(missed), len(asked), seen
    yield f"{where} precision", len(given) - len(left), len(given), seen
    for kind in sorted(wanted | read):
        yield f"{where} recall {kind}", wanted[kind] - lost[kind], wanted[kind], seen
        yield f"{where} precision {kind}", read[kind] - invented[kind], read[kind], seen


def _stated(key: str, label: Label, telegrams: Sequence[Telegram]) -> Iterator[tuple[str, int, int, str]]:
    """Ask of each number that was read whether it gives its year, and which."""
    read = {
        numbered(key, mrn): (mrn, r.value.year_inferred)
        for t in telegrams
        for r in t.references
        if (mrn := r.value.mrn)
    }
    for _, _, number, stated, year in label["block"]:
        if found := read.get(number):
            mrn, inferred = found
            right = inferred != stated and (not stated or mrn.year == year)
            yield (
                "block year stated",
                int(right),
                1,
                f"got {mrn}, inferred: {inferred}, wanted {stated} {year}",
            )
