"""`reftel diff`: two copies of a telegram, of a collection or of two files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.collection.exercise import write
from tests.release.made import BODY, OTHER_BODY, cable, released

OPENED = "A COUSIN OF THE MAYOR"


@pytest.fixture
def files(tmp_path: Path) -> Path:
    early = released(BODY.replace(OPENED, "[text not declassified]"))
    return write(
        tmp_path / "in", early=early, late=cable(), other=cable(OTHER_BODY, number="000046", subject="NETS")
    )


@pytest.fixture
def mine(run: Run, tmp_path: Path, files: Path) -> Path:
    assert run("build", tmp_path / "mine", files).exit_code == 0
    return tmp_path / "mine"


def flat(text: str) -> str:
    return " ".join(text.split())


def test_two_files_are_compared_with_signs_for_what_was_opened(run: Run, files: Path) -> None:
    done = run("diff", files / "early.txt", files / "late.txt")
    assert done.exit_code == 0
    assert f"[-[text not declassified].-]{{+{OPENED}.+}}" in flat(done.output)
    assert "5 newly opened, 0 newly withheld" in flat(done.output)
    assert "... 28 words the same ..." in flat(done.output)
    assert "LANTERNS ON THE NORTH QUAY" not in done.output
    assert "LANTERNS ON THE NORTH QUAY" in flat(
        run("diff", "--whole", files / "early.txt", files / "late.txt").output
    )


def test_one_number_of_two_copies_is_enough_and_the_earlier_comes_first(run: Run, mine: Path) -> None:
    told = json.loads(run("diff", mine, "08VALLETTA45", "--json").stdout)
    assert told["counts"]["opened"] == 5
    assert told["left"]["marks"] == 1
    key = told["right"]["key"]
    assert json.loads(run("diff", mine, told["left"]["key"], key, "--json").stdout) == told
    turned = json.loads(run("diff", mine, key, told["left"]["key"], "--json").stdout)
    assert turned["counts"]["withheld"] == 5


def test_exemption_codes_are_listed_with_their_meaning(run: Run, tmp_path: Path) -> None:
    folder = write(tmp_path, a=released(BODY.replace(OPENED, "(b)(6)")), b=cable())
    assert "B6 1 and 0 times personal privacy" in flat(run("diff", folder / "a.txt", folder / "b.txt").output)


def test_a_number_of_one_copy_or_of_none_says_what_to_do(run: Run, mine: Path) -> None:
    one = run("diff", mine, "08VALLETTA46")
    assert one.exit_code == 3
    assert "only one copy is held" in flat(one.output)
    none = run("diff", mine, "08VALLETTA47", "08VALLETTA46")
    assert none.exit_code == 3
    assert "is not held" in flat(none.output)
    two = run("diff", mine, "08VALLETTA45", "08VALLETTA46")
    assert two.exit_code == 3
    assert "Give two of their keys" in flat(two.output)


def test_a_file_that_cannot_be_compared_is_named(run: Run, files: Path) -> None:
    both = files / "both.txt"
    both.write_text(cable() + "\n\n" + cable(OTHER_BODY, number="000046"))
    done = run("diff", both, files / "late.txt")
    assert done.exit_code == 3
    assert "holds 2 telegrams" in flat(done.output)
    missing = run("diff", files / "late.txt", files / "nowhere.txt")
    assert missing.exit_code == 3
    assert "nowhere.txt" in missing.output


@pytest.mark.parametrize("words", [("one",), ("one", "two", "three", "four")])
def test_too_few_or_too_many_words_are_wrong_usage(run: Run, words: tuple[str, ...]) -> None:
    assert run("diff", *words).exit_code == 2


def test_a_search_names_the_copies_that_it_folded(run: Run, mine: Path) -> None:
    found = run("search", mine, "lanterns")
    assert "2 telegrams, 1 of them copies folded into another" in flat(found.output)
    assert "also held: 1 other copy (another release" in flat(found.output)
    told = json.loads(run("search", mine, "lanterns", "--json").stdout)
    assert (told["total"], told["folded"], len(told["hits"])) == (2, 1, 1)
    assert told["hits"][0]["also"][0]["relation"] == "another release"


def test_a_class_compares_what_it_may_see(run: Run, mine: Path) -> None:
    with (mine / "reftel.toml").open("a") as settings:
        settings.write('\n[[class]]\nname = "none"\nceiling = "UNCLASSIFIED"\n')
    hits = json.loads(run("search", mine, "", "--json").stdout)["hits"]
    early, late = (hit["card"]["key"] for hit in hits[:2])
    assert run("diff", mine, early, late).exit_code == 0
    refused = run("diff", mine, early, late, "--reader", "none")
    assert refused.exit_code == 3
    assert "is not held" in refused.stderr
