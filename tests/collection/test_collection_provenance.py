"""Where files come from: given with a build or in their folder, kept, changed, carried to every answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.collection import Collection, build
from reftel.collection.answers import Provenance
from reftel.errors import SourceError
from tests.collection.exercise import parse, telegram, write


@pytest.fixture
def source(tmp_path: Path) -> Path:
    write(tmp_path / "in" / "older", b=telegram("2008 TUNIS 2"))
    return write(tmp_path / "in", a=telegram("2008 VALLETTA 1"))


def said(folder: Path) -> dict[str | None, Provenance | None]:
    with Collection.open(folder) as held:
        assert {h.card.mrn: h.card.provenance for h in held.search("").hits} == {
            c.mrn: c.provenance for c in held.cards()
        }
        return {card.mrn: card.provenance for card in held.cards()}


def test_nothing_is_said_unless_it_is_given(tmp_path: Path, source: Path) -> None:
    build(tmp_path / "mine", [source], parse=parse)
    assert set(said(tmp_path / "mine").values()) == {None}


def test_what_is_given_with_a_build_is_kept_for_its_files(tmp_path: Path, source: Path) -> None:
    given = {"released_by": "The Exercise Archive", "licence": "CC0"}
    build(tmp_path / "mine", [source], parse=parse, provenance=given)
    other = write(tmp_path / "other", c=telegram("2008 LISBON 3"))
    build(tmp_path / "mine", [other], parse=parse)
    known = Provenance("The Exercise Archive", licence="CC0")
    assert said(tmp_path / "mine") == {
        "2008 VALLETTA 1": known,
        "2008 TUNIS 2": known,
        "2008 LISBON 3": None,
    }


def test_a_later_build_fills_in_and_takes_back(tmp_path: Path, source: Path) -> None:
    mine = tmp_path / "mine"
    build(mine, [source], parse=parse, provenance={"licence": "CC0", "released_on": "2014"})
    report = build(mine, [source], parse=parse, provenance={"licence": "", "retrieved_on": "2015-03-01"})
    assert (report.unchanged, report.provenance_changed) == (2, 2)
    assert set(said(mine).values()) == {Provenance(released_on="2014", retrieved_on="2015-03-01")}
    again = build(mine, [source], parse=parse)
    assert (again.unchanged, again.provenance_changed) == (2, 0)
    assert set(said(mine).values()) == {Provenance(released_on="2014", retrieved_on="2015-03-01")}


def test_a_folder_speaks_for_its_files_and_the_nearer_one_first(tmp_path: Path, source: Path) -> None:
    (source / "provenance.toml").write_text('released_by = "The Archive"\nreleased_on = 2014-03-31\n')
    (source / "older" / "provenance.toml").write_text('released_on = "1998"\nlicence = "CC0"\n')
    (tmp_path / "provenance.toml").write_text('licence = "of a folder that was not given"\n')
    report = build(tmp_path / "mine", [source], parse=parse)
    assert (report.seen, report.added) == (2, 2)
    assert said(tmp_path / "mine") == {
        "2008 VALLETTA 1": Provenance("The Archive", "2014-03-31"),
        "2008 TUNIS 2": Provenance("The Archive", "1998", licence="CC0"),
    }
    build(tmp_path / "mine", [source], parse=parse, provenance={"released_on": "2020"})
    assert {p.released_on for p in said(tmp_path / "mine").values() if p} == {"2020"}


def test_a_file_given_by_itself_heeds_its_folder(tmp_path: Path, source: Path) -> None:
    (source / "older" / "provenance.toml").write_text('licence = "CC0"\n')
    build(tmp_path / "mine", [source / "older" / "b.txt"], parse=parse)
    assert said(tmp_path / "mine") == {"2008 TUNIS 2": Provenance(licence="CC0")}


@pytest.mark.parametrize(
    "words", ["licence: CC0", 'license = "CC0"', 'released_on = "spring"', "licence = [1]", "licence = true"]
)
def test_one_that_cannot_be_understood_is_told_before_anything_is_read(
    tmp_path: Path, source: Path, words: str
) -> None:
    (source / "older" / "provenance.toml").write_text(words)
    with pytest.raises(SourceError, match=r"older/provenance\.toml.*licence = "):
        build(tmp_path / "mine", [source], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        assert held.overview().telegrams == 0


def test_sources_are_told_with_what_is_said_of_them(tmp_path: Path, source: Path) -> None:
    (source / "older" / "provenance.toml").write_text('licence = "CC0"\n')
    build(tmp_path / "mine", [source], parse=parse)
    with Collection.open(tmp_path / "mine") as held:
        assert [(s.name, s.files, s.telegrams, s.provenance) for s in held.sources()] == [
            ("in", 1, 1, Provenance()),
            ("in", 1, 1, Provenance(licence="CC0")),
        ]
        (state,) = held.index_states()
        assert (state.documents, state.telegrams, state.in_order) == (2, 2, True)
