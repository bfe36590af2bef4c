"""The evaluation runs on the sample, holds the floors, and fails where one is missed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench import evaluate, floors
from bench.labels import LABELS, code, judge, score_labels
from bench.truth import agrees, score_truth
from reftel.sample import folder


def test_the_sample_is_read_as_well_as_its_floors_say(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate.main([]) == 0, capsys.readouterr().out


def test_every_sample_telegram_has_its_truth() -> None:
    rows = [json.loads(line) for line in (folder().parent / "truth.jsonl").read_text("utf-8").splitlines()]
    files = {path.relative_to(folder()).as_posix() for path in folder().rglob("*.txt")}
    assert files - {row["file"] for row in rows} == set()


def test_a_score_below_its_floor_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = floors.load()
    too_high = dict.fromkeys(kept["own"].floors, 1.01)
    floors.save({"own": floors.Kept(kept["own"].digest, too_high)}, tmp_path / "floors.json")
    monkeypatch.setattr(floors.load, "__defaults__", (tmp_path / "floors.json",))
    assert evaluate.main([]) == 1
    assert "own/all/mrn: 1.0000 is below its floor 1.0100" in capsys.readouterr().out


def test_a_wrong_answer_counts_and_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "R 141530Z SEP 08\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC\n\nTAGS: PREL\n"
    )
    truth = tmp_path / "truth.jsonl"
    truth.write_text(
        '{"file": "a.txt", "family": "x", "tags": ["PREL"], "from": "AMEMBASSY TUNIS", "reasons": []}\n'
    )
    cases = score_truth(truth, tmp_path)
    assert {field: score.right for field, score in cases.table["x"].items() if field != "family"} == {
        "tags": 1,
        "from": 0,
        "reasons": 1,
    }
    assert "a.txt from: got 'AMEMBASSY VALLETTA', wanted 'AMEMBASSY TUNIS'" in cases.wrong


def test_a_telegram_that_is_missing_answers_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("words\n")
    truth = tmp_path / "truth.jsonl"
    truth.write_text('{"file": "a.txt", "index": 3, "family": "x", "tags": []}\n')
    assert score_truth(truth, tmp_path).table["x"]["tags"].right == 0


def test_answers_agree_whatever_their_case_and_blanks() -> None:
    assert agrees({"name": "R. A. Claverton", "title": "?"}, {"name": "R. A.  CLAVERTON", "title": None})
    assert agrees([1, None], [1, None])
    assert not agrees([], ["PREL"])
    assert not agrees(None, "2018-12-22")
    assert not agrees({"number": 1}, None)


def test_labels_hold_no_text() -> None:
    words = {"sha256", "family", "header_end", "paragraphs", "items", "stamps", "furniture", "signature"}
    words |= {"protected", "section"}
    for line in LABELS.read_text("utf-8").splitlines():
        label = json.loads(line)
        assert set(label) <= words
        assert len(label["sha256"]) == 64
        for number, portion, name, start, end in label["paragraphs"]:
            assert number is None or number == "?" or number > 0
            assert portion is None or len(portion) <= 4
            assert name in (None, "?", "SUMMARY", "COMMENT", "ACTION REQUEST", "HEADING")
            assert 0 <= start < end


def test_enough_telegrams_of_every_family_are_labelled() -> None:
    labels = [json.loads(line) for line in LABELS.read_text("utf-8").splitlines()]
    assert len({label["sha256"] for label in labels}) == len(labels) >= 44
    assert len({label["family"] for label in labels}) >= 9


TELEGRAM = b"R 141530Z SEP 08\nFM AMEMBASSY VALLETTA\n\nSUBJECT: LAMPS\n\n1. (C) Words. \n\nWETHERSBY\n"
START, END = TELEGRAM.index(b"1."), TELEGRAM.index(b" \n\nW")
SIGNED = [TELEGRAM.index(b"WETH"), len(TELEGRAM) - 1]
EXACT = ("numbers", "portions", "labels", "header_end", "signature", "section")


@pytest.mark.parametrize(("off", "matched"), [((0, 0), 2), ((2, -2), 2), ((3, 0), 1), ((-3, 3), 0)])
def test_a_boundary_may_be_two_characters_off(off: tuple[int, int], matched: int) -> None:
    label = {
        "paragraphs": [[1, "C", None, START + off[0], END + off[1]]],
        "header_end": START - 2,
        "signature": [SIGNED],
        "section": None,
    }
    scores = {field: (hits, total) for field, hits, total, _ in judge(label, TELEGRAM)}
    assert scores.pop("boundaries") == (2 * matched, 4)
    assert scores == dict.fromkeys(EXACT, (1, 1))


def test_labels_fold_to_their_codes() -> None:
    written = {
        "SUMMARY AND COMMENT": "SUMMARY",
        "Embassy Comment": "COMMENT",
        "ACTION REQUESTED": "ACTION REQUEST",
    }
    assert {label: code(label) for label in written} == written
    assert (code("The Ship"), code(None)) == ("HEADING", None)


def test_a_folder_without_labelled_telegrams_has_no_label_scores(tmp_path: Path) -> None:
    assert score_labels(tmp_path) is None


def test_a_folder_that_is_none_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert evaluate.main(["--data", str(tmp_path / "nowhere")]) == 3
    assert "is not a folder" in capsys.readouterr().out


def test_cases_without_their_scorer_are_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    data = tmp_path / "data"
    (data / "header_cases").mkdir(parents=True)
    (data / "header_cases" / "cases.json").write_text("[]")
    assert evaluate.main(["--data", str(data), "--set", "headers"]) == 3
    assert "put the scorer" in capsys.readouterr().out
