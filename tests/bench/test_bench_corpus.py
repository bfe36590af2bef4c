"""The corpus to measure with: the same for the same place, read as it was meant, and true to itself."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from bench.corpus import made, roster, telegrams
from bench.corpus.__main__ import main
from bench.corpus.made import Truth
from bench.corpus.words import TYPES, words
from reftel.model import Telegram
from reftel.reading import parse

SOME = 150


def test_a_part_is_the_same_however_it_is_come_by() -> None:
    whole = dict(telegrams(30))
    assert dict(telegrams(10, start=20)) == dict(list(whole.items())[20:])
    assert made(7).raw == whole[made(7).name]


def test_another_seed_makes_other_telegrams() -> None:
    assert not {raw for _, raw in telegrams(20)} & {raw for _, raw in telegrams(20, seed=2)}


def test_every_telegram_is_marked_as_exercise_traffic() -> None:
    assert all(b"EXERCISE EXERCISE EXERCISE" in raw for _, raw in telegrams(SOME))


def plain(text: str) -> str:
    folded = "".join(c for c in unicodedata.normalize("NFD", text) if c.isascii())
    return " ".join(folded.upper().split())


def seen(telegram: Telegram, truth: Truth) -> Truth:
    """Return what was read in the form of the truth; `held` is nothing a telegram tells."""
    t = telegram
    refs = [str(f.value.mrn) for f in t.references]
    return {
        "name": truth["name"],
        "family": t.family,
        "mrn": str(t.mrn and t.mrn.value),
        "date": t.dtg and t.dtg.value.iso[:10],
        "subject": plain(t.subject.value if t.subject else ""),
        "classification": t.classification and t.classification.value,
        "tags": [f.value for f in t.tags],
        "refs": refs,
        "paragraphs": len(t.paragraphs),
    }


def test_the_parser_reads_what_was_meant() -> None:
    families = set()
    for index in [*range(SOME), *range(roster.CHUNK * 5, roster.CHUNK * 5 + 20)]:
        one = made(index)
        (telegram,) = parse(one.raw)
        truth = {
            **one.truth,
            "subject": plain(one.truth["subject"]),
            "refs": [r["mrn"] for r in one.truth["refs"]],
        }
        assert seen(telegram, truth) == truth
        families.add(telegram.family)
    assert families == {"text_1960s_70s", "sas_1973_79", "text_1980s_90s", "text_2000s"}


def test_numbers_of_a_post_and_year_are_unique_and_rise_with_time() -> None:
    sent = [s for number in range(3) for s in roster.chunk(1, number).sent]
    assert len({(s.post, s.year, s.serial) for s in sent}) == len(sent)
    in_time = sorted(sent, key=lambda s: (s.post, s.year, s.minute, s.serial))
    assert in_time == sorted(sent, key=lambda s: (s.post, s.year, s.serial))


@pytest.mark.parametrize("start", [0, 10_500])
def test_what_is_cited_as_held_was_written_before(start: int) -> None:
    count = 0
    for index in range(start, start + 120):
        for ref in made(index).truth["refs"]:
            count += ref["held"]
            place = _place(ref["mrn"], index)
            assert (place is not None and place < index) == ref["held"]
    assert count > 5


def _place(mrn: str, near: int) -> int | None:
    """Return where in the corpus a telegram is, among the chunks that one of them can cite."""
    number = near // roster.CHUNK
    for chunk in (number, number // 2):
        for at, s in enumerate(roster.chunk(1, chunk).sent):
            if f"{s.year} {roster.posts(1)[s.post].name} {s.serial}" == mrn:
                return chunk * roster.CHUNK + at
    return None


def test_there_are_as_many_words_as_said_and_each_can_be_drawn() -> None:
    known = words(1)
    assert len(set(known.types)) == len(known.types) == TYPES
    assert set(known.table) == set(known.types)
    assert len(known.table) == 1 << 20


def test_it_is_written_as_files_with_its_truth(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    truth = tmp_path / "truth.jsonl"
    assert main(["--count", "12", "--out", str(tmp_path / "in"), "--truth", str(truth)]) == 0
    assert "12 telegrams" in capsys.readouterr().out
    told = [json.loads(line) for line in truth.read_text("utf-8").splitlines()]
    files = {str(p.relative_to(tmp_path / "in")): p.read_bytes() for p in (tmp_path / "in").rglob("*.txt")}
    assert files == dict(telegrams(12))
    assert [t["name"] for t in told] == [name for name, _ in telegrams(12)]
