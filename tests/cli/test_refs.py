from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_telegram_is_told_with_what_it_cites_and_who_cites_it(run: Run, sample_collection: Path) -> None:
    done = run("refs", sample_collection, "2008 VALLETTA 488")
    assert done.exit_code == 0
    assert "= 2008 STATE 133011 (certain)" in done.output
    assert "TUNIS 1265" in done.output
    told = json.loads(run("refs", sample_collection, "2008 VALLETTA 488", "--json").stdout)
    assert [u["resolution"]["status"] for u in told["references"]] == ["held", "not-held", "not-held"]
    assert all(c["sentences"] for c in told["cited_by"])


def test_without_a_number_the_states_are_counted(run: Run, sample_collection: Path) -> None:
    assert "not a telegram" in run("refs", sample_collection).output
    told = json.loads(run("refs", sample_collection, "--json").stdout)
    assert told["references"]["held"] > told["references"]["not-held"] > 0


def test_a_thread_has_what_is_not_held_in_its_place(run: Run, sample_collection: Path) -> None:
    done = run("refs", sample_collection, "2008 VALLETTA 488", "--thread")
    assert done.exit_code == 0
    assert "2007 VALLETTA 212 is not held, of 2007-0" in done.output
    told = json.loads(run("refs", sample_collection, "2008 VALLETTA 488", "--thread", "--json").stdout)
    assert told["root"] == "2008 VALLETTA 488"


def test_wrong_questions_are_told(run: Run, sample_collection: Path) -> None:
    assert run("refs", sample_collection, "--thread").exit_code == 2
    assert run("refs", sample_collection, "??").exit_code == 2
    assert run("refs", sample_collection, "07 VALLETTA 212").exit_code == 1
    assert run("refs", sample_collection, "??", "--thread").exit_code == 3
