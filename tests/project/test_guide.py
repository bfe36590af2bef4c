"""The guide to telegrams says what the tables say, and knows every defect that reading can note."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.reading import parse
from tests.project.documents import script

ROOT = Path(__file__).resolve().parents[2]
GUIDE = ROOT / "docs" / "telegram"
PAGES = sorted(GUIDE.glob("*.md"))
READING = ROOT / "src" / "reftel" / "reading"
# Calls that note a defect: the code is their first argument.
NOTES = ("note", "Defect")


GENERATOR = script("generate")
DAMAGE = {row["code"]: row for row in GENERATOR.damage_rows()}


@pytest.mark.parametrize("page", GENERATOR.pages(), ids=lambda page: page.stem)
def test_a_page_is_up_to_date_with_the_tables(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert GENERATOR.renew(text) == text, "the tables have changed: run 'make docs'"


def test_every_table_stands_in_a_page_and_every_mark_is_closed() -> None:
    text = "\n".join(page.read_text(encoding="utf-8") for page in GENERATOR.pages())
    named = re.findall(r"<!-- table: ([\w-]+) -->", text)
    assert sorted(named) == sorted(GENERATOR.TABLES)
    assert text.count("<!-- /table -->") == len(named)


def test_the_index_leads_to_every_page() -> None:
    index = (GUIDE / "index.md").read_text(encoding="utf-8")
    for page in PAGES:
        assert page.stem == "index" or f"]({page.name})" in index, page.name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_has_one_title_and_names_its_sources(page: Path) -> None:
    text = re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    assert "**Sources.**" in text


def codes_noted() -> Iterator[str]:
    """The codes of every defect that the rules of reading can note, found in their source."""
    for path in READING.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in NOTES:
                yield from (
                    word.value
                    for word in ast.walk(node.args[0])
                    if isinstance(word, ast.Constant) and isinstance(word.value, str)
                )


def test_the_page_of_damage_knows_every_defect_and_no_other() -> None:
    assert set(DAMAGE) == set(codes_noted())


@pytest.mark.parametrize("code", [code for code, row in DAMAGE.items() if row["example"]])
def test_an_example_of_damage_shows_what_the_page_says(code: str) -> None:
    row = DAMAGE[code]
    defects = [d for telegram in parse(row["example"].encode()) for d in telegram.defects if d.code == code]
    assert defects, code
    assert (defects[0].written or "") == row["written"]
    assert (defects[0].taken_as or "") == row["taken_as"]


def test_nearly_every_defect_has_an_example() -> None:
    without = [code for code, row in DAMAGE.items() if not row["example"] and not row["written"]]
    assert without == []
