from __future__ import annotations

import pytest

from reftel.errors import PolicyError
from reftel.release.policy import ReaderClass, read_class, told_class


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "needs a name"),
        ({"name": "everything"}, "other than everything"),
        ({"name": "A b"}, "small letters"),
        ({"name": "x", "cieling": "S"}, "no rule cieling"),
        ({"name": "x", "ceiling": "VERY SECRET INDEED"}, "no classification"),
        ({"name": "x", "ceiling": 3}, "no classification"),
        ({"name": "x", "captions": ["WURST"]}, "WURST is no caption"),
        ({"name": "x", "captions": "NODIS"}, "list of texts"),
        ({"name": "x", "as_of": "last year"}, "no day"),
        ({"name": "x", "withheld": ["VALLETTA five"]}, "neither a number"),
        ({"name": "x", "unmarked": "yes"}, "true or false"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told_with_its_place(told: dict[str, object], says: str) -> None:
    with pytest.raises(PolicyError) as error:
        read_class(told, "mine/reftel.toml")
    assert says in str(error.value)
    assert "mine/reftel.toml" in str(error.value)


def test_a_class_is_written_as_it_is_read() -> None:
    reader = ReaderClass(
        "press", ceiling="SECRET", captions=(), as_of="2020-01-31", names=("Karim al-Tamimi",), released=True
    )
    assert read_class(told_class(reader), "reftel.toml") == reader
    assert told_class(ReaderClass("all")) == {"name": "all"}
