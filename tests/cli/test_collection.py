"""Building a collection and asking it: build, status, search, show, missing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.collection.exercise import write
from tests.release.made import OTHER_BODY, cable


@pytest.fixture
def sources(tmp_path: Path, telegram: Path) -> Path:
    """Three telegrams, and three files that are none."""
    folder = tmp_path / "telegrams"
    folder.mkdir()
    for name in ("08VALLETTA483.txt", "08VALLETTA484-485.txt", "08VALLETTA486.txt"):
        shutil.copy(telegram.with_name(name), folder / name)
    return folder


def add_what_is_no_telegram(folder: Path) -> None:
    (folder / "empty.txt").write_bytes(b"")
    (folder / "noise.bin").write_bytes(bytes(range(256)) * 20)
    (folder / "recipe.txt").write_text("Two eggs, some flour, and patience.\n")


def test_a_build_counts_and_a_second_one_adds_nothing(run: Run, tmp_path: Path, sources: Path) -> None:
    first = run("build", tmp_path / "mine", sources)
    assert first.exit_code == 0, first.output
    assert "3 files seen = 3 added + 0 unchanged + 0 duplicates + 0 rejected" in flat(first.output)
    second = run("build", tmp_path / "mine", sources, "--json")
    report = json.loads(second.stdout)
    assert (report["seen"], report["added"], report["unchanged"]) == (3, 0, 3)


def test_files_that_are_no_telegrams_are_listed_and_the_exit_code_says_so(
    run: Run, tmp_path: Path, sources: Path
) -> None:
    add_what_is_no_telegram(sources)
    done = run("build", tmp_path / "mine", sources)
    assert done.exit_code == 1
    assert "6 files seen = 3 added + 0 unchanged + 0 duplicates + 3 rejected" in flat(done.output)
    for name in ("empty.txt", "noise.bin", "recipe.txt"):
        assert name in done.output
    status = run("status", tmp_path / "mine")
    assert status.exit_code == 0
    assert "Not taken in (3)" in status.output
    assert len(json.loads(run("status", tmp_path / "mine", "--json").stdout)["rejects"]) == 3


def test_many_rejects_are_counted_beyond_the_first_twenty(run: Run, tmp_path: Path, sources: Path) -> None:
    for i in range(25):
        (sources / f"empty{i:02d}.txt").write_bytes(b"")
    done = run("build", tmp_path / "mine", sources)
    assert "and 5 more" in done.output
    assert "empty24.txt" not in done.output
    assert "empty24.txt" in run("status", tmp_path / "mine").output


def test_a_source_that_does_not_exist_is_told(run: Run, tmp_path: Path) -> None:
    done = run("build", tmp_path / "mine", tmp_path / "nowhere")
    assert done.exit_code in (1, 3)
    assert "nowhere" in done.output
    assert "Traceback" not in done.output


@pytest.mark.parametrize(
    "words", [("search", "x"), ("show", "08VALLETTA1"), ("missing",), ("status",), ("serve",)]
)
def test_a_collection_that_is_not_there_is_one_line(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    done = run(words[0], tmp_path / "nowhere", *words[1:])
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")
    assert "nowhere" in done.stderr
    assert done.stderr.count("\n") == 1


def test_a_search_shows_the_words_that_answer(run: Run, sample_collection: Path) -> None:
    done = run("search", sample_collection, '"survey vessel"')
    assert done.exit_code == 0
    assert "survey vessel" in done.output.lower()
    assert "2008 VALLETTA 483" in done.output
    results = json.loads(run("search", sample_collection, '"survey vessel"', "--json").stdout)
    assert results["total"] >= len(results["hits"]) >= 1


def test_the_query_may_be_several_words(run: Run, sample_collection: Path) -> None:
    one = run("search", sample_collection, "survey vessel", "--json").stdout
    assert run("search", sample_collection, "survey", "vessel", "--json").stdout == one


def test_a_search_pages(run: Run, sample_collection: Path) -> None:
    first = run("search", sample_collection, "vessel", "--limit", 2)
    assert "1 to 2 shown" in first.output
    assert "--offset 2" in first.output
    whole = json.loads(run("search", sample_collection, "vessel", "--json", "-n", 4).stdout)
    second = json.loads(run("search", sample_collection, "vessel", "--json", "-n", 2, "--offset", 2).stdout)
    assert second["hits"] == whole["hits"][2:]


def test_nothing_found_is_an_answer(run: Run, sample_collection: Path) -> None:
    done = run("search", sample_collection, "xylophonists")
    assert done.exit_code == 0
    assert "Nothing answers" in done.output


def test_a_query_that_cannot_be_read_is_one_line(run: Run, sample_collection: Path) -> None:
    done = run("search", sample_collection, '"survey')
    assert done.exit_code == 3
    assert done.stderr.startswith("reftel: ")


@pytest.mark.parametrize(
    "number", ["2008 VALLETTA 483", "08VALLETTA483", "08 VALLETTA 00483", "VALLETTA 483", "valletta 0483"]
)
def test_a_number_is_found_in_any_way_of_writing(run: Run, sample_collection: Path, number: str) -> None:
    done = run("show", sample_collection, number)
    assert done.exit_code == 0
    assert done.output.startswith("2008 VALLETTA 483")
    record = json.loads(run("show", sample_collection, *number.split(), "--json").stdout)
    assert record["mrn"] == "2008 VALLETTA 483"


def test_several_telegrams_of_one_number_are_listed(run: Run, sample_collection: Path) -> None:
    done = run("show", sample_collection, "08VALLETTA491")
    assert done.exit_code == 0
    assert "2 telegrams bear this number" in done.output
    assert "08VALLETTA491-corrected.txt" in done.output
    assert len(run("show", sample_collection, "08VALLETTA491", "--json").stdout.splitlines()) == 2


def test_a_number_that_is_not_held_tells_who_cites_it(run: Run, sample_collection: Path) -> None:
    done = run("show", sample_collection, "08STATE132644")
    assert done.exit_code == 1
    assert "is not held" in done.output
    assert "cited by 2008 VALLETTA 483" in done.output
    near = json.loads(run("show", sample_collection, "08STATE132644", "--json").stdout)
    assert near["cited_by"][0]["letter"] == "A"


def test_what_is_no_number_is_wrong_usage(run: Run, sample_collection: Path) -> None:
    done = run("show", sample_collection, "hello")
    assert done.exit_code == 2
    assert "2008 VALLETTA 483" in done.output


def test_missing_lists_what_is_cited_and_not_held(run: Run, sample_collection: Path) -> None:
    done = run("missing", sample_collection)
    assert done.exit_code == 0
    assert "2008 STATE 132644 is cited" in done.output
    lines = run("missing", sample_collection, "--json", "-n", 3).stdout.splitlines()
    assert len(lines) == 3
    assert all(json.loads(line)["cited_by"] for line in lines)


def flat(output: str) -> str:
    return " ".join(output.split())


def test_several_telegrams_of_a_number_say_how_they_belong_together(
    run: Run, sample_collection: Path
) -> None:
    done = flat(run("show", sample_collection, "VALLETTA 491").output)
    assert "2 telegrams bear this number" in done
    assert "08VALLETTA491-corrected.txt To" in done
    assert "corrected copy. It says" in done
    assert "separate section." in flat(run("show", sample_collection, "LISBON 2811").output)


def test_a_telegram_that_only_shares_a_number_says_so(run: Run, tmp_path: Path) -> None:
    other = cable(OTHER_BODY, subject="NETS")
    run("build", tmp_path / "mine", write(tmp_path / "in", one=cable(), other=other))
    done = flat(run("show", tmp_path / "mine", "VALLETTA 45").output)
    assert done.count("A telegram of its own: of the others here none is a copy of it.") == 2
