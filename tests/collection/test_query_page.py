"""The page on the query language and the program say the same."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from reftel.collection import Collection
from reftel.collection.search.fields import FIELDS
from tests.project.documents import blocks
from tests.project.test_guide import GENERATOR

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "query.md"
EXAMPLES = [
    re.sub(r"\s{2,}#.*", "", line).strip() for block in blocks(PAGE, "query") for line in block.splitlines()
]


@pytest.fixture(scope="module")
def sample(sample_collection: Path) -> Iterator[Collection]:
    with Collection.open(sample_collection) as held:
        yield held


def test_the_tables_of_the_page_are_those_of_the_program() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert GENERATOR.renew(text) == text, "the tables have changed: run 'make docs'"


@pytest.mark.parametrize("query", EXAMPLES)
def test_every_example_finds_something_in_the_sample(sample: Collection, query: str) -> None:
    results = sample.search(query)
    assert results.total, query
    assert results.suggestion is None


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.name)
def test_the_example_of_a_field_can_be_asked(sample: Collection, field: object) -> None:
    sample.search(field.example)  # type: ignore[attr-defined]
