from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, build
from reftel.collection.leaks import leak_test
from tests.collection import exercise
from tests.collection.exercise import telegram
from tests.release.hiding import text

EVERY = 3  # every third number of the year is held


def day(number: int) -> str:
    return (dt.date(1986, 1, 1) + dt.timedelta(days=number)).isoformat()


def held_texts() -> dict[str, str]:
    """A year of a post that sent one telegram a day, of which every third is held."""
    texts = {
        f"v{n}": telegram(f"1986 VALLETTA {n}", date=f"{day(n)}T10:00:00Z") for n in range(3, 361, EVERY)
    }
    cites = "A. 1986 VALLETTA 100; B. ~1986 VALLETTA 50; C. ~1986 VALLETTA 340; D. 1986 VALLETTA 99"
    texts["t"] = telegram("1986 TUNIS 7", date=f"{day(120)}T10:00:00Z", ref=cites)
    texts["f"] = telegram("1965 TUNIS 3000", date="1965-03-01T10:00:00Z")
    texts["g"] = telegram("1965 TUNIS 12", date="1965-07-05T10:00:00Z")
    texts["u"] = telegram("1965 TUNIS 40", date="")
    return texts


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("gaps")
    source = exercise.write(folder / "source", **held_texts())
    build(folder / "mine", [source], parse=exercise.parse, name="Exercise")
    return folder / "mine"


@pytest.fixture
def mine(folder: Path) -> Iterator[Collection]:
    with Collection.open(folder) as opened:
        yield opened


def test_each_post_and_period_is_told_with_its_numbers(mine: Collection) -> None:
    found = {(each.post, each.period): each for each in mine.gaps()}
    assert list(found) == [("TUNIS", 1964), ("TUNIS", 1965), ("TUNIS", 1986), ("VALLETTA", 1986)]
    valletta = found["VALLETTA", 1986]
    assert (valletta.held, valletta.highest) == (120, 360)
    assert valletta.low <= 362 <= valletta.high
    assert valletta.share == pytest.approx(1 / 3, abs=0.01)
    assert "too-regular" in {c.code for c in valletta.cautions}


def test_a_number_counts_as_cited_where_it_is_sure_to_exist(mine: Collection) -> None:
    """100 is cited with its year, 50 had been reached by then; 340 had not, and 99 is held."""
    gaps = mine.gaps_of("VALLETTA", 1986)
    assert gaps is not None
    assert [(c.number, c.after, c.before) for c in gaps.cited] == [
        (50, day(48), day(51)),
        (100, day(99), day(102)),
    ]


def test_before_1970_a_telegram_belongs_to_its_fiscal_year(mine: Collection) -> None:
    first, second = mine.gaps("TUNIS", 1964)[0], mine.gaps("TUNIS", 1965)[0]
    assert (first.held, first.highest, first.period_name) == (1, 3000, "July 1964 to June 1965")
    assert (second.held, second.highest) == (1, 12)
    assert "unknown-period" in {c.code for c in second.cautions}


def test_points_runs_and_the_footnote_are_those_of_the_figures(mine: Collection) -> None:
    gaps = mine.gaps_of("Valletta", 1986)
    assert gaps is not None
    told = gaps.completeness
    assert told == mine.gaps("VALLETTA", 1986)[0]
    assert [p.number for p in gaps.points] == list(range(3, 361, EVERY))
    assert sum(run.length for run in gaps.runs) == told.missing == 240
    run = gaps.runs[1]
    assert (run.first, run.last, run.after, run.before) == (4, 5, day(3), day(6))
    assert "“Exercise”" in gaps.footnote
    assert gaps.built == (mine.builds(1)[0].finished or "")[:10]


def test_one_answer_for_all_is_the_sum_of_the_answers_for_each(mine: Collection) -> None:
    for each in mine.gaps():
        assert mine.gaps(each.post, each.period) == (each,)
    assert mine.gaps("TUNIS") == tuple(e for e in mine.gaps() if e.post == "TUNIS")
    assert mine.gaps(year=1986) == tuple(e for e in mine.gaps() if e.period == 1986)


def test_what_is_not_held_gives_nothing(mine: Collection) -> None:
    assert mine.gaps_of("VALLETTA", 1987) is None
    assert mine.gaps("NOWHERE") == ()


def test_a_telegram_that_comes_is_counted_at_once(folder: Path, tmp_path: Path) -> None:
    source = exercise.write(tmp_path / "source", a=telegram("1986 VALLETTA 5", date="1986-01-06"))
    build(tmp_path / "mine", [source], parse=exercise.parse)
    with Collection.open(tmp_path / "mine") as mine:
        assert [each.held for each in mine.gaps()] == [1]
        exercise.write(source, b=telegram("1986 VALLETTA 6", date="1986-01-07"))
        build(tmp_path / "mine", [source], parse=exercise.parse)
        assert [each.held for each in mine.gaps()] == [2]


def test_the_serials_of_the_sample_agree_with_its_numbers(sample_collection: Path) -> None:
    with Collection.open(sample_collection) as sample:
        (told,) = sample.gaps("VALLETTA", 2008)
    state = next(c for c in told.channels if c.to == "STATE")
    assert state.agrees is True
    assert state.held <= state.sent + 1 <= state.numbered + 1


def test_an_edition_tells_of_what_it_shows_only(tmp_path: Path) -> None:
    source = tmp_path / "source"
    source.mkdir()
    for number in range(1, 41):
        secret = number % 2 == 0 or number > 30
        body = f"1. ({'S' if secret else 'C'}) Boat {number} left.\n"
        (source / f"{number}.txt").write_text(text(number, body, level="S" if secret else "C"))
    build(tmp_path / "mine", [source], parse=parse_and_check)
    settings = tmp_path / "mine" / "reftel.toml"
    settings.write_text(settings.read_text() + '\n[[class]]\nname = "public"\nceiling = "CONFIDENTIAL"\n')
    with (
        Collection.open(tmp_path / "mine") as whole,
        Collection.open(tmp_path / "mine", reader="public") as public,
    ):
        (everything,), (shown,) = whole.gaps(), public.gaps()
        gaps = public.gaps_of(shown.post, shown.period)
    assert (everything.held, everything.highest) == (40, 40)
    assert (shown.held, shown.highest) == (15, 29)
    assert gaps is not None
    assert [p.number for p in gaps.points] == list(range(1, 30, 2))
    assert gaps.built is not None
    assert not leak_test(tmp_path / "mine", "public").leaks
