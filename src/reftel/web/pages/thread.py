"""The page of a thread: the exchange around a telegram, each below the one it answers."""

from __future__ import annotations

from reftel.collection.answers import Member, Thread
from reftel.web import links, words
from reftel.web.views import Link, ShownMember, ThreadPage


def thread(found: Thread) -> ThreadPage:
    """Return the page of a thread."""
    held = sum(bool(m.cards) for m in found.members)
    root = next((m for m in found.members if _name(m) == found.root), found.members[0])
    return ThreadPage(
        title=f"The exchange around {root.number or 'a telegram without a number'}",
        json_url=f"{links.thread(found.root)}.json",
        root=root.number or "a telegram without a number",
        root_url=_url(root),
        members=_below(found, None),
        held=held,
        missing=len(found.members) - held,
        cut=found.cut,
    )


def _name(member: Member) -> str:
    return member.number or member.cards[0].key


def _below(found: Thread, parent: int | None) -> tuple[ShownMember, ...]:
    return tuple(
        ShownMember(
            m, _url(m), _days(m), _also(found, m), _below(found, place), is_root=_name(m) == found.root
        )
        for place, m in enumerate(found.members)
        if m.parent == parent
    )


def _url(member: Member) -> str:
    if member.cards:
        return links.telegram(member.cards[0], shared=len(member.cards) > 1)
    return links.number(str(member.number))


def _also(found: Thread, member: Member) -> tuple[Link, ...]:
    others = [found.members[link.to] for link in member.cites if link.to != member.parent]
    return tuple(Link(m.number or "a telegram without a number", _url(m)) for m in others)


def _days(member: Member) -> str:
    if member.first is None or member.last is None:
        return ""
    if member.first == member.last:
        return f"of {words.day(member.first)}"
    return f"of {words.day(member.first)} to {words.day(member.last)}, likely {words.day(member.likely)}"
