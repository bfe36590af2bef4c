"""The signature: the surname of the officer in charge, on the last line of the text (telegram-format 6.9)."""

from __future__ import annotations

import re
from typing import NamedTuple

from reftel.terms.levels import read_level

_NOT = re.compile(
    r"^(?:END|BEGIN|SUMMARY|COMMENT|UNQUOTE|UNQTE|QUOTE|TEXT|NNNN?|BT|UNCLAS\w*|SECRET|CONFIDENTIAL|NOFORN|SIPDIS|EXDIS|NODIS|LIMDIS|ENTIRE"
    r"|EXERCISE|TOP|LIMITED|SENSITIVE|SBU|ATTACHMENT|ANNEX|NOTE|PAGE|SECTION|REF|REGARDS|INFO|ACTION|CLASSIFIED|DECLASSIFIED|RELEASED?|GP)\b"
)
_CAPITALS = re.compile(
    r"(?:Mc|Mac|De|La|Le|O')?[A-Z][A-Z'’.\-]*(?:[ ][A-Z][A-Z'’.\-]*){0,2}(?:, ACTING|,? \(ACTING\))?"
)
_MIXED = re.compile(
    r"(?:(?:Mc|Mac|De|Du|O')?[A-Z][a-z'’\-]+|[A-Z]\.)(?:[ ](?:(?:Mc|Mac|O')?[A-Z][a-z'’\-]+|[A-Z]\.|de"
    r"|von|van)){0,2}"
)
_TRAIL = ' \t\r\n#.-/*="'
_GROUP = re.compile(r"^(?:GP-?\d[.\s]*|UNQUOTE[.\s]+|UNQTE[.\s]+)")
_INLINE = re.compile(
    r"(?:[.?!:]|UNQUOTE|UNQTE)[\"')]*\s{1,4}(?P<name>[A-Z][A-Z'\-]{3,20}(?:, (?:ACTING|JR)\.?)?)$"
)


class Signed(NamedTuple):
    """A signature and its place in the text it was found in."""

    name: str
    start: int
    stop: int


def read_signature(line: str, *, mixed: bool) -> Signed | None:
    """Read a line as a signature, or None; `mixed` allows lower case (Foreign Relations, forms)."""
    end = len(line.rstrip(_TRAIL))
    begin = len(line) - len(line.lstrip(' \t\r#*"-'))
    group = _GROUP.match(line[begin:end])
    begin += group.end() if group else 0
    end += line[:end].endswith((" JR", " SR")) and line[end : end + 1] == "."
    words = line[begin:end]
    if not 2 < len(words) <= 40 or not (_CAPITALS.fullmatch(words) or (mixed and _MIXED.fullmatch(words))):
        return None
    if _NOT.match(words.upper()) or read_level(words):
        return None
    return Signed(words, begin, end)


def read_inline_signature(line: str) -> Signed | None:
    """Read a signature that ends a line of text: `... PLEASE ADVISE.  SURNAME`."""
    m = _INLINE.search(line.rstrip(" \t\r"))
    if not m or _NOT.match(m["name"]):
        return None
    return Signed(m["name"], m.start("name"), m.end("name"))
