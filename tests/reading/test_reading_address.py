"""FM, TO, INFO and XMT."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import codes, record

PAGE_BREAK = "CONFIDENTIAL\n\nPAGE 02 VALLET 00123 241530Z\n\n"


def address(role: str, lines: str) -> list[dict[str, Any]]:
    """The addressees of a role, from the lines of its group."""
    telegram = record(to=lines) if role == "to" else record(info=lines)
    found: list[dict[str, Any]] = telegram[role]
    return found


@pytest.mark.parametrize(
    ("line", "plad", "post", "indicator"),
    [
        ("FM AMEMBASSY VALLETTA", "AMEMBASSY VALLETTA", "VALLETTA", None),
        ("FM SECSTATE WASHDC", "SECSTATE WASHDC", "STATE", None),
        ("FM AMCONSUL PONTA DELGADA", "AMCONSUL PONTA DELGADA", "PONTA DELGADA", None),
        ("FM RUEHVT/AMEMBASSY VALLETTA", "AMEMBASSY VALLETTA", "VALLETTA", "RUEHVT"),
        ("FM  AMEMBASSY   LISBON ", "AMEMBASSY LISBON", "LISBON", None),
        ("FM AMEMBASSY ATLANTIS", "AMEMBASSY ATLANTIS", None, None),
    ],
)
def test_an_originator_is_read_as_printed_with_the_post_it_names(
    line: str, plad: str, post: str | None, indicator: str | None
) -> None:
    expected = {"plad": plad, "post": post, "routing_indicator": indicator}
    assert record(originator=line)["from"] == expected


@pytest.mark.parametrize(
    ("line", "indicator", "plad", "precedence", "serial"),
    [
        ("TO SECSTATE WASHDC 0607", None, "SECSTATE WASHDC", None, 607),
        ("TO RUEHC/SECSTATE WASHDC 0607", "RUEHC", "SECSTATE WASHDC", None, 607),
        ("TO RUEHC / SECSTATE WASHDC 0607", "RUEHC", "SECSTATE WASHDC", None, 607),
        ("TO RUEHC/SECSTATE WASHDC IMMEDIATE 0607", "RUEHC", "SECSTATE WASHDC", "IMMEDIATE", 607),
        ("TO SECSTATE WASHDC NIACT IMMEDIATE 4280", None, "SECSTATE WASHDC", "NIACT IMMEDIATE", 4280),
        ("TO SECSTATE WASHDC PRIORITY", None, "SECSTATE WASHDC", "PRIORITY", None),
        ("TO SECSTATE WASHDC FLASH 0001", None, "SECSTATE WASHDC", "FLASH", 1),
        ("TO SECSTATE WASHDC ROUTINE", None, "SECSTATE WASHDC", "ROUTINE", None),
        ("TO SECSTATE WASHDC 0000", None, "SECSTATE WASHDC", None, None),
        ("TO ZEN/AMCONSUL PONTA DELGADA", None, "AMCONSUL PONTA DELGADA", None, None),
        ("TO RHMCSUU/CDR USEUCOM VAIHINGEN GE", "RHMCSUU", "CDR USEUCOM VAIHINGEN GE", None, None),
        ("TO RHEFDHP/DIA DHP-1 WASHINGTON DC", "RHEFDHP", "DIA DHP-1 WASHINGTON DC", None, None),
        ("TO USDEL SECRETARY", None, "USDEL SECRETARY", None, None),
    ],
)
def test_an_addressee_is_read_with_what_is_printed_beside_it(
    line: str, indicator: str | None, plad: str, precedence: str | None, serial: int | None
) -> None:
    assert address("to", line) == [
        {
            "plad": plad,
            "routing_indicator": indicator,
            "precedence": precedence,
            "serial": serial,
            "collective": False,
            "excluded": [],
        }
    ]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("PIORITY", "PRIORITY"), ("PRIOITY", "PRIORITY"), ("IMMEDIATTE", "IMMEDIATE"), ("ROUTNE", "ROUTINE")],
)
def test_a_misspelt_precedence_is_read_and_noted(written: str, meant: str) -> None:
    telegram = record(to=f"TO SECSTATE WASHDC {written} 0607")
    assert telegram["to"][0]["precedence"] == meant
    assert telegram["to"][0]["plad"] == "SECSTATE WASHDC"
    assert "precedence-misspelt" in codes(telegram)


@pytest.mark.parametrize(
    "lines",
    [
        "INFO AMEMBASSY TUNIS\nAMEMBASSY LISBON\nAMEMBASSY PRAIA",
        "INFO RUEHTU/AMEMBASSY TUNIS 0001\nRUEHLI/AMEMBASSY LISBON 0002\nRUEHPA/AMEMBASSY PRAIA",
        "INFO AMEMBASSY TUNIS\n     AMEMBASSY LISBON\n     AMEMBASSY PRAIA",
        "INFO AMEMBASSY TUNIS\nINFO AMEMBASSY LISBON\nINFO AMEMBASSY PRAIA",
        "INFO\nAMEMBASSY TUNIS\nAMEMBASSY LISBON\nAMEMBASSY PRAIA",
        "INFO: AMEMBASSY TUNIS\nAMEMBASSY LISBON\nAMEMBASSY PRAIA",
        f"INFO AMEMBASSY TUNIS\n{PAGE_BREAK}AMEMBASSY LISBON\nAMEMBASSY PRAIA",
    ],
)
def test_addressees_stand_one_on_a_line(lines: str) -> None:
    assert [a["plad"] for a in address("info", lines)] == [
        "AMEMBASSY TUNIS",
        "AMEMBASSY LISBON",
        "AMEMBASSY PRAIA",
    ]


@pytest.mark.parametrize(
    "lines",
    [
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY TUNIS\nAMEMBASSY LISBON",
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT/AMEMBASSY TUNIS\nAMEMBASSY LISBON",
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT: AMEMBASSY TUNIS\nAMEMBASSY LISBON",
        "INFO RUEHZL/EUROPEAN POLITICAL COLLECTIVE\nXMT AMEMBASSY TUNIS\nXMT AMEMBASSY LISBON",
    ],
)
def test_exempted_posts_belong_to_the_collective_before_them(lines: str) -> None:
    (collective,) = address("info", lines)
    assert collective["collective"] is True
    assert collective["excluded"] == ["AMEMBASSY TUNIS", "AMEMBASSY LISBON"]


@pytest.mark.parametrize(
    ("plad", "is_one"),
    [
        ("EUROPEAN POLITICAL COLLECTIVE", True),
        ("ALL DIPLOMATIC AND CONSULAR POSTS", True),
        ("MAGHREB COLLECTIVE", True),
        ("AMEMBASSY TUNIS", False),
    ],
)
def test_a_collective_is_known(plad: str, is_one: bool) -> None:
    assert address("to", f"TO {plad}")[0]["collective"] is is_one


def test_action_and_info_are_kept_apart() -> None:
    telegram = record(to="TO AMEMBASSY TUNIS\nAMEMBASSY LISBON", info="INFO AMEMBASSY PRAIA")
    assert [a["plad"] for a in telegram["to"]] == ["AMEMBASSY TUNIS", "AMEMBASSY LISBON"]
    assert [a["plad"] for a in telegram["info"]] == ["AMEMBASSY PRAIA"]


def test_a_telegram_may_be_for_information_only() -> None:
    telegram = record(to="", info="INFO AMEMBASSY PRAIA 0003")
    assert telegram["to"] == []
    assert [a["plad"] for a in telegram["info"]] == ["AMEMBASSY PRAIA"]


def test_separators_around_the_text_are_no_addressees() -> None:
    telegram = record(info="INFO AMEMBASSY PRAIA\nBT")
    assert [a["plad"] for a in telegram["info"]] == ["AMEMBASSY PRAIA"]
