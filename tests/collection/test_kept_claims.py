"""What is kept of each telegram's claims: made once, enough by itself, and never in the way of an answer."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from reftel.collection import Collection
from reftel.collection.contrasts import Against, kept
from reftel.extract.contrast import Card
from tests.collection.contrasts import BODIES, contrasted
from tests.collection.said import annotated, made

ALL = Against(weak=True)


def cards(mine: Path) -> list[Card]:
    with Collection.open(mine) as held:
        return sorted(held.contrasts(ALL, limit=None).cards, key=repr)


def read_by(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Note which telegrams have their claims read from now on."""
    numbers: list[int] = []
    usual = kept.packed

    def noting(rows: Any, judged: Any = ()) -> Any:
        numbers.append(rows.number)
        return usual(rows, judged)

    monkeypatch.setattr(kept, "packed", noting)
    return numbers


def forget(mine: Path, *tables: str) -> None:
    with closing(sqlite3.connect(mine / "telegrams.sqlite")) as db, db:
        for table in tables:
            db.execute(f"DELETE FROM {table}")


def test_only_telegrams_that_are_new_have_their_claims_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = contrasted(tmp_path, {n: BODIES[n] for n in (1, 3)})
    numbers = read_by(monkeypatch)
    made(tmp_path, {2: BODIES[2]})
    annotated(mine)
    assert len(numbers) == 1
    contrasted(tmp_path / "at once", {n: BODIES[n] for n in (1, 2, 3)})
    assert cards(mine)
    assert [c.why for c in cards(mine)] == [c.why for c in cards(tmp_path / "at once" / "mine")]


def test_a_judgement_has_the_claims_read_again_of_the_telegrams_it_touches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine, _ = contrasted(tmp_path)
    with Collection.open(mine) as held:
        held.said.judge("Ruth Claverton", "Ibáñez", "same", on="2026-01-05")
    numbers = read_by(monkeypatch)
    annotated(mine)
    assert len(numbers) == 2  # the first and the third telegram name them
    annotated(mine)
    assert len(numbers) == 2


def test_without_what_is_kept_the_answer_is_the_same(tmp_path: Path) -> None:
    mine, _ = contrasted(tmp_path)
    before = cards(mine)
    forget(mine, "kept_claims", "contrasted", "contrasts")
    assert before
    assert cards(mine) == before


def test_claims_that_cannot_be_read_are_told_and_the_others_stand(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = kept.claims_in

    def failing(rows: Any, *more: Any) -> Any:
        if "450" in rows.text:
            raise ValueError("an exercise failure")
        return usual(rows, *more)

    monkeypatch.setattr(kept, "claims_in", failing)
    mine, report = contrasted(tmp_path)
    assert (report.annotated, report.failed) == (4, 0)
    with Collection.open(mine) as held:
        found = held.contrasts(ALL)
    assert found.left_out.unread == 1
    assert any("300" in side.quote for card in found.cards for side in card.sides)


def test_processes_keep_what_one_keeps(tmp_path: Path) -> None:
    many = {n: f"1. (C) Ibáñez said that {n + 100} boats came to Marsaxlokk.\n" for n in range(1, 211)}
    told = []
    for workers in (1, 2):
        mine = made(tmp_path / str(workers), many)
        annotated(mine, workers=workers)
        with closing(sqlite3.connect(mine / "telegrams.sqlite")) as db:
            told.append(db.execute("SELECT * FROM kept_claims ORDER BY telegram_id").fetchall())
    assert len(told[0]) == 210
    assert told[0] == told[1]
