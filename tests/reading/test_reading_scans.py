"""What a bad scan no longer shows in one place, taken from the places that still agree."""

from __future__ import annotations

from typing import Any

from reftel import parse

TITLES = """TEXT OF TELEGRAM {one}

PAGE 01        VALLET  {page}  2816112
O 2816O5Z OCT 86
FM AMEMBASSV VALLETT.
TO SECSTATE WASHDC

LIMITED'OPPPCIAL USF VALLETTA

E.O. 12356: N/A
TAGS: PREL
SUBJECT: EXERCISE LANTERN

1.  THE LANTERN WAS LIT.
PAGE 02        VALLET  {page}  I216112
                              PAGE            NO. 1TEXT OF TELEGRAM {two}            3
2.  IT WENT OUT.
                              PAGE            NO. 2TEXT OF TELEGRAM {three}
"""


def read(one: str, two: str, three: str, page: str = "01402") -> dict[str, Any]:
    said: dict[str, Any] = parse(TITLES.format(one=one, two=two, three=three, page=page))[0].to_dict()
    return said


def test_the_number_is_the_one_most_pages_agree_on() -> None:
    said = read("86VALLET001482", "B6VALLET001402", "86VALLET001402")
    assert said["mrn"] == "1986 VALLETTA 1402"
    why = next(d for d in said["defects"] if d["code"] == "from-form")["why"]
    assert "4 of 5" in why


def test_a_year_unreadable_in_one_title_is_taken_from_another() -> None:
    assert read("BOVALLET001402", "BEVALLET001402", "86VALLET001402")["mrn"] == "1986 VALLETTA 1402"


def test_a_month_beside_spoilt_figures_gives_no_day() -> None:
    text = TITLES.format(one="86VALLET001402", two="", three="", page="01402")
    said = parse(text.replace("O 2816O5Z OCT 86", "P 28162052.0CT 86"))[0].to_dict()
    assert said["dtg"] == "1986-10"


def test_a_year_with_a_spoilt_first_figure_keeps_four_figures() -> None:
    text = (
        "INCOMING TELEGRAM  Department of State\n\nFROM: Valletta\nTO: Secretary of State\n"
        "NO: 88, March 7, 4 p.m.\nRec'd: March 7, 0963\n\nReference: Tunis 12.\n\nThe lantern was lit.\n"
    )
    assert parse(text)[0].to_dict()["dtg"] == "0963-03-07T16:00:00"
