"""What concluding the references of a whole collection costs: time and memory, as it grows.

The rows of the tables are made without texts: telegrams, their TAGS and addressees, and about two
references each, none of which gives its year.  One process makes them, another concludes, so that the
memory measured is that of the work alone.
"""

from __future__ import annotations

import datetime as dt
import json
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from bench.references.traffic import Citing, Telegram, Traffic, year_of
from reftel.collection import conclusions, database
from reftel.collection.create import make
from reftel.collection.layout import Layout

COUNTS = (100_000, 300_000, 1_000_000)
SEED = 1
_CODES = ("PREL", "PGOV", "PTER", "ECON", "EFIN", "ETRD", "PHUM", "MARR", "CVIS", "AMGT")
_AT_ONCE = 50_000

Row = tuple[Any, ...]


class Cost(NamedTuple):
    """What it took: seconds by the clock and of computing, peak memory in bytes, and what came of it."""

    telegrams: int
    references: int
    seconds: float
    computing: float
    peak: int
    held: int
    sure: dict[str, int]


def measure(count: int, folder: Path | None = None) -> Cost:
    """Make a collection of so many telegrams and conclude what its references mean."""
    work = Path(tempfile.mkdtemp(prefix="reftel-references-", dir=folder))
    try:
        for step in ("make", "conclude"):
            command = [sys.executable, "-m", "bench.references.cost", step, str(work / "mine"), str(count)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
        return Cost(**json.loads(done.stdout))
    finally:
        shutil.rmtree(work, ignore_errors=True)


def fill(folder: Path, count: int) -> None:
    """Make the collection's tables and fill them."""
    layout = Layout(folder)
    make(layout, None, lambda step: None)
    traffic = Traffic(SEED)
    held = list(traffic.held(count))
    citing = Citing(traffic, held)
    with closing(database.open_to_write(layout)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        for first in range(0, count, _AT_ONCE):
            some = tuple(enumerate(held[first : first + _AT_ONCE], start=first + 1))
            with database.transaction(db):
                _insert(db, "telegrams", _TELEGRAMS, (_telegram(traffic, n, one) for n, one in some))
                _insert(db, "tags", ("telegram_id", "place", "code"), _tags(some))
                _insert(db, "addressees", _ADDRESSEES, _addressees(traffic, some))
                _insert(db, "refs", _REFS, _references(traffic, citing, some))
        db.execute("ANALYZE")


_TELEGRAMS = (
    *("id", "key", "source_id", "batch", "span_start", "span_end", "family", "mrn", "mrn_year", "mrn_post"),
    *("mrn_serial", "date", "year", "post", "subject", "words"),
)
_ADDRESSEES = ("telegram_id", "place", "role", "plad", "post", "collective", "excluded")
_REFS = (
    *("telegram_id", "place", "kind", "mrn", "mrn_year", "mrn_post", "mrn_serial", "text", "year_inferred"),
    *("notal", "span_start", "span_end"),
)

Numbered = tuple[tuple[int, Telegram], ...]


def _insert(db: sqlite3.Connection, table: str, columns: tuple[str, ...], rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(columns))
    db.executemany(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows)


def _telegram(traffic: Traffic, number: int, one: Telegram) -> Row:
    year, post = year_of(one), traffic.name(one.post)
    date = dt.date.fromordinal(one.dated)
    subject = f"MATTER {number % 1000} OF THE HARBOR COMMITTEE"
    return (
        *(number, f"{number:064x}", 1, 1 + number // _AT_ONCE, 0, 1, "text_2000s"),
        *(f"{year} {post} {one.serial}", year, post, one.serial),
        *(date.isoformat(), date.year, post, subject, 900),
    )


def _tags(some: Numbered) -> Iterator[Row]:
    for number, _ in some:
        yield number, 0, _CODES[number % len(_CODES)]
        yield number, 1, _CODES[number // 7 % len(_CODES)]


def _addressees(traffic: Traffic, some: Numbered) -> Iterator[Row]:
    for number, one in some:
        for place, post in enumerate((0 if one.post else 1, number % traffic.posts)):
            name = traffic.name(post)
            yield number, place, "info" if place else "action", f"AMEMBASSY {name}", name, 0, "[]"


def _references(traffic: Traffic, citing: Citing, some: Numbered) -> Iterator[Row]:
    for number, me in some:
        own = dt.date.fromordinal(me.dated).year
        for place, one in enumerate(citing.of(me, Random(number))):
            post = traffic.name(one.post)
            written = f"{post} {one.serial}"
            mrn = (f"{own} {written}", own, post, one.serial)
            yield number, place, "telegram", *mrn, written, 1, 0, 0, 1


def conclude(folder: Path, count: int) -> Cost:
    """Conclude every reference, then ask how many of them are held."""
    with closing(database.open_to_write(Layout(folder))) as db:
        begun, computed = time.perf_counter(), time.process_time()
        conclusions.conclude(db)
        seconds, computing = time.perf_counter() - begun, time.process_time() - computed
        sure = dict(db.execute("SELECT sure, count(*) FROM refs GROUP BY sure").fetchall())
        (held,) = db.execute(
            "SELECT count(*) FROM refs r WHERE EXISTS (SELECT 1 FROM telegrams t WHERE t.mrn = r.concluded)"
        ).fetchone()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    return Cost(count, sum(sure.values()), seconds, computing, peak, held, sure)


if __name__ == "__main__":
    step, where, telegrams = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if step == "make":
        fill(where, telegrams)
    else:
        print(json.dumps(conclude(where, telegrams)._asdict()))
