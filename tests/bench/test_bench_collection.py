"""Measuring a collection: small ones here; no speed is asserted, only that the right things are measured."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from bench.collection import fts, memory, readers
from bench.collection.__main__ import main
from bench.collection.asking import Timed, ask_all, by_kind, percentiles
from bench.collection.building import build_both, costs
from bench.collection.files import drop_from_memory
from bench.collection.queries import KINDS, queries
from bench.collection.readers import Reading
from bench.collection.report import Measured, section
from bench.corpus import SEED, made
from bench.corpus.files import write

COUNT = 60


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, a collection of it and the same texts in FTS5."""
    folder = tmp_path_factory.mktemp("bench")
    write(folder / "corpus", COUNT)
    built = build_both(folder / "corpus", COUNT, folder)
    assert (built.telegrams, built.text) == (COUNT, sum(len(made(i).raw) for i in range(COUNT)))
    assert built.seconds > 0 < built.fts_seconds
    fts.add_facts(folder / "fts.sqlite", (made(i).truth for i in range(COUNT)))
    return folder


def test_both_halves_are_loaded_into_fts(folder: Path) -> None:
    with sqlite3.connect(folder / "fts.sqlite") as db:
        assert db.execute("SELECT count(*), max(id) FROM telegrams").fetchone() == (COUNT, COUNT)
        found = db.execute("SELECT count(*) FROM words WHERE words MATCH 'exercise'").fetchone()
        facts = db.execute("SELECT count(*) FROM facts").fetchone()
    db.close()
    assert found == facts == (COUNT,)


def test_every_kind_of_query_is_asked_of_both_and_their_counts_agree(folder: Path) -> None:
    asked = queries(SEED, 6 * len(KINDS))
    timed = ask_all(folder / "collection", folder / "fts.sqlite", asked)
    kinds = by_kind(timed)
    assert [kind.name for kind in kinds] == [*KINDS, "all"]
    assert sum(t.found for t in timed) > 0
    assert [(t.query.reftel, t.found) for t in timed] == [(t.query.reftel, t.fts_found) for t in timed]


def test_queries_are_the_same_for_a_seed_and_none_comes_twice() -> None:
    asked = queries(SEED, 70)
    assert asked == queries(SEED, 70)
    assert len({query.reftel for query in asked}) == 70


def test_facets_of_fts_count_what_was_found(folder: Path) -> None:
    with sqlite3.connect(folder / "fts.sqlite", isolation_level=None) as db:
        found = fts.answer(db, fts.Asked("exercise"))
    db.close()
    assert found.total == COUNT == sum(count for _, count in found.facets["posts"])
    assert len(found.top) == fts.TOP
    assert all("[" in passage for _, passage in found.top)


def test_readers_meet_no_error_and_only_finished_batches(folder: Path) -> None:
    with readers.reading_room(folder / "collection") as address:
        reading = readers.read(address, 0.5)
    assert reading.requests > 0
    assert reading.wrong == ()
    assert set(reading.totals) <= {COUNT}


def test_the_cost_of_a_telegram_is_that_of_its_slice() -> None:
    found = costs(((10_000, 20.0), (20_000, 45.0)))
    assert found == [(10_000, pytest.approx(2.0)), (20_000, pytest.approx(2.5))]


def test_percentiles_are_milliseconds() -> None:
    p50, p95 = percentiles([n / 1000 for n in range(1, 101)])
    assert p50 == pytest.approx(50.5)
    assert 94 < p95 < 97


def test_memory_is_that_of_this_process_and_its_children() -> None:
    assert memory.family(os.getpid())[0] == os.getpid()
    assert memory.pss(os.getpid()) > 1_000_000
    assert memory.pss(2**22 + 1) == 0


def test_files_dropped_from_memory_are_still_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"abc")
    drop_from_memory(tmp_path)
    assert (tmp_path / "a").read_bytes() == b"abc"


def test_what_disagrees_is_told() -> None:
    query = queries(SEED, 1)[0]
    kinds = by_kind([Timed(query, 0.001, 0.002, 90, 100), Timed(query, 0.001, 0.002, 50, 50)])
    wrong = Reading(5, 1.0, 1.0, 2.0, ("x: status 500",), (1000, 1010))
    text = section(Measured(10, ("0.1", "0.2"), kinds=kinds, quiet=wrong, busy=wrong, between=(1010,)))
    assert "1 of 2 counts are the same; where they differ, by 10.0% at most" in text
    assert "x: status 500" in text
    assert "totals between batches were seen: 1010" in text


def test_the_command_measures_everything_and_writes_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "page.md"
    target.write_text("<!-- collection -->\n<!-- end of collection -->\n")
    words = ["--count", "1020", "--queries", "14", "--seconds", "0.3", "--folder", str(tmp_path)]
    assert main([*words, "--write", str(target)]) == 0
    text = target.read_text()
    for told in ("FTS5, loading alone", "three words, any", "while a build runs", "from start to end"):
        assert told in text
    assert "every total was that of a finished batch" in text
    assert text.split("<!-- collection -->\n\n")[1].startswith(capsys.readouterr().out.strip()[:40])
    assert sorted(p.name for p in tmp_path.iterdir()) == ["page.md"]
