"""Addresses of the pages: every link of the reading room is made here."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from reftel.collection.answers import Card
from reftel.collection.contrasts.answers import Against
from reftel.collection.missing.answers import Wanted
from reftel.collection.said.answers import Asked, Claim

HOME = "/"
KEY_LETTERS = 12
# A number's blanks become hyphens in an address; what is then ambiguous gets a sign of its own.
SLUG_SIGNS = {" ": "-", "-": "~", "/": "!"}
_TO_SLUG = {ord(char): sign for char, sign in SLUG_SIGNS.items()}
_FROM_SLUG = {ord(sign): char for char, sign in SLUG_SIGNS.items()}


def slug(mrn: str) -> str:
    """Return a number as it stands in an address.

    >>> slug("2005 RIO DE JANEIRO 123")
    '2005-RIO-DE-JANEIRO-123'
    """
    return quote(mrn.translate(_TO_SLUG), safe="~!'(),.&")


def unslug(written: str) -> str:
    """Return the number an address stands for.

    >>> unslug("2005-RIO-DE-JANEIRO-123")
    '2005 RIO DE JANEIRO 123'
    """
    return written.translate(_FROM_SLUG)


def number(mrn: str) -> str:
    """Return the address that leads to a number, held or not."""
    return f"/number/{slug(mrn)}"


def thread(number: str) -> str:
    """Return the address of the exchange around a number, or around a telegram by its key."""
    return f"/thread/{slug(number)}"


def by_key(key: str) -> str:
    """Return the address of a telegram by the beginning of its key."""
    return f"/telegram/key/{key[:KEY_LETTERS]}"


def telegram(card: Card, *, shared: bool = False) -> str:
    """Return the address of a telegram: by number, or by key where it has none or shares it."""
    return by_key(card.key) if shared or card.mrn is None else f"/telegram/{slug(card.mrn)}"


def diff(left: str, right: str) -> str:
    """Return the address of the comparison of two telegrams, by the beginnings of their keys."""
    return f"/diff/{left[:KEY_LETTERS]}/{right[:KEY_LETTERS]}"


def paragraph(index: int) -> str:
    """Return the anchor of a paragraph, by its place in the telegram counted from 0."""
    return f"p{index + 1}"


def reference(index: int) -> str:
    """Return the anchor of a reference, by its place among the telegram's references from 0."""
    return f"ref-{index + 1}"


def missing(wanted: Wanted, *, form: str = "") -> str:
    """Return the address of what is missing; `form` is .json, or nothing for the page."""
    w = wanted
    named = {"q": w.query, "post": w.post, "year": w.year, "from": w.first, "to": w.last, "state": w.state}
    return with_query(f"/missing{form}", **named)


def contrast(asked: Against, *, form: str = "") -> str:
    """Return the address of claims held against each other; `form` is .json, or nothing for the page."""
    a = asked
    named = {"about": a.about, "speaker": a.speaker, "kind": a.kind, "from": a.first, "to": a.last}
    return with_query(f"/contrast{form}", **named, telegram=a.telegram, all="1" if a.weak else None)


def request(mrn: str, kind: str | None = None, *, form: str = "") -> str:
    """Return the address of the letter that asks for a telegram; `form` is .txt, .pdf or .json."""
    return with_query(f"/request/{slug(mrn)}{form}", kind=kind)


def claims(asked: Asked, page: int | None = None, *, form: str = "") -> str:
    """Return the address of the claims that answer; `form` is .json, or nothing for the page."""
    a = asked
    own = None if a.own is None else "yes" if a.own else "no"
    return with_query(
        f"/claims{form}",
        speaker=a.speaker, hearer=a.hearer, about=a.about, place=a.place, post=a.post, manner=a.manner,
        own=own, portion=a.portion, **{"from": a.first, "to": a.last, "page": page},
    )  # fmt: skip


def claim(claim: Claim) -> str:
    """Return the address of the words of a claim in its telegram."""
    return f"{by_key(claim.card.key)}#said-{claim.n}"


def person(name: str, *, form: str = "") -> str:
    """Return the address of whom a name may mean."""
    return f"/people/{quote(name, safe='')}{form}"


def place(name: str, *, form: str = "") -> str:
    """Return the address of the places that a name may mean."""
    return f"/places/{quote(name, safe='')}{form}"


def search(query: str, **more: object) -> str:
    """Return the address of a search; what is null or empty is left out."""
    return with_query("/search", q=query, **more)


def browse(post: str | None = None, year: int | None = None, page: int | None = None) -> str:
    """Return the address of a list of telegrams."""
    return with_query("/browse", post=post, year=year, page=page)


def gaps(post: str, period: int) -> str:
    """Return the address of how complete a post and period are."""
    return f"/gaps/{slug(post)}/{period}"


def feed(profile: str | None = None) -> str:
    """Return the address of a profile's feed, or of the feed of all."""
    return "/watch.atom" if profile is None else f"/watch/{quote(profile)}.atom"


def with_query(path: str, **values: object) -> str:
    """Return an address with these query values; null and empty ones are left out."""
    kept = {name: str(value) for name, value in values.items() if value not in (None, "")}
    return f"{path}?{urlencode(kept)}" if kept else path


def quoted(value: str) -> str:
    """Return a value as a query writes it: in quotation marks where it holds more than letters and digits."""
    return value if value.isalnum() else '"' + value.replace('"', "") + '"'
