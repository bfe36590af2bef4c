"""Marks that stand where words were taken out: blocks, brackets, exemption codes.

`[3 lines not declassified]`, `[...]`, `[      ]`, `█████`, `(b)(1)`, `XXXXXX`, and a code alone at the end of
a line.  Every pattern is bounded, so the cost is that of a scan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from reftel.terms import exemptions

_BY_RULE = r"(?:B[1-9](?:\([A-F]\))?|1\.[45]\s?\([A-Ha-h]\))"
_BY_LAW = r"\(b\)\s?\([1-9]\)(?:\s?\([A-F]\))?"
_SAID = (
    r"not\s+declassified|deleted|excised|redacted|sanitized|withheld|expunged|blacked\s+out|omitted"
    r"|DELETED|EXCISED|REDACTED|SANITIZED|WITHHELD|NOT\s+DECLASSIFIED"
)
_MARK = re.compile(
    rf"""
    (?P<block>[█▇▆▓▒░](?:[ \t]{{0,2}}[█▇▆▓▒░]){{0,400}})
  | (?P<said>\[[^\[\]]{{0,120}}?\b(?:{_SAID})\b[^\[\]]{{0,80}}\])
  | (?P<blank>\[[\s_.…–—-]{{0,400}}\])
  | (?P<bracket>\[\s{{0,40}}(?:{_BY_RULE}|{_BY_LAW})[^\[\]]{{0,60}}\])
  | (?P<law>(?<!\w){_BY_LAW}(?:[ \t]{{0,3}}[,;]?[ \t]{{0,3}}{_BY_LAW}){{0,8}})
  | (?P<crosses>(?<!\w)[Xx]{{5,400}}(?!\w))
  | (?P<line>_{{5,400}})
  | (?:^|(?<=[ ]{{6}}))[ \t]{{0,200}}
    (?P<rule>{_BY_RULE}(?:[ \t]{{0,3}}[,;]?[ \t]{{0,3}}{_BY_RULE}){{0,8}})[ \t\r]{{0,200}}$
    """,
    re.VERBOSE | re.MULTILINE,
)
_STAMP = re.compile(rf"\s*{_BY_RULE}[\s\dA-Ha-hB().,;]{{0,80}}")


class Redaction(NamedTuple):
    """A mark of words taken out: where in the text, and the exemption codes it bears."""

    start: int
    end: int
    codes: tuple[str, ...]


def redactions(text: str) -> Iterator[Redaction]:
    """Find the marks of a text, in order.

    >>> [m.codes for m in redactions("He said that [B1, B6] was (b)(3) late; [2 lines not declassified].")]
    [('B1', 'B6'), ('B3',), ()]
    """
    for match in _MARK.finditer(text):
        group = str(match.lastgroup)
        start, end = match.span(group)
        yield Redaction(start, end, exemptions.cited(text[start:end]))


def stamped_codes(words: str) -> tuple[str, ...]:
    """Return the codes of a stamp that is nothing but exemption codes; none of any other stamp."""
    return exemptions.cited(words) if _STAMP.fullmatch(words) else ()
