"""The formats: whole, readable by others, and harmless."""

from __future__ import annotations

import csv
import doctest
import io
import json
import re
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel.export.csv
from reftel.collection import Collection, build
from reftel.collection.entries import Entry
from reftel.errors import QueryError, ReftelError
from reftel.export import FORMATS, format_named
from reftel.export.csv import COLUMNS, safe
from reftel.export.files import write_whole
from reftel.model import Telegram
from reftel.record import to_dict
from tests.collection import exercise
from tests.collection.exercise import telegram

EXPORT = Path(reftel.export.csv.__file__).parent
PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "profiles-and-exports.md"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A collection with values that are hard to carry."""
    made = tmp_path_factory.mktemp("export")
    source = exercise.write(
        made / "source",
        a=telegram(
            "2008 VALLETTA 1",
            "1. (U) Señor Ibáñez, vessel.\n",
            subject='=HYPERLINK("http://example.org","x"), "quoted"; and more',
            to="SECSTATE WASHDC, AMEMBASSY TUNIS",
            info="AMEMBASSY LISBON",
            tags="PREL, EFIS",
            captions="NODIS, EXDIS",
            CLASS="SECRET",
            ref="A. 2008 TUNIS 12; B. MEMO of May",
        ),
        b=telegram("2008 TUNIS 2", "1. (U) A vessel.\n", subject="'OSPREY' SAILS", date="2008-12"),
        c=telegram("2008 LISBON 3", "1. (U) Pilots.\n", subject="ÆRØ — ÑANDÚ"),
    )
    build(made / "mine", [source], parse=exercise.parse)
    return made / "mine"


@pytest.fixture
def held(folder: Path) -> Iterator[Collection]:
    with Collection.open(folder) as opened:
        yield opened


def written(held: Collection, form: str, query: str = "", order: str = "date") -> bytes:
    return b"".join(format_named(form).written(held.select(query, order=order)))


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_each_format_is_one_file_and_each_file_a_format_or_a_helper() -> None:
    helpers = {"__init__", "format", "files", "news_atom", "news_mail", "plots"}
    helpers |= {"claims_csv", "letter_pdf", "letter_text", "missing_csv", "names_csv"}
    assert {path.stem for path in EXPORT.glob("*.py")} - helpers == set(FORMATS)
    for name in FORMATS:
        form = format_named(name)
        assert form.name == name
        assert form.about


def test_the_page_has_every_column() -> None:
    found = re.search(r"<!-- csv columns -->(.*)<!-- /csv columns -->", PAGE.read_text(), re.DOTALL)
    assert found
    rows = re.findall(r"^\| `(\w+)` \| (.+) \|$", found[1], re.MULTILINE)
    assert rows == [(column.name, column.about) for column in COLUMNS]


def test_a_table_has_a_line_for_each_telegram_with_its_values(held: Collection) -> None:
    first, second, _ = table(written(held, "csv", order="number"))[::-1]
    assert (first["number"], first["to"]) == ("2008 VALLETTA 1", "SECSTATE WASHDC | AMEMBASSY TUNIS")
    assert (first["from"], first["info"]) == ("AMEMBASSY VALLETTA", "AMEMBASSY LISBON")
    assert (first["tags"], first["captions"]) == ("PREL | EFIS", "NODIS | EXDIS")
    assert (first["classification"], first["refs"]) == ("SECRET", "2008 TUNIS 12 | MEMO of May")
    assert (first["date"], second["date"]) == ("2008-12-22T10:00:00Z", "2008-12")
    assert first["source"] == "source/a.txt"
    assert held.card(first["key"]).words == int(first["words"])


def test_a_table_is_what_excel_and_others_read(held: Collection) -> None:
    data = written(held, "csv")
    assert data.startswith(b"\xef\xbb\xbfnumber,date,from,")
    assert data.count(b"\r\n") == data.count(b"\n") == 4
    assert {row["subject"] for row in table(data)} >= {"ÆRØ — ÑANDÚ"}


def test_no_value_of_a_table_is_calculated_and_each_can_be_had_back(held: Collection) -> None:
    subjects = {row["number"]: row["subject"] for row in table(written(held, "csv"))}
    assert subjects["2008 VALLETTA 1"].startswith("'=HYPERLINK(")
    back = {number: text.removeprefix("'") for number, text in subjects.items()}
    assert back == {card.mrn: card.subject for card in held.cards()}


@pytest.mark.parametrize(
    "value", ["=1", "+1", "-1", "@A1", " =1", "\t=1", "\tA", "\rA", "\n=1", "＝1", "'=1"]
)
def test_what_would_be_calculated_gets_an_apostrophe(value: str) -> None:
    assert safe(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "A = B", "1-2", "2008-12-22", "a@example.org", 5, None])
def test_what_would_not_stays_as_it_is(value: str | int | None) -> None:
    assert safe(value) == value


def test_examples_of_the_docstrings_hold() -> None:
    assert doctest.testmod(reftel.export.csv).failed == 0


def test_lines_of_json_hold_the_whole_record_and_where_it_came_from(held: Collection) -> None:
    lines = [json.loads(line) for line in written(held, "jsonl").splitlines()]
    assert len(lines) == 3
    for line in lines:
        assert line.pop("provenance") == {}
        read: Telegram = held.telegram(line["key"])
        assert line == json.loads(json.dumps(to_dict(read)))


def test_provenance_is_carried(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    source = exercise.write(tmp_path / "source", a=telegram())
    build(tmp_path / "mine", [source], parse=exercise.parse)
    with closing(sqlite3.connect(tmp_path / "mine" / "telegrams.sqlite")) as db:
        db.execute("UPDATE sources SET released_by = 'An archive', released_on = '2014-03', licence = 'CC0'")
        db.commit()
    with Collection.open(tmp_path / "mine") as held:
        (row,) = table(written(held, "csv"))
        assert (row["released_by"], row["released_on"], row["licence"]) == ("An archive", "2014-03", "CC0")
        record = json.loads(written(held, "jsonl"))
        told = {"released_by": "An archive", "released_on": "2014-03", "licence": "CC0"}
        assert record["provenance"] == told


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("order", ["date", "newest", "number", "relevance"])
def test_an_export_is_what_a_search_finds_in_its_order(held: Collection, form: str, order: str) -> None:
    wanted = [hit.card.key for hit in held.search("vessel", order=order).hits]
    data = written(held, form, "vessel", order)
    rows = table(data) if form == "csv" else [json.loads(line) for line in data.splitlines()]
    assert [row["key"] for row in rows] == wanted
    assert len(wanted) == 2


def test_a_query_that_cannot_be_read_is_told_before_anything_is_written(held: Collection) -> None:
    with pytest.raises(QueryError):
        held.select('"vessel')
    with pytest.raises(QueryError, match="no order"):
        held.select("vessel", order="size")


def test_a_selection_above_an_id_leaves_out_what_came_before(held: Collection) -> None:
    every = [i for part in held.select("").parts() for i in part]
    assert sorted(every) == [1, 2, 3]
    assert held.select("").reached == 3
    above = held.select("", above=1)
    assert (above.total, sorted(i for part in above.parts() for i in part)) == (2, [2, 3])
    assert held.select("", above=3).total == 0


def test_a_telegram_that_goes_meanwhile_is_counted_as_missing(tmp_path: Path) -> None:
    source = exercise.write(tmp_path / "source", a=telegram(), b=telegram("2008 TUNIS 2"))
    build(tmp_path / "mine", [source], parse=exercise.parse)
    with Collection.open(tmp_path / "mine") as held:
        selection = held.select("")
        exercise.write(source, b=telegram("2008 TUNIS 3"))
        build(tmp_path / "mine", [source], parse=exercise.parse)
        found: list[Entry] = list(selection.entries())
        assert [entry.number for entry in found] == ["2008 VALLETTA 488"]
        assert (selection.given, selection.total) == (1, 2)


@pytest.mark.parametrize("form", FORMATS)
def test_the_memory_does_not_grow_with_what_is_written(tmp_path: Path, form: str) -> None:
    """Of 2,000 telegrams no more is held at once than of some hundreds."""
    text = "====\n".join(
        telegram(f"2008 TUNIS {n}", f"1. (U) {n} " + "vessel " * 300) for n in range(1, 2001)
    )
    source = exercise.write(tmp_path / "source", a=text)
    build(tmp_path / "mine", [source], parse=exercise.parse)
    with Collection.open(tmp_path / "mine") as held:
        size, most = 0, 0
        written_so_far = format_named(form).written(held.select(""))
        next(written_so_far)
        tracemalloc.start()
        for piece in written_so_far:
            size += len(piece)
            most = max(most, len(piece))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    whole = {"csv": 3_000_000, "jsonl": size}[form]  # 500 entries take less than a megabyte
    assert peak < whole / 2
    assert most < 20_000


# -- files ---------------------------------------------------------------------------------------


def test_a_file_is_there_whole_or_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_bytes(b"before")

    def pieces() -> Iterator[bytes]:
        yield b"half"
        assert target.read_bytes() == b"before"
        raise KeyError("stopped")

    with pytest.raises(KeyError):
        write_whole(target, pieces())
    assert target.read_bytes() == b"before"
    assert write_whole(target, [b"af", b"ter"]) == 5
    assert [path.name for path in tmp_path.iterdir()] == ["out.csv"]
    assert target.read_bytes() == b"after"


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(ReftelError, match=r"nowhere.out\.csv cannot be written"):
        write_whole(tmp_path / "nowhere" / "out.csv", [b""])


def test_a_link_to_a_file_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"before")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    write_whole(tmp_path / "link", [b"after"])
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"after"
