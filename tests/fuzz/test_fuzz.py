"""The fuzzer itself: it finds nothing in a short run, and would find what is there."""

from __future__ import annotations

import re
import time
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from reftel.errors import SourceError
from reftel.model import Telegram
from reftel.reading import parse
from tests.fuzz import target, trial
from tests.fuzz.inputs import ENCODINGS, SHAPES, Corpus, load, made
from tests.fuzz.trial import Outcome

SHORT = 300
SEED = 20


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load()


def test_a_short_run_finds_nothing(corpus: Corpus) -> None:
    outcome = trial.batch(corpus, SEED, range(SHORT))
    assert outcome.failures == []
    assert (outcome.inputs, outcome.dear) == (SHORT, SHORT // trial.DEAR)


def test_an_input_follows_from_its_seed_and_number(corpus: Corpus) -> None:
    there = [made(corpus, SEED, index) for index in range(60)]
    back = [made(load(), SEED, index) for index in reversed(range(60))]
    assert there == back[::-1]
    assert len(set(there)) > 50
    assert made(corpus, SEED + 1, 0) != there[0]


def test_inputs_have_every_encoding_and_most_are_short(corpus: Corpus) -> None:
    inputs = [made(corpus, SEED, index) for index in range(SHORT)]
    assert {t.source.encoding for data in inputs for t in parse(data)} >= {"utf-8", "utf-16-le", "latin-1"}
    assert sorted(map(len, inputs))[SHORT // 2] < 2000
    assert sum(SHAPES.values()) == sum(ENCODINGS.values()) == 100


def test_telegrams_of_a_folder_are_read_too(tmp_path: Path, corpus: Corpus) -> None:
    with pytest.raises(SourceError, match=r"no \.txt files below telegrams"):
        load(tmp_path)
    (tmp_path / "telegrams" / "some").mkdir(parents=True)
    (tmp_path / "telegrams" / "some" / "one.txt").write_text("FM AMEMBASSY VALLETTA\n")
    assert load(tmp_path).size == corpus.size + 1


def lost(data: bytes) -> list[Telegram]:
    """A reader that forgets the end of some texts."""
    return parse(data[:-1] if len(data) % 7 == 0 else data)


def broken(data: bytes) -> list[Telegram]:
    raise KeyError("lantern")


def asleep(data: bytes) -> list[Telegram]:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        re.search("(a|a)*b", "a" * 24)  # the alarm interrupts it
    return parse(data)


def test_a_lost_byte_is_found_and_the_counts_add_up(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "parse", lost)
    outcome = trial.batch(corpus, SEED, range(60))
    assert 0 < len(outcome.failures) < outcome.inputs == 60
    assert outcome.kinds.total() == len(outcome.failures)
    assert all("AssertionError at properties/holds.py" in kind for kind in outcome.kinds)
    assert "check_nothing_is_lost" in outcome.failures[0].kind


def test_an_exception_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "parse", broken)
    failure, _ = trial.attempt(b"FM", 3, dear=False)
    assert failure is not None
    assert failure.number == 3
    assert failure.kind.startswith("KeyError at ")
    assert "lantern" in failure.trace


def test_a_slow_input_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trial, "parse", asleep)
    begin = time.monotonic()
    failure, _ = trial.attempt(b"FM", 0, dear=False, limit=0.05)
    assert failure is not None
    assert failure.kind == "too slow"
    assert time.monotonic() - begin < 4


def test_what_failed_is_kept_with_what_was_said_of_it(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trial, "parse", broken)
    outcome = trial.batch(corpus, SEED, range(target.KEPT + 5))
    assert target.keep(tmp_path / "kept", SEED, corpus, outcome.failures) == target.KEPT
    assert (tmp_path / "kept" / f"{SEED}-0000003.txt").read_bytes() == made(corpus, SEED, 3)
    assert "lantern" in (tmp_path / "kept" / f"{SEED}-0000003.trace").read_text()


def test_the_summary_adds_up() -> None:
    total = Outcome()
    for number in (1, 2):
        failure = trial.Failure(number, "KeyError at x", "")
        total.add(Outcome(10, 1, 500, Counter([failure.kind]), [failure], (number * 1.5, number)))
    page = StringIO()
    target.show(total, 2.0, Console(file=page, width=90))
    rows = dict(re.findall(r"^ +(\S.*?)  +([\d,.]+) *$", page.getvalue(), re.MULTILINE))
    assert (rows["inputs"], rows["passed"], rows["failed"], rows["KeyError at x"]) == ("20", "18", "2", "2")
    assert rows["slowest, in ms: input 2"] == "3.0"


def test_the_command_reads_in_processes_and_replays(capsys: pytest.CaptureFixture[str]) -> None:
    assert target.main(["--count", "20", "--jobs", "1", "--seed", str(SEED)]) == 0
    assert re.search(r"passed +20", capsys.readouterr().out)
    assert target.main(["--seed", str(SEED), "--replay", "3"]) == 0
    assert "input 3: " in capsys.readouterr().out
    assert target.main(["--count", "0"]) == 3
