"""Reports of one matter, in any number of telegrams, that all go back to one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from reftel.extract.contrast.candidates import Shelf
from reftel.extract.contrast.judge import is_repeated, side
from reftel.extract.contrast.records import Card, Claim, Sure
from reftel.terms.tables import squeeze

_REACH = 40  # of one person's claims that share a word, the nearest in time


def stories(shelf: Shelf) -> Iterator[Card]:
    """Yield the matters that several reports tell and that all go back to one person."""
    told: defaultdict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for i in shelf.order:
        source = shelf.claims.brief(i).source
        if source is not None:
            key, name = source
            told[key].append(i)
            names[key] = max(names.get(key, ""), name, key=len)
    for key, places in told.items():
        for story in _alike(shelf, places) if len(places) > 1 else ():
            claims = _without_copies([shelf.claims.told(i).claim for i in story])
            if len({(c.telegram, c.speaker) for c in claims}) > 1:
                yield _story(claims, key, names[key])


def _without_copies(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without those in the words of an earlier one: a text sent twice is no second report."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        kept.setdefault(squeeze(claim.content), claim)
    return list(kept.values())


def _alike(shelf: Shelf, places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the groups of one person's claims that repeat one another."""
    filed: defaultdict[str, list[int]] = defaultdict(list)
    group = {i: i for i in places}

    def head(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i in places:
        keys = shelf.keys(shelf.claims.brief(i).words)
        near = Counter(j for word in keys for j in filed[word][-_REACH:])
        for j in (j for j, count in near.items() if count > 1 and head(j) != head(i)):
            (early, one), (late, other) = shelf.claims.told(j), shelf.claims.told(i)
            if is_repeated(early, late, one, other, shelf.weigh):
                group[head(i)] = head(j)
        for word in keys:
            filed[word].append(i)
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for i in places:
        groups[head(i)].append(i)
    yield from (found for found in groups.values() if len(found) > 1)


def _story(claims: Sequence[Claim], key: str, name: str) -> Card:
    speakers = {c.speaker for c in claims}
    telegrams = len({c.telegram for c in claims})
    through = sum(c.speaker != key for c in claims)
    where = f"{telegrams} telegram{'s' if telegrams > 1 else ''}"
    why = [f"{len(claims)} reports in {where} go back to one person: {name}."]
    if through:
        why.append(f"{through} of them through others, by what they say of their sources.")
    sure: Sure = "high" if len(speakers) == 1 or through == len(claims) else "fair"
    return Card("single-source", "story", tuple(map(side, claims)), tuple(why), sure, source=name)
