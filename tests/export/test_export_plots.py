from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable

import msgspec
import pytest

from reftel.cli.plot import months_plot, numbers_plot
from reftel.collection.gaps import CitedNumber, Gaps, Point
from reftel.export.plots import months_svg, numbers_svg, ticks
from reftel.refs.completeness import Material, gaps_of
from reftel.refs.examine import examine
from reftel.refs.numbering import Numbered
from reftel.refs.periods import bounds, iso_of

FIRST, LAST = bounds(1986)
SVG = "{http://www.w3.org/2000/svg}"


def gaps(post: str = "EXERCISE", *, until: int = 365) -> Gaps:
    held = [Numbered(2 * n, FIRST + n) for n in range(1, until) if not 100 < n < 160]
    found = examine(Material(post, 1986, held, (251,), horizon=LAST))
    assert found is not None
    return Gaps(
        completeness=found.told,
        footnote="",
        collection="Exercise",
        built=None,
        points=tuple(Point(h.number, iso_of(h.day or 0)) for h in held),
        aside=(),
        cited=(CitedNumber(251, iso_of(FIRST + 100), iso_of(FIRST + 160)),),
        runs=gaps_of(found.numbering, found.cited),
    )


@pytest.mark.parametrize("draw", [numbers_svg, months_svg])
def test_a_plot_has_title_description_and_nothing_that_runs(draw: Callable[..., str]) -> None:
    plot = ET.fromstring(draw(gaps("A & <B>"), name="x"))
    assert plot.get("role") == "img"
    title, told = plot.find(f"{SVG}title"), plot.find(f"{SVG}desc")
    assert title is not None
    assert told is not None
    assert plot.get("aria-labelledby") == f"{title.get('id')} {told.get('id')}" == "x-title x-desc"
    assert (title.text or "").startswith("A & <B> 1986")
    assert told.text
    assert not [e.tag for e in plot.iter() if e.tag in (f"{SVG}script", f"{SVG}style")]
    assert not [name for e in plot.iter() for name in e.attrib if name.startswith("on") or name == "style"]


def test_held_cited_and_missing_are_drawn() -> None:
    plot = ET.fromstring(numbers_svg(gaps()))
    kinds = {e.get("class") for e in plot.iter()}
    assert {"plot-held", "plot-cited", "plot-missing", "plot-curve"} <= kinds
    (dots,) = [e.get("d") or "" for e in plot.iter() if e.get("class") == "plot-held"]
    assert 200 < dots.count("h0") <= len(gaps().points)


def test_everything_stays_within_the_picture() -> None:
    for until in (365, 200, 20):
        for draw in (numbers_svg, months_svg):
            plot = ET.fromstring(draw(gaps(until=until)))
            width, height = (float(n) for n in (plot.get("viewBox") or "").split()[2:])
            for each in plot.iter():
                for x, y in re.findall(r"[ML]([\d.-]+) ([\d.-]+)", each.get("d") or ""):
                    assert 0 <= float(x) <= width
                    assert 0 <= float(y) <= height
                if each.get("y") is not None:
                    assert 0 <= float(each.get("y") or "-1") <= height


def test_a_file_of_its_own_has_a_style_for_dark_screens() -> None:
    assert "prefers-color-scheme: dark" in numbers_svg(gaps(), alone=True)


def test_the_months_are_told_one_by_one() -> None:
    told = ET.fromstring(months_svg(gaps())).findtext(f"{SVG}desc") or ""
    assert told.count("1986-") == 12
    assert "1986-01: 50 % of about" in told


def test_the_terminal_shows_the_same() -> None:
    drawn = numbers_plot(gaps())
    assert any(0x2800 < ord(c) <= 0x28FF for c in drawn)
    assert "░" in drawn
    assert len({len(line) for line in drawn.splitlines()[:18]}) == 1
    bars = months_plot(gaps()).splitlines()
    assert len(bars) == 12
    assert "50 %" in bars[0]
    assert "curve carried on" in months_plot(gaps(until=250))


def test_undated_numbers_can_be_plotted_too() -> None:
    found = examine(Material("EXERCISE", 1986, [Numbered(5)], (), horizon=LAST))
    assert found is not None
    bare = msgspec.structs.replace(
        gaps(), completeness=found.told, points=(Point(5, None),), cited=(), runs=()
    )
    for draw in (numbers_svg, months_svg):
        ET.fromstring(draw(bare))
    assert numbers_plot(bare)
    assert months_plot(bare).count("?") >= 12


@pytest.mark.parametrize("most", [1, 3, 17, 655, 99_999, 1_000_000])
def test_ticks_are_few_and_within(most: int) -> None:
    assert ticks(most)[0] == 0
    assert 2 <= len(ticks(most)) <= 8
    assert ticks(most)[-1] <= most
