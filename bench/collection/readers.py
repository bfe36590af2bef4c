"""Eight readers over HTTP, with a build going on and without: what they were shown, and how fast.

    python -m bench.collection.readers ADDRESS SECONDS

asks until the time is over and tells what was wrong, how long each answer took, and every total it saw.
"""

from __future__ import annotations

import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any, NamedTuple
from urllib.parse import quote, urlsplit

import msgspec

from bench.collection.asking import percentiles
from bench.collection.queries import queries
from bench.collection.work import ROOT, begin
from bench.corpus import SEED

READERS = 8
EVERYTHING = "exercise"  # a word of every telegram of the corpus: its hits count what can be seen
OPENED = 3  # hits of each answer whose pages are opened
BATCH = 1000


class Reading(NamedTuple):
    """What the readers met: requests a second, p50 and p95 in milliseconds, and everything wrong."""

    requests: int
    rate: float
    p50: float
    p95: float
    wrong: tuple[str, ...]
    totals: tuple[int, ...]  # of the word that every telegram has


def read(address: str, seconds: float) -> Reading:
    """Read with eight threads in a process of their own."""
    done = subprocess.run(
        [sys.executable, "-m", "bench.collection.readers", address, str(seconds)],
        stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    return msgspec.json.decode(done.stdout, type=Reading)


@contextmanager
def reading_room(collection: Path) -> Iterator[str]:
    """Open the reading room of a collection in another process; yield its address."""
    start = "import sys; from reftel.cli import main; sys.exit(main())"
    with subprocess.Popen(
        [sys.executable, "-u", "-c", start, "serve", str(collection), "--port", "0"],
        stdout=subprocess.PIPE, text=True, cwd=ROOT,
    ) as server:  # fmt: skip
        try:
            assert server.stdout is not None
            address = next(word for word in server.stdout.readline().split() if word.startswith("http"))
            _wait(address)
            yield address
        finally:
            server.terminate()


def _wait(address: str) -> None:
    """Wait until it answers: the address is told a moment before."""
    until = time.monotonic() + 30
    while True:
        try:
            with _opened(address) as connection:
                _get(connection, "/robots.txt")
        except ConnectionRefusedError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
        else:
            return


def during_build(collection: Path, source: Path) -> tuple[Reading, set[int]]:
    """Read while a build extends the collection; return too how many telegrams each commit showed."""
    seen: set[int] = set()
    with reading_room(collection) as address:
        seen.add(_held(address))
        with begin("build", collection, source, workers=2, batch=BATCH) as child:
            assert child.stdout is not None
            reader = _Background(address)
            for told in map(json.loads, child.stdout):
                if told.get("step") == "done":
                    seen.add(told["telegrams"])
        return reader.end(), seen


def _held(address: str) -> int:
    with _opened(address) as connection:
        status, raw = _get(connection, "/overview.json")
    return int(json.loads(raw)["telegrams"]) if status == 200 else -1


class _Background:
    """Readers that read until they are told to end."""

    def __init__(self, address: str) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-m", "bench.collection.readers", address, "0"],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT,
        )  # fmt: skip

    def end(self) -> Reading:
        out, _ = self.child.communicate("")
        return msgspec.json.decode(out, type=Reading)


# -- in the readers' own process -------------------------------------------------------------


class _Reader(threading.Thread):
    def __init__(self, address: str, number: int, asked: list[str], stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.address = address
        self.random = Random(number)
        self.asked = asked
        self.stop = stop
        self.seconds: list[float] = []
        self.wrong: list[str] = []
        self.totals: set[int] = set()

    def run(self) -> None:
        with _opened(self.address) as connection:
            while not self.stop.is_set():
                query = EVERYTHING if self.random.random() < 0.2 else self.random.choice(self.asked)
                self._search(connection, query)

    def _search(self, connection: http.client.HTTPConnection, query: str) -> None:
        found = self._json(connection, f"/search.json?q={quote(query)}")
        if found is None:
            return
        hits = found["hits"]
        if query == EVERYTHING:
            self.totals.add(found["total"])
        if len(hits) != min(20, found["total"]):
            self.wrong.append(f"{query}: {len(hits)} hits shown of {found['total']}")
        for hit in self.random.sample(hits, min(OPENED, len(hits))):
            self._telegram(connection, query, hit)

    def _telegram(self, connection: http.client.HTTPConnection, query: str, hit: dict[str, Any]) -> None:
        key = hit["card"]["key"]
        shown = self._json(connection, f"/telegram/key/{key}.json")
        if shown is not None and key not in json.dumps(shown):
            self.wrong.append(f"{query}: {key} opens another telegram")

    def _json(self, connection: http.client.HTTPConnection, path: str) -> dict[str, Any] | None:
        begun = time.perf_counter()
        try:
            status, raw = _get(connection, path)
            found: dict[str, Any] = json.loads(raw) if status == 200 else {}
        except (OSError, http.client.HTTPException, ValueError) as error:
            self.wrong.append(f"{path}: {type(error).__name__} {error}")
            connection.close()
            return None
        self.seconds.append(time.perf_counter() - begun)
        if status != 200:
            self.wrong.append(f"{path}: status {status}")
            return None
        return found


@contextmanager
def _opened(address: str) -> Iterator[http.client.HTTPConnection]:
    where = urlsplit(address)
    connection = http.client.HTTPConnection(where.hostname or "", where.port, timeout=60)
    try:
        yield connection
    finally:
        connection.close()


def _get(connection: http.client.HTTPConnection, path: str) -> tuple[int, bytes]:
    connection.request("GET", path)
    response = connection.getresponse()
    return response.status, response.read()


def main(address: str, seconds: float) -> None:
    """Read for so long, or until the input ends."""
    stop = threading.Event()
    asked = [query.reftel for query in queries(SEED)]
    readers = [_Reader(address, number, asked, stop) for number in range(READERS)]
    begun = time.perf_counter()
    for reader in readers:
        reader.start()
    if seconds:
        time.sleep(seconds)
    else:
        sys.stdin.read()
    stop.set()
    for reader in readers:
        reader.join()
    took = time.perf_counter() - begun
    times = [s for reader in readers for s in reader.seconds]
    p50, p95 = percentiles(times) if times else (0.0, 0.0)
    told = Reading(
        len(times), len(times) / took, p50, p95,
        tuple(w for reader in readers for w in reader.wrong)[:20],
        tuple(sorted(set().union(*(reader.totals for reader in readers)))),
    )  # fmt: skip
    sys.stdout.buffer.write(msgspec.json.encode(told))


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
