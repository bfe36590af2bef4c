"""The home page and the page on what was read: what the collection holds."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from reftel.collection.answers import Card, Facet, Overview, PostYear
from reftel.terms import tags
from reftel.web import links, words
from reftel.web.needs import Holdings
from reftel.web.views import AboutPage, Cell, Counted, GridRow, HomePage, Link

SHADES = 5
TAGS_SHOWN = 18
NO_POST = "post not stated"
NO_YEAR = "undated"


def home(holdings: Holdings) -> HomePage:
    """Return the home page."""
    overview = holdings.overview()
    years, grid = grid_of(overview.by_post_and_year)
    return HomePage(
        title=overview.name,
        here="/",
        json_url="/overview.json",
        overview=overview,
        hints=hints(overview, holdings.cards(limit=1)),
        years=years,
        grid=grid,
        classifications=counted("classification", overview.classifications),
        families=families(overview),
        tags=tuple(_with_meaning(c) for c in counted("tags", overview.tags[:TAGS_SHOWN])),
        rejected=len(holdings.rejects()),
    )


def about(holdings: Holdings) -> AboutPage:
    """Return the page on what was read and what was not."""
    import reftel

    overview = holdings.overview()
    return AboutPage(
        title="About this collection",
        here="/about",
        json_url="/about.json",
        overview=overview,
        families=families(overview),
        report=holdings.build_report(),
        sources=tuple(holdings.sources()),
        rejects=tuple(holdings.rejects()),
        version=reftel.__version__,
    )


def hints(overview: Overview, cards: Sequence[Card]) -> tuple[Link, ...]:
    """Return queries to try that find something here: the fullest TAGS, post and month, and a number."""
    posts = Counter({e.post: e.count for e in overview.by_post_and_year if e.post})
    queries = [
        *(f"tags:{links.quoted(f.value)}" for f in overview.tags[:1]),
        *(f"from:{links.quoted(post)}" for post, _ in posts.most_common(1) if post),
        *(f"date:{last[:7]}" for last in (overview.last,) if last),
        *(short_number(card.mrn) for card in cards if card.mrn),
    ]
    return tuple(Link(query, links.search(query)) for query in queries)


def short_number(mrn: str) -> str:
    """Return a number in its shortest usual form.

    >>> short_number("2005 RIO DE JANEIRO 123")
    '05RIODEJANEIRO123'
    """
    return mrn.replace(" ", "")[2:]


def families(overview: Overview) -> tuple[Counted, ...]:
    """Return the layout families under the names a reader would use."""
    return tuple(
        Counted(words.family(f.value), f.count, links.search(f"family:{links.quoted(f.value)}"))
        for f in overview.families
    )


def counted(field: str, facets: Iterable[Facet]) -> tuple[Counted, ...]:
    """Return the values of a facet, each with a search for it."""
    return tuple(Counted(f.value, f.count, links.search(f"{field}:{links.quoted(f.value)}")) for f in facets)


def _with_meaning(tags_code: Counted) -> Counted:
    return Counted(tags_code.value, tags_code.count, tags_code.url, meaning=tags.meaning(tags_code.value))


def grid_of(held: Iterable[PostYear]) -> tuple[tuple[str, ...], tuple[GridRow, ...]]:
    """Return the years and, by post, how many telegrams of each: the posts in order of their name."""
    counts: dict[str | None, dict[int | None, int]] = defaultdict(lambda: defaultdict(int))
    for entry in held:
        counts[entry.post][entry.year] += entry.count
    years = sorted({year for row in counts.values() for year in row}, key=lambda y: (y is None, y))
    most = max((n for row in counts.values() for n in row.values()), default=0)
    posts = sorted(counts, key=lambda post: (post is None, post))
    return (
        tuple(NO_YEAR if year is None else str(year) for year in years),
        tuple(_row(post, years, counts[post], most) for post in posts),
    )


def _row(post: str | None, years: list[int | None], row: dict[int | None, int], most: int) -> GridRow:
    cells = tuple(
        Cell(
            row.get(year, 0),
            shade(row.get(year, 0), most),
            links.browse(post, year) if post and year else None,
        )
        for year in years
    )
    return GridRow(post or NO_POST, links.browse(post) if post else None, cells, sum(row.values()))


def shade(count: int, most: int) -> int:
    """Return how dark a cell is, 0 to 5: by the root of its share, so that small posts still show."""
    if not count:
        return 0
    return max(1, round(SHADES * math.sqrt(count / most)))
