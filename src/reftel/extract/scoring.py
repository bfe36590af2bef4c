"""How right annotations are, counted against annotated texts: mentions, who is who, attributions.

Mentions: exact spans of names and nominals, with and without their type; all mentions with pronouns;
who is who in `coreference`.  Attributions: exact spans and characters of source, cue and content; whole ones,
whose content overlaps by half (Jaccard) and whose source overlaps.  Spans are compared without blanks and
marks at their ends.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from random import Random
from typing import Any

Doc = Mapping[str, Any]
Count = tuple[float, float, float]  # right, given, asked
Counts = dict[str, Count]
Spans = list[tuple[int, int]]

COARSE = {
    "PER": "PER", "GPE": "GPE", "ORG": "ORG", "LOC": "LOC",
    "person": "PER", "group": "PER", "organization": "ORG", "gpe": "GPE", "location": "LOC",
}  # fmt: skip
_PRONOUNS = frozenset({
    "I", "ME", "MY", "MINE", "MYSELF", "WE", "US", "OUR", "OURS", "OURSELVES", "YOU", "YOUR", "YOURS", "HE",
    "HIM", "HIS", "HIMSELF", "SHE", "HER", "HERS", "HERSELF", "IT", "ITS", "ITSELF", "THEY", "THEM", "THEIR",
    "THEIRS", "THEMSELVES", "WHO", "WHOM", "WHOSE", "WHICH", "THAT", "THIS", "THESE", "THOSE", "HERE",
    "THERE",
})  # fmt: skip
_EDGE = " \t\r\n.,;:\"'()-"
_ROLES = ("source", "cue", "content")
_HALF = 0.5


def f1(count: Count) -> float:
    """Return the F1 of right, given and asked."""
    right, given, asked = count
    return 2 * right / (given + asked) if given + asked else 0.0


def added(counts: Iterable[Counts]) -> Counts:
    """Add up the counts of several texts."""
    total: dict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    for one in counts:
        for name, parts in one.items():
            for i, part in enumerate(parts):
                total[name][i] += part
    return {name: (p[0], p[1], p[2]) for name, p in total.items()}


def interval(counts: Sequence[Counts], name: str, *, seed: int = 1, draws: int = 1000) -> tuple[float, float]:
    """Return the 95 % interval of an F1, texts drawn again and again with replacement."""
    random = Random(seed)
    scores = sorted(
        f1(added(random.choices(counts, k=len(counts))).get(name, (0.0, 0.0, 0.0))) for _ in range(draws)
    )
    return scores[int(draws * 0.025)], scores[int(draws * 0.975)]


def mention_counts(doc: Doc, found: Sequence[Mapping[str, Any]]) -> Counts:
    """Count the mentions found in a text, as `Annotations.to_dict` gives them, against those annotated."""
    text = doc["text"]
    asked = [
        (trimmed(text, m["start"], m["end"]), COARSE.get((m["type"] or "").split(".")[0]))
        for m in doc["mentions"]
    ]
    given = [(trimmed(text, m["start"], m["end"]), COARSE.get(m["type"])) for m in found]
    words = [
        [one for one in side if text[one[0][0] : one[0][1]].upper() not in _PRONOUNS]
        for side in (given, asked)
    ]
    return {
        "names": _same([s for s, _ in words[0]], [s for s, _ in words[1]]),
        "names_typed": _same(*words),
        "all_mentions": _same([s for s, _ in given], [s for s, _ in asked]),
    }


def attribution_counts(doc: Doc, found: Sequence[Mapping[str, Any]]) -> Counts:
    """Count the attributions found in a text against those annotated."""
    text, asked = doc["text"], doc["attributions"]
    counts: Counts = {}
    for role in _ROLES:
        sides = [[trimmed(text, *s) for a in side for s in _spans(a, role)] for side in (found, asked)]
        counts[f"{role}_exact"] = _same(*sides)
        mine, theirs = (_characters(side) for side in sides)
        counts[f"{role}_chars"] = (len(mine & theirs), len(mine), len(theirs))
    counts["whole"] = (_whole(found, asked), len(found), len(asked))
    return counts


def _same(given: Sequence[Any], asked: Sequence[Any]) -> Count:
    right = sum((Counter(given) & Counter(asked)).values())
    return right, len(given), len(asked)


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a span without blanks and marks at its ends."""
    while start < end and text[start] in _EDGE:
        start += 1
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    return start, end


def _spans(attribution: Mapping[str, Any], role: str) -> Spans:
    return [
        (s["start"], s["end"]) if isinstance(s, dict) else (s[0], s[1]) for s in attribution.get(role) or []
    ]


def _characters(spans: Iterable[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end)}


def _whole(found: Sequence[Mapping[str, Any]], asked: Sequence[Mapping[str, Any]]) -> int:
    """Count annotated attributions that one found matches, each found one used once."""
    numbered = [{a.get("n", i): a for i, a in enumerate(side)} for side in (found, asked)]
    free, hits = set(range(len(found))), 0
    for a in asked:
        content, who = _characters(_spans(a, "content")), _speaker(a, numbered[1])
        best, at = 0.0, -1
        for i in free:
            got = _characters(_spans(found[i], "content"))
            overlap = len(content & got) / (len(content | got) or 1)
            same = who & _speaker(found[i], numbered[0]) or (
                not who and bool(a.get("own")) == bool(found[i].get("own"))
            )
            if same and overlap > best:
                best, at = overlap, i
        if best >= _HALF:
            free.discard(at)
            hits += 1
    return hits


def _speaker(attribution: Mapping[str, Any], numbered: Mapping[Any, Mapping[str, Any]]) -> set[int]:
    """Return the characters of the source, of a continuation that of the attribution it continues."""
    seen: set[Any] = set()
    while not _spans(attribution, "source") and attribution.get("continues") in numbered:
        number = attribution["continues"]
        if number in seen:
            break
        seen.add(number)
        attribution = numbered[number]
    return _characters(_spans(attribution, "source"))


COUNTING: dict[str, Callable[[Doc, Sequence[Mapping[str, Any]]], Counts]] = {
    "mentions": mention_counts,
    "attributions": attribution_counts,
}
