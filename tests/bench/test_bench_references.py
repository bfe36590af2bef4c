"""The benches of references: labels are matched as they should be, made traffic is what it says it is."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from bench.references import lags, reading, years
from bench.references.known import Curve
from bench.references.reading import judge, numbered, score_references
from bench.references.report import years_section
from bench.references.sample import sample_tried
from bench.references.traffic import FIRST, WRONG, Citing, Traffic, year_of
from bench.references.years import Hidden, Tried, calibration, measure, share
from reftel.model import Mrn
from reftel.reading import parse
from reftel.refs.periods import bounds

HEADER = (
    "R 141530Z SEP 08\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC\n\nUNCLAS VALLETTA 000312\n\nTAGS: PREL\n"
)
RAW = (
    HEADER + "SUBJECT: LANTERNS\nREF: A. TUNIS 900 B. 07 LISBON 41\n\n"
    "1. Nobody counted them (ref A). Lisbon 2811 said so too.\n\n2. More by septel.\n\nWETHERSBY\n"
).encode()
KEY = hashlib.sha256(RAW).hexdigest()


def place(words: str) -> list[int]:
    start = RAW.decode().index(words)
    return [start, start + len(words)]


def label(**changed: object) -> dict[str, object]:
    found: dict[str, object] = {
        "sha256": KEY,
        "family": "x",
        "block": [
            ["A", "telegram", numbered(KEY, Mrn("TUNIS", 900, 1)), False, 2008],
            ["B", "telegram", numbered(KEY, Mrn("LISBON", 41, 1)), True, 2007],
        ],
        "uses": [
            [*place("ref A"), "letter", ["A"]],
            [*place("Lisbon 2811"), "number", [[numbered(KEY, Mrn("LISBON", 2811, 1)), False, 2008]]],
            [*place("septel"), "septel", []],
        ],
    }
    return {**found, **changed}


def scores(of: dict[str, object]) -> dict[str, tuple[int, int]]:
    telegrams = parse(RAW)
    counted: dict[str, tuple[int, int]] = {}
    for field, right, total, _ in judge(of, telegrams, Curve(telegrams), Counter()):
        before = counted.get(field, (0, 0))
        counted[field] = (before[0] + right, before[1] + total)
    return counted


def test_what_is_read_as_it_was_labelled_counts_as_right() -> None:
    found = scores(label())
    assert found["block recall"] == found["block precision"] == (2, 2)
    assert found["text recall"] == found["text precision"] == (3, 3)
    assert found["block year stated"] == (2, 2)
    assert found["year right"][1] == 2


@pytest.mark.parametrize(
    ("changed", "field", "score"),
    [
        ({"block": [["C", "telegram", "?", False, None]]}, "block recall", (0, 1)),
        ({"block": [["A", "telegram", "?", False, None]]}, "block recall", (1, 1)),
        ({"block": [["A", "telegram", "?", False, None]]}, "block precision", (1, 2)),
        ({"block": [["A", "airgram", None, False, None]]}, "block recall airgram", (0, 1)),
        ({"uses": [[*place("ref A"), "letter", ["B"]]]}, "text recall", (0, 1)),
        ({"uses": [[0, 4, "letter", ["A"]]]}, "text recall letter", (0, 1)),
        ({"uses": [[*place("septel"), "septel", []]]}, "text precision", (1, 3)),
    ],
)
def test_what_differs_from_its_label_counts_as_wrong(
    changed: dict[str, object], field: str, score: tuple[int, int]
) -> None:
    assert scores(label(**changed))[field] == score


def test_a_year_stated_wrongly_is_wrong() -> None:
    block = [["B", "telegram", numbered(KEY, Mrn("LISBON", 41, 1)), True, 2006]]
    assert scores(label(block=block))["block year stated"] == (0, 1)


def test_labelled_files_are_found_by_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    labels = tmp_path / "labels.jsonl"
    labels.write_text(json.dumps(label()) + "\n")
    monkeypatch.setattr(reading, "LABELS", labels)
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "other.txt").write_bytes(RAW + b"\n")
    assert score_references(tmp_path) is None
    (tmp_path / "x" / "mine.txt").write_bytes(RAW)
    cases = score_references(tmp_path)
    assert cases is not None
    assert cases.whole
    assert cases.table["x"]["block recall"].share == 1
    assert cases.notes[1].startswith("of 2 years left out certain ")


def test_the_labels_hold_no_words_of_the_telegrams() -> None:
    for line in reading.LABELS.read_text("utf-8").splitlines():
        row = json.loads(line)
        numbers = [number for _, _, number, _, _ in row["block"]]
        numbers += [one[0] for use in row["uses"] if use[2] == "number" for one in use[3]]
        assert all(n in (None, "?") or (len(n) == 16 and int(n, 16) >= 0) for n in numbers)


def test_numbers_rise_with_the_days_of_a_period_but_for_the_dates_that_are_wrong() -> None:
    traffic = Traffic(1)
    held = list(traffic.held(3000))
    assert len({one[:3] for one in held}) == 3000
    assert all(bounds(one.period)[0] <= one.day <= bounds(one.period)[1] for one in held)
    wrong = sum(one.day != one.dated for one in held) / len(held)
    assert WRONG / 2 < wrong <= WRONG * 1.3
    department = sorted(one for one in held if one.post == 0)
    for before, after in pairwise(department):
        if before.period == after.period and before.serial + 4000 < after.serial:
            assert before.day <= after.day


def test_citations_point_back_as_far_as_was_measured() -> None:
    traffic = Traffic(1)
    held = list(traffic.held(3000))
    citations = list(Citing(traffic, held).citations(4000, held))
    last = sum(c.year < c.own_year for c in citations) / len(citations)
    assert 0.05 < last < 0.25
    assert min(c.year for c in citations) >= FIRST
    assert max(c.year for c in citations) <= max(year_of(one) for one in held) + 1
    assert dict(lags.shares())[365] > 0.9


def test_certain_years_are_right_and_more_are_right_than_by_the_own_year() -> None:
    row = measure(4000, Hidden(0.1), count=1500)
    assert len(row.tried) == 1500
    assert row.held < 4000
    certain = [t.right for t in row.tried if t.sure == "certain"]
    assert certain
    assert share(certain) > 0.98
    assert share(t.right for t in row.tried) > share(t.own_right for t in row.tried) + 0.05


def test_whole_years_of_posts_are_hidden_together() -> None:
    traffic = Traffic(1)
    held = list(traffic.held(2000))
    kept = set(years._kept(held, Hidden(0.5, whole_years=True), 1))
    by_period: dict[tuple[int, int], set[bool]] = {}
    for one in held:
        by_period.setdefault((one.post, one.period), set()).add(one in kept)
    assert all(len(both) == 1 for both in by_period.values())
    assert 0 < len(kept) < len(held)


def test_calibration_sets_what_was_claimed_beside_what_was_right() -> None:
    found = [Tried("likely", 0.9, right, False, False) for right in (True, True, True, False)]
    assert calibration(found) == [(0.9, 0.95, 4, 0.9, 0.75)]


def test_years_that_the_sample_leaves_out_are_inferred() -> None:
    sample = sample_tried()
    undated = [one.tried for one in sample if not one.stated]
    assert len(undated) > 100
    assert share(t.right for t in undated if t.sure == "certain") == 1
    assert share(t.right for t in undated) > 0.97


def test_the_page_shows_the_years_with_january_and_the_own_year_beside_them() -> None:
    tried = [Tried("certain", 0.996, True, False, True), Tried("open", 0.4, False, True, False)]
    page = years_section([years.Row(10, Hidden(0.5), "measured", tried)], [])
    assert "| 10 | 50% | as measured | 2 | 100.00% | 50.0% | 50.0% | 50% | 0% | 50% |" in page
    assert "|  |  | of January | 1 | 100.00% | 100.0% | 0.0% | 100% | 0% | 0% |" in page


def test_every_reference_of_a_made_collection_is_concluded(tmp_path: Path) -> None:
    from bench.references import cost
    from bench.references.report import cost_section

    cost.fill(tmp_path / "mine", 400)
    found = cost.conclude(tmp_path / "mine", 400)
    assert found.references > 400
    assert sum(found.sure.values()) == found.references
    assert found.held > 0
    page = cost_section(
        [found._replace(seconds=2.0, computing=1.0, references=1000, held=250, peak=5_000_000)]
    )
    assert "| 400 | 1,000 | 2 | 1 | 1000 | 5 MB | 25% |" in page
