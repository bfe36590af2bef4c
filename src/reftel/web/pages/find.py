"""Search: what a query found, how to refine it, and what to do when it cannot be read."""

from __future__ import annotations

import re

from reftel.collection.answers import Facet, Hit, Passage, Results
from reftel.collection.search.grammar import read_query
from reftel.collection.search.narrowing import has_term, narrowed, term_of, without
from reftel.errors import QueryError
from reftel.terms import captions, tags
from reftel.web import links, words
from reftel.web.needs import Holdings
from reftel.web.pages.lists import paging
from reftel.web.views import Counted, FacetGroup, Link, QueryPage, SearchPage, ShownHit, ShownPassage

PER_PAGE = 20
_FIELD = re.compile(r'(?<!\S)\w+:=?(?:"[^"]*"|[^\s"()]+)(?!\S)')
FACET_VALUES = 12
ORDERS = {"relevance": "best match", "date": "oldest first", "newest": "newest first", "number": "by number"}
# What a value of a facet means, where it is a code.
MEANING_OF = {"tags": tags.meaning, "captions": captions.meaning}


def search(holdings: Holdings, query: str, *, order: str, page: int) -> SearchPage:
    """Return the page of a search."""
    order = order if order in ORDERS else "relevance"
    results = holdings.search(query, limit=PER_PAGE, offset=(page - 1) * PER_PAGE, order=order)
    return SearchPage(
        title=f"{query} · search",
        here="/search",
        query=query,
        json_url=links.with_query("/search.json", q=query, order=_said(order), page=page),
        total=results.total,
        folded=results.folded,
        hits=tuple(_shown(holdings, hit) for hit in results.hits),
        orders=tuple(
            Link(said, links.search(query, order=_said(name)), name == order) for name, said in ORDERS.items()
        ),
        facets=facets(query, results, order),
        paging=paging(
            page,
            results.total - results.folded,
            PER_PAGE,
            lambda n: links.search(query, order=_said(order), page=n),
        ),
        suggestion=None
        if results.suggestion is None
        else Link(results.suggestion, links.search(results.suggestion)),
        number=None if results.total else _number(holdings, query),
        explanations=results.explanations,
        provenances=tuple(dict.fromkeys(h.card.provenance for h in results.hits if h.card.provenance)),
        without=() if results.total else _without_each(query),
    )


def _without_each(query: str) -> tuple[Link, ...]:
    """Return the query without each of its fields, as a facet would have put them there."""
    parts = dict.fromkeys(part[0] for part in _FIELD.finditer(query) if has_term(query, part[0]))
    wider = {part: without(query, part) for part in parts}
    return tuple(Link(part, links.search(other)) for part, other in wider.items() if _can_be_asked(other))


def _can_be_asked(query: str) -> bool:
    try:
        read_query(query)
    except QueryError:
        return False
    return bool(query)


def _number(holdings: Holdings, query: str) -> Link | None:
    near = holdings.near(query)
    return None if near is None else Link(near.mrn, links.number(near.mrn))


def unreadable(query: str, error: QueryError) -> QueryPage:
    """Return the page of a query that cannot be read, with the place of the trouble."""
    place = len(query) if error.place is None else min(max(error.place, 0), len(query))
    end = next((i for i in range(place, len(query)) if query[i].isspace()), len(query))
    return QueryPage(
        title="This query cannot be read",
        here="/search",
        query=query,
        message=str(error),
        before=query[:place],
        trouble=query[place:end],
        after=query[end:],
        suggestion=None
        if error.suggestion is None
        else Link(error.suggestion, links.search(error.suggestion)),
    )


def _said(order: str) -> str | None:
    return None if order == "relevance" else order


def _shown(holdings: Holdings, hit: Hit) -> ShownHit:
    shared = hit.card.mrn is not None and len(holdings.find(hit.card.mrn)) > 1
    url = links.telegram(hit.card, shared=shared)
    whole = next((p.pieces for p in hit.passages if _is_subject(hit, p)), ())
    passages = tuple(
        ShownPassage(
            pieces=p.pieces,
            number=p.number,
            portion=p.portion,
            url=url if p.paragraph is None else f"{url}#{links.paragraph(p.paragraph)}",
        )
        for p in hit.passages
        if not _is_subject(hit, p)
    )
    also = tuple(Link(a.relation, links.by_key(a.card.key)) for a in hit.also)
    return ShownHit(hit.card, url, passages, whole, also)


def _is_subject(hit: Hit, passage: Passage) -> bool:
    """Tell whether a passage only says the subject again, which stands above it."""
    said = "".join(text for text, _ in passage.pieces)
    return passage.paragraph is None and said.split() == (hit.card.subject or "").split()


def facets(query: str, results: Results, order: str) -> tuple[FacetGroup, ...]:
    """Return the facets as links that narrow the query, the fullest value first."""
    groups = []
    for name, values in results.facets.items():
        ranked = sorted(values, key=lambda f: (-f.count, f.value))[:FACET_VALUES]
        if ranked:
            shown = tuple(_counted(query, name, facet, order) for facet in ranked)
            groups.append(FacetGroup(words.FACETS.get(name, name), shown))
    return tuple(groups)


def _counted(query: str, name: str, facet: Facet, order: str) -> Counted:
    term = term_of(name, facet.value)
    chosen = has_term(query, term)
    other = without(query, term) if chosen else narrowed(query, term)
    meaning = MEANING_OF.get(name)
    return Counted(
        words.facet_value(name, facet.value),
        facet.count,
        links.search(other, order=_said(order)) if other else links.HOME,
        meaning=meaning(facet.value) if meaning else None,
        chosen=chosen,
    )
