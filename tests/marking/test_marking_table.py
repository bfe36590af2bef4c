"""The table of checks: every row is whole, and the page in the documents is the table."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from reftel.marking import CHECKS, SERIES_CHECKS, SEVERITIES, Check
from reftel.web.words import FAMILIES
from tests.marking.page import place, written

EVERY = (*CHECKS, *SERIES_CHECKS)


def test_no_code_stands_twice() -> None:
    codes = [each.code for each in EVERY]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("each", EVERY, ids=[each.code for each in EVERY])
def test_every_check_has_words_a_rule_and_a_source(each: Check) -> None:
    assert each.code == each.code.lower().replace(" ", "-")
    assert each.severity in SEVERITIES
    assert each.message.endswith(".")
    assert each.rule.endswith(".")
    assert each.source


@pytest.mark.parametrize("each", CHECKS, ids=[each.code for each in CHECKS])
def test_the_days_and_layouts_of_a_check_exist(each: Check) -> None:
    assert set(each.not_in) <= set(FAMILIES)
    for day in filter(None, (each.since, each.until)):
        assert dt.date.fromisoformat(day)


def test_the_page_of_checks_is_the_table(repository: Path) -> None:
    page = place(repository)
    assert page.read_text(encoding="utf-8") == written(page), "python -m tests.marking.page writes it"
