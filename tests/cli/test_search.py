"""Searching from the command line: what is explained, narrowed, likened and told of numbers."""

from __future__ import annotations

import json
import re
from pathlib import Path

from tests.cli.conftest import Run


def flat(text: str) -> str:
    return " ".join(text.split())


def test_the_counts_below_an_answer_narrow_it(run: Run, sample_collection: Path) -> None:
    shown = flat(run("search", sample_collection, "harbor OR boat").output)
    counts = re.findall(r"(country:Malta|year:2009|tags:EWWT|caption:NOFORN) (\d+)", shown)
    assert len(counts) == 4
    for part, count in counts:
        narrowed = run("search", sample_collection, "harbor OR boat", "--narrow", part, "--json")
        results = json.loads(narrowed.stdout)
        assert results["total"] == int(count), part
        assert results["query"] == f"(harbor OR boat) {part}"


def test_so_many_values_of_each_count_are_shown_as_asked_for(run: Run, sample_collection: Path) -> None:
    assert "posts:" not in run("search", sample_collection, "harbor", "--facets", 0).output
    one = flat(run("search", sample_collection, "harbor", "--facets", 1).output)
    assert re.search(r"posts: post:\w+ \d+ and \d+ more", one)


def test_a_code_found_by_its_meaning_is_explained(run: Run, sample_collection: Path) -> None:
    assert "tags:labor = ELAB" in flat(run("search", sample_collection, "tags:labor").output)
    results = json.loads(run("search", sample_collection, "tags:labor", "--json").stdout)
    assert results["explanations"][0].startswith("tags:labor = ELAB")


def test_a_number_not_held_shows_what_is_known_of_it(run: Run, sample_collection: Path) -> None:
    missing = json.loads(run("missing", sample_collection, "--json").stdout.splitlines()[0])
    shown = flat(run("search", sample_collection, missing["mrn"]).output)
    assert f"{missing['mrn']} is not held." in shown
    assert "cited by" in shown


def test_telegrams_like_one_are_listed(run: Run, sample_collection: Path) -> None:
    done = run("search", sample_collection, "--like", "08VALLETTA483", "-n", 3)
    assert done.exit_code == 0
    assert "Most like 2008 VALLETTA 483" in done.output
    told = json.loads(run("search", sample_collection, "--like", "08VALLETTA483", "-n", 3, "--json").stdout)
    assert told["like"]["mrn"] == "2008 VALLETTA 483"
    assert len(told["telegrams"]) == 3
    assert told["like"]["key"] not in {card["key"] for card in told["telegrams"]}


def test_a_query_or_a_number_is_wanted_and_one_that_is_held(run: Run, sample_collection: Path) -> None:
    assert run("search", sample_collection).exit_code == 2
    assert run("search", sample_collection, "harbor", "--like", "08VALLETTA483").exit_code == 2
    assert run("search", sample_collection, "--like", "08VALLETTA99999").exit_code == 2


def test_a_word_with_a_hyphen_before_it_is_left_out(run: Run, sample_collection: Path) -> None:
    def total(*query: str) -> int:
        return int(json.loads(run("search", sample_collection, *query, "--json").stdout)["total"])

    both, one = total("vessel"), total("vessel NOT survey")
    assert 0 < one < both
    assert total("vessel", "-survey") == total("-survey", "vessel") == one
    assert total("vessel", '-"survey vessel"') == total('vessel -"survey vessel"')
    assert total("vessel", "-post:TUNIS", "-n5") == total("vessel -post:TUNIS")
    assert total("vessel", "--narrow", "-post:TUNIS") == total("vessel -post:TUNIS")
    lines = run("export", "csv", sample_collection, "vessel", "-survey").stdout.splitlines()
    assert len(lines) == one + 1


def test_what_is_no_option_is_still_told(run: Run, sample_collection: Path) -> None:
    assert run("search", sample_collection, "vessel", "--nosuch").exit_code == 2
    assert run("search", sample_collection, "vessel", "-x").exit_code == 2


def test_copies_that_are_grouped_are_copies_to_a_query(run: Run, sample_collection: Path) -> None:
    found = json.loads(run("search", sample_collection, "has:copies", "--json").stdout)
    assert {also["relation"] for hit in found["hits"] for also in hit["also"]} >= {
        "another release", "corrected copy", "identical text", "separate section", "retransmission",
    }  # fmt: skip
    assert found["total"] == len(found["hits"]) + found["folded"]


def test_a_tags_code_that_is_none_is_told_with_one_that_is_near(run: Run, sample_collection: Path) -> None:
    shown = flat(run("search", sample_collection, "tags:PTRE").output)
    assert "tags:PTRE is neither a code that is known nor a word of what one means" in shown
    assert "near it is PTER (Terrorists and Terrorism)" in shown
    assert "neither a code" not in run("search", sample_collection, "tags:PTER caption:NODIS").output
