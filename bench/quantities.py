"""Scores the dates and figures found in real telegrams against labels set by hand.

A label (`labels/dates.jsonl`, `labels/figures.jsonl`) is keyed by the SHA-256 of the file, or of a text of
data/mentions, and holds no text: `span` is the stretch that was read, a date is [start, end, earliest,
latest], a figure [start, end, low, high, currency, place of what is counted]; `?` is what was not asked, and
an entry that ends with `optional` is neither missed nor wrong.  A date is right where its place overlaps and
both days are the labelled ones, a figure where both numbers and the currency are; `counted` asks for what is
counted as well.  The half called `unseen` was labelled after the rules had been written from the other half.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench.labels import UNREADABLE
from bench.score import ALL, CaseSet, Tally
from reftel.extract.annotations import Annotations
from reftel.extract.scoring import Count, added, interval
from reftel.extract.steps import annotate
from reftel.model import Span, Telegram
from reftel.reading import parse

LABELS = Path(__file__).with_name("labels")
OPTIONAL = "optional"
_DRAWS = 300  # of the labels, for the intervals

Entry = list[Any]


class Answer(NamedTuple):
    """What was found at a place: what must be equal, and for a figure where what is counted stands."""

    span: Span
    value: tuple[Any, ...]
    counted: Span | None = None


def score_dates(data: Path) -> CaseSet | None:
    """Score the dates of every labelled text in the folder; none, where it holds none."""
    return _score("dates", "Dates", data)


def score_figures(data: Path) -> CaseSet | None:
    """Score the figures of every labelled text in the folder; none, where it holds none."""
    return _score("figures", "Figures", data)


def _score(name: str, title: str, data: Path) -> CaseSet | None:
    labels = [json.loads(line) for line in (LABELS / f"{name}.jsonl").read_text("utf-8").splitlines()]
    held = _held(data, {label["sha256"] for label in labels})
    tally, wrong, found = Tally(), [], set()
    by_label: list[dict[str, Count]] = []
    said: dict[str, Annotations] = {}
    for label in labels:
        key = label["sha256"]
        if key not in held:
            continue
        found.add(key)
        if key not in said:
            said[key] = annotate(held[key])
        counts: dict[str, Count] = {}
        for field, right, total, seen in judge(name, label, said[key]):
            counts[field] = (right / 2, total, 0)  # so that an F1 of counts is the share
            for family in (ALL, label["half"], label["family"]):
                tally.counts[family][field][0] += right
                tally.counts[family][field][1] += total
            if right < total:
                wrong.append(f"{key[:8]} {label['half']} {field}: {seen}")
        by_label.append(counts)
    if not found:
        return None
    lows = {f"{ALL}/{field}": interval(by_label, field, draws=_DRAWS)[0] for field in added(by_label)}
    raw = (LABELS / f"{name}.jsonl").read_bytes()
    digest = hashlib.sha256(raw + "".join(sorted(found)).encode()).hexdigest()
    texts = {label["sha256"] for label in labels}
    notes = (f"{len(found)} of {len(texts)} labelled texts are in the folder",)
    return CaseSet(name, title, digest, tally.table(), wrong, notes, len(found) == len(texts), lows)


def _held(data: Path, wanted: set[str]) -> dict[str, str | Telegram]:
    """Return the labelled texts that the folder holds: telegrams, and texts of data/mentions."""
    held: dict[str, str | Telegram] = {}
    for path in sorted(data.glob("telegrams/*/*.txt")):
        raw = path.read_bytes()
        digest = hashlib.sha256(raw).hexdigest()
        if digest in wanted:
            held[digest] = parse(raw)[0]
    for path in sorted(data.glob("mentions/*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            text = json.loads(line)["text"]
            held[hashlib.sha256(text.encode()).hexdigest()] = text
    return held


def judge(name: str, label: dict[str, Any], said: Annotations) -> Iterator[tuple[str, int, int, str]]:
    """Give F1 as right and asked, each counted twice, and precision and recall."""
    within = Span(*label["span"])
    given = [a for a in _answers(name, said) if within.covers(a.span)]
    checks = {"value": _same} if name == "dates" else {"value": _same, "counted": _same_counted}
    checks["place"] = _overlap
    for field, same in checks.items():
        asked, left = list(label[name]), list(given)
        missed = []
        for entry in asked:
            match = next(filter(partial(same, entry), left), None)
            if match is not None:
                left.remove(match)
            elif entry[-1] != OPTIONAL:
                missed.append(entry)
        optional = [e for e in asked if e[-1] == OPTIONAL]
        left = [a for a in left if not any(_overlap(e, a) for e in optional)]
        wanted = len(asked) - len(optional)
        right = wanted - len(missed)
        seen = f"missed {missed}, invented {left}"
        yield f"{field} F1", 2 * right, wanted + right + len(left), seen
        yield f"{field} precision", right, right + len(left), seen
        yield f"{field} recall", right, wanted, seen


def _answers(name: str, said: Annotations) -> Iterable[Answer]:
    if name == "dates":
        return [Answer(d.span, (d.earliest, d.latest)) for d in said.dates]
    return [Answer(f.span, (f.low, f.high, f.currency), f.counted) for f in said.figures]


def _overlap(entry: Entry, answer: Answer) -> bool:
    return bool(entry[0] < answer.span.end and answer.span.start < entry[1])


def _same(entry: Entry, answer: Answer) -> bool:
    return _overlap(entry, answer) and tuple(entry[2 : 2 + len(answer.value)]) == answer.value


def _same_counted(entry: Entry, answer: Answer) -> bool:
    if not _same(entry, answer):
        return False
    place, counted = entry[5], answer.counted
    if place == UNREADABLE:
        return True
    if place is None or counted is None:
        return place is None and counted is None
    return bool(place[0] < counted.end and counted.start < place[1])
