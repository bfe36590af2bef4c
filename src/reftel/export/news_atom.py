"""What is new to profiles as an Atom feed (RFC 4287).

An entry is known by its telegram's key and bears the time at which the telegram came into the
collection: both stay, so a reader of feeds shows it once.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from reftel.collection.answers import Card
from reftel.collection.profiles import Arrival, Feed

ATOM = "http://www.w3.org/2005/Atom"
MEDIA_TYPE = "application/atom+xml"

# Characters that no XML may hold, however written.
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def atom(feed: Feed, *, base: str | None = None, own: str | None = None) -> bytes:
    """Return the feed; `base` is the reading room's address, `own` the feed's, where they are known."""
    root = ElementTree.Element("feed", xmlns=ATOM)
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", "reftel")
    if own:
        _add(root, "link", rel="self", href=own, type=MEDIA_TYPE)
    for arrival in feed.arrivals:
        _entry(root, arrival, base)
    ElementTree.indent(root)
    text: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _entry(root: ElementTree.Element, arrival: Arrival, base: str | None) -> None:
    card = arrival.card
    entry = _add(root, "entry")
    _add(entry, "id", f"urn:sha256:{card.key}")
    _add(entry, "title", title(card))
    _add(entry, "updated", arrival.arrived)
    for profile in arrival.profiles:
        _add(entry, "category", term=profile)
    if base:
        _add(entry, "link", rel="alternate", href=address(card, base), type="text/html")
    _add(entry, "content", "\n".join(lines(card)), type="text")


def title(card: Card) -> str:
    """Return the number and the subject of a telegram, as far as it has them."""
    return f"{card.mrn or card.key[:12]}: {card.subject or '(no subject)'}"


def lines(card: Card) -> list[str]:
    """Return what a telegram is, in a few lines."""
    marks = ", ".join(filter(None, (card.classification, *card.captions)))
    said = {
        "Date": card.date,
        "From": card.originator,
        "Classification": marks,
        "TAGS": ", ".join(card.tags),
        "File": card.source_name,
    }
    return [f"{name}: {value}" for name, value in said.items() if value]


def address(card: Card, base: str) -> str:
    """Return where a telegram stands in a reading room."""
    return f"{base.rstrip('/')}/telegram/key/{card.key[:12]}"


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **said: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, name, {k: _allowed(v) for k, v in said.items()})
    if text is not None:
        element.text = _allowed(text)
    return element


def _allowed(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
