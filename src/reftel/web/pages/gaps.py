"""The pages on completeness: posts and periods with the share held, and the numbers of one."""

from __future__ import annotations

from markupsafe import Markup

from reftel.collection.gaps import Gaps
from reftel.export.plots import months_svg, numbers_svg
from reftel.refs.cautions import ASSUMPTIONS
from reftel.refs.completeness import Completeness
from reftel.refs.footnote import percent
from reftel.web import links
from reftel.web.needs import Holdings
from reftel.web.pages.home import SHADES
from reftel.web.views import GapsOfPage, GapsPage, ShareCell, ShareRow

RUNS_SHOWN = 25


def gaps(holdings: Holdings) -> GapsPage:
    """Return the grid of posts and periods."""
    found = holdings.gaps()
    periods = sorted({each.period: each.period_name for each in found}.items())
    by_place = {(each.post, each.period): each for each in found}
    rows = tuple(
        ShareRow(post, tuple(_cell(by_place.get((post, period))) for period, _ in periods))
        for post in sorted({each.post for each in found})
    )
    return GapsPage(
        title="How complete",
        here="/gaps",
        json_url="/gaps.json",
        periods=tuple(_column(period, name) for period, name in periods),
        rows=rows,
    )


def _column(period: int, name: str) -> str:
    """Return a period at the head of a column; fiscal years by both their years."""
    return name if name == str(period) else f"{period}/{(period + 1) % 100:02d}"


def _cell(told: Completeness | None) -> ShareCell | None:
    if told is None:
        return None
    says = (
        f"{told.post}, {told.period_name}: {percent(told.share)} held, {percent(told.share_low)} to "
        f"{percent(told.share_high)}; {told.held:,} of about {told.estimate:,.0f}"
    )
    return ShareCell(
        share=percent(told.share),
        heat=max(1, round(SHADES * told.share)),
        says=says,
        url=links.gaps(told.post, told.period),
        doubtful=any(c.towards != "not at all" for c in told.cautions),
    )


def gaps_of(gaps: Gaps) -> GapsOfPage:
    """Return the page of the numbers of a post and period."""
    told = gaps.completeness
    here = links.gaps(told.post, told.period)
    return GapsOfPage(
        title=f"{told.post} {told.period_name}: how complete",
        here="/gaps",
        json_url=f"{here}.json",
        gaps=gaps,
        share=percent(told.share),
        share_between=(percent(told.share_low), percent(told.share_high)),
        numbers=Markup(numbers_svg(gaps)),  # made by us, every word of it escaped there
        months=Markup(months_svg(gaps)),
        months_held=tuple(
            ("?" if m.share is None else percent(m.share), "?" if m.sent is None else f"{m.sent:,.0f}")
            for m in told.months
        ),
        runs=tuple(sorted(gaps.runs, key=lambda run: (-run.length, run.first))[:RUNS_SHOWN]),
        assumptions=ASSUMPTIONS,
        channels=tuple((c, _share(c.share), _share(c.share_held)) for c in told.channels),
        browse_url=links.browse(told.post, told.period),
        plot_urls=(f"{here}/numbers.svg", f"{here}/months.svg"),
    )


def _share(share: float | None) -> str:
    return "too few" if share is None else percent(share)
