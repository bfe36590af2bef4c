"""Who a claim goes back to, and reports of one matter that all go back to one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reftel.extract.contrast.candidates import Shelf
from reftel.extract.contrast.judge import is_repeated, is_same_speaker, side
from reftel.extract.contrast.matter import is_statement
from reftel.extract.contrast.mending import has_verb
from reftel.extract.contrast.proper import proper_words
from reftel.extract.contrast.records import Card, Claim, Sure
from reftel.terms import contrast
from reftel.terms.tables import squeeze

_LONGEST_CHAIN = 8
_TOLD = frozenset(("state", "confirm", "deny", "believe", "doubt", "warn"))
_MOST_OF = 0.7  # of a telegram's claims, that go back to one person
_LEAST_OF = 4  # claims of a telegram
_REACH = 40  # of one person's claims that share a word, the nearest in time


def source_of(
    claim: Claim, by_key: Mapping[str, Claim], inner: Mapping[str, Sequence[Claim]]
) -> tuple[str, str, bool] | None:
    """Return the key and name of who a claim goes back to, and whether through others; None where not told.

    The last of a chain is meant: of `X said Y had told him`, Y; of one whose source is named beside it, that.
    """
    through, at = False, claim
    for _ in range(_LONGEST_CHAIN):
        told = [c for c in inner.get(at.key, ()) if c.speaker and c.content in at.content and _covers(c, at)]
        if len(told) != 1:
            break
        at, through = told[0], True
    if len(at.grounds) == 1:
        return at.grounds[0].key, at.grounds[0].words, True
    if len(at.grounds) > 1 or at.speaker is None or not at.person:
        return None
    return at.speaker, at.speaker_name or at.speaker, through


def _covers(inner: Claim, outer: Claim) -> bool:
    """Tell whether what the outer claim reports is mostly what the inner one says."""
    return len(inner.content) * 2 >= len(outer.content)


def stories(shelf: Shelf) -> Iterator[Card]:
    """Yield the matters that several reports tell and that all go back to one person."""
    sources = _sources(shelf.claims)
    for (key, name), places in sources.items():
        for story in _alike(shelf, places):
            claims = _without_copies([shelf.claims[i] for i in story])
            if len({(c.telegram, c.speaker) for c in claims}) > 1:
                yield _story(claims, key, name)


def _without_copies(claims: Sequence[Claim]) -> list[Claim]:
    """Return claims without those in the words of an earlier one: a text sent twice is no second report."""
    kept: dict[str, Claim] = {}
    for claim in claims:
        kept.setdefault(squeeze(claim.content), claim)
    return list(kept.values())


def is_named(name: str | None) -> bool:
    """Tell whether a name is a person's own: no office alone, no company."""
    return name is not None and not contrast.is_company(name) and any(True for _ in proper_words(name))


def _one_each(claims: Sequence[Claim]) -> dict[tuple[str, str], str]:
    """Return, for each telegram and speaker, the speaker's key under which all his names are taken together.

    Two of one telegram are one where the words of one name, titles left aside, all stand in the other's.
    """
    heads: dict[tuple[str, str], str] = {}
    speakers: defaultdict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        if claim.speaker and claim.person:
            speakers[claim.telegram].setdefault(claim.speaker, claim)
    for telegram, named in speakers.items():
        longest = sorted(named.values(), key=lambda c: (-len(c.speaker_name or ""), c.speaker))
        for claim in longest:
            same = (o for o in longest if is_same_speaker(o, claim))
            heads[telegram, str(claim.speaker)] = str(next(same, claim).speaker)
    return heads


def _sources(claims: Sequence[Claim]) -> dict[tuple[str, str], list[int]]:
    by_key = {claim.key: claim for claim in claims if claim.within}
    inner: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.within:
            inner[claim.within].append(claim)
    heads = _one_each(claims)
    found: defaultdict[str, list[int]] = defaultdict(list)
    names: dict[str, str] = {}
    for i, claim in enumerate(claims):
        source = None if claim.own or claim.within else source_of(claim, by_key, inner)
        if source is not None and is_statement(claim) and is_named(source[1]):
            key = heads.get((claim.telegram, source[0]), source[0])
            found[key].append(i)
            names[key] = max(names.get(key, ""), source[1], key=len)
    return {(key, names[key]): places for key, places in found.items() if len(places) > 1}


def _alike(shelf: Shelf, places: Sequence[int]) -> Iterator[list[int]]:
    """Yield the groups of one person's claims that repeat one another."""
    filed: defaultdict[str, list[int]] = defaultdict(list)
    group = {i: i for i in places}

    def head(i: int) -> int:
        while group[i] != i:
            i = group[i]
        return i

    for i in places:
        near = Counter(j for word in shelf.keys(i) for j in filed[word][-_REACH:])
        for j in (j for j, count in near.items() if count > 1 and head(j) != head(i)):
            if is_repeated(shelf.claims[j], shelf.claims[i], shelf.matter(j), shelf.matter(i), shelf.weigh):
                group[head(i)] = head(j)
        for word in shelf.keys(i):
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


def telegrams(claims: Sequence[Claim]) -> Iterator[Card]:
    """Yield the telegrams of which most that is reported goes back to one person."""
    by_telegram: defaultdict[str, list[Claim]] = defaultdict(list)
    heads = _one_each(claims)
    for claim in claims:
        if _is_report(claim):
            by_telegram[claim.telegram].append(claim)
    for of_one in by_telegram.values():
        speakers = [heads.get((c.telegram, str(c.speaker)), str(c.speaker)) for c in of_one]
        counts = Counter(s for s, c in zip(speakers, of_one, strict=True) if c.person)
        speaker, count = counts.most_common(1)[0] if counts else (None, 0)
        if count >= _LEAST_OF and count >= _MOST_OF * len(of_one):
            his = [c for s, c in zip(speakers, of_one, strict=True) if s == speaker]
            if any(is_named(c.speaker_name) for c in his):
                yield _telegram(his, len(of_one))


def _is_report(claim: Claim) -> bool:
    """Tell whether somebody states something in a claim, with a verb or a figure in it: not a bare name."""
    if claim.own or claim.within or not claim.speaker or not claim.cue or claim.manner not in _TOLD:
        return False
    return bool(claim.figures) or has_verb(claim.content)


def _telegram(claims: Sequence[Claim], reported: int) -> Card:
    name = max((c.speaker_name or c.speaker or "" for c in claims), key=len)
    why = [f"{len(claims)} of {reported} claims reported in this telegram are one person's: {name}."]
    grounds = sorted({g.words for c in claims for g in c.grounds})
    if grounds:
        why.append(f"Named as the sources of it: {', '.join(grounds)}.")
    return Card("single-source", "telegram", tuple(map(side, claims)), tuple(why), "high", source=name)
