"""`reftel missing`, `reftel request`, `reftel requests`: from the list to the letter to the ledger."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run

MOST_CITED = "2008 TUNIS 1265"


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
def mine(tmp_path: Path, sample_collection: Path) -> Path:
    """A copy of the sample that a test may write to."""
    return Path(shutil.copytree(sample_collection, tmp_path / "mine"))


def test_missing_tells_rank_dates_words_and_the_citing_sentences(run: Run, sample_collection: Path) -> None:
    done = run("missing", sample_collection, "--limit", 1)
    told = flat(done.output)
    assert f"{MOST_CITED} is cited 8 times and not held" in told
    assert "17 December 2008 to 24 December 2008, by the numbers held around it" in told
    assert "cited by 8 telegrams (8), from" in told
    assert "“We would now put ref B aside.”" in told
    assert "1 withdrawn, 1 held as a record without text; the first 1 are shown." in told


def test_missing_as_a_table_bears_no_formula_and_as_json_every_sentence(
    run: Run, sample_collection: Path
) -> None:
    done = run("missing", sample_collection, "tags:EWWT", "--post", "Tunis", "--from", "2008-12", "--csv")
    rows = list(csv.DictReader(io.StringIO(done.stdout_bytes.decode("utf-8-sig"))))
    assert rows[0]["number"] == MOST_CITED
    assert rows[0]["cited_by"].split(" | ")[0] == "2008 STATE 133011"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    (line,) = run("missing", sample_collection, "--json", "-n", 1).stdout.splitlines()
    assert len(json.loads(line)["cited_by"]) == 8


@pytest.mark.parametrize("words", [("--from", "yesterday"), ("--json", "--csv"), ("--state", "lost")])
def test_missing_refuses_what_it_cannot_read(
    run: Run, sample_collection: Path, words: tuple[str, ...]
) -> None:
    assert run("missing", sample_collection, *words).exit_code == 2


def test_a_letter_goes_to_standard_output_and_what_to_know_to_standard_error(run: Run, mine: Path) -> None:
    done = run(
        "request",
        mine,
        "2008",
        "TUNIS",
        "1265",
        "--date",
        "2026-01-31",
        "--kind",
        "foia",
        "--name",
        "A. Reader",
    )
    assert done.exit_code == 0
    assert "31 January 2026" in done.stdout
    assert "Freedom of Information Act (5 U.S.C. 552)" in flat(done.stdout)
    assert '"We would now put ref B aside."' in flat(done.stdout)
    assert "Beware: Check the agency's present address" in done.stderr
    assert "in [brackets] to fill in" in done.stderr


def test_letters_of_two_agencies_go_to_two_files(run: Run, mine: Path, tmp_path: Path) -> None:
    done = run(
        "request", mine, MOST_CITED, "1976 LISBON 4410", "--date", "2026-01-31", "-o", tmp_path / "l.pdf"
    )
    assert done.exit_code == 0, done.output
    assert sorted(p.name for p in tmp_path.glob("*.pdf")) == ["l-NARA-mdr.pdf", "l-STATE-mdr.pdf"]
    assert all(p.read_bytes().startswith(b"%PDF") for p in tmp_path.glob("*.pdf"))
    again = run("request", mine, MOST_CITED, "--date", "2026-01-31", "--json", "--no-ledger")
    assert json.loads(again.stdout)["items"][0]["mrn"] == MOST_CITED


def test_what_is_held_or_no_number_is_not_asked_for(run: Run, mine: Path, tmp_path: Path) -> None:
    held = run("request", mine, "08VALLETTA483")
    assert held.exit_code == 3
    assert "is held" in held.output
    assert run("request", mine, "the telegram").exit_code == 3
    assert run("request", mine, MOST_CITED, "-o", tmp_path / "l.docx").exit_code == 2
    assert not (mine / "requests.sqlite").exists()


def test_the_ledger_goes_from_draft_to_closed(run: Run, mine: Path, tmp_path: Path) -> None:
    run("request", mine, MOST_CITED, "--date", "2026-01-31", "--kind", "foia")
    added = run("requests", "add", mine, MOST_CITED, "--kind", "foia", "--on", "2026-02-01", "--case", "F-1")
    assert (
        "1  2008 TUNIS 1265  FOIA to STATE: asked; drafted 2026-01-31, asked 2026-02-01, case F-1"
        in added.output
    )
    assert "answered" in run("requests", "answer", mine, 1, "in", "the", "queue", "--on", "2026-02-02").output
    telegram = tmp_path / "08TUNIS1265.txt"
    sample = next((Path(__file__).parents[2] / "src").rglob("08TUNIS1268.txt")).read_text()
    telegram.write_text(sample.replace("001268", "001265").replace("1268", "1265"))
    built = run("build", mine, telegram)
    assert "1 request has been answered by what came: 2008 TUNIS 1265 (2026-02-01); closed." in flat(
        built.output
    )
    (line,) = run("requests", mine, "--json").stdout.splitlines()
    entry = json.loads(line)
    assert (entry["state"], entry["case"]) == ("closed", "F-1")
    assert run("show", mine, entry["closed_by"][:12]).exit_code == 0
    assert run("requests", mine, "--open", "--json").stdout == ""


def test_an_entry_is_closed_by_hand_and_an_unknown_one_is_told(run: Run, mine: Path) -> None:
    assert "Nothing was asked for." in run("requests", mine).output
    run("requests", "add", mine, MOST_CITED, "--kind", "mdr")
    closed = run("requests", "close", mine, 1, "--note", "found in a library", "--json")
    assert json.loads(closed.output)["note"] == "found in a library"
    gone = run("requests", "close", mine, 1)
    assert gone.exit_code == 3
    assert "no open request 1" in gone.output


def test_an_edition_has_no_ledger_and_knows_nothing_of_it(run: Run, mine: Path) -> None:
    settings = mine / "reftel.toml"
    settings.write_text(settings.read_text() + '\n[[class]]\nname = "public"\nceiling = "UNCLASSIFIED"\n')
    run("requests", "add", mine, MOST_CITED, "--kind", "mdr")
    done = run("request", mine, MOST_CITED, "--reader", "public", "--date", "2026-01-31")
    assert done.exit_code == 0, done.output
    assert "2008 STATE 133011" in done.stdout
    assert "2008 TUNIS 1271" not in done.stdout
    assert "put ref B aside" not in done.stdout
    assert not list((mine / "editions").rglob("requests.sqlite"))
    assert len(run("requests", mine, "--json").stdout.splitlines()) == 1
