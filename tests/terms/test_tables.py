"""The tables of facts: every row has its columns, its source, and a key of its own."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest

from reftel.terms import levels, orders, posts, tables

# Table, the columns that together are its key, the columns that may not be empty.
TABLES = (
    ("acronyms", ("code", "kind", "expansion"), ("code", "expansion", "kind")),
    ("attributes", ("column",), ("column", "display", "field")),
    ("captions", ("code",), ("code", "meaning", "kind", "era")),
    ("collectives", ("name",), ("name", "era")),
    ("nations", ("form",), ("form", "nation", "kind")),
    ("offices", ("form",), ("form", "office")),
    ("posts", ("station",), ("station", "spaced_name", "plad", "post_type")),
    ("precedence", ("name",), ("name", "era")),
    ("reporting_words", ("word", "kind"), ("word", "kind", "manner")),
    ("routing_indicators", ("indicator",), ("indicator", "name", "kind")),
    ("titles", ("word", "kind"), ("word", "kind")),
    ("tags", ("code", "kind", "name"), ("code", "kind")),
)
NAMES = [t[0] for t in TABLES]


@pytest.mark.parametrize(("table", "key", "needed"), TABLES, ids=NAMES)
def test_every_row_is_whole_and_has_a_source(
    table: str, key: tuple[str, ...], needed: tuple[str, ...]
) -> None:
    for line, row in enumerate(tables.rows(table), start=2):
        assert None not in row, f"{table}.csv line {line} has more cells than columns"
        assert None not in row.values(), f"{table}.csv line {line} has fewer cells than columns"
        for column in (*needed, "source"):
            assert row[column].strip(), f"{table}.csv line {line}: {column} is empty"


@pytest.mark.parametrize(("table", "key", "needed"), TABLES, ids=NAMES)
def test_no_key_stands_twice(table: str, key: tuple[str, ...], needed: tuple[str, ...]) -> None:
    counts = Counter(tuple(row[k] for k in key) for row in tables.rows(table))
    assert [k for k, n in counts.items() if n > 1] == []


def test_every_era_of_a_tags_code_is_known() -> None:
    for row in tables.rows("tags"):
        eras = re.findall(r"era:(\S+?)(?=[;\s]|$)", row["notes"])
        assert eras, f"{row['code']} has no era"
        assert set(eras) <= {"1973-79", "2000s", "2024"}, row["code"]


def test_every_kind_of_tags_code_is_known() -> None:
    assert {row["kind"] for row in tables.rows("tags")} == {
        "subject",
        "program",
        "geographic",
        "organization",
    }


def test_the_years_of_a_caption_are_in_order() -> None:
    for row in tables.rows("captions"):
        first, last = row["first_year"], row["last_year"]
        assert all(re.fullmatch(r"(?:19|20)\d\d|", y) for y in (first, last)), row["code"]
        assert not (first and last) or first <= last, row["code"]


def test_posts_stand_on_the_globe() -> None:
    for post in posts.all_posts():
        assert post.station == tables.squeeze(post.name), post.station
        assert (post.lat is None) == (post.lon is None), post.station
        if post.lat is not None and post.lon is not None:
            assert -90 <= post.lat <= 90
            assert -180 <= post.lon <= 180
        assert post.iso2 is None or re.fullmatch(r"[A-Z]{2}", post.iso2), post.station


def test_routing_indicators_name_posts_of_the_table() -> None:
    stations = {p.station for p in posts.all_posts()}
    named = {r["post_or_agency"] for r in tables.rows("routing_indicators")} - {""}
    assert named <= stations


def test_blocks_of_routing_indicators_run_forward() -> None:
    for row in tables.rows("routing_indicators"):
        assert re.fullmatch(r"R[A-Z]{3,7}", row["indicator"])
        if row["range_end"]:
            assert len(row["range_end"]) == len(row["indicator"])
            assert row["indicator"] < row["range_end"]


def test_levels_of_the_table_are_those_of_the_code() -> None:
    assert tuple(row["name"] for row in tables.settings("levels")["level"]) == levels.LEVELS


def test_orders_follow_each_other_without_a_gap() -> None:
    listed = orders.all_orders()
    ends = [o.until for o in listed]
    assert ends[-1] is None
    for earlier, later in itertools.pairwise(listed):
        assert earlier.until is not None
        assert earlier.until < later.in_force
        assert orders.in_force(earlier.until) == earlier
        assert orders.in_force(later.in_force) == later


@pytest.mark.parametrize("part", ["order", "reason", "schedule"])
def test_every_part_of_the_orders_has_a_source(part: str) -> None:
    known = {o.number for o in orders.all_orders()} | {"13292"}
    for row in tables.settings("orders")[part]:
        assert row["source"]
        assert set(row.get("orders", [])) <= known


def test_every_signal_has_a_source() -> None:
    for name, row in tables.settings("signals")["signals"].items():
        assert re.fullmatch(r"Z[A-Z]{2}", name)
        assert row["means"]
        assert row["source"]
        assert bool(row.get("unverified")) >= ("not found" in row["means"])
