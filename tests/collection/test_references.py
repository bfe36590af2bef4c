"""References: written, read and concluded; their uses in the text; states; threads."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import pytest

from reftel.collection import Collection, build, remove
from reftel.collection.answers import Followed, Thread
from reftel.errors import CollectionError
from tests.collection.exercise import parse, telegram, write


def numbers(post: str, year: int, every: int = 300) -> dict[str, str]:
    """A post that sends ten telegrams a day, one in so many held."""
    import datetime as dt

    first = dt.date(year, 1, 1)
    days = ((n, first + dt.timedelta(n // 10)) for n in range(every, 3600, every))
    return {f"{post}{year}n{n}": telegram(f"{year} {post} {n}", date=f"{day}T10:00:00Z") for n, day in days}


def made(tmp_path: Path, **texts: str) -> Path:
    build(tmp_path / "mine", [write(tmp_path / "in", **texts)], parse=parse)
    return tmp_path / "mine"


def followed(folder: Path, number: str) -> Followed:
    with Collection.open(folder) as held:
        return held.follow(held.find(number)[0].key)


def kept(folder: Path, table: str = "refs") -> list[tuple[str | None, str | None]]:
    db = sqlite3.connect(folder / "telegrams.sqlite")
    rows = db.execute(f"SELECT concluded, sure FROM {table} ORDER BY telegram_id, place").fetchall()
    db.close()
    return rows


def test_the_curve_of_the_post_says_which_year_and_that_is_kept(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        **numbers("TUNIS", 2006),
        **numbers("TUNIS", 2007),
        **numbers("TUNIS", 2008),
        citing=telegram("2008 VALLETTA 5", date="2008-01-05", ref="A. ~2008 TUNIS 3455; B. ~2008 TUNIS 12"),
    )
    first, second = (used.resolution for used in followed(folder, "2008 VALLETTA 5").references)
    assert (str(first.concluded), first.sure, first.status) == ("2007 TUNIS 3455", "likely", "not-held")
    assert str(first.reference.mrn) == "2008 TUNIS 3455"  # as read
    assert (first.years[0].year, first.years[0].first[:4]) == (2007, "2007")
    assert str(second.concluded) == "2008 TUNIS 12"
    assert kept(folder) == [("2007 TUNIS 3455", "likely"), ("2008 TUNIS 12", second.sure)]
    with Collection.open(folder) as held:
        assert [c.card.mrn for c in held.cited_by("2007 TUNIS 3455")] == ["2008 VALLETTA 5"]
        assert held.cited_by("2008 TUNIS 3455") == ()
        assert "2007 TUNIS 3455" in {m.mrn for m in held.missing()}
        assert held.search('cites:"2007 TUNIS 3455"').total == 1
        assert held.search('cites:"2008 TUNIS 3455"').total == 0


def test_a_telegram_that_comes_or_goes_settles_the_years_of_others(tmp_path: Path) -> None:
    citing = telegram("2008 VALLETTA 5", date="2008-07-01", ref="A. ~2008 TUNIS 3000")
    folder = made(tmp_path, citing=citing)
    before = kept(folder)
    years = {**numbers("TUNIS", 2006), **numbers("TUNIS", 2007), **numbers("TUNIS", 2008)}
    build(folder, [write(tmp_path / "more", **years)], parse=parse)
    ((concluded, sure),) = [row for row in kept(folder) if row[1] is not None]
    assert (concluded, sure) == ("2007 TUNIS 3000", "likely")
    assert before != kept(folder)
    remove(folder, ["more"], parse=parse)
    assert kept(folder) == before


def test_what_is_concluded_does_not_depend_on_the_order_of_the_builds(tmp_path: Path) -> None:
    texts = {
        **numbers("TUNIS", 2006),
        **numbers("TUNIS", 2007),
        **numbers("TUNIS", 2008),
        "citing": telegram(
            "2008 VALLETTA 5", date="2008-03-01", ref="A. ~2008 TUNIS 3455; B. ~2008 TUNIS 500"
        ),
    }
    whole = made(tmp_path / "a", **texts)
    for name in ("citing", *sorted(texts)):
        write(tmp_path / "b" / "in", **{name: texts[name]})
        if name == "citing" or name.endswith("07n1800"):
            build(tmp_path / "b" / "mine", [tmp_path / "b" / "in"], parse=parse)
    build(tmp_path / "b" / "mine", [tmp_path / "b" / "in"], parse=parse)
    assert kept(tmp_path / "b" / "mine") == kept(whole)


def test_two_years_that_may_be_are_both_told_and_neither_is_taken(tmp_path: Path) -> None:
    folder = made(
        tmp_path,
        old=telegram("2007 TUNIS 9", date="2007-05-01"),
        new=telegram("2008 VALLETTA 1", date="2008-03-01", ref="A. ~2008 TUNIS 9"),
    )
    (used,) = followed(folder, "2008 VALLETTA 1").references
    found = used.resolution
    assert (found.status, found.concluded, found.sure) == ("ambiguous", None, "open")
    assert {year.year for year in found.years} >= {2007, 2008}
    assert "2007 TUNIS 9" in found.why
    assert kept(folder) == [(None, "open")]


@pytest.mark.parametrize(("to", "concluded"), [("AMEMBASSY VALLETTA", "2007"), ("AMEMBASSY LISBON", None)])
def test_one_addressed_to_the_citing_post_is_the_likelier(
    tmp_path: Path, to: str, concluded: str | None
) -> None:
    folder = made(
        tmp_path,
        old=telegram("2007 TUNIS 9", date="2007-12-20", to=to),
        new=telegram("2008 VALLETTA 1", date="2008-04-25", ref="A. ~2008 TUNIS 9"),
    )
    (used,) = followed(folder, "2008 VALLETTA 1").references
    found = used.resolution
    assert (str(found.concluded)[:4] if found.concluded else None) == concluded
    assert "addressed to VALLETTA" in found.why


def test_uses_in_the_text_are_kept_and_told_with_their_sentences(tmp_path: Path) -> None:
    body = "1. (U) The harbor is calm. As said in ref A, quay 3 is shut. See also LISBON 2801.\n"
    folder = made(
        tmp_path,
        cited=telegram("2008 LISBON 2801", date="2008-12-20"),
        new=telegram("2008 VALLETTA 9", body, date="2008-12-28", ref="A. 2008 TUNIS 9"),
    )
    found = followed(folder, "2008 VALLETTA 9")
    assert [u.sentence for u in found.references[0].uses] == ["As said in ref A, quay 3 is shut."]
    (named,) = found.in_text
    assert (named.resolution.status, str(named.resolution.concluded)) == ("held", "2008 LISBON 2801")
    (citation,) = followed(folder, "2008 LISBON 2801").cited_by
    assert (citation.card.mrn, citation.in_text) == ("2008 VALLETTA 9", True)
    assert citation.sentences == ("See also LISBON 2801.",)
    with Collection.open(folder) as held:
        assert held.search('cites:"2008 LISBON 2801"').total == 1
        assert held.search("has:missing-refs").total == 1
        assert held.reference_states().in_text == {"held": 1}


def test_uses_are_looked_for_in_what_was_taken_in_before(tmp_path: Path) -> None:
    folder = made(tmp_path, new=telegram("2008 VALLETTA 9", "1. (U) See LISBON 2801.\n", date="2008-12-28"))
    before = kept(folder, "uses")
    db = sqlite3.connect(folder / "telegrams.sqlite")
    with db:
        db.execute("DELETE FROM uses")
        db.execute("INSERT INTO unused SELECT id FROM telegrams")
    db.close()
    with Collection.open(folder) as held:
        assert held.reference_states().in_text
    assert kept(folder, "uses") == before
    assert len(before) == 1


def exchange(tmp_path: Path) -> Path:
    """STATE 100 is answered by VALLETTA 5; STATE 120, not held, by VALLETTA 9, which cites VALLETTA 5 too."""
    return made(
        tmp_path,
        state=telegram("2008 STATE 100", date="2008-02-01"),
        before=telegram("2008 STATE 119", date="2008-02-04"),
        after=telegram("2008 STATE 121", date="2008-02-06"),
        five=telegram("2008 VALLETTA 5", date="2008-02-03", ref="A. 2008 STATE 100"),
        nine=telegram(
            "2008 VALLETTA 9",
            "1. (U) We thank STATE for ref B.\n",
            date="2008-02-08",
            ref="A. 2008 VALLETTA 5; B. 2008 STATE 120",
        ),
    )


def shape(thread: Thread) -> Iterable[tuple[str | None, int, bool]]:
    return [(m.number, m.level, bool(m.cards)) for m in thread.members]


@pytest.mark.parametrize("root", ["2008 STATE 100", "08VALLETTA9", "2008 STATE 120"])
def test_a_thread_is_the_same_tree_from_wherever_it_is_asked(tmp_path: Path, root: str) -> None:
    with Collection.open(exchange(tmp_path)) as held:
        thread = held.thread(root)
    assert shape(thread) == [
        ("2008 STATE 100", 0, True),
        ("2008 VALLETTA 5", 1, True),
        ("2008 STATE 120", 2, False),
        ("2008 VALLETTA 9", 2, True),
    ]
    missing = thread.members[2]
    assert "2008-02-01" <= (missing.first or "") <= "2008-02-04"
    assert "2008-02-07" <= (missing.last or "") <= "2008-02-09"
    assert [c.sentences for c in missing.cited_by] == [("We thank STATE for ref B.",)]
    assert not thread.cut


def test_a_thread_that_is_cut_says_so(tmp_path: Path) -> None:
    with Collection.open(exchange(tmp_path)) as held:
        near, few = held.thread("2008 STATE 100", depth=1), held.thread("2008 STATE 100", most=2)
        assert len(near.members) == len(few.members) == 2
        assert "more than 1 references" in near.cut[0]
        assert "After 2 telegrams" in few.cut[0]
        with pytest.raises(CollectionError, match="neither a telegram's number nor a key"):
            held.thread("no number")
