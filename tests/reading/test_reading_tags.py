"""The TAGS line, in whatever state it arrives."""

from __future__ import annotations

import pytest

from tests.reading.made import codes, exercise, read, record


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        ("TAGS: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL PGOV MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL,PGOV,MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL; PGOV; MT", ["PREL", "PGOV", "MT"]),
        ("TAGS PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAG: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAGES: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TABS: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAS: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TGS: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("AGS: PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS; PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS, PREL, PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("tags: prel, pgov, mt", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV, MT.", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL,, PGOV, , MT,", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV,\nMT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV\n      MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV,\n\nMT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL\nTAGS: PGOV, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV, PREL, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: [PREL](#) [PGOV](#) [MT](#)", ["PREL", "PGOV", "MT"]),
        ("TAGS: [PREL](https://example.org/prel), [PGOV](#), [MT](#)", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV, SIPDIS, MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL, PGOV, KCRM, MT", ["PREL", "PGOV", "KCRM", "MT"]),
        ("TAGS: ECONEFIN, MT", ["ECON", "EFIN", "MT"]),
        ("TAGS: OVIP (ORSETT, PHILIP), MT", ["OVIP", "ORSETT, PHILIP", "MT"]),
        ("TAGS: CVIS, MT (ORSETT, PHILIP N.)", ["CVIS", "MT", "ORSETT, PHILIP N"]),
        ("TAGS: CVIS, MT (ORSETT , PHILIP)", ["CVIS", "MT", "ORSETT, PHILIP"]),
        ("TAGS: PREL, HUMAN RIGHTS, MT", ["PREL", "HUMAN RIGHTS", "MT"]),
        ("TAGS: PREL QXW QXJZ MT JA PL", ["PREL", "QXW", "QXJZ", "MT", "JA", "PL"]),
        ("TAGS: PREL QXW QXJZ IN MT", ["PREL", "QXW", "QXJZ", "IN", "MT"]),
        ("TAGS: PREL QZ QW QX", ["PREL", "QZ", "QW", "QX"]),
        ("TAGS: PREL PGVO UNDESCO QXJZ", ["PREL", "PGOV", "UNESCO", "QXJZ"]),
        ("TAGS: PREL LANTERN TALKS MT JA", ["PREL", "LANTERN TALKS", "MT", "JA"]),
        ("TAGS: PREL LAMP IN LANTERN MT", ["PREL", "LAMP IN LANTERN", "MT"]),
        ("TAGS: PREL, LAMP STAR, MT", ["PREL", "LAMP STAR", "MT"]),
        ("TAGS: PREL, LAMP QXW, MT", ["PREL", "LAMP", "QXW", "MT"]),
        ("TAGS: PREL LAMP STAR MT", ["PREL", "LAMP", "STAR", "MT"]),
        ("TAGS: PREL LAMP OF MT", ["PREL", "LAMP OF", "MT"]),
        ("TAGS: PREL KDZQ PGVO LANTERN TALKS", ["PREL", "KDZQ", "PGOV", "LANTERN TALKS"]),
        ("TAGS: OVIP ORSETT PHILIP MT", ["OVIP", "ORSETT, PHILIP", "MT"]),
        ("TAGS: OVIP PGVO KDZQ MT", ["OVIP", "PGOV", "KDZQ", "MT"]),
        ("TAGS: PREL.PGOV.QXJZ.MT", ["PREL", "PGOV", "QXJZ", "MT"]),
        ("TAGS: PREL/PGOV/MT, UNGA/C-6", ["PREL", "PGOV", "MT", "UNGA/C-6"]),
        ("TAGS: PREL, LAMP/LANTERN, Q.Z., MT", ["PREL", "LAMP/LANTERN", "Q.Z", "MT"]),
        ("TAGS: PREL AND PGOV & MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL&PGOV, LAMP AND LANTERN", ["PREL", "PGOV", "LAMP AND LANTERN"]),
        ("TAGS: PG0V PREL M0", ["PGOV", "PREL", "MO"]),
        ("TAGS: PREL MT 1. (C) The lantern is lit.", ["PREL", "MT"]),
        ("TAGS: PREL (   ) MT", ["PREL", "MT"]),
        ("TAGS: PREL, MALI, MT", ["PREL", "MALI", "MT"]),
        (
            "TAGS: PREL, PGOV,\nCONFIDENTIAL\n\nPAGE 02 VALLET 00123 241530Z\n\nMT",
            ["PREL", "PGOV", "MT"],
        ),
    ],
)
def test_a_list_is_read_in_its_order(line: str, tags: list[str]) -> None:
    assert record(tags=line)["tags"] == tags


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("TAGS: [PREL](#), MT", "link-artefact"),
        ("TAGS: ECONEFIN, MT", "tags-run-together"),
        ("TAGS: PREL, SIPDIS, MT", "caption-in-tags"),
        ("TAGS: PREL, HUMAN RIGHTS, MT", "tags-unknown"),
        ("TAGS: PREL QXW QXJZ MT", "tags-unknown"),
        ("TAGS: PREL QXW PGVO", "tags-misspelt"),
        ("TAGS: PG0V, MT", "tags-misspelt"),
        ("TAGS: PREL/PGOV, MT", "tags-run-together"),
        ("TAGS: PREL AND PGOV, MT", "tags-unknown"),
    ],
)
def test_damage_is_noted(line: str, code: str) -> None:
    assert code in codes(record(tags=line))


def test_a_word_that_is_no_code_is_kept() -> None:
    telegram = record(tags="TAGS: PREL, ZQXJWV, MT")
    assert telegram["tags"] == ["PREL", "ZQXJWV", "MT"]
    assert "tags-unknown" in codes(telegram)


def test_tags_may_stand_before_the_order_line() -> None:
    telegram = record(order="TAGS: PREL, PGOV, MT", tags="E.O. 12958: DECL: 9/26/2018")
    assert telegram["tags"] == ["PREL", "PGOV", "MT"]
    assert telegram["declassify_on"] == "2018-09-26"


def test_a_list_ends_where_the_subject_begins() -> None:
    telegram = record(tags="TAGS: PREL, MT", subject="SUBJECT: PREL AND THE LANTERN")
    assert telegram["tags"] == ["PREL", "MT"]
    assert telegram["subject"] == "PREL AND THE LANTERN"


def test_a_telegram_without_tags_has_an_empty_list() -> None:
    assert record(tags="")["tags"] == []


def test_run_together_with_a_country_is_two_codes() -> None:
    assert record(tags="TAGS: MTPREL, PGOV")["tags"] == ["MT", "PREL", "PGOV"]


PAGE_END = "CONFIDENTIAL\n\nPAGE 02  VALLET 00123  241530Z\n\n"


@pytest.mark.parametrize(
    ("line", "tags"),
    [
        (f"TAGS: PREL\nTAGS: PGOV,\n{PAGE_END}MT", ["PREL", "PGOV", "MT"]),
        (f"TAGS: PREL,\n{PAGE_END}PGOV\nTAGS: MT", ["PREL", "PGOV", "MT"]),
        ("TAGS: PREL TAGS: PGOV, MT", ["PREL", "PGOV", "MT"]),
    ],
)
def test_the_codes_of_two_lists_stand_at_their_places(line: str, tags: list[str]) -> None:
    telegram = read(exercise(tags=line))
    assert [telegram.words(tag.span) for tag in telegram.tags] == tags


@pytest.mark.parametrize("text", ["TAG(OP\nTAG", "TAG(P\r\nTAG", "AGS\nTAG(#\ufeff", "TAG(O\nTAG P"])
def test_no_code_of_two_lists_stands_behind_the_end(text: str) -> None:
    telegram = read(text)
    assert telegram.tags
    assert all(tag.span.end <= len(text) for tag in telegram.tags)
