"""What a collection makes of annotations: claims, people, places, days, and the rows they are kept in."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from reftel.cli.reading import parse_and_check
from reftel.collection import Collection, annotate_collection, build, database, rebuild, remove
from reftel.collection.layout import Layout
from reftel.collection.leaks import leak_test
from reftel.collection.said import Asked
from reftel.collection.said.annotating import TABLES
from reftel.collection.said.maker import shipped
from reftel.collection.said.naming import fold, name_of, without_titles
from reftel.collection.said.people import best_spelling
from reftel.errors import CollectionError
from reftel.extract.annotations import Annotations, Entity, Mention
from reftel.extract.opening import SHIPPED
from reftel.model import Span, Telegram
from tests.collection import said as exercise
from tests.collection.said import BODIES, SECOND, annotated, made, write

PUBLIC = '\n[[class]]\nname = "public"\nceiling = "CONFIDENTIAL"\n'


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> Path:
    mine = made(tmp_path_factory.mktemp("said"))
    annotated(mine)
    return mine


@pytest.fixture
def held(said: Path) -> Iterator[Collection]:
    with Collection.open(said) as opened:
        yield opened


def rows(mine: Path) -> dict[str, int]:
    with closing(sqlite3.connect(mine / "telegrams.sqlite")) as db:
        return {t: db.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES}


# -- annotating ------------------------------------------------------------------------------


def test_a_second_run_finds_nothing_to_do_and_the_counts_add_up(tmp_path: Path) -> None:
    mine = made(tmp_path)
    first = annotated(mine)
    assert (first.telegrams, first.annotated, first.current, first.failed) == (3, 3, 0, 0)
    assert first.claims == 7
    assert first.figures == 1
    second = annotated(mine)
    assert (second.annotated, second.current) == (0, 3)


def test_a_build_does_not_annotate_and_what_it_adds_is_annotated_next(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    write(tmp_path / "source", {4: "1. (C) Ibáñez said that nets were mended.\n"})
    build(mine, [tmp_path / "source"], parse=parse_and_check, workers=1)
    with Collection.open(mine) as held:
        assert held.said.state().waiting == 1
    assert annotated(mine).annotated == 1
    with Collection.open(mine) as held:
        assert [c.quote for c in held.claims(about="nets")] == ["nets were mended"]


def test_other_models_are_noticed_and_again_replaces_what_the_earlier_found(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    before = rows(mine)
    later = annotated(mine, maker=SECOND)
    assert (later.annotated, later.older) == (0, 3)
    again = annotated(mine, maker=SECOND, again=True)
    assert (again.annotated, again.again, again.older) == (3, 3, 0)
    assert rows(mine) == before | {"makers": 2}


def test_models_of_ones_own_are_those_there_are_now(tmp_path: Path) -> None:
    mine, own = made(tmp_path), tmp_path / "own"
    shutil.copytree(SHIPPED, own, ignore=shutil.ignore_patterns("attributions*"))
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(f'{PUBLIC}\n[annotate]\nmodels = "../own"\n')
    annotated(mine, maker=shipped())
    assert [_older(mine, reader) for reader in ("everything", "public")] == [3, 2]
    annotate_collection(mine, again=True, workers=1)
    assert [_older(mine, reader) for reader in ("everything", "public")] == [0, 0]
    shutil.copytree(mine / "editions" / "public", tmp_path / "given")
    assert _older(tmp_path / "given") == 0
    (own / "mentions_judge.crfsuite").write_bytes(b"another")
    assert [_older(mine, reader) for reader in ("everything", "public")] == [3, 2]
    shutil.rmtree(own)  # what was annotated can still be asked
    assert [_older(mine, reader) for reader in ("everything", "public")] == [0, 0]


def _older(mine: Path, reader: str = "everything") -> int:
    with Collection.open(mine, reader=reader) as held:
        return held.said.state().older


def test_trouble_with_a_telegram_is_recorded_and_the_others_are_done(tmp_path: Path) -> None:
    mine = made(tmp_path, {**BODIES, 4: "1. (C) CRASH.\n"})
    report = annotated(mine)
    assert (report.annotated, report.failed) == (3, 1)
    assert report.troubles == (("2008 VALLETTA 4", "ValueError: an exercise failure"),)
    assert annotated(mine).current == 3
    assert annotated(mine, again=True).failed == 1


def test_work_that_is_stopped_goes_on_where_it_was(tmp_path: Path) -> None:
    mine = made(tmp_path)

    def stop(_: str) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        annotated(mine, batch=1, on_step=stop)
    with Collection.open(mine) as held:
        assert held.said.state().annotated == 1
    rest = annotated(mine)
    assert (rest.annotated, rest.current) == (2, 1)


def test_processes_find_what_one_finds(tmp_path: Path) -> None:
    many = {n: f"1. (C) Ibáñez said that boat {n} came.\n" for n in range(1, 221)}
    mine = made(tmp_path, many)
    assert annotated(mine, workers=2).claims == 220
    with Collection.open(mine) as held:
        assert held.said.count(Asked(speaker="ibanez")) == 220


def test_a_telegram_that_goes_takes_its_annotations_and_its_names_with_it(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    remove(mine, ["*1.txt"], parse=parse_and_check)
    with Collection.open(mine) as held:
        assert held.said.count(Asked()) == 5
        assert held.places() == ()
    remove(mine, ["*2.txt", "*3.txt"], parse=parse_and_check)
    kept = {"makers": 1, "sorts": rows(mine)["sorts"]}
    assert rows(mine) == dict.fromkeys(TABLES, 0) | kept


def test_a_telegram_that_is_read_otherwise_is_annotated_anew(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    rebuild(mine, parse=parse_and_check, everything=True, workers=1)
    assert annotated(mine).current == 3  # it was read as before
    with closing(sqlite3.connect(mine / "telegrams.sqlite")) as db:
        db.execute("UPDATE telegrams SET digest = 'another'")
        db.commit()
    rebuild(mine, parse=parse_and_check, everything=True, workers=1)
    assert annotated(mine).annotated == 3


def test_the_rows_are_sound_and_sql_reads_the_words(said: Path) -> None:
    with closing(database.open_to_read(Layout(said))) as db:
        assert db.execute("PRAGMA foreign_key_check").fetchall() == []
        words = db.execute(
            """SELECT substr(x.text, m.at + 1, m.length) FROM mentions m JOIN sorts s ON s.id = m.sort_id
               JOIN texts x ON x.telegram_id = m.telegram_id WHERE s.kind = 'name' AND s.type = 'gpe'"""
        ).fetchall()
        assert words == [("Marsaxlokk",), ("Marsaxlokk",)]


# -- claims ----------------------------------------------------------------------------------


def test_a_claim_has_who_whom_when_where_and_its_exact_words(held: Collection) -> None:
    claim = held.claims(speaker="tamimi")[0]
    assert claim.speaker is not None
    assert claim.hearer is not None
    assert claim.place is not None
    assert (claim.speaker.written, claim.hearer.name) == ("Harbour Master Karim al-Tamimi", "Ruth Claverton")
    assert (claim.said.earliest, claim.said.written) == ("2008-12-20", "December 20")
    assert [d.earliest for d in claim.meant] == ["2008-12-18"]
    assert (claim.place.name, claim.number, claim.portion) == ("Marsaxlokk", 1, "C")
    telegram = held.telegram(claim.card.key)
    assert telegram.words(claim.spans[0]) == claim.quote
    pronoun = held.claims(about="crates")[0]
    assert pronoun.speaker is not None
    assert (pronoun.speaker.name, pronoun.speaker.written) == (claim.speaker.name, "He")
    assert pronoun.said.certainty == "inferred"


def test_the_chain_leads_from_the_ultimate_source_to_the_telegram(held: Collection) -> None:
    (claim,) = held.claims(about="pilots", manner="state", speaker="Karim al-Tamimi")
    assert [link.who for link in claim.chain] == ["Karim al-Tamimi", "Ibáñez", "AMEMBASSY VALLETTA"]


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(speaker="AL TAMIMI"), 4),
        (Asked(speaker="tameemi"), 4),
        (Asked(speaker="kareem altamimi"), 4),
        (Asked(speaker="ibanez"), 1),
        (Asked(speaker="NFF"), 2),
        (Asked(hearer="claverton"), 1),
        (Asked(speaker="nobody"), 0),
        (Asked(about="vessel"), 2),
        (Asked(about="survey vessel"), 1),
        (Asked(about="karim al-tamimi"), 1),
        (Asked(place="marsaxlokk"), 1),
        (Asked(place="Malta"), 7),
        (Asked(first="2008-12-21"), 6),
        (Asked(last="2008-12-20"), 1),
        (Asked(first="2009"), 0),
        (Asked(manner="deny"), 2),
        (Asked(own=True), 0),
        (Asked(post="valletta", portion="(S)"), 2),
        (Asked(speaker="tamimi", manner="deny", about="cargo"), 1),
    ],
    ids=str,
)
def test_claims_are_found_by(held: Collection, asked: Asked, count: int) -> None:
    assert len(held.said.claims(asked)) == held.said.count(asked) == count
    assert held.said.counted(asked, limit=0) == ((), count)


def test_words_wrapped_in_the_telegram_stand_on_one_line(held: Collection) -> None:
    assert [c.quote for c in held.claims(about="cargo")] == ["the vessel had a cargo"]


def test_claims_of_one_telegram_stand_in_the_order_of_the_text(held: Collection) -> None:
    (card,) = held.find("2008 VALLETTA 1")
    assert [c.n for c in held.said.claims_of(card.key)] == [0, 1]


# -- the timeline ----------------------------------------------------------------------------


def test_the_timeline_goes_by_the_day_meant(held: Collection) -> None:
    told = held.timeline()
    assert [(t.day.earliest, t.kind) for t in told] == [
        ("2008-12-18", "statement"),
        ("2008-12-19", "event"),
        ("2008-12-20", "statement"),
    ]
    assert told[1].words == "The fishing boats met at Marsaxlokk on December 19."
    assert [len(held.timeline(**asked)) for asked in _ASKED] == [1, 2, 3, 1, 0]  # type: ignore[arg-type]


_ASKED = (
    {"about": "fishing boats"},
    {"person": "tamimi"},
    {"place": "Marsaxlokk"},
    {"since": "2008-12-20"},
    {"until": "2008-11"},
)


# -- people ----------------------------------------------------------------------------------


def test_spellings_of_one_name_stand_together_and_others_are_only_proposed(held: Collection) -> None:
    (known,) = held.people("tamimi")
    assert [name for name, _ in known.spellings] == [
        "Harbour Master Karim al-Tamimi",
        "Kareem al-Tamimi",
        "Karim al-Tamimi",
    ]
    assert known.telegrams == 2
    assert known.claims_by == 4
    assert [t.office for t in known.offices] == ["Harbour Master"]
    claverton = {k.name: k for k in held.people("claverton")}
    assert set(claverton) == {"CLAVERTON", "Ruth Claverton", "Ruth A. Claverton"}
    (like,) = [x for x in claverton["CLAVERTON"].likenesses if x.name == "Ruth A. Claverton"]
    assert like.sure == "likely"
    assert "at VALLETTA in the same time" in like.why


def test_offices_are_dated_by_the_telegrams_of_the_collection(held: Collection) -> None:
    told = {t.source: t for t in held.said.offices("Valletta")}
    assert (told["classified_by"].office, told["classified_by"].name) == ("Ambassador", "Ruth A. Claverton")
    assert (told["signature"].name, told["signature"].first, told["signature"].telegrams) == (
        "CLAVERTON",
        "2008-12-23",
        3,
    )
    assert len(held.said.offices("VALLETTA", "2008-12")) == 2
    assert held.said.offices("VALLETTA", "2009") == ()


def test_lists_go_by_the_alphabet(held: Collection) -> None:
    names = [k.name for k in held.people()]
    assert names[0] == "CLAVERTON"
    assert len(names) == held.said.count_people() == 6
    assert [k.name for k in held.places()] == ["Marsaxlokk"]
    assert held.said.people(order="date", limit=2, offset=5) != ()


def test_a_curators_word_joins_and_outlives_a_rebuild(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    with Collection.open(mine) as held:
        assert len(held.claims(speaker="Ibáñez")) == 1
        held.said.judge("Ibáñez", "Karim al-Tamimi", "same", on="2026-01-31")
        held.said.judge("CLAVERTON", "Ruth Claverton", "different", on="2026-01-31")
    rebuild(mine, parse=parse_and_check, everything=True, workers=1)
    annotated(mine, again=True, maker=SECOND)
    with Collection.open(mine) as held:
        assert len(held.claims(speaker="Ibáñez")) == 5
        (known,) = held.people("Ibáñez")
        assert known.joined
        (signer,) = [k for k in held.people("claverton") if k.name == "CLAVERTON"]
        assert {x.name: x.verdict for x in signer.likenesses}["Ruth Claverton"] == "different"
        held.said.judge("Ibáñez", "Karim al-Tamimi", "different", on="2026-02-01")
        assert len(held.claims(speaker="Ibáñez")) == 1
        with pytest.raises(CollectionError, match="Nobody is named"):
            held.said.judge("Ibáñez", "Nobody", "same", on="2026-01-31")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Karim al-Tamimi", "KARIM AL TAMIMI", True),
        ("Ambassador Karim al-Tamimi", "Kareem al-Tameemi", True),
        ("ORTEGA, JUAN", "Juan Ortega", True),
        ("Ibáñez", "IBANEZ", True),
        ("Ruth Claverton", "Ruth A. Claverton", False),
        ("Juan Ortega", "Jorge Ortega", False),
        ("Harlow", "Harlaw", False),
    ],
)
def test_two_names_are_one(one: str, other: str, *, same: bool) -> None:
    keys = [name_of(n, "person", "name").key for n in (one, other)]
    assert (keys[0] == keys[1]) is same


@pytest.mark.parametrize(
    ("written", "type_", "listed"),
    [
        ("S/NF", "person", False),
        ("(C)", "organization", False),
        ("POL/ECON", "organization", False),
        ("ARA/ECP", "group", False),
        ("PREL/PTER", "person", False),
        ("PTER", "organization", False),
        ("PTER", "person", False),
        ("NODIS", "person", False),
        ("SAIO", "person", False),
        ("SECRETkRY", "person", False),
        ("KCFE", "person", False),
        ("ferry", "person", False),  # a surname, but not so written
        ("DRYDOCK", "person", False),
        ("WASN'T", "person", False),
        ("Ng", "person", True),
        ("LI", "person", True),
        ("Wu", "person", True),
        ("MARR", "person", True),  # a surname, though a code too
        ("POPE", "person", True),
        ("Rice", "person", True),
        ("O'NEILL", "person", True),
        ("McNAMARA", "person", True),
        ("al-Tamimi", "person", True),
        ("Ibáñez", "person", True),
        ("UDQW", "organization", True),
        ("NATO", "organization", True),
        ("NFF/UDQW", "organization", True),
        ("S. Galea", "person", True),
    ],
)
def test_marks_codes_and_misread_words_are_no_names(written: str, type_: str, *, listed: bool) -> None:
    assert (name_of(written, type_, "name").key is not None) is listed


def test_a_word_that_is_no_name_stays_in_the_claims_but_is_not_listed(tmp_path: Path) -> None:
    mine = made(tmp_path, {1: "1. (C) NFF said that PTER was a code.\n"})
    annotated(mine, find=_coded)
    with Collection.open(mine) as held:
        assert [k.name for k in held.people()] == ["CLAVERTON", "NFF", "Ruth A. Claverton"]
        assert [c.quote for c in held.claims()] == ["PTER was a code"]


def _coded(telegram: Telegram) -> Annotations:
    found = exercise.find(telegram)
    at = telegram.text.index("PTER") + telegram.source.span.start
    return replace(
        found,
        mentions=(*found.mentions, Mention(Span(at, at + 4), "person", "name", 9)),
        entities=(*found.entities, Entity(9, "person", "PTER")),
    )


def test_one_who_was_joined_shows_the_fullest_name(tmp_path: Path) -> None:
    mine = made(tmp_path)
    annotated(mine)
    with Collection.open(mine) as held:
        held.said.judge("CLAVERTON", "Ruth A. Claverton", "same", on="2026-01-31")
        (joined,) = [k for k in held.people("claverton") if k.joined]
        assert joined.name == "Ruth A. Claverton"


@pytest.mark.parametrize(
    ("spellings", "best"),
    [
        (("R. A. Galea", "Rita Galea"), "Rita Galea"),
        (("GALEA", "RITA GALEA"), "RITA GALEA"),
        (("RITA GALEA", "Rita Galea"), "Rita Galea"),
        (("Harbour Master Rita Galea", "Rita Galea"), "Rita Galea"),
        (("Galea", "Minister Rita Galea"), "Minister Rita Galea"),
        (("Rita Galea", "Rita M. Galea"), "Rita M. Galea"),
    ],
)
def test_of_several_spellings_the_fullest_is_shown(spellings: tuple[str, ...], best: str) -> None:
    offices = ("Harbour Master", "Minister")
    folded = [(s, name_of(s, "person", "name", offices).folded) for s in spellings]
    assert best_spelling(folded, "person", "") == best


def test_titles_are_no_part_of_a_name() -> None:
    assert without_titles("Defense Adviser Karim al-Tamimi", ("Defense Adviser",)) == "Karim al-Tamimi"
    assert fold("Northern Farmers' Front") == ("northern", "farmers", "front")


# -- editions --------------------------------------------------------------------------------


PROTECTS = (
    "1. (C) Karim al-Tamimi said that the pontoon sank. He denied that it was his. Karim al-Tamimi (strictly "
    "protect) left.\n\n"
    "2. (C) Ibáñez said that the buoys were lit.\n"
)


def test_an_edition_is_annotated_from_its_own_texts(tmp_path: Path) -> None:
    mine = made(tmp_path, {**BODIES, 4: PROTECTS})
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(PUBLIC)
    report = annotated(mine)
    assert [e.reader for e in report.editions] == ["public"]
    with Collection.open(mine, reader="public") as public:
        assert not public.claims(speaker="NFF")
        assert not public.people("farmers")
        assert not public.claims(speaker="tamimi")
        assert not public.people("tamimi")
        assert [c.quote for c in public.claims(about="buoys")] == ["the buoys were lit"]
        assert public.claims(about="pontoon") == ()
        assert not any("withheld" in k.name for k in public.people())
        with pytest.raises(CollectionError, match="--reader"):
            public.said.judge("Ibáñez", "CLAVERTON", "same", on="2026-01-31")
    with Collection.open(mine) as everything:
        assert len(everything.claims(speaker="tamimi", about="pontoon")) == 1
    assert leak_test(mine, "public").leaks == ()


def test_somebody_protected_later_leaves_the_annotations_of_an_edition(tmp_path: Path) -> None:
    mine = made(tmp_path)
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(PUBLIC)
    annotated(mine)
    with Collection.open(mine, reader="public") as public:
        assert public.people("tamimi")
    write(tmp_path / "source", {4: PROTECTS})
    build(mine, [tmp_path / "source"], parse=parse_and_check, workers=1)
    with Collection.open(mine, reader="public") as public:
        assert not public.people("tamimi")
        assert not public.claims(speaker="tamimi")
    annotated(mine)
    with Collection.open(mine, reader="public") as public:
        assert not public.people("tamimi")
        assert not public.claims(speaker="tamimi")
    assert b"tamimi" not in (mine / "editions" / "public" / "telegrams.sqlite").read_bytes().lower()
    assert leak_test(mine, "public").leaks == ()
