"""The measuring of speed runs, says what it read, and writes only where asked; no speed is asserted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench import speed
from bench.page import put
from bench.speed import Line
from bench.texts import HOSTILE, ORDINARY
from reftel.errors import SourceError


def test_without_real_telegrams_the_sample_is_read_and_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("REFTEL_DATA", raising=False)
    assert speed.main(["--turns", "1", "--no-growth"]) == 0
    assert "sample collection (no real telegrams" in capsys.readouterr().out


@pytest.mark.parametrize("name", [*ORDINARY, *HOSTILE])
def test_a_text_has_about_the_length_asked_for(name: str) -> None:
    make = {**ORDINARY, **HOSTILE}[name]
    assert 0.7 < len(make(20_000)) / 20_000 < 1.4


def test_growth_is_the_power_of_time_over_size() -> None:
    assert Line("linear", {100_000: 0.01, 1_000_000: 0.1}).growth == pytest.approx(1.0)
    quadratic = Line("quadratic", {100_000: 0.03, 1_000_000: 3.0})
    assert quadratic.growth == pytest.approx(2.0)
    assert quadratic.flags == ["1,000,000 characters took 3.0 s", "grows with the power 2.00"]


def test_the_figures_go_between_the_marks_of_a_page(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("before\n<!-- speed -->\nold\n<!-- end of speed -->\nbehind\n")
    put(page, "speed", "new\n")
    assert page.read_text() == "before\n<!-- speed -->\n\nnew\n\n<!-- end of speed -->\nbehind\n"


def test_a_page_without_marks_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="lacks the lines"):
        put(tmp_path / "page.md", "speed", "new\n")


def test_a_folder_without_telegrams_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert speed.main(["--data", str(tmp_path)]) == 3
    assert "names a folder with whole telegrams" in capsys.readouterr().err
