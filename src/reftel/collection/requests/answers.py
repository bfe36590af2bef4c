"""What requests are made of: who asks, the letter, the entry of the ledger."""

from __future__ import annotations

from typing import Literal

from reftel.errors import CollectionError
from reftel.model import Record
from reftel.terms.requests import Kind

# drafted: a letter was written.  asked: it was sent.  answered: the agency replied.  closed: the telegram
# came, or whoever asked gave up.
EntryState = Literal["drafted", "asked", "answered", "closed"]


class RequestError(CollectionError):
    """A request cannot be drafted, noted or found."""


class Asking(Record, frozen=True):
    """Who asks, and when; what is not given stays as a placeholder in [brackets]."""

    date: str  # ISO, of the letter
    name: str | None = None
    address: str | None = None
    email: str | None = None
    telephone: str | None = None
    fees: str | None = None  # the most to be paid, as it is to be written


class Item(Record, frozen=True):
    """A telegram asked for, and why by this kind of request."""

    mrn: str
    reasons: tuple[str, ...]


class Letter(Record, frozen=True):
    """A letter to one agency: its text, what is still to be filled in, and what to beware of.

    `text` has paragraphs parted by empty lines, and no line ends within a paragraph but those that are meant.
    """

    kind: Kind
    agency: str
    agency_name: str
    date: str
    subject: str
    text: str
    items: tuple[Item, ...]
    placeholders: tuple[str, ...]
    warnings: tuple[str, ...]


class Entry(Record, frozen=True):
    """A line of the ledger: one telegram asked of one agency; days are ISO.

    `closed_by` is the key of the telegram that came.
    """

    id: int
    mrn: str
    kind: str
    agency: str
    state: EntryState
    drafted: str | None = None
    asked: str | None = None
    case: str | None = None
    note: str | None = None
    answered: str | None = None
    answer: str | None = None
    closed: str | None = None
    closed_by: str | None = None
