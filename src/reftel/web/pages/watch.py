"""What is new to the profiles."""

from __future__ import annotations

from reftel.collection.profiles import News
from reftel.web import links
from reftel.web.needs import Holdings
from reftel.web.views import ShownNews, WatchPage

# Of a large release the newest are in the feed, and all are found by the query.
MOST_SHOWN = 50


def watch(holdings: Holdings) -> WatchPage:
    """Return the page of the profiles, each with what is new to it."""
    return WatchPage(
        title="What is new",
        here="/watch",
        json_url="/watch.json",
        news=tuple(_shown(each) for each in holdings.profiles().peek()),
    )


def _shown(news: News) -> ShownNews:
    return ShownNews(
        name=news.profile.name,
        query=news.profile.query,
        url=links.search(news.profile.query, order="newest"),
        feed_url=links.feed(news.profile.name),
        told=news.profile.told and news.profile.told.replace("+00:00", "Z"),
        total=len(news.telegrams),
        cards=tuple((a.card, links.by_key(a.card.key)) for a in news.telegrams[:MOST_SHOWN]),
        trouble=news.trouble,
    )
