from __future__ import annotations

import pytest

from reftel.model import Telegram
from reftel.record import to_json
from reftel.release.edition import edition_of
from reftel.release.names import Names
from reftel.release.policy import ReaderClass, read_class

from .hiding import telegram

NOBODY = Names(())
MIXED = """1. (C) Summary: Pilots met. End summary.

2. (S/NF) The gate code of the arsenal was changed twice.

   a. It is kept in a biscuit tin.

COMMENT
-------

3. (C) Nothing follows from this.
"""


def edited(t: Telegram, reader: ReaderClass, names: Names = NOBODY) -> Telegram:
    edition = edition_of(t, reader, names)
    assert edition.telegram is not None
    return edition.telegram


def words(t: Telegram) -> str:
    return to_json(t).decode().lower()


def test_a_telegram_above_the_ceiling_is_withheld() -> None:
    secret = telegram(1, "1. (S) Nothing.\n", level="S")
    edition = edition_of(secret, ReaderClass("c", ceiling="CONFIDENTIAL"), NOBODY)
    assert (edition.telegram, edition.fate, edition.reasons) == (None, "withheld", ("above-ceiling",))
    assert edition_of(secret, ReaderClass("s", ceiling="SECRET"), NOBODY).fate == "shown"


def test_the_security_signal_counts_where_it_says_more_than_the_line() -> None:
    both = telegram(2, "1. (C) Nothing.\n")
    assert edition_of(both, ReaderClass("c", ceiling="CONFIDENTIAL"), NOBODY).fate == "shown"
    import reftel

    (higher,) = reftel.parse(
        b"DE RUEHVT #0002 3581540\nZNY SSSSS ZZH\nR 231540Z DEC 08\n" + both.text.encode()
    )
    assert higher.classification is not None
    assert higher.classification.value == "CONFIDENTIAL"
    assert edition_of(higher, ReaderClass("c", ceiling="CONFIDENTIAL"), NOBODY).reasons == ("above-ceiling",)


def test_a_telegram_of_unknown_classification_is_withheld_under_a_ceiling_unless_allowed() -> None:
    import reftel

    (bare,) = reftel.parse(b"FM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC\n\nSUBJECT: EXERCISE\n\n1. Nothing.\n")
    assert bare.classification is None
    assert edition_of(bare, ReaderClass("u", ceiling="UNCLASSIFIED"), NOBODY).reasons == ("not-marked",)
    assert edition_of(bare, ReaderClass("u", ceiling="UNCLASSIFIED", unmarked=True), NOBODY).fate == "shown"
    assert edition_of(bare, ReaderClass("all"), NOBODY).fate == "shown"


def test_a_caption_that_is_not_allowed_withholds_the_telegram() -> None:
    t = telegram(3, "1. (C) Nothing.\n", captions="NODIS")
    assert edition_of(t, ReaderClass("x", captions=("SIPDIS",)), NOBODY).reasons == ("caption",)
    assert edition_of(t, ReaderClass("x", captions=("NODIS",)), NOBODY).fate == "shown"
    assert edition_of(telegram(4, "1. (C) Nothing.\n"), ReaderClass("x", captions=()), NOBODY).fate == "shown"


def test_a_telegram_on_the_list_is_withheld_by_number_or_key() -> None:
    t = telegram(5, "1. (C) Nothing.\n")
    for named in ("2008 VALLETTA 5", t.key, t.key[:10]):
        assert edition_of(t, ReaderClass("x", withheld=(named,)), NOBODY).reasons == ("on-the-list",)
    assert edition_of(t, ReaderClass("x", withheld=("2008 VALLETTA 6",)), NOBODY).fate == "shown"


def test_what_is_declassified_by_its_own_date_counts_as_unclassified() -> None:
    t = telegram(6, "1. (S) Nothing.\n", level="S", decl="12/23/2018")
    assert (
        edition_of(t, ReaderClass("u", ceiling="UNCLASSIFIED", as_of="2018-12-22"), NOBODY).fate == "withheld"
    )
    assert edition_of(t, ReaderClass("u", ceiling="UNCLASSIFIED", as_of="2018-12-23"), NOBODY).fate == "shown"


def test_a_paragraph_marked_above_the_ceiling_is_hidden_with_its_parts_and_its_number_stays() -> None:
    t = telegram(7, MIXED)
    edition = edition_of(t, ReaderClass("c", ceiling="CONFIDENTIAL"), NOBODY)
    assert (edition.fate, edition.reasons) == ("edited", ("paragraphs",))
    assert edition.telegram is not None
    found = [(p.number, p.portion) for p in edition.telegram.paragraphs]
    assert found == [(1, "C"), (2, "S/NF"), (3, "C")]
    assert "[paragraph withheld]" in edition.telegram.paragraphs[1].text
    for word in ("arsenal", "biscuit"):
        assert word in words(t)
        assert word not in words(edition.telegram)
    assert "nothing follows from this" in words(edition.telegram)


def test_a_paragraph_with_a_caption_that_is_not_allowed_is_hidden() -> None:
    shown = edited(telegram(8, MIXED), ReaderClass("x", captions=("SIPDIS",)))
    assert "arsenal" not in words(shown)
    assert "arsenal" in words(edited(telegram(8, MIXED), ReaderClass("x", captions=("NOFORN",))))


def test_a_subject_marked_above_the_ceiling_is_hidden() -> None:
    t = telegram(9, "1. (C) Nothing.\n", subject="(S) EXERCISE: THE LANTERN ROOM")
    shown = edited(t, ReaderClass("c", ceiling="CONFIDENTIAL"))
    assert "lantern" not in words(shown)


PROTECTED = """1. (C) Karim al-Tamimi (strictly protect), a pilot, told us of Adel Mansur.

2. (C) Al Tamimi said more. AL-TAMIMI's cousin nodded. Mr. Karim
al-Tami-
mi left; altamimi came back. Karim laughed. Mansur did not.
"""


def test_a_person_whom_a_telegram_protects_is_hidden_by_every_part_of_the_name() -> None:
    t = telegram(10, PROTECTED)
    shown = edited(t, ReaderClass("public"))
    for word in ("tamimi", "karim", "strictly"):
        assert word not in words(shown)
    assert "mansur" in words(shown)
    assert not shown.protected
    assert edited(t, ReaderClass("x", protected_names=True)).text == t.text


@pytest.mark.parametrize(
    "named",
    [
        "Karim al-Tamimi",
        "KARIM AL-TAMIMI",
        "Karim Tamimi",
        "Karim\nel Tamimi",
        "al-Tamimi, Karim",
        "Kárim Al Tamimí",
    ],
)
def test_a_name_protected_elsewhere_is_hidden_however_it_is_written(named: str) -> None:
    names = Names(["Karim al-Tamimi"])
    t = telegram(11, f"1. (C) We saw {named} at the quay. Tamimi waved.\n")
    edition = edition_of(t, ReaderClass("public"), names)
    assert edition.reasons == ("names",)
    assert edition.telegram is not None
    assert "tamim" not in words(edition.telegram)


def test_others_of_the_same_family_name_stay_where_the_protected_one_is_not_named() -> None:
    t = telegram(12, "1. (C) Salma Tamimi sells oranges.\n")
    assert edition_of(t, ReaderClass("public"), Names(["Karim al-Tamimi"])).fate == "shown"


def test_a_description_that_is_protected_is_hidden_with_its_sentence_so_far() -> None:
    t = telegram(13, "1. (C) It rained. A shipping agent who lives across the bay (protect) saw boats.\n")
    shown = edited(t, ReaderClass("public"))
    assert "shipping" not in words(shown)
    assert "[identity withheld] saw boats" in shown.text
    assert "It rained." in shown.text


def test_a_description_hides_nothing_in_other_telegrams() -> None:
    assert not Names(["the engineer", "A DRYDOCK ENGINEER", "contact", "bay", "EMBASSY SOURCE"])


def test_an_edited_telegram_has_a_key_of_its_own() -> None:
    t = telegram(14, PROTECTED)
    shown = edited(t, ReaderClass("public"))
    assert shown.key != t.key
    assert shown.source.sha256 != t.source.sha256


def test_a_telegram_that_cannot_be_the_same_without_the_name_is_withheld() -> None:
    """A name that is also the post's would take the number with it."""
    t = telegram(15, "1. (C) Nothing.\n")
    edition = edition_of(t, ReaderClass("x", names=("Ruth Valletta",)), Names(["Valletta"]))
    assert edition.reasons == ("cannot-be-edited",)


def test_a_class_is_read_with_its_words_as_people_write_them() -> None:
    told = {
        "name": "press",
        "ceiling": "c",
        "captions": ["noforn"],
        "withheld": ["08VALLETTA5"],
        "as_of": "2020-01-31",
    }
    reader = read_class(told, "reftel.toml")
    assert (reader.ceiling, reader.captions, reader.withheld) == (
        "CONFIDENTIAL",
        ("NOFORN",),
        ("2008 VALLETTA 5",),
    )
