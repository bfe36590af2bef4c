"""The Department's own distribution: who got copies, who drafted, who relayed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.explain.about import About
from reftel.explain.words import Piece, doubt, say
from reftel.terms import acronyms

_COPIES = re.compile(r"\b([A-Z][A-Z/]{0,5})-(\d\d)\b")
_TOTAL = re.compile(r"/(\d{2,3})[ \t]*([A-Z])\b")
_ROLE = re.compile(r"^[ \t]*(ACTION|ORIGIN)[ \t]+(?=[A-Z][A-Z/]{0,5}-\d\d\b)|^[ \t]*INFO[ \t]+", re.M)
_COUNTER = re.compile(r"^[ \t]*\d{2,5}(?:[/-]\d\d)?[ \t\r]*$", re.M)
_RELAY = re.compile(r"^[ \t]*-{5,}.*$", re.M)
_BY = re.compile(
    r"^[ \t]*(DRAFTED|APPROVED|CLEARED) BY\b.*"
    r"(?:\n(?![ \t]*(?:DRAFTED|APPROVED|CLEARED|DESIRED|-----)).*\S.*)*"
    r"|^[ \t]*DESIRED DISTRIBUTION.*$",
    re.M,
)
BY = {
    "DRAFTED": "who wrote the telegram: office, name, and after the last colon the typist's initials",
    "APPROVED": "who approved it for sending, and below those who agreed to it or were told",
    "CLEARED": "who agreed to it before it was sent",
}
DESIRED = "to whom the drafter wanted copies to go"
TASKS = {"ACTION": "is to act on the telegram", "ORIGIN": "wrote the telegram"}
COUNTER = "a counter of the terminal that printed the page"
RELAY = "a relay station's counter and, from December 1976, the time at which it filed the telegram"


def copy_list(words: str, about: About) -> Iterator[Piece]:
    """Explain the list of copies in one piece, and the counters and drafting lines around it."""
    copies = list(_COPIES.finditer(words))
    total = _TOTAL.search(words)
    if copies or total:
        yield _list(words, copies, total)
    for match in _RELAY.finditer(words):
        yield match.start(), match.end(), say(RELAY)
    for match in _COUNTER.finditer(words):
        yield match.start(), match.end(), say(COUNTER)
    for match in _BY.finditer(words):
        yield match.start(), match.end(), say(BY.get(match[1] or "", DESIRED))


def _list(words: str, copies: list[re.Match[str]], total: re.Match[str] | None) -> Piece:
    """Name the office that acts, and the others with the number of their copies."""
    role = _ROLE.search(words)
    found = [m for m in (role, *copies, total) if m]
    first = copies[0] if role and role[1] and copies and role.end() == copies[0].start() else None
    others = [f"{m[1]} ({int(m[2])})" for m in copies if m is not first]
    said = say(
        _office(first, TASKS[role[1]]) if first and role else None,
        f"copies for information went to {', '.join(others)}" if others else None,
        f"{int(total[1])} copies in all; what {total[2]} stands for was not found" if total else None,
    )
    return min(m.start() for m in found), max(m.end() for m in found), said


def _office(match: re.Match[str], task: str) -> str:
    name = next(
        (n for k in ("State office symbol", "US agency") if (n := acronyms.meaning(match[1], kind=k))), None
    )
    who = f"{match[1]}, {name}{doubt(acronyms.is_unverified(match[1]))}," if name else match[1]
    copies = int(match[2])
    unknown = "" if name else "; the office is not in our tables"
    return f"{who} {task} and gets {copies} {'copy' if copies == 1 else 'copies'}{unknown}"
