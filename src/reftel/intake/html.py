"""A page's text: of a telegram that an archive publishes, the telegram without the page around it.

Three forms are told apart.  A table or list with the names of the archive's attributes is a record:
it comes out as rows of two columns, which the parser reads.  Where `<pre>` blocks hold a text, they
are the telegram, and what stands around them is the page's.  Else every block becomes lines.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from reftel.intake.layout import Lines
from reftel.intake.parts import Part
from reftel.intake.rejected import Rejected, rejected
from reftel.terms.attributes import is_archive_record, read_column

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

# What is no part of the text, and says so.
_DROPPED = frozenset((
    "head", "script", "style", "noscript", "template", "nav", "aside", "iframe", "object", "svg", "math",
    "canvas", "audio", "video", "button", "select", "datalist", "textarea", "-comment",
))  # fmt: skip
_DROPPED_ROLES = frozenset(("navigation", "search", "banner", "contentinfo", "complementary", "menu"))

# Elements that stand on lines of their own, and those of them with a blank line around.
_BLOCKS = frozenset((
    "address", "article", "body", "center", "dd", "details", "div", "dl", "dt", "fieldset", "figcaption",
    "figure", "footer", "form", "header", "li", "main", "section", "summary", "caption", "tbody", "tfoot",
    "thead",
))  # fmt: skip
_APART = frozenset(("blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ol", "p", "pre", "ul", "dl"))

# `<pre>` blocks of so many characters are the text of the page, however much stands around them.
_ENOUGH = 200

_DEEPEST = 1000
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/>]*)")

# Elements that need no end: they do not lie in one another.
_UNCLOSED = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr", "p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "option", "optgroup",
    "colgroup", "body", "html", "head",
))  # fmt: skip

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_BODY = "Message Text"


def parts(raw: bytes, name: str) -> tuple[Part, ...] | Rejected:
    """Return the one text of a page, empty where it has none; or why it is not read."""
    page = decode_page(raw)
    if is_too_deep(page):
        return rejected(name, "broken-markup", f"more than {_DEEPEST:,} elements lie in one another")
    return (Part(text_of(page).encode("utf-8", "replace")),)


def is_too_deep(page: str) -> bool:
    """Tell whether elements are nested as no page is: the parser's time grows with the square of it."""
    depth = 0
    for end, tag in _TAG.findall(page):
        if tag.lower() not in _UNCLOSED:
            depth = max(0, depth - 1) if end else depth + 1
            if depth > _DEEPEST:
                return True
    return False


def decode_page(raw: bytes, charset: str | None = None) -> str:
    """Return a page's characters: by its byte-order mark, what it or `charset` says, else a guess."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if raw.startswith(mark):
            return raw[len(mark) :].decode(encoding, "replace")
    said = _CHARSET.search(raw[:2048])
    return decode_as(raw, charset or (said[1].decode("ascii") if said else None))


def decode_as(raw: bytes, charset: str | None) -> str:
    """Return the characters of bytes that are said to be in a charset, which may be wrong or unknown."""
    told = (charset or "").lower().strip()
    if told in ("iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii"):
        told = "cp1252"  # as every browser reads them
    for name in (told, "utf-8", "cp1252"):
        try:
            return raw.decode(name) if name else raw.decode("utf-8")
        except (LookupError, UnicodeDecodeError, ValueError):
            continue
    return raw.decode("latin-1")


def text_of(page: str) -> str:
    r"""Return the text of a page.

    >>> text_of("<h1>News</h1><p>One<br>two &amp; three</p>")
    'News\n\nOne\ntwo & three\n'
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(page)
    if tree.root is None:
        return ""
    blocks = [pre for pre in tree.css("pre") if not _is_inside(pre, _DROPPED | {"pre"})]
    rows = _rows(tree)
    if is_archive_record(name for name, _ in rows):
        return _record(rows, blocks)
    texts = [_laid_out(pre) for pre in blocks]
    size = sum(map(len, texts))
    whole = "" if size >= _ENOUGH else _laid_out(tree.root)
    return "\n".join(texts) if size >= len(whole) / 2 and size else whole


def _record(rows: list[tuple[str, LexborNode]], blocks: list[LexborNode]) -> str:
    """Return a record of the archive as names and values; a text outside its rows gets the name it lacks."""
    lines = [f"{name}\t{_laid_out(value).strip()}\n" for name, value in rows]
    has_body = any((a := read_column(name)) and a.field == "body" for name, _ in rows)
    texts = [] if has_body else [_laid_out(pre) for pre in blocks]
    return "".join(lines) + (f"{_BODY}\t{chr(10).join(texts)}" if any(texts) else "")


def _rows(tree: LexborHTMLParser) -> list[tuple[str, LexborNode]]:
    """Return names and values of rows of two cells and of definition lists, in the order they stand."""
    found = []
    for node in tree.css("tr, dt"):
        name, value = _two_cells(node) if node.tag == "tr" else (node, _definition(node))
        if name is not None and value is not None and not _is_inside(node, _DROPPED):
            found.append((" ".join(_laid_out(name)[:100].split()).rstrip(" :"), value))
    return found


def _two_cells(row: LexborNode) -> tuple[LexborNode | None, LexborNode | None]:
    cells = [cell for cell in row.iter() if cell.tag in ("td", "th")]
    if len(cells) != 2 or any(cell.css_first("tr") for cell in cells):
        return None, None
    return cells[0], cells[1]


def _definition(term: LexborNode) -> LexborNode | None:
    following = term.next
    while following is not None and following.tag in ("-text", "-comment"):
        following = following.next
    return following if following is not None and following.tag == "dd" else None


def _is_inside(node: LexborNode, tags: frozenset[str]) -> bool:
    above = node.parent
    while above is not None:
        if above.tag in tags or _says_dropped(above):
            return True
        above = above.parent
    return False


def _laid_out(root: LexborNode) -> str:
    """Return the text below a node."""
    lines = Lines()
    kept = 0  # how many <pre> we are in
    for tag, is_end, text in _events(root):
        if tag == "-text":
            lines.kept(text.replace("\xa0", " ")) if kept else lines.words(text)
        elif tag == "br":
            lines.kept("" if is_end else "\n")
        elif tag in ("td", "th"):
            if is_end:
                lines.cell()
        elif tag in ("tr", "table"):
            lines.row()
        elif tag in _APART or tag in _BLOCKS:
            kept += (-1 if is_end else 1) * (tag == "pre")
            lines.line(2 if tag in _APART else 1)
    return lines.text()


class _Event(NamedTuple):
    """An element opened, closed, or a text between."""

    tag: str
    is_end: bool = False
    text: str = ""


def _events(root: LexborNode) -> Iterator[_Event]:
    """Walk over a tree without recursion: pages nest as deep as they like."""
    node, climbing = root, False
    while True:
        tag = node.tag or ""
        if tag == "-text":
            yield _Event(tag, text=node.text_content or "")
        elif not climbing and not _is_dropped(node, tag):
            yield _Event(tag)
            if (child := node.child) is not None:
                node = child
                continue
            yield _Event(tag, is_end=True)
        elif climbing:
            yield _Event(tag, is_end=True)
        climbing = False
        if node.mem_id == root.mem_id:
            return
        following = node.next
        if following is not None:
            node = following
        else:
            parent = node.parent
            assert parent is not None
            node, climbing = parent, True


def _is_dropped(node: LexborNode, tag: str) -> bool:
    return tag in _DROPPED or _says_dropped(node)


def _says_dropped(node: LexborNode) -> bool:
    attributes = node.attributes
    return bool(attributes) and (
        "hidden" in attributes
        or attributes.get("aria-hidden") == "true"
        or (attributes.get("role") or "").lower() in _DROPPED_ROLES
    )
