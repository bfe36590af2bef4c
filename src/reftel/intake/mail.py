"""An e-mail: its body and each attachment is a text of its own; its headers are not the telegram's.

Of a body that is there twice, plain and as a page, the plain one is taken.
"""

from __future__ import annotations

import email
from collections.abc import Callable, Iterator, Sequence
from email.header import decode_header, make_header
from email.message import Message

from reftel.intake.contents import clean
from reftel.intake.html import decode_as, decode_page, is_too_deep, text_of
from reftel.intake.parts import Part
from reftel.intake.rejected import Rejected, rejected
from reftel.intake.text import Text

# Reads an attachment, given its bytes and its name.
Read = Callable[[bytes, str], Sequence[Text] | Rejected]

_DEEPEST = 50  # messages and bundles in one another
_BODY = "body"


def parts(raw: bytes, name: str, read: Read) -> tuple[Part, ...] | Rejected:
    """Return body and attachments as texts; what cannot be read among them is noted."""
    try:
        leaves = list(_leaves(email.message_from_bytes(raw)))
    except RecursionError:
        return rejected(name, "damaged", "its parts lie in one another without end")
    found: list[Part] = []
    rejects: list[Rejected] = []
    names: dict[str, int] = {}
    for leaf in leaves:
        called = _name(leaf)
        texts = _texts(leaf, called, read)
        if isinstance(texts, Rejected):
            rejects.append(texts)
            continue
        found += [text._replace(name=_once(text.name or _BODY, names)) for text in texts]
    if not found:
        return rejected(name, "empty") if not rejects else _as(rejects[0], name)
    notes = tuple(f"{r.path} in it was not read. {r.reason}" for r in rejects)
    return (found[0]._replace(notes=found[0].notes + notes), *found[1:])


def _leaves(message: Message, depth: int = 0) -> Iterator[Message]:
    """Yield what a message holds in the end."""
    payload = message.get_payload()
    if depth > _DEEPEST:
        raise RecursionError
    if not isinstance(payload, list):
        yield message
        return
    inner = [child for child in payload if isinstance(child, Message)]
    leaves = [leaf for child in inner for leaf in _leaves(child, depth + 1)]
    if message.get_content_subtype() == "alternative" and any(_is_plain(leaf) for leaf in leaves):
        leaves = [leaf for leaf in leaves if leaf.get_content_type() != "text/html" or leaf.get_filename()]
    yield from leaves


def _is_plain(leaf: Message) -> bool:
    return leaf.get_content_type() == "text/plain" and bool(_payload(leaf).strip())


def _texts(leaf: Message, called: str | None, read: Read) -> list[Part] | Rejected:
    raw = _payload(leaf)
    if called is not None or leaf.get_content_maintype() != "text":
        called = called or f"unnamed.{leaf.get_content_subtype()}"
        texts = read(raw, called)
        return texts if isinstance(texts, Rejected) else [_part(t, called) for t in texts]
    charset = leaf.get_content_charset()
    if leaf.get_content_subtype() == "html":
        return _page(decode_page(raw, charset))
    text = decode_as(raw, charset)
    return [Part(text.encode("utf-8", "replace"))] if text.strip() else []


def _page(page: str) -> list[Part] | Rejected:
    if is_too_deep(page):
        return rejected(_BODY, "broken-markup", "too many elements lie in one another")
    text = text_of(page)
    return [Part(text.encode("utf-8", "replace"))] if text.strip() else []


def _part(text: Text, called: str) -> Part:
    return Part(text.raw, f"{called}/{text.part}" if text.part else called, text.notes)


def _payload(leaf: Message) -> bytes:
    payload = leaf.get_payload(decode=True)
    return payload if isinstance(payload, bytes) else b""


def _name(leaf: Message) -> str | None:
    """Return the name of an attachment."""
    try:
        written = leaf.get_filename()
        return clean(str(make_header(decode_header(written)))) if written else None
    except (LookupError, ValueError, TypeError):
        return "unnamed"


def _once(name: str, names: dict[str, int]) -> str:
    names[name] = count = names.get(name, 0) + 1
    return name if count == 1 else f"{name}#{count}"


def _as(reject: Rejected, name: str) -> Rejected:
    return Rejected(f"{name}/{reject.path}", reject.reason, reject.remedy, reject.code)
