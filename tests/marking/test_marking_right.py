"""What looks wrong and is not: each case was, or would be, a false alarm."""

from __future__ import annotations

import pytest

from tests.marking.made import IN_ORDER, PAGE_FORM, broken, codes

Change = tuple[str, str]

RIGHT: dict[str, tuple[Change, ...]] = {
    "a number above 9999 has a station serial of its last four digits": (
        ("A L VALLETTA 000483", "A L VALLETTA 010483"),
        ("VALLETTA 480", "VALLETTA 10480"),
    ),
    "filed after midnight": (("221430Z", "222359Z"), ("3571434", "3580004")),
    "filed in the new year": (
        ("221430Z DEC 08", "312350Z DEC 08"),
        ("3571434", "0010004"),
        ("12/22/2018", "12/31/2018"),
    ),
    "exactly twenty-five years": (("12/22/2018", "12/22/2033"),),
    "an event instead of a date": (("12/22/2018", "WHEN THE MOON IS FULL"),),
    "derived from another document": (
        ("CLASSIFIED BY: Marta Quayside, Ambassador. REASON: 1.4 (b), (d).", "DERIVED FROM: DSCG 05-01"),
    ),
    "sensitive and sent encrypted": (
        ("C O N F I D E N T I A L", "UNCLAS"),
        ("SIPDIS", "SENSITIVE\nSIPDIS"),
        ("12958: DECL: 12/22/2018", "12958: N/A"),
        ("CLASSIFIED BY: Marta Quayside, Ambassador. REASON: 1.4 (b), (d).\n", ""),
        ("1. (C)", "1. (SBU)"),
        ("2. (C)", "2. (SBU)"),
    ),
    "one mark for the whole text": (
        ("1. (C) Summary", "1. (C - ENTIRE TEXT) Summary"),
        ("2. (C) He", "2. He"),
        ("3. (U) The", "3. The"),
    ),
    "a control on the subject alone": (("SIPDIS", "NOFORN"), ("SUBJECT: ", "SUBJECT: (U/NF) ")),
    "a repeated text begins anew at 1": (("3. (U)", "1. (U)"),),
    "a number swallowed by the paragraph before": (
        ("the moon (ref B).\n\n3. (U) The", "the moon (ref B). 3. (U) The"),
        ("own light.", "own light.\n\n4. (U) Nothing follows."),
    ),
    "a reference of the year before, without its year": (
        ("221430Z DEC 08", "041430Z JAN 09"),
        ("3571434", "0041434"),
        ("#0483 004", "#0007 004"),
        ("\n#0483", "\n#0007"),
        ("A L VALLETTA 000483", "A L VALLETTA 000007"),
        ("12/22/2018", "01/04/2019"),
    ),
    "ref as a word of a sentence": (("then the moon (ref B)", "then REFERENCE. I doubt the moon (ref B)"),),
    "references without letters": (("A. LISBON 2801 B. VALLETTA 480", "LISBON 2801"),),
    "two addressees whose own series have come to the same serial": (("LISBON 0099", "LISBON 0136"),),
    "words among the TAGS": (("EFIS, MT", "EFIS, OPERATION LANTERN, MT"),),
    "NIACT with IMMEDIATE": (
        ("RR RUEHLI", "OO RUEHLI"),
        ("R 221430Z", "O 221430Z"),
        ("LISBON 0099", "LISBON NIACT IMMEDIATE 0099"),
    ),
    "two precedences": (
        ("RR RUEHLI", "OO RUEHLI"),
        ("R 221430Z", "O P 221430Z"),
        ("LISBON 0099", "LISBON PRIORITY 0099"),
    ),
    "a person among the TAGS": (("EFIS, MT", "EFIS, MT (LANTERN, ELLA)"),),
    "five equal letters with a country": (("ZNY CCCCC", "ZNY CCCCX"),),
}

RIGHT_PAGES: dict[str, tuple[Change, ...]] = {
    "no total of copies": (("  /030 W", "  ( ISO ) W"),),
    "a person beside OVIP": (("BEXP, EWWT, TS", "OVIP (LANTERN, ELLA), TS"),),
    "a person without a comma": (("BEXP, EWWT, TS", "CDES (ELLA LANTERN)"),),
    "TAGS in any order before the handbook": (("MAY 76", "MAY 73"), ("BEXP, EWWT, TS", "TS, BEXP")),
    "the line of a later review": (("11652: N/A", "12958: AS AMENDED; DECLASSIFIED JUNE 21, 2006"),),
}


@pytest.mark.parametrize("changes", RIGHT.values(), ids=RIGHT)
def test_nothing_is_found_where_nothing_is_wrong(changes: tuple[Change, ...]) -> None:
    assert codes(broken(IN_ORDER, *changes)) == []


@pytest.mark.parametrize("changes", RIGHT_PAGES.values(), ids=RIGHT_PAGES)
def test_nothing_is_found_in_a_page_form_in_order(changes: tuple[Change, ...]) -> None:
    assert codes(broken(PAGE_FORM, *changes)) == []
