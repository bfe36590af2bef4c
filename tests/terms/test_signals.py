"""Precedences, signals, routing indicators, collectives, acronyms."""

from __future__ import annotations

import pytest

from reftel.terms import acronyms, collectives, precedence, routing, signals


@pytest.mark.parametrize(
    ("prosign", "name"),
    [
        ("O", "IMMEDIATE"),
        ("Z", "FLASH"),
        ("RR", "ROUTINE"),
        ("p", "PRIORITY"),
        ("Q", None),
    ],
)
def test_a_prosign_names_a_precedence(prosign: str, name: str | None) -> None:
    assert precedence.of_prosign(prosign) == name


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("IMMEDIATE", "IMMEDIATE"),
        ("NIACT IMMEDIATE", "NIACT IMMEDIATE"),
        ("NIACT", "NIACT IMMEDIATE"),
        ("PIORITY", "PRIORITY"),
        ("PRIOITY", "PRIORITY"),
        ("IMMED", "IMMEDIATE"),
        ("flash", "FLASH"),
        ("LISBON", None),
        ("TO", None),
        ("", None),
        ("0607", None),
    ],
)
def test_a_word_names_a_precedence(written: str, name: str | None) -> None:
    assert precedence.read_word(written) == name


@pytest.mark.parametrize(
    ("letters", "level"),
    [
        ("SSSSS", "SECRET"),
        ("UUUUU", "UNCLASSIFIED"),
        ("EEEEE", "UNCLASSIFIED"),
        ("TTTTT", "TOP SECRET"),
        ("SSSBB", "SECRET"),
        ("CCCCC/BBBBB", "CONFIDENTIAL"),
        ("XXXXX", None),
        ("SSSSQ", None),
        ("", None),
    ],
)
def test_five_letters_name_a_level(letters: str, level: str | None) -> None:
    assert signals.security(letters) == level


def test_a_signal_has_a_meaning_or_says_that_none_was_found() -> None:
    assert signals.meaning("ZFD") == "suspected duplicate"
    assert signals.meaning("ZFF4") == signals.meaning("ZFF")
    assert signals.is_unverified("ZZH")
    assert signals.meaning("ZXX") is None
    assert signals.security_meaning("SSSBB") == "secret; concerns British Commonwealth"


def test_a_routing_indicator_is_found_alone_and_in_its_block() -> None:
    assert routing.meaning("RUEHVT") == "AMEMBASSY VALLETTA"
    assert routing.meaning("RHFJAAM") == routing.meaning("RHFJAAA")
    assert routing.meaning("RHFJABZ") is None
    assert routing.meaning("A") is None


def test_a_collective_is_known_by_name_or_by_its_last_word() -> None:
    assert collectives.is_collective("MAGHREB COLLECTIVE")
    assert collectives.is_collective("ALL DIPLOMATIC AND CONSULAR POSTS")
    assert collectives.is_collective("EXERCISE COLLECTIVE")
    assert not collectives.is_collective("AMEMBASSY TUNIS")
    assert collectives.meaning("EXERCISE COLLECTIVE") is None


def test_an_acronym_has_its_meanings() -> None:
    assert acronyms.meaning("EUR", kind="State office symbol") == "Bureau of European Affairs"
    assert " or " in (acronyms.meaning("REO") or "")
    assert acronyms.meaning("QZX") is None
