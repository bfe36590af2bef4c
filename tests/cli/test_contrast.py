"""`reftel contrast`: cards with exact passages, chosen by what they say, for every class of readers."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build, remove
from reftel.collection.contrasts import Against
from reftel.collection.leaks import leak_test
from tests.cli.conftest import Run
from tests.collection.contrasts import BODIES, contrasted
from tests.collection.said import annotated, write

PUBLIC = '\n[[class]]\nname = "public"\nceiling = "CONFIDENTIAL"\n'
SECRET = {
    **BODIES,
    5: "1. (S) Ruth Claverton denied that 450 crates lay on the quay of Marsaxlokk, where saffron hid.\n",
}


@pytest.fixture(scope="module")
def mine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return contrasted(tmp_path_factory.mktemp("contrast"))[0]


def cards(run: Run, mine: Path, *options: object) -> list[dict[str, object]]:
    done = run("contrast", mine, "--json", *options)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]


def quotes(card: dict[str, object]) -> list[str]:
    return [side["quote"] for side in card["sides"]]  # type: ignore[attr-defined]


def test_figures_denials_and_revisions_are_quoted_side_by_side(run: Run, mine: Path) -> None:
    found = cards(run, mine, "--kind", "contradiction")
    assert {card["kind"] for card in found} == {"figures", "denial"}
    (denial,) = [card for card in found if card["kind"] == "denial"]
    assert quotes(denial)[1] == "Ibáñez denied that pilots had inspected the survey vessel."
    (revision,) = cards(run, mine, "--kind", "revision")
    assert [side["figure"] for side in revision["sides"]] == ["120", "450"]  # type: ignore[attr-defined]
    assert "Both are said by the same speaker." in revision["why"]  # type: ignore[operator]


def test_a_repetition_is_no_contradiction(run: Run, mine: Path) -> None:
    found = cards(run, mine)
    assert not any("wheat" in quote for card in found for quote in quotes(card))


def test_a_summary_marked_lower_than_what_it_retells_is_warned_of(run: Run, mine: Path) -> None:
    (card,) = cards(run, mine, "--kind", "retelling")
    assert card["warning"] == "The summary is marked (C) and retells a paragraph marked (S)."
    assert len(cards(run, mine, "--telegram", "08VALLETTA4")) == 1
    told = run("contrast", mine, "--kind", "retelling").output
    assert "The quarantine station was flooded after the reservoir burst." in " ".join(told.split())


def test_cards_are_chosen_by_words_speaker_and_day(run: Run, mine: Path) -> None:
    assert len(cards(run, mine, "--about", "survey vessel", "--speaker", "Ibanez")) == 1
    assert cards(run, mine, "--speaker", "Ibanez", "--kind", "revision") == []
    assert cards(run, mine, "--from", "2009") == []
    assert "No claims stand against each other here." in run("contrast", mine, "--to", "2007").output
    assert run("contrast", mine, "--from", "soon").exit_code == 2
    assert run("contrast", mine, "--telegram", "08NOWHERE1").exit_code == 3


def test_what_is_not_annotated_is_told(run: Run, tmp_path: Path) -> None:
    mine, _ = contrasted(tmp_path)
    write(tmp_path / "source", {9: "1. (C) Ibáñez said that 900 crates lay on the quay of Marsaxlokk.\n"})
    build(mine, [tmp_path / "source"], parse=parse_and_check, workers=1)
    assert "1 telegram not annotated yet" in " ".join(run("contrast", mine).output.split())
    annotated(mine)
    found = cards(run, mine, "--about", "900 crates")
    assert len(found) == 3
    remove(mine, ["*9.txt"], parse=parse_and_check)
    assert cards(run, mine, "--about", "900 crates") == []


def test_an_edition_makes_cards_of_its_own_claims_alone(run: Run, tmp_path: Path) -> None:
    mine, _ = contrasted(tmp_path, SECRET)
    assert [card["kind"] for card in cards(run, mine, "--about", "saffron")] == ["denial"]
    with (mine / "reftel.toml").open("a", encoding="utf-8") as settings:
        settings.write(PUBLIC)
    annotated(mine)
    found = cards(run, mine, "--reader", "public")
    assert found
    assert not any("saffron" in quote for card in found for quote in quotes(card))
    with Collection.open(mine, reader="public") as held:
        assert held.contrasts(Against(about="saffron")).total == 0
    assert leak_test(mine, "public").leaks == ()


def test_names_offices_and_places_are_tables_when_asked(run: Run, mine: Path) -> None:
    def table(*words: object) -> list[dict[str, str]]:
        return list(csv.DictReader(run(*words).stdout.lstrip("\ufeff").splitlines()))

    people = table("people", mine, "--csv")
    assert [p["name"] for p in people] == [
        json.loads(line)["name"]
        for line in run("people", mine, "--json").output.splitlines()
        if line[0] == "{"
    ]
    (ibanez,) = table("people", mine, "Ibáñez", "--csv")
    assert "Ibáñez (2)" in ibanez["spellings"]
    assert int(ibanez["says"]) >= 1
    assert "Marsaxlokk" in {p["name"] for p in table("places", mine, "--csv")}
    assert {"office", "post", "source"} <= set(table("people", mine, "--post", "VALLETTA", "--csv")[0])
    assert run("people", mine, "--csv", "--json").exit_code == 2
    assert run("people", mine, "--judged", "--csv").exit_code == 2
