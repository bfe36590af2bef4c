from __future__ import annotations

import pytest

from reftel.terms import levels

BEGINNINGS = (
    ("C O N F I D E N T I A L LISBON 000123", "CONFIDENTIAL", "C O N F I D E N T I A L"),
    ("S E C R E T TUNIS 1", "SECRET", "S E C R E T"),
    ("T O P  S E C R E T TUNIS 1", "TOP SECRET", "T O P  S E C R E T"),
    ("SECRET\nTUNIS", "SECRET", "SECRET"),
    ("SECRET/NODIS", "SECRET", "SECRET"),
    ("  UNCLAS TUNIS 1", "UNCLASSIFIED", "  UNCLAS"),
    ("U N C L A S TUNIS 1", "UNCLASSIFIED", "U N C L A S"),
    ("UNCLAS EFTO TUNIS 1", "UNCLASSIFIED", "UNCLAS EFTO"),
    ("UNCLASSIFIED TUNIS 1", "UNCLASSIFIED", "UNCLASSIFIED"),
    ("LIMITED OFFICIAL USE TUNIS 1", "LIMITED OFFICIAL USE", "LIMITED OFFICIAL USE"),
    ("LIMOFFUSE TUNIS 1", "LIMITED OFFICIAL USE", "LIMOFFUSE"),
    (
        "SENSITIVE BUT UNCLASSIFIED",
        "SENSITIVE BUT UNCLASSIFIED",
        "SENSITIVE BUT UNCLASSIFIED",
    ),
    ("RESTRICTED TUNIS 1", "RESTRICTED", "RESTRICTED"),
    ("CONFIDENTAIL TUNIS 1", "CONFIDENTIAL", "CONFIDENTAIL"),
    ("C O N F I D E N T A I L TUNIS 1", "CONFIDENTIAL", "C O N F I D E N T A I L"),
    ("SECERT TUNIS 1", "SECRET", "SECERT"),
    ("Secret", "SECRET", "Secret"),
)
OTHER_TEXT = (
    "SECRETARY OF STATE",
    "S E C R E T A R Y",
    "SECRETS OF",
    "Secret talks began",
    "SENATE VOTES",
    "CONFIDENTIALLY",
    "SENSITIVE",
    "LISBON 123",
    "",
    "   ",
    "123",
    "X" * 100_000,
)


@pytest.mark.parametrize(("text", "name", "written"), BEGINNINGS, ids=[c[0] for c in BEGINNINGS])
def test_a_level_is_read_at_the_beginning(text: str, name: str, written: str) -> None:
    assert levels.read_level(text) == (name, len(written))


@pytest.mark.parametrize("text", OTHER_TEXT, ids=[t[:20] for t in OTHER_TEXT])
def test_other_text_begins_with_no_level(text: str) -> None:
    assert levels.read_level(text) is None


def test_a_slip_in_a_level_is_told_apart() -> None:
    assert levels.is_misspelt("CONFIDENTAIL")
    assert not levels.is_misspelt("C O N F I D E N T I A L")


@pytest.mark.parametrize(
    ("written", "mark"),
    [
        ("S", "S"),
        ("u", "U"),
        ("S/NF", "S/NF"),
        ("S//NF", "S/NF"),
        ("s/nf", "S/NF"),
        ("S - NF", "S/NF"),
        ("C/NOFORN", "C/NF"),
        ("SBU/NOFORN", "SBU/NF"),
        ("SBU/N", "SBU/NF"),
        ("C//REL TO USA, GBR", "C/REL TO USA, GBR"),
        ("S//OC/NF", "S/OC/NF"),
        ("S/FGI GBR", "S/FGI GBR"),
        ("U//FOUO", "U/FOUO"),
        ("LOU", "LOU"),
        ("C - ENTIRE TEXT", "C"),
        ("C-ENTIRE TEXT", "C"),
        ("CONFIDENTIAL - ENTIRE TEXT", "C"),
    ],
)
def test_a_portion_mark_is_written_in_one_way(written: str, mark: str) -> None:
    assert levels.portion(written) == mark


@pytest.mark.parametrize(
    "written",
    [
        "A",
        "I",
        "NF",
        "ref A",
        "S)",
        "S/FOO",
        "JAM",
        "",
        "PHASE S",
        "U.S.",
        "C" * 1000,
        "5",
        "N",
    ],
)
def test_other_brackets_are_no_portion_marks(written: str) -> None:
    assert levels.portion(written) is None


def test_levels_have_an_order() -> None:
    ranks = [levels.rank(name) for name in levels.LEVELS]
    assert ranks == sorted(ranks)
    assert levels.rank("SECRET") > levels.rank("SENSITIVE BUT UNCLASSIFIED")
    assert levels.level_of_portion("S/NF") == "SECRET"
    assert levels.level_of_portion("X") is None
