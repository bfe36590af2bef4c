"""Who sends and who receives: posts, agencies, collectives, routing indicators."""

from __future__ import annotations

import re

from reftel.explain.about import About
from reftel.explain.words import NOT_KNOWN, doubt, join, ordinal, say
from reftel.model import Addressee, Originator
from reftel.terms import acronyms, collectives, posts, routing
from reftel.terms.posts import Post

ABOUT_CODES = re.compile(r"\b(?:code|indicator|archived|MRN|unverified)")  # notes that are not for readers


def describe(post: Post) -> str:
    """Return what a post is and where: `the embassy in Lisbon, Portugal`."""
    if post.kind == "department":
        return "the Department of State in Washington"
    if post.kind in ("agency", "military command"):
        return _agency(post)
    if post.city is None:
        return f"a {post.kind}"
    where = post.city if post.city == post.country else f"{post.city}, {post.country}"
    if post.kind in ("mission", "delegation") and post.geo_tag is None:
        return f"the United States {post.kind} for {post.country}, in {post.city}"
    return f"the {post.kind} in {where}"


def _agency(post: Post) -> str:
    name = post.notes if post.notes else acronyms.meaning(post.name)
    return f"{name or post.plad}{f', in {post.city}' if post.city else ''}"


def explain_originator(value: Originator, about: About) -> str:
    """Say who sent the telegram."""
    post = posts.post_of_plad(value.plad) or (posts.post_of_plad(value.post) if value.post else None)
    if post is None:
        return say(f"from {value.plad}: the sender; {NOT_KNOWN}")
    if about.family == "frus":
        return say(f"from {value.plad}, as the editors write it: {describe(post)}")
    return say(f"from {value.plad}: {describe(post)}", _also(post))


def _also(post: Post) -> str | None:
    """Say what else is known of a post, such as an earlier name."""
    if post.kind in ("agency", "military command", "department") or ABOUT_CODES.search(post.notes):
        return None
    return post.notes or None


def explain_addressee(value: Addressee, about: About) -> str:
    """Say who receives the telegram, how, and what the number after the address counts."""
    role = "for action" if value.role == "action" else "for information"
    return say(
        f"{role}: {_who(value)}",
        _excluded(value),
        f"for this addressee the precedence is {value.precedence}" if value.precedence else None,
        _serial(value, about),
        _own_copy(value, about),
        _routed(value),
    )


def _who(value: Addressee) -> str:
    if value.collective or collectives.is_collective(value.plad):
        return f"{value.plad}, a collective: one address for a group of posts that the telegram does not list"
    post = posts.post_of_plad(value.plad)
    if post is not None:
        return f"{value.plad}, {describe(post)}"
    name = routing.meaning(value.routing_indicator) if value.routing_indicator else None
    if name and name != value.plad:
        return f"{value.plad}, in the routing guide {name}"
    return f"{value.plad}, as in the routing guide" if name else f"{value.plad}; {NOT_KNOWN}"


def _excluded(value: Addressee) -> str | None:
    if not value.excluded:
        return None
    return f"left out of it (XMT): {join(value.excluded)}"


def _serial(value: Addressee, about: About) -> str | None:
    if value.serial is None or _own_copy(value, about):
        return None
    if value.serial == 0:
        return "0000: no channel number was given"
    sender = about.post or "the sender"
    return (
        f"{value.serial} is the channel number: the {ordinal(value.serial)} in the running series "
        f"from {sender} to this addressee, so that a missing one is noticed"
    )


def _own_copy(value: Addressee, about: About) -> str | None:
    post = posts.post_of_plad(value.plad)
    if value.role == "info" and post is not None and post.name == about.post:
        return "this is the sender's own file copy, not a communication to anyone"
    return None


def _routed(value: Addressee) -> str | None:
    if value.routing_indicator is None:
        return None
    return f"{value.routing_indicator} is its routing indicator"


def explain_routing_indicator(value: str, about: About) -> str:
    """Say which station a routing indicator is."""
    post = posts.post_of_routing_indicator(value)
    name = routing.meaning(value)
    collective = next((c for c in (name,) if c and collectives.is_collective(c)), None)
    if name is None and post is None:
        return say(f"{value}: a routing indicator; {NOT_KNOWN}")
    who = f"{name or (post and post.plad)}"
    what = "a collective" if collective else describe(post) if post else None
    said = f"{value}: {who}{f', {what}' if what else ''}{doubt(routing.is_unverified(value))}"
    return say(said, "one of the stations or relays this transmission served")


def explain_precedence(value: str, about: About) -> str:
    """Say how urgent a precedence is."""
    means = MEANS.get(value)
    return say(f"precedence {value}{f': {means}' if means else ''}")


MEANS = {
    "FLASH": "handled at once, ahead of everything else; the highest of the Department of State",
    "NIACT IMMEDIATE": "immediate, and to be acted on even at night; the first paragraph is to say why",
    "IMMEDIATE": "urgent: ahead of priority and routine",
    "PRIORITY": "ahead of routine",
    "ROUTINE": "no particular urgency",
}
