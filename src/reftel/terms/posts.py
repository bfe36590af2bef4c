"""The posts that send telegrams, and every way their names are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Literal

from reftel.model import Record
from reftel.terms import tables
from reftel.terms.spelling import distance, nearest
from reftel.terms.tables import squeeze

How = Literal["name", "plad", "station", "nara-code", "variant", "truncated", "misspelt"]

SHORTEST_PREFIX = 5  # letters below which the beginning of a name is not taken for the name
SHORTEST_SLIP = 5  # letters below which a misspelling is not repaired
LONGEST_NAME = 80  # characters beyond which words are no name
LONG_NAME = 8  # letters from which two slips are forgiven instead of one
LETTER_FOR_DIGIT = str.maketrans("015", "OIS")


class Post(Record, frozen=True):
    """A post, or an agency that sends telegrams: what it is called, where it is, how it is addressed."""

    station: str
    name: str
    plad: str
    kind: str
    city: str | None
    country: str | None
    iso2: str | None
    geo_tag: str | None
    lat: float | None
    lon: float | None
    nara_code: str | None
    variants: tuple[str, ...]
    routing_indicators: tuple[str, ...]
    notes: str


class PostReading(Record, frozen=True):
    """The post that a written name stands for, and how that was seen."""

    post: Post
    written: str
    how: How
    why: str


@cache
def all_posts() -> tuple[Post, ...]:
    """Return every post of the table, in the order of their station names."""
    return tuple(_post(row) for row in tables.rows("posts"))


def read_post(written: str) -> PostReading | None:
    """Return the post a name stands for, or None where it stands for none or for more than one.

    >>> read_post("AMEMBASSY LISBON").post.name
    'LISBON'
    """
    return None if len(written) > LONGEST_NAME else _read_post(written)


@lru_cache(maxsize=1 << 14)
def _read_post(written: str) -> PostReading | None:
    key = squeeze(written)
    if len(key) < 2 or key.isdigit() or key in _words("posts"):
        return None
    return (
        _exact(written, key)
        or _without_country(written)
        or _without_prefix(written)
        or _truncated(written, key)
        or _misspelt(written, key)
    )


def read_numbered(written: str) -> PostReading | None:
    """Return the post named before a telegram's number, where less of its name is enough.

    >>> read_numbered("DEPTEL").post.name
    'STATE'
    """
    reading = read_post(written)
    if reading is not None or len(written) > LONGEST_NAME:
        return reading
    if _DEPARTMENT.fullmatch(written.strip()):
        post = _by_key()["STATE"][0]
        return PostReading(post, written, "variant", f"{written} is the Department: {post.name}")
    short = _by_clipped().get(squeeze(written))
    if short is None:
        return None
    return PostReading(
        short, written, "truncated", f"{written} is {short.name} without its last letter, and no other post"
    )


_DEPARTMENT = re.compile(r"(?:THE\s+)?DEP(?:TELS?|(?:T\.?|ARTMENT)(?:['\u2019]?S)?)", re.I)


@cache
def _by_clipped() -> dict[str, Post]:
    """Return the post of every name that is too short for `_by_prefix` without its last letter."""
    stay = [p for p in all_posts() if _stays(p)]
    begin = Counter(p.station[: SHORTEST_PREFIX - 1] for p in stay)
    short = {p.station[:-1]: p for p in stay if len(p.station) == SHORTEST_PREFIX}
    return {k: p for k, p in short.items() if begin[k] == 1 and k not in _words("posts")}


def may_end_name(word: str) -> bool:
    """Tell whether a word may be the last of a post's name as it is written in full; quick to say no.

    >>> may_end_name("Lisbon"), may_end_name("about")
    (True, False)
    """
    key = squeeze(word)
    return len(key) == _COUNTRY_CODE or key.startswith("DEP") or key in _endings()


_COUNTRY_CODE = 2  # letters that may follow the name: `LISBON PO`


@cache
def _endings() -> frozenset[str]:
    """Return every ending of a name, since a name may be parted by blanks anywhere."""
    names = (*_by_key(), *_words("suffixes"))
    return frozenset(name[at:] for name in names for at in range(len(name)))


def post_of_plad(plad: str) -> Post | None:
    """Return the post that a plain-language address names; a command's seat may follow its name."""
    reading = read_post(plad) or _at_a_seat(plad)
    return None if reading is None else reading.post


def post_of_routing_indicator(routing_indicator: str) -> Post | None:
    """Return the post that a routing indicator serves."""
    return _by_routing_indicator().get(routing_indicator.upper())


@cache
def _by_routing_indicator() -> dict[str, Post]:
    by_station = {p.station: p for p in all_posts()}
    found = {
        row["indicator"]: by_station[row["post_or_agency"]]
        for row in tables.rows("routing_indicators")
        if row["post_or_agency"] in by_station
    }
    for post in all_posts():
        found.update(dict.fromkeys(post.routing_indicators, post))
    return found


def _post(row: dict[str, str]) -> Post:
    return Post(
        station=row["station"],
        name=row["spaced_name"],
        plad=row["plad"],
        kind=row["post_type"],
        city=row["city"] or None,
        country=row["country"] or None,
        iso2=row["iso2"] or None,
        geo_tag=row["geo_tag"] or None,
        lat=float(row["lat"]) if row["lat"] else None,
        lon=float(row["lon"]) if row["lon"] else None,
        nara_code=row["nara_code"] or None,
        variants=tuple(row["variants"].split()),
        routing_indicators=tuple(row["routing_indicators"].split()),
        notes=row["notes"],
    )


@cache
def _by_key() -> dict[str, tuple[Post, How]]:
    """Return every exact spelling; where two posts share one, the more official use of it wins."""
    found: dict[str, tuple[Post, How]] = {}
    for use, key, post in sorted(_spellings(), key=lambda s: s[0][0]):
        found.setdefault(key, (post, use[1]))
    return found


def _spellings() -> Iterator[tuple[tuple[int, How], str, Post]]:
    for post in all_posts():
        yield (0, "station"), post.station, post
        yield (1, "plad"), squeeze(post.plad), post
        for variant in post.variants:
            yield (2, "variant"), squeeze(variant), post
        if post.nara_code:
            yield (3, "nara-code"), post.nara_code, post


@cache
def _stations() -> dict[str, Post]:
    """Return the names that a misspelling may stand for."""
    return {p.station: p for p in all_posts() if len(p.station) >= SHORTEST_SLIP and _stays(p)}


@cache
def _by_prefix() -> dict[str, Post | None]:
    """Return the post of every beginning of a name; None where several posts begin so."""
    found: dict[str, Post | None] = {}
    for post in filter(_stays, all_posts()):
        for length in range(SHORTEST_PREFIX, len(post.station)):
            prefix = post.station[:length]
            found[prefix] = post if found.get(prefix, post) is post else None
    return found


def _stays(post: Post) -> bool:
    """Tell a post from a travelling party, whose series names are too like ordinary words."""
    return not post.kind.startswith("travelling")


@cache
def _words(group: str) -> frozenset[str]:
    words: str = tables.settings("stop_words")[group]["words"]
    return frozenset(squeeze(w) for w in words.split())


def _exact(written: str, key: str) -> PostReading | None:
    found = _by_key().get(key)
    if found is None:
        return None
    post, how = found
    if how == "station" and " ".join(written.upper().split()) == post.name:
        how = "name"
    why = {
        "variant": f"{written} is a known way of writing {post.name}",
        "nara-code": f"{written} is the archive's six-letter form of {post.name}",
    }.get(how, f"{written} is {post.name}")
    return PostReading(post, written, how, why)


def _without_country(written: str) -> PostReading | None:
    """Read `LISBON PO`: a post followed by its country's code."""
    head, _, code = written.strip().upper().rpartition(" ")
    if not head or len(code) != 2:
        return None
    found = _exact(head, squeeze(head))
    if found is None or code not in (found.post.geo_tag, found.post.iso2):
        return None
    return PostReading(found.post, written, "variant", f"{code} is the country of {found.post.name}")


def _without_prefix(written: str) -> PostReading | None:
    """Read `EMBASSY LISBON`, `AMEMBASSYLISBON`, `CIA WASHINGTON DC`: the rest is the name."""
    bare = _bare(written)
    if bare is None:
        return None
    reading = read_post(bare)
    if reading is None:
        return None
    how: How = "plad" if reading.how in ("name", "station", "plad") else reading.how
    return PostReading(reading.post, written, how, reading.why)


def _at_a_seat(plad: str) -> PostReading | None:
    """Read `USCINCEUR VAIHINGEN GE J2`: the name of an agency or command, then where it sits."""
    first = plad.strip().partition(" ")[0]
    reading = _exact(first, squeeze(first))
    official = reading is not None and reading.post.kind in ("agency", "military command")
    return reading if official and len(first) > 2 else None


def _bare(written: str) -> str | None:
    upper = written.upper().strip()
    first, _, rest = upper.partition(" ")
    if rest and squeeze(first) in _words("prefixes"):
        return rest
    joined = re.match(r"(?:AMEMBASSY|AMCONSUL|USMISSION)(?=[A-Z])", upper)
    if joined:
        return upper[joined.end() :]
    before, comma, after = upper.rpartition(" WASH")
    if comma and squeeze(f"WASH{after}") in _words("suffixes"):
        return before
    return None


def _truncated(written: str, key: str) -> PostReading | None:
    post = _by_prefix().get(key)
    if post is None:
        return None
    why = f"{written} is the beginning of {post.name} and of no other post"
    return PostReading(post, written, "truncated", why)


def _misspelt(written: str, key: str) -> PostReading | None:
    lettered = key.translate(LETTER_FOR_DIGIT)
    if lettered != key and lettered.isalpha() and (found := _exact(lettered, lettered)):
        return PostReading(
            found.post, written, "misspelt", f"a digit stands for a letter of {found.post.name}"
        )
    if len(key) < SHORTEST_SLIP or not lettered.isalpha():
        return None
    name = _swapped(lettered) or nearest(lettered, tuple(_stations()), within=2)
    if name is None or _too_far(lettered, name):
        return None
    post = _stations()[name]
    why = f"{written} is nearest to {post.name}, and to no other post"
    return PostReading(post, written, "misspelt", why)


def _swapped(key: str) -> str | None:
    """Return the one name that two neighbouring letters, exchanged, would give: `PRAIS`."""
    swaps = {key[:i] + key[i + 1] + key[i] + key[i + 2 :] for i in range(len(key) - 1)}
    names = [s for s in swaps if s in _stations()]
    return names[0] if len(names) == 1 else None


def _too_far(key: str, name: str) -> bool:
    """Two slips are forgiven in long names only."""
    return min(len(key), len(name)) < LONG_NAME and distance(key, name) > 1
