"""What profiles answer with."""

from __future__ import annotations

from reftel.collection.answers import Card
from reftel.errors import CollectionError
from reftel.model import Record


class ProfileError(CollectionError):
    """A profile cannot be saved, found or told."""


class Profile(Record, frozen=True):
    """A saved query: its name, when it was saved, and how often and when last it told something."""

    name: str
    query: str
    added: str
    issue: int = 0
    told: str | None = None


class Arrival(Record, frozen=True):
    """A telegram that is new to a profile, and when it came into the collection."""

    card: Card
    arrived: str
    profiles: tuple[str, ...]


class News(Record, frozen=True):
    """What is new to a profile, in the order it was sent; `trouble` where its query cannot be asked."""

    profile: Profile
    telegrams: tuple[Arrival, ...]
    trouble: str | None = None


class Feed(Record, frozen=True):
    """The last telegrams that one or all profiles told, the newest first."""

    id: str
    title: str
    updated: str
    arrivals: tuple[Arrival, ...]
