"""Who the claims of a telegram go back to, and telegrams that have most of theirs from one person."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from reftel.extract.contrast.judge import is_same_speaker, side
from reftel.extract.contrast.matter import is_statement
from reftel.extract.contrast.mending import has_verb
from reftel.extract.contrast.proper import proper_words
from reftel.extract.contrast.records import Card, Claim
from reftel.terms import contrast

_LONGEST_CHAIN = 8
_TOLD = frozenset(("state", "confirm", "deny", "believe", "doubt", "warn"))
_MOST_OF = 0.8  # of a telegram's claims, that go back to one person
_LEAST_OF = 4  # claims of a telegram


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


def is_named(name: str | None) -> bool:
    """Tell whether a name is a person's own: no office alone, no company."""
    return name is not None and not contrast.is_company(name) and any(True for _ in proper_words(name))


def _one_each(claims: Sequence[Claim]) -> dict[str, str]:
    """Return, for each speaker of a telegram, the key under which all names of him are taken together.

    Two are one where the words of one name, titles left aside, all stand in the other's.
    """
    named: dict[str, Claim] = {}
    for claim in claims:
        if claim.speaker and claim.person:
            named.setdefault(claim.speaker, claim)
    longest = sorted(named.values(), key=lambda c: (-len(c.speaker_name or ""), c.speaker))
    heads = {}
    for claim in longest:
        same = (o for o in longest if is_same_speaker(o, claim))
        heads[str(claim.speaker)] = str(next(same, claim).speaker)
    return heads


def sources(claims: Sequence[Claim]) -> list[tuple[str, str] | None]:
    """Return, for each claim of a telegram, the key and name of the one person it goes back to."""
    by_key = {claim.key: claim for claim in claims if claim.within}
    inner: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.within:
            inner[claim.within].append(claim)
    heads = _one_each(claims)
    found: list[tuple[str, str] | None] = []
    for claim in claims:
        source = None if claim.own or claim.within else source_of(claim, by_key, inner)
        kept = source is not None and is_statement(claim) and is_named(source[1])
        found.append((heads.get(source[0], source[0]), source[1]) if source and kept else None)
    return found


def of_telegram(claims: Sequence[Claim]) -> Iterator[Card]:
    """Yield a card where most that a telegram reports goes back to one person."""
    reports = [claim for claim in claims if _is_report(claim)]
    if not reports:
        return
    heads = _one_each(claims)
    speakers = [heads.get(str(c.speaker), str(c.speaker)) for c in reports]
    counts = Counter(s for s, c in zip(speakers, reports, strict=True) if c.person)
    speaker, count = counts.most_common(1)[0] if counts else (None, 0)
    if count >= _LEAST_OF and count >= _MOST_OF * len(reports):
        his = [c for s, c in zip(speakers, reports, strict=True) if s == speaker]
        if any(is_named(c.speaker_name) for c in his):
            yield _telegram(his, len(reports))


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
