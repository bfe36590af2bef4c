"""Several telegrams in one file, and the sections of one."""

from __future__ import annotations

import pytest

from reftel.reading import parse
from tests.reading.made import exercise, kinds, read

TRANSMISSION = "VZCZCXRO5127\nRR RUEHTU\nDE RUEHVT #0123 2681530\nZNY CCCCC ZZH"
OTHER = exercise(
    sent="R 271000Z SEP 08",
    originator="FM AMEMBASSY TUNIS",
    first="UNCLAS TUNIS 000045",
    signature="HALLORAN",
)


def section(number: int, body: str, *, of: int = 2, to: str = "TO RUEHC/SECSTATE WASHDC 0001") -> str:
    """One section of a telegram, with its own header."""
    return exercise(
        transmission=f"VZCZCXRO512{number}\nRR RUEHTU\nDE RUEHVT #0123/0{number} 2681530\nZNY CCCCC ZZH",
        first=f"C O N F I D E N T I A L SECTION 0{number} OF 0{of} VALLETTA 000123",
        to=to,
        body=body,
    )


@pytest.mark.parametrize("between", ["", "\n\n\n", "\f", "NNNN\n", "\n----------\n\n"])
@pytest.mark.parametrize("transmission", ["", TRANSMISSION])
def test_two_telegrams_in_a_file_are_two(between: str, transmission: str) -> None:
    first = exercise(transmission=transmission)
    telegrams = parse(first + between + OTHER)
    assert [str(t.mrn.value) if t.mrn else None for t in telegrams] == ["2008 VALLETTA 123", "2008 TUNIS 45"]
    assert [t.signature.value if t.signature else None for t in telegrams] == ["CLAVERTON", "HALLORAN"]


def test_each_telegram_has_its_own_stretch_and_the_files_offsets() -> None:
    text = exercise() + "\n\n" + OTHER
    first, second = parse(text)
    assert first.source.span.end == second.source.span.start
    assert first.text + second.text == text
    assert second.mrn is not None
    assert text[second.mrn.span.start : second.mrn.span.end] == "TUNIS 000045"
    assert second.words(second.mrn.span) == "TUNIS 000045"


@pytest.mark.parametrize(
    ("page", "to"),
    [
        ("", "TO RUEHC/SECSTATE WASHDC 0001"),
        ("VALLETTA 00000123 001.2 OF 002\n\n", "TO RUEHC/SECSTATE WASHDC 0001"),
        ("", "TO SECSTATE WASHDC 0001"),
    ],
)
def test_the_sections_of_a_telegram_are_one(page: str, to: str) -> None:
    one = section(1, f"1. (C) The first lamp.\n{page}\n2. (C) The second lamp.", to=to)
    telegram = read(one + "\n\n" + section(2, "3. (C) The third lamp.", to=to))
    assert [(p.number, p.text) for p in telegram.paragraphs] == [
        (1, "The first lamp."),
        (2, "The second lamp."),
        (3, "The third lamp."),
    ]
    assert telegram.to_dict()["section"] == {"number": None, "of": 2}
    assert "section_header" in {kind for kind, _ in kinds(telegram)}


def test_a_section_alone_says_which_it_is() -> None:
    assert read(section(2, "3. (C) The third lamp.")).to_dict()["section"] == {"number": 2, "of": 2}


def test_a_quoted_telegram_is_text_of_the_outer_one() -> None:
    inner = exercise(
        sent="O 251000Z SEP 08",
        originator="FM AMEMBASSY PRAIA",
        first="C O N F I D E N T I A L PRAIA 000007",
        signature="MERRIDAY",
    )
    outer = exercise(
        originator="FM SECSTATE WASHDC",
        to="TO AMEMBASSY TUNIS",
        first="C O N F I D E N T I A L STATE 134020",
        body=f"FOLLOWING SENT ACTION SECSTATE FROM PRAIA IS REPEATED TO YOU:\n\nQUOTE\n{inner}\nUNQUOTE",
        signature="HALLORAN",
    )
    telegram = read(outer).to_dict()
    assert telegram["mrn"] == "2008 STATE 134020"
    assert telegram["signature"] == "HALLORAN"


def test_three_telegrams_tile_the_file() -> None:
    text = exercise() + OTHER + exercise(sent="R 281000Z SEP 08", first="UNCLAS VALLETTA 000124")
    telegrams = parse(text)
    assert "".join(t.text for t in telegrams) == text
    assert len({t.key for t in telegrams}) == 3


@pytest.mark.parametrize(
    "marks", ["CONFIDENTIAL\n\nPAGE 01        VALLET 00123  251610Z\n\nACTION EUR-12\n\n"]
)
def test_a_telegram_begins_at_its_page_line(marks: str) -> None:
    text = (
        exercise(sent="R 251530Z MAY 74")
        + "\n"
        + marks
        + exercise(sent="R 251630Z MAY 74", first="UNCLAS TUNIS 0045")
    )
    first, second = parse(text)
    assert second.text.lstrip().startswith(("CONFIDENTIAL", "PAGE 01"))
    assert "PAGE 01" not in first.text
