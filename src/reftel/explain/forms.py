"""Printed forms around a telegram: what their keys mean (`Film Number`, `Drafted By`, `OSRI`, `Control`)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reftel.explain.about import About
from reftel.explain.words import Piece, doubt, join, say
from reftel.terms import attributes, fields

# Which form of the table a layout is printed on.
FORMS = {
    "sas_1973_79": "archive",
    "smart": "smart",
    "cable_form": "cable_form",
}
SCAN = "scan"
MOST_NAMES = 2  # attributes with the same value, beyond which the names are not all said
NOT_FOUND = "an attribute of the archive; what it means was not found"
NOTHING = ("n/a", "N/A")
_LINE = re.compile(
    r"^[ \t]*(?P<key>[A-Za-z][A-Za-z./' ]{0,40}?\d?)(?:[:\t]|[ ]{2,}|[ \t\r]*$)(?P<value>.*)$", re.M
)
_SCAN_KEYS = re.compile(
    r"TEXT OF TELEGRAM|\bADP\d+|\bControl\b|\bRec.d\b|INCOMING TELEGRAM|OUTGOING TELEGRAM|\bNO:",
    re.IGNORECASE,
)
_NAME = re.compile(r"[A-Za-z][A-Za-z_ ]*[A-Za-z]")  # of a column, key or element
_NUMBER = re.compile(r"^\s*(\d+)\.\s")
_SLIPS = str.maketrans("lI", "11")  # a scan reads the 1 of LINE1 as a letter


def keyed_lines(words: str, about: About) -> Iterator[Piece]:
    """Explain each key of a form's lines that has a value; keys without one are left out."""
    if about.family == "frus":
        yield from _printed(words)
    elif about.family == "attribute_table":
        yield from _columns(words, about)
    elif about.family in FORMS:
        yield from _keys(words, FORMS[about.family])
    else:
        yield from _scanned(words)


def is_mere_punctuation(words: str) -> bool:
    """Tell whether a stretch of a form has no word that could be explained: the comma between two values."""
    return not any(c.isalnum() for c in words)


def _columns(words: str, about: About) -> Iterator[Piece]:
    """Explain the value of an attribute, or the names of columns, keys or elements."""
    names = [name for name, value in (about.archive or {}).items() if value.strip() == words.strip()]
    if names:
        given = join([_display(name) for name in names[:MOST_NAMES]])
        said = f"no {given} is given" if attributes.says_nothing(words) else f"the archive's {given}"
        yield 0, len(words), say(said)
        return
    for match in _NAME.finditer(words):
        if attributes.read_column(match[0]) and not words.startswith("</", max(0, match.start() - 2)):
            yield match.start(), match.end(), say(_named(match[0]))


def _display(name: str) -> str:
    attribute = attributes.read_column(name)
    return attribute.display if attribute else name


def _named(name: str) -> str:
    known = fields.meaning("archive", _display(name))
    return f"{_display(name)}: {known.meaning}{doubt(known.unverified)}" if known else f"{name}: {NOT_FOUND}"


def _keys(words: str, form: str) -> Iterator[Piece]:
    """Explain the keys with a value; of a line that stands alone, the key without one too."""
    alone = "\n" not in words.strip()
    for match in _LINE.finditer(words):
        known = _known(form, match["key"])
        nothing = _is_none(match, words, form)
        if known is None or (nothing and not alone):
            continue
        none = "none is given here" if match["value"].strip() in NOTHING else None
        said = f"{known.name}: {known.meaning}{doubt(known.unverified)}"
        yield match.start(), match.end(), say(said, none)


def _known(form: str, key: str) -> fields.Key | None:
    return fields.meaning(form, key) or fields.meaning(form, key[:-1] + key[-1].translate(_SLIPS))


def _is_none(match: re.Match[str], words: str, form: str) -> bool:
    """Tell whether a key has no value; a heading never has one, and a value may begin on the next line."""
    if match["value"].strip() in NOTHING:
        return True
    if match["value"].strip() or ":" not in match[0]:
        return False
    following = _LINE.match(words[match.end() : match.end() + 100].lstrip())
    return following is None or _known(form, following["key"]) is not None


def _scanned(words: str) -> Iterator[Piece]:
    for match in _SCAN_KEYS.finditer(words):
        key = re.sub(r"\d+$|:$", "", match[0]).replace("’", "'")
        known = fields.meaning(SCAN, key)
        if known:
            yield match.start(), match.end(), say(f"{known.name}: {known.meaning}{doubt(known.unverified)}")


def _printed(words: str) -> Iterator[Piece]:
    """Explain the number that the editors of a printed volume gave a document."""
    match = _NUMBER.match(words)
    if match and words[match.end() :].strip():
        said = f"{match[1]}: number of the document in the volume, not the telegram's own"
        yield match.start(1), match.end(1) + 1, say(said)
