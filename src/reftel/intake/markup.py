"""Which markup a file is: a page, an edition in TEI, records of the archive, or none that is known."""

from __future__ import annotations

import codecs
import re

from reftel.terms.attributes import is_archive_record

_MARKUP = re.compile(r"[\s\ufeff]*<(\?xml|!doctype|!--|[a-z][\w:.-]*)", re.IGNORECASE)
_ROOT = re.compile(r"<(?:[\w.-]+:)?([a-z][\w.-]*)(?=[\s/>])", re.IGNORECASE)
_TEI_NAMESPACE = re.compile(r"xmlns(?::[\w.-]+)?\s*=\s*[\"']http://www\.tei-c\.org/ns/1\.0[\"']")
_TEI_ROOTS = ("tei", "tei.2", "teicorpus", "teicorpus.2")
_ELEMENT = re.compile(
    rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)(?:[^<>]*?\b(?:name|column|key)=[\"']([^\"'<>]{1,60}))?"
)
_HEAD = 20_000  # bytes within which the root and the names of a first record stand
_CLOSING = re.compile(rb"</[a-z][\w:.-]*\s*>", re.IGNORECASE)

# Elements that a page or a piece of one begins with.
_PAGE = frozenset((
    "html", "head", "body", "title", "meta", "link", "script", "style", "pre", "p", "div", "span", "table",
    "tbody", "tr", "td", "br", "hr", "b", "i", "em", "strong", "font", "center", "h1", "h2", "h3", "h4",
    "h5", "h6", "ul", "ol", "dl", "dt", "a", "main", "article", "section", "header", "blockquote", "tt",
    "code",
))  # fmt: skip


def markup_kind(raw: bytes) -> str | None:
    """Return `html`, `tei`, or what else it is called; None for what is to be read as plain text.

    >>> markup_kind(b"<!DOCTYPE html><p>A lantern.</p>")
    'html'
    """
    head = _wide(raw[:_HEAD])
    start = _MARKUP.match(head[:1024])
    if start is None or _holds_records(raw[:_HEAD]):
        return None
    first = start[1].lower()
    is_declared = first in ("html", "!doctype") and "html" in head[:300].lower()
    if not is_declared and not _CLOSING.search(_narrow(raw[-2048:])):
        return None
    root = _root(head)
    if root.lower() in _TEI_ROOTS or _TEI_NAMESPACE.search(head):
        return "tei"
    if is_declared or root.lower() in _PAGE:
        return "html"
    return "XML" if first == "?xml" or not root else f"<{root}>"


def _root(head: str) -> str:
    """Return the name of the first element behind declarations and comments."""
    without = re.sub(
        r"<!--.*?(?:-->|\Z)|<\?.*?\?>|<!doctype[^>\[]*(?:\[.*?\]\s*)?>", "", head, flags=re.S | re.I
    )
    m = _ROOT.search(without)
    return m[1] if m else ""


def _wide(head: bytes) -> str:
    for mark, encoding in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if head.startswith(mark):
            return head.decode(encoding, "replace")
    return head.decode("utf-8", "replace")


def _narrow(tail: bytes) -> bytes:
    return tail.replace(b"\0", b"")


def _holds_records(head: bytes) -> bool:
    """Tell whether markup names attributes of the archive's records; with a DTD it is not read."""
    if b"<!doctype" in head.lower():
        return False
    names = (name.decode("ascii", "replace") for m in _ELEMENT.finditer(head) for name in m.groups() if name)
    return is_archive_record(names)
