"""The rules of RFC 4287 that a feed of ours can break, checked on its XML."""

from __future__ import annotations

import re
from xml.etree import ElementTree

ATOM = "{http://www.w3.org/2005/Atom}"

# RFC 3339, with the capital letters that RFC 4287 asks for.
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")

_FEED = {"id": 1, "title": 1, "updated": 1, "author": 1}
_ENTRY = {"id": 1, "title": 1, "updated": 1, "content": 1}
_MANY = {"link", "category", "entry"}


def entries(xml: bytes) -> list[ElementTree.Element]:
    """Return the entries of a feed that keeps the rules; raises `AssertionError` for one that does not."""
    feed = ElementTree.fromstring(xml)
    assert feed.tag == f"{ATOM}feed"
    _check(feed, _FEED)
    assert feed.findtext(f"{ATOM}author/{ATOM}name"), "an entry without an author needs one of the feed"
    found = feed.findall(f"{ATOM}entry")
    for entry in found:
        _check(entry, _ENTRY)
        content = entry.find(f"{ATOM}content")
        assert content is not None
        assert content.get("type") == "text"
        assert not list(content), "content of the type text has no elements"
    ids = [str(entry.findtext(f"{ATOM}id")) for entry in found]
    assert len(ids) == len(set(ids)), "no two entries have one id"
    return found


def _check(element: ElementTree.Element, once: dict[str, int]) -> None:
    names = [child.tag.removeprefix(ATOM) for child in element]
    assert set(names) <= set(once) | _MANY, names
    for name, times in once.items():
        assert names.count(name) == times, f"{name} stands {names.count(name)} times"
    assert _TIME.fullmatch(str(element.findtext(f"{ATOM}updated")))
    assert _IRI.fullmatch(str(element.findtext(f"{ATOM}id")))
    for category in element.findall(f"{ATOM}category"):
        assert category.get("term")
    alternates = []
    for link in element.findall(f"{ATOM}link"):
        assert _IRI.fullmatch(link.get("href", ""))
        if link.get("rel", "alternate") == "alternate":
            alternates.append((link.get("type"), link.get("hreflang")))
    assert len(alternates) == len(set(alternates))
