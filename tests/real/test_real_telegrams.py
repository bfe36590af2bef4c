"""Real telegrams: nothing is lost, each is known for what it is, the specimen reads as the page says."""

from __future__ import annotations

from pathlib import Path

import pytest

from reftel.reading import parse
from tests.properties.holds import check_all
from tests.real.values import ANY, First, agrees, stated

pytestmark = pytest.mark.real

NO_TELEGRAMS = ("README.md", "manifest.csv", "fields.jsonl")
ENOUGH = 25  # keys of the record for which the page must state a value


@pytest.fixture(scope="session")
def real_telegrams(real_data: Path) -> Path:
    """The folder of whole telegrams."""
    folder = real_data / "telegrams"
    if not folder.is_dir():
        pytest.skip(f"{folder} is missing: no whole telegrams to read")
    return folder


def files(folder: Path, name: str) -> list[Path]:
    """The files of a folder, at any depth, that bear a name."""
    found = sorted(folder.rglob(name))
    assert found, f"no {name} below {folder}"
    return found


def test_no_real_file_loses_anything(real_telegrams: Path) -> None:
    for path in (p for p in files(real_telegrams, "*") if p.is_file()):
        data = path.read_bytes()
        check_all(parse(data), data)


def test_every_real_text_is_known_as_a_telegram(real_telegrams: Path) -> None:
    unknown = [p.name for p in files(real_telegrams, "*.txt") if parse(p.read_bytes())[0].family == "unknown"]
    assert unknown == []


@pytest.mark.parametrize("name", NO_TELEGRAMS)
def test_what_stands_beside_them_is_no_telegram(real_telegrams: Path, name: str) -> None:
    for path in files(real_telegrams, name):
        telegrams = parse(path.read_bytes())
        assert {t.family for t in telegrams} == {"unknown"}, path
        assert "not-a-telegram" in {d.code for t in telegrams for d in t.defects}, path


@pytest.fixture(scope="session")
def specimen(real_data: Path) -> dict[str, object]:
    """The record of the specimen: the only text in its folder."""
    (path,) = (real_data / "specimen").glob("*.txt")
    (telegram,) = parse(path.read_bytes())
    return telegram.to_dict()


def test_the_specimen_reads_as_the_page_says(real_data: Path, specimen: dict[str, object]) -> None:
    page = real_data.parent / "record.md"
    if not page.is_file():
        pytest.skip(f"{page} is missing: it states the specimen's values")
    expected = stated(page.read_text("utf-8"))
    assert len(expected) >= ENOUGH, f"only {len(expected)} rows of the table in {page} were understood"
    wrong = {
        key: (value, specimen[key]) for key, value in expected.items() if not agrees(value, specimen[key])
    }
    assert wrong == {}


def test_a_page_is_read_with_what_it_leaves_out() -> None:
    page = (
        '| `number` | `"12"`: a number |\n| `one`, `two` | `"A"`, null; two values |\n'
        '| `list` | `[{"a": 1, "span": [s, e]}, …]` |\n| `kind` | one of `x`, `y` (here) |\n'
        '| `odd` | here among others `{"a": 2, …}` |\n| `prose` | nothing stated |\n'
    )
    assert stated(page) == {
        "number": "12",
        "one": "A",
        "two": None,
        "list": [{"a": 1, "span": ANY}],
        "kind": "y",
        "odd": {"among": [{"a": 2}]},
    }
    assert agrees(First([{"a": 1, "span": ANY}]), [{"a": 1, "span": [0, 2]}, {"a": 3}])
    assert not agrees([{"a": 1}], [{"a": 1}, {"a": 3}])
    assert agrees({"among": [{"a": 2}]}, [{"a": 1}, {"a": 2, "b": 3}])
