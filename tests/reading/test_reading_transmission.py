"""Format lines 1 to 4: identification, routing, station, security."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import record

FULL = "VZCZCXRO5127\nRR RUEHTU RUEHLI RUEHPAX\nDE RUEHVT #0123 2681530\nZNY CCCCC ZZH"
PILOT = "VZCZCXRO8650\nRR RUEHTU\nZDG RUEHC\n"


@pytest.mark.parametrize(
    ("line", "identification"),
    [
        ("VZCZCXRO5127", "VZCZCXRO5127"),
        ("VZCZCLOI278", "VZCZCLOI278"),
        ("ZCZCBKI012", "ZCZCBKI012"),
        ("VZCZC XRO5127", "VZCZCXRO5127"),
        ("", None),
    ],
)
def test_a_transmission_is_identified_by_channel_and_serial(line: str, identification: str | None) -> None:
    assert record(transmission=line)["transmission_id"] == identification


@pytest.mark.parametrize(
    ("line", "routing"),
    [
        ("RR RUEHTU", ["RUEHTU"]),
        ("RR RUEHTU RUEHLI RHEHAAA", ["RUEHTU", "RUEHLI", "RHEHAAA"]),
        ("ZZ  RUEHTU   RUEHLI", ["RUEHTU", "RUEHLI"]),
        ("OO RUEHTU ", ["RUEHTU"]),
    ],
)
def test_routing_indicators_are_read_in_order(line: str, routing: list[str]) -> None:
    assert record(transmission=line)["routing"] == routing


@pytest.mark.parametrize(
    ("line", "indicator", "serial"),
    [
        ("DE RUEHVT #0123 2681530", "RUEHVT", 123),
        ("DE RUEHVT #0123/02 2681530", "RUEHVT", 123),
        ("DE RUEHVT # 4567 2681530", "RUEHVT", 4567),
        ("DE RUEHVT#0007 2681530", "RUEHVT", 7),
        ("DE RHEHAAAX #1234567 2681530", "RHEHAAAX", 1234567),
    ],
)
def test_a_station_line_names_station_and_serial(line: str, indicator: str, serial: int) -> None:
    station = record(transmission=line)["station"]
    assert (station["routing_indicator"], station["serial"]) == (indicator, serial)


@pytest.mark.parametrize(
    ("line", "signal", "level"),
    [
        ("ZNR UUUUU ZZH", "ZNR", "UNCLASSIFIED"),
        ("ZNY EEEEE", "ZNY", "UNCLASSIFIED"),
        ("ZNY RRRRR ZZH", "ZNY", "RESTRICTED"),
        ("ZNY CCCCC ZZH", "ZNY", "CONFIDENTIAL"),
        ("ZNY SSSSS ZZH ZDK", "ZNY", "SECRET"),
        ("ZNY TTTTT/AAAAA", "ZNY", "TOP SECRET"),
        ("ZNY SSSBB ZZH", "ZNY", "SECRET"),
        ("ZNY QQQQQ ZZH", "ZNY", None),
    ],
)
def test_a_security_line_stands_for_a_level(line: str, signal: str, level: str | None) -> None:
    assert record(transmission=line)["security_signal"] == {"signal": signal, "classification": level}


def test_every_line_of_a_full_heading_is_read() -> None:
    telegram = record(transmission=FULL)
    assert telegram["transmission_id"] == "VZCZCXRO5127"
    assert telegram["routing"] == ["RUEHTU", "RUEHLI", "RUEHPAX"]
    assert telegram["station"]["serial"] == 123
    assert telegram["security_signal"]["classification"] == "CONFIDENTIAL"
    assert telegram["unread"] == []


def test_behind_a_pilot_the_station_line_is_the_originals() -> None:
    telegram: dict[str, Any] = record(transmission=PILOT + FULL)
    assert telegram["station"]["serial"] == 123
    assert telegram["mrn"] == "2008 VALLETTA 123"


def test_a_telegram_without_transmission_lines_has_none() -> None:
    telegram = record()
    assert telegram["transmission_id"] is None
    assert telegram["station"] is None
    assert telegram["security_signal"] is None
    assert telegram["routing"] == []
