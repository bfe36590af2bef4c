from __future__ import annotations

import pytest

import reftel
from reftel.model import Telegram
from reftel.refs.uses import Use, find_uses

HEAD = """R 231540Z DEC 08
FM AMEMBASSY VALLETTA
TO RUEHTU/AMEMBASSY TUNIS PRIORITY 1011

C O N F I D E N T I A L VALLETTA 000488

EXERCISE

E.O. 12958: DECL: 12/23/2018
TAGS: PREL, EWWT, MT
SUBJECT: EXERCISE: PILOT BOATS

{ref}

"""
THREE = "REF: A. TUNIS 1271\n     B. STATE 133011\n     C. 06 TUNIS 2744"


def read(body: str, ref: str = THREE) -> Telegram:
    (telegram,) = reftel.parse((HEAD.format(ref=ref) + f"1. (C) {body}\n\nCLAVERTON\n").encode())
    return telegram


def uses(body: str, ref: str = THREE) -> tuple[Use, ...]:
    telegram = read(body, ref)
    found = find_uses(telegram)
    for use in found:
        assert telegram.words(use.span).split() == use.text.split()
    return found


def entries(body: str, ref: str = THREE) -> list[int | None]:
    return [u.entry for u in uses(body, ref)]


@pytest.mark.parametrize(
    ("words", "entry"),
    [
        ("Pilots met (ref A).", [0]),
        ("As told ref B, pilots met.", [1]),
        ("REFTEL C SAYS SO.", [2]),
        ("In refs A and B pilots met.", [0, 1]),
        ("In refs A, B and C pilots met.", [0, 1, 2]),
        ("In refs A-C pilots met.", [0, 1, 2]),
        ("In (ref (b)) pilots met.", [1]),
        ("REF A DISTORTS AND OVERSTATES IT.", [0]),
        ("IN REF A I SAID SO.", [0]),
        ("We met ref D people.", []),
        ("In ref. a pilot we trust.", []),
        ("We checked the reference. A boat left.", []),
    ],
)
def test_letters_lead_to_their_entries(words: str, entry: list[int]) -> None:
    assert [e for e in entries(words) if e is not None] == entry


def test_reftel_is_the_one_reference_or_cannot_be_told() -> None:
    assert entries("Pilots met (reftel).", "REF: TUNIS 1271") == [0]
    assert entries("Pilots met (reftel).") == [None]
    assert entries("Pilots met (reftels).") == [0, 1, 2]


def test_the_reftel_of_a_post_is_the_one_of_that_post() -> None:
    assert entries("Pilots met, see State reftel.") == [1]
    assert entries("Pilots met, see Tunis reftel.") == [None]  # it has two of them
    assert entries("THE STATE REFTEL SAYS ONE THING, THE REFTEL ANOTHER.") == [1, None]


def test_two_uses_of_one_word_have_a_place_each() -> None:
    first, second = uses("See reftel. Again, see reftel.", "REF: TUNIS 1271")
    assert first.span.end < second.span.start


def test_the_departments_embtel_is_the_addressees() -> None:
    head = HEAD.format(ref="REF: TUNIS 1271").replace("AMEMBASSY VALLETTA", "SECSTATE WASHDC")
    text = head.replace("VALLETTA 000488", "STATE 000488") + "1. (C) Pilots met, see Embtel 812.\n"
    (use,) = find_uses(reftel.parse(text.encode())[0])
    assert str(use.mrn) == "2008 TUNIS 812"


def test_a_letter_that_the_block_lacks_is_shown_without_an_entry() -> None:
    (use,) = uses("PILOTS MET (REF F).")
    assert (use.kind, use.entry) == ("letter", None)


@pytest.mark.parametrize(
    ("words", "number", "inferred"),
    [
        ("as reported in State 198580.", "2008 STATE 198580", True),
        ("AS REPORTED IN 07 STATE 198580.", "2007 STATE 198580", False),
        ("(Tunis 01265)", "2008 TUNIS 1265", True),
        ("We see Embtel 812.", "2008 VALLETTA 812", True),
        ("We see Deptel 812.", "2008 STATE 812", True),
        ("We see urtel 812.", "2008 TUNIS 812", True),
        ("as in La Paz 77.", "2008 LA PAZ 77", True),
        ("as said in Lisbon's 327.", "2008 LISBON 327", True),
        ("AS EMBASSY TELEGRAM 812 SAID.", "2008 VALLETTA 812", True),
        ("as the Department's telegram 812 has it.", "2008 STATE 812", True),
    ],
)
def test_numbers_in_the_text(words: str, number: str, inferred: bool) -> None:
    (use,) = uses(f"Pilots met {words}")
    assert (use.kind, str(use.mrn), use.year_inferred) == ("number", number, inferred)


def test_a_number_of_the_block_is_that_entry() -> None:
    assert entries("Pilots met, as in Tunis 1271, twice.") == [0]
    assert entries("Pilots met, as in 06 Tunis 2744, twice.") == [2]


@pytest.mark.parametrize(
    "words",
    [
        "They left Tunis 1998 and came back.",
        "Lisbon 40 percent, Tunis 12.",
        "The flight to Rome 5,000 left.",
        "At the Department of State.\n\n1745 - guests leave.",
        "The yacht sailed from Valletta 488.",  # the telegram itself
        "Department 4 has it.",
    ],
)
def test_what_is_no_number_of_a_telegram(words: str) -> None:
    assert not uses(words)


def test_lists_of_numbers() -> None:
    assert [str(u.mrn) for u in uses("See Tunis 1260, 1261 and 1264.")] == [
        f"2008 TUNIS {n}" for n in (1260, 1261, 1264)
    ]


def test_septels_and_previous_telegrams() -> None:
    assert [u.kind for u in uses("Text follows septel. See also our previous telegram.")] == [
        "septel",
        "previous",
    ]


@pytest.mark.parametrize(
    ("words", "cited"),
    [("Para 3 of ref B says so.", "3"), ("PARA 3D REF B SAYS SO.", "3D"), ("Ref B, para 2, says so.", "2")],
)
def test_the_paragraph_that_is_meant(words: str, cited: str) -> None:
    (use,) = uses(words)
    assert (use.entry, use.cited) == (1, cited)


def test_the_sentence_is_whole_though_it_has_abbreviations_and_breaks() -> None:
    (use,) = uses("It rained. Mr. Doe of the U.S. Embassy\nsaw boats (ref A). Nobody else did.")
    assert use.sentence == "Mr. Doe of the U.S. Embassy saw boats (ref A)."
    assert use.paragraph == 0
