"""The pages that are lists: telegrams by post and year, the bearers of a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reftel.collection.answers import Card, Near
from reftel.collection.bearers import Bearer, bearers
from reftel.release.order import earlier_first
from reftel.web import links, words
from reftel.web.needs import Holdings
from reftel.web.views import BrowsePage, ChoicePage, NotFoundPage, NumberPage, Paging, ShownBearer

CARDS_PER_PAGE = 50


def paging(page: int, total: int, per_page: int, url: Callable[[int | None], str]) -> Paging:
    """Return where a page stands in a list, with the addresses of the pages beside it."""
    pages = max(1, -(-total // per_page))
    return Paging(
        page=page,
        pages=pages,
        before=url(page - 1 if page > 2 else None) if page > 1 else None,
        after=url(page + 1) if page < pages else None,
    )


def browse(holdings: Holdings, *, post: str | None, year: int | None, page: int) -> BrowsePage:
    """Return a page of the telegrams of a post, a year, or both, as they were sent."""
    held = holdings.overview().by_post_and_year
    total = sum(e.count for e in held if post in (None, e.post) and year in (None, e.year))
    offset = (page - 1) * CARDS_PER_PAGE
    return BrowsePage(
        title=" ".join(str(part) for part in (post, year) if part) or "All telegrams",
        here="/browse",
        json_url=links.with_query("/browse.json", post=post, year=year, page=page),
        cards=tuple(holdings.cards(post=post, year=year, limit=CARDS_PER_PAGE, offset=offset)),
        post=post,
        year=year,
        paging=paging(page, total, CARDS_PER_PAGE, lambda n: links.browse(post, year, n)),
        total=total,
    )


def choice(holdings: Holdings, number: str, cards: Sequence[Card]) -> ChoicePage:
    """Return the page of several telegrams that bear one number, copies behind the first of them."""
    common = {card.mrn for card in cards}
    name = next(iter(common)) if len(common) == 1 else None
    return ChoicePage(
        title=f"{words.count(len(cards), 'telegram')} numbered {name or number}",
        number=name or number,
        bearers=tuple(_bearer(holdings, bearer, cards) for bearer in bearers(cards, holdings.copies)),
    )


def _bearer(holdings: Holdings, bearer: Bearer, cards: Sequence[Card]) -> ShownBearer:
    card, of = bearer.card, bearer.of
    if of is None:
        return ShownBearer(bearer, _own_address(card, cards))
    left, right = earlier_first(holdings.telegram(of.key), holdings.telegram(card.key))
    return ShownBearer(bearer, _own_address(card, cards), links.diff(left.key, right.key))


def _own_address(card: Card, cards: Sequence[Card]) -> str:
    return links.telegram(card, shared=sum(other.mrn == card.mrn for other in cards) > 1)


def is_told_of(near: Near | None) -> bool:
    """Tell whether anything here knows of a number: `july 15` can be read as one and is none."""
    return near is not None and bool(near.cited_by or near.before or near.after)


def number(near: Near) -> NumberPage:
    """Return the page of a number that is not held."""
    return NumberPage(
        title=f"{near.mrn} is not held here",
        query=near.mrn,
        json_url=f"{links.number(near.mrn)}.json",
        near=near,
        words_url=links.with_query("/search", q=near.mrn, **{"as": "words"}),
    )


def not_found(holdings: Holdings, path: str) -> NotFoundPage:
    """Return the page for an address that leads nowhere; its last part may have been meant as a number."""
    last = links.unslug(path.rstrip("/").rpartition("/")[2].removesuffix(".json"))
    near = holdings.near(last) if last else None
    return NotFoundPage(
        title="No such page",
        path=path,
        held=tuple(holdings.find(last)) if near else (),
        near=near if is_told_of(near) else None,
    )
