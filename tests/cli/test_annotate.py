"""`reftel annotate` and `reftel train` as they are typed."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from reftel.errors import ReftelError
from reftel.extract import opening
from reftel.extract.opening import SHIPPED
from tests.cli.conftest import Run

WORDS = "¶1. (U) Ambassador Vella told DCM on December 29 that the ship carried 400 lanterns.\n"


@pytest.fixture
def note(tmp_path: Path) -> Path:
    """Return a file that holds words and no telegram."""
    file = tmp_path / "note.txt"
    file.write_text(WORDS, encoding="utf-8")
    return file


def test_a_telegram_is_shown_paragraph_by_paragraph_in_its_own_words(run: Run, telegram: Path) -> None:
    done = run("annotate", telegram)
    assert done.exit_code == 0
    assert "2008 VALLETTA 483" in done.output
    assert "¶1" in done.output


def test_json_gives_the_words_annotated_and_places_in_them(run: Run, telegram: Path) -> None:
    done = run("annotate", "--json", telegram)
    told = json.loads(done.output)
    assert told["number"] == "2008 VALLETTA 483"
    raw = telegram.read_text("utf-8")
    assert "".join(raw[start:end] for start, end in told["pieces"]) == told["text"]
    spans = [d["span"] for d in told["dates"]] + [f["span"] for f in told["figures"]]
    assert spans
    assert all(told["text"][start:end].strip() for start, end in spans)


def test_a_text_without_a_telegram_is_annotated_whole(run: Run, note: Path) -> None:
    told = json.loads(run("annotate", "--json", note).output)
    assert told["text"] == WORDS
    assert [told["text"][d["span"][0] : d["span"][1]] for d in told["dates"]] == ["December 29"]


@pytest.mark.parametrize("file", ["attributions_sure.crfsuite", "mentions_judge.crfsuite"])
def test_a_model_that_is_missing_is_named_with_what_to_do(
    run: Run, note: Path, tmp_path: Path, file: str
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SHIPPED, own, ignore=shutil.ignore_patterns(f"{file}*"))
    done = run("annotate", "--models", own, note)
    assert done.exit_code == 3
    assert f"{own} has no model {file}." in done.stderr
    assert f"reftel train {file.partition('_')[0]}" in done.stderr
    (own / file).write_bytes(b"no model")
    done = run("annotate", "--models", own, note)
    assert done.exit_code == 3
    assert f"{own / file} is no model" in done.stderr


@pytest.mark.parametrize("what", ["attributions", "mentions"])
def test_models_that_were_taught_other_features_are_refused(
    run: Run, note: Path, tmp_path: Path, what: str
) -> None:
    own = tmp_path / "own"
    shutil.copytree(SHIPPED, own)
    told = own / f"{what}.toml"
    told.write_text(re.sub(r"features = \d+", "features = 1000", told.read_text()))
    done = run("annotate", "--models", own, note)
    assert done.exit_code == 3
    assert f"models of {what} in {own} were trained by another version" in done.stderr
    assert f"reftel train {what}" in done.stderr
    told.write_text("features = ")
    assert f"{told} cannot be read" in run("annotate", "--models", own, note).stderr


def test_a_model_of_reftels_own_that_is_missing_asks_to_install_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "SHIPPED", tmp_path)
    with pytest.raises(ReftelError, match=f"{tmp_path.name} has no model a_b.crfsuite.*install reftel again"):
        opening.open_model(tmp_path / "a_b.crfsuite")


def test_only_figures_are_shown_when_asked(run: Run, note: Path) -> None:
    done = run("annotate", "--only", "figures", note)
    assert "“400” 400 of “lanterns”" in done.output
    assert "December" not in done.output


def test_a_missing_file_does_not_stop_the_others(run: Run, note: Path) -> None:
    done = run("annotate", note.with_name("none.txt"), note)
    assert done.exit_code == 3
    assert "“400”" in done.output


def test_a_collection_is_annotated_alone(run: Run, note: Path, tmp_path: Path) -> None:
    folder = tmp_path / "held"
    folder.mkdir()
    (folder / "reftel.toml").write_text("", encoding="utf-8")
    assert run("annotate", folder, note).exit_code == 2
    assert run("annotate", "--only", "dates", folder).exit_code == 2
    assert run("annotate", "--again", note).exit_code == 2


BAD = {
    "{": "no JSON",
    '{"mentions": []}': "text is missing",
    '{"text": "AB", "mentions": [{"start": 0, "end": 9, "type": "person"}]}': "no stretch of the text",
    '{"text": "AB", "mentions": [{"start": 0, "end": 1, "type": "ship"}]}': "it is one of person",
    "[]": "one JSON object",
}


@pytest.mark.parametrize("line", BAD)
def test_a_line_that_cannot_be_learnt_from_is_named(run: Run, tmp_path: Path, line: str) -> None:
    file = tmp_path / "corrected.jsonl"
    file.write_text('{"text": "A", "mentions": []}\n' + line + "\n", encoding="utf-8")
    done = run("train", "mentions", file, "--out", tmp_path / "models")
    assert done.exit_code == 3
    assert f"{file.name}, line 2" in " ".join(done.output.split())
    assert BAD[line] in done.output
    assert not (tmp_path / "models").exists()


def test_one_text_is_too_little(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "corrected.jsonl"
    file.write_text('{"text": "A", "mentions": []}\n', encoding="utf-8")
    assert run("train", "mentions", file, "--out", tmp_path / "models").exit_code == 3
