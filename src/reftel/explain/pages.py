"""Page lines, section headers and end marks: what a printing terminal put between the lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.explain.about import About
from reftel.explain.words import Piece, ordinal, say
from reftel.terms import posts

_PAGE = re.compile(
    r"PAGE[ \t]+(?P<page>\d{1,3})(?:\s+(?P<post>[A-Z][A-Z .'-]*?)[ \t]*(?P<number>\d{4,6}))?"
    r"(?:[ \t]+(?P<section>\d\d)[ \t]+OF[ \t]+(?P<of>\d\d))?(?:[ \t]+(?P<time>\d{6})Z)?"
)
_SECTION_PAGE = re.compile(
    r"(?P<post>[A-Z][A-Z .'-]*?)[ \t]+0*(?P<number>\d+)[ \t]+0*(?P<section>\d+)(?:\.(?P<page>\d+))?"
    r"[ \t]+OF[ \t]+0*(?P<of>\d+)"
)
_PAGE_OF = re.compile(r"Page[ \t]+(\d+)[ \t]+of[ \t]+(\d+)")
_SECTION = re.compile(r"SECTION[ \t]+0*(\d+)[ \t]+OF[ \t]+0*(\d+)")
_BREAK = re.compile(r"^[ \t]*BT\b", re.M)
_SERIAL = re.compile(r"#(\d+)")
_END = re.compile(r"\bN{3,}[A-Z]*\b")


def page_line(words: str, about: About) -> Iterator[Piece]:
    """Explain a page line: `PAGE 01  LISBON 01655  01 OF 02  251018Z`."""
    if match := _PAGE.search(words):
        yield match.start(), match.end(), _page(match)
    elif match := _SECTION_PAGE.search(words):
        page = f", page {match['page']}" if match["page"] else ""
        where = f"section {match['section']} of {match['of']}{page}"
        said = f"telegram {match['number']} of {match['post']}, {where}"
        yield match.start(), match.end(), say(said, "a mark between pages, not part of the text")
    elif match := _PAGE_OF.search(words):
        yield match.start(), match.end(), say(f"page {match[1]} of the {match[2]} of the printed form")


def _page(match: re.Match[str]) -> str:
    number = f": telegram {int(match['number'])} of {match['post']}" if match["number"] else ""
    section = f", section {int(match['section'])} of {int(match['of'])}" if match["section"] else ""
    time = match["time"]
    filed = (
        f"received or filed on the {ordinal(int(time[:2]))} at {time[2:4]}:{time[4:]} UTC" if time else None
    )
    return say(f"page {int(match['page'])} as printed{number}{section}", filed, _cut(match["post"]))


def _cut(name: str | None) -> str | None:
    """Say which post a name cut to six letters stands for."""
    post = posts.post_of_plad(name) if name else None
    if post is None or name is None or post.nara_code != name.replace(" ", "") or post.name == name:
        return None
    return f"{name} is {post.name}, cut to six letters"


def section_header(words: str, about: About) -> Iterator[Piece]:
    """Explain the header of a later section."""
    match = _SECTION.search(words)
    if match:
        said = f"the header again, as sent with section {match[1]} of {match[2]}; the text goes on below it"
        yield 0, len(words.rstrip()), say(said)


def end_marks(words: str, about: About) -> Iterator[Piece]:
    """Explain what closes a transmission."""
    for match in _BREAK.finditer(words):
        yield match.start(), match.end(), say("BT, break: the text ends here")
    for match in _SERIAL.finditer(words):
        said = f"the station serial {match[1]} again, to show that this end belongs to that head"
        yield match.start(), match.end(), say(said)
    for match in _END.finditer(words):
        yield match.start(), match.end(), say(f"{match[0]}: end of message")
