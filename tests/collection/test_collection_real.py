"""A collection of real telegrams: what is one and what is not, and that each is found."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.answers import Results
from reftel.collection.search.folding import terms
from reftel.reading import parse

pytestmark = pytest.mark.real

NOT_TELEGRAMS = {".jsonl", ".csv", ".md", ".xml"}


def shown(results: Results) -> set[str]:
    """The keys of the hits and of the copies folded into them."""
    return {c.card.key for hit in results.hits for c in (hit, *hit.also)}


@pytest.fixture(scope="module")
def mine(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("real") / "mine"
    report = build(folder, [real_data / "telegrams"], parse=parse)
    assert report.seen == report.added + report.unchanged + report.duplicates + report.rejected
    assert {Path(r.path).suffix for r in report.rejects} <= NOT_TELEGRAMS
    files = [p for p in (real_data / "telegrams").rglob("*") if p.is_file()]
    assert report.seen == len(files)
    assert report.added == sum(p.suffix == ".txt" for p in files)
    assert report.duplicates == sum(p.suffix in (".ocr2", ".xml") for p in files)  # other readings
    return folder


def test_every_number_is_found_in_every_way_of_writing_it(mine: Path) -> None:
    with Collection.open(mine) as held:
        cards = [c for c in held.cards(limit=10_000) if c.mrn]
        assert cards
        for card in cards:
            year, _, rest = (card.mrn or "").partition(" ")
            post, _, serial = rest.rpartition(" ")
            short = f"{year[2:]} {post} {int(serial):05d}"
            for number in (card.mrn or "", short, short.replace(" ", ""), f"{post} {serial}"):
                assert card.key in {c.key for c in held.find(number)}, number
                assert card.key in shown(held.search(number)), number


def test_every_subject_is_found_by_a_word_of_it(mine: Path) -> None:
    with Collection.open(mine) as held:
        cards = [c for c in held.cards(limit=10_000) if c.subject]
        assert cards
        for card in cards:
            word = max(terms(card.subject or ""), key=len)
            for query in (word, f"subject:{word}"):
                assert card.key in shown(held.search(query, limit=10_000)), query
