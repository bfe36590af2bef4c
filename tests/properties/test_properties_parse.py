"""What `parse` promises, tried on any bytes, on lines in disorder and on damaged telegrams.

The inputs are the same in every run: examples come from a fixed seed and none are remembered.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings

from reftel.reading import parse
from reftel.sample import folder
from tests.properties.holds import check_all
from tests.properties.inputs import any_bytes, anything, damaged, damaged_samples, lines_in_disorder

FIXED = settings(
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=150,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MANY, PART = 1500, 150  # damaged telegrams, and how many a test reads


@FIXED
@given(any_bytes())
@example(b"")
@example(bytes(range(256)))
@example(b"\xff\xfe\x00\xd8")
def test_any_bytes_are_read_and_given_back(data: bytes) -> None:
    check_all(parse(data), data)


@FIXED
@given(lines_in_disorder())
def test_lines_in_disorder_are_read_and_given_back(text: str) -> None:
    check_all(parse(text.encode()), text.encode())


@FIXED
@given(damaged_samples())
def test_damaged_telegrams_are_read_and_given_back(text: str) -> None:
    check_all(parse(text.encode()), text.encode())


@FIXED
@given(anything())
def test_the_same_bytes_give_the_same_record(data: bytes) -> None:
    assert parse(data) == parse(data)


@pytest.mark.parametrize("path", sorted(folder().rglob("*.*")), ids=lambda path: path.name)
def test_every_file_of_the_sample_is_given_back(path: Path) -> None:
    data = path.read_bytes()
    check_all(parse(data), data)


@pytest.mark.parametrize("part", range(MANY // PART))
def test_many_damaged_telegrams_are_given_back(part: int) -> None:
    for text in damaged(PART, seed=part):
        check_all(parse(text.encode()), text.encode())
