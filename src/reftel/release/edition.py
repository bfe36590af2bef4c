"""The edition of a telegram: what one class of readers gets of it, or why they get nothing.

What is hidden is cut out of the text, and the text that is left is read again as if it were all there
is: nothing that was derived from the hidden words can be left behind in a record made without them.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Literal

import msgspec

from reftel.marking import checked
from reftel.model import Paragraph, Record, Telegram
from reftel.reading import parse
from reftel.release.names import Names, Person, is_name, merged, persons_in, places_of
from reftel.release.policy import ReaderClass
from reftel.terms import captions, levels

Fate = Literal["shown", "edited", "withheld"]

NAME = "[name withheld]"
IDENTITY = "[identity withheld]"
PARAGRAPH = "[paragraph withheld]"
SUBJECT = "[subject withheld]"

# Why a telegram or a part of it is kept from a class; the list in the documentation is this table.
REASONS = {
    "above-ceiling": "it is classified above the ceiling",
    "not-marked": "its classification is not known",
    "caption": "it bears a caption that is not allowed",
    "on-the-list": "it is on the list of telegrams withheld",
    "cannot-be-edited": "what is to be hidden cannot be cut out of it surely",
    "names": "names are hidden in it",
    "paragraphs": "paragraphs are hidden in it",
}

_LEAD = re.compile(r"[¶\s]*\d{0,3}[ \t]*[.)]?[ \t]*[(\[][^()\[\]]{1,60}[)\]]")
_SUBJECT_MARK = re.compile(r"\(([^()]{1,40})\)")
_MARKER = re.compile(r"\s{0,3}[(\[{][^()\[\]{}]{0,60}[)\]}]")
_SENTENCE = re.compile(r"[.;:!?)\]][\s]")
_LONGEST_DESCRIPTION = 300

Cut = tuple[int, int, str]  # start, end (in the telegram's own text), what stands there instead


class Edition(Record, frozen=True):
    """What a class of readers gets: the telegram, whole or edited, or none; and why."""

    telegram: Telegram | None
    fate: Fate
    reasons: tuple[str, ...] = ()


def edition_of(telegram: Telegram, reader: ReaderClass, names: Names) -> Edition:
    """Return what the class gets of this telegram; `names` are those hidden from it in all telegrams."""
    why = _why_withheld(telegram, reader)
    if why is not None:
        return Edition(None, "withheld", (why,))
    people = _people(telegram, reader, names)
    paragraphs = list(_paragraph_cuts(telegram, reader))
    people_cuts = _people_cuts(telegram, reader, people)
    cuts = _ordered([*paragraphs, *people_cuts])
    if not cuts:
        return Edition(_alone(telegram), "shown")
    edited = _read_again(telegram, cuts)
    if edited is None or any(_names(edited, people)):
        return Edition(None, "withheld", ("cannot-be-edited",))
    reasons = tuple(code for code, some in (("names", people_cuts), ("paragraphs", paragraphs)) if some)
    return Edition(edited, "edited", reasons)


def cuts_of(telegram: Telegram, reader: ReaderClass, names: Names) -> list[Cut]:
    """Return what is cut out of a telegram's text for a class, in order, and what stands there instead."""
    people = _people(telegram, reader, names)
    return _ordered([*_paragraph_cuts(telegram, reader), *_people_cuts(telegram, reader, people)])


def _people(telegram: Telegram, reader: ReaderClass, names: Names) -> list[Person]:
    marked = () if reader.protected_names else telegram.protected
    return persons_in(telegram.text, names, [p.text for p in marked if is_name(p.text)])


def _people_cuts(telegram: Telegram, reader: ReaderClass, people: list[Person]) -> list[Cut]:
    named = [(start, end, NAME) for start, end in places_of(people, telegram.text)]
    return [*named, *_marked_cuts(telegram, reader)]


# -- the whole telegram ------------------------------------------------------------------------


def _why_withheld(t: Telegram, reader: ReaderClass) -> str | None:
    if reader.withholds(t.mrn.value if t.mrn else None, t.key):
        return "on-the-list"
    if reader.captions is not None and any(_named(f.value) not in reader.captions for f in t.captions):
        return "caption"
    if reader.ceiling is None or _is_open(t, reader):
        return None
    said = [level for level in _levels_of(t) if level is not None]
    if not said:
        return None if reader.unmarked else "not-marked"
    return "above-ceiling" if any(_above(level, reader) for level in said) else None


def _levels_of(t: Telegram) -> Iterator[str | None]:
    yield t.classification.value if t.classification else None
    yield t.security_signal.value.classification if t.security_signal else None


def _is_open(t: Telegram, reader: ReaderClass) -> bool:
    """Tell whether it counts as unclassified: by its own date, or because it was released."""
    if reader.released and any(stamp.kind in ("release", "review") for stamp in t.release):
        return True
    day = t.declassify_on.value if t.declassify_on else None
    return reader.as_of is not None and day is not None and day <= reader.as_of


def _above(level: str, reader: ReaderClass) -> bool:
    return reader.ceiling is not None and levels.rank(level) > levels.rank(reader.ceiling)


def _named(written: str) -> str:
    found = captions.find("REL TO" if written.startswith("REL TO") else written)
    return written if found is None else found.name


# -- parts of it -------------------------------------------------------------------------------


def _paragraph_cuts(t: Telegram, reader: ReaderClass) -> Iterator[Cut]:
    """Yield what is marked above the ceiling; a paragraph with no number and mark goes with that before."""
    if _is_open(t, reader) or (reader.ceiling is None and reader.captions is None):
        return
    base, before = t.source.span.start, False
    for p in sorted(t.paragraphs, key=lambda p: p.span):
        hidden = _is_hidden(p, reader) if p.portion or p.number is not None else before
        if hidden:
            start, end = p.span.start - base, p.span.end - base
            lead = _LEAD.match(t.text, start, end) if p.portion else None
            yield (lead.end() if lead else start), end, f" {PARAGRAPH}"
            yield from _around(t, p)
        before = hidden
    yield from _subject_cut(t, reader)


def _is_hidden(p: Paragraph, reader: ReaderClass) -> bool:
    if p.portion is None:
        return False  # it has the telegram's own level, which is not above the ceiling
    level = levels.level_of_portion(p.portion)
    if reader.ceiling is not None and (level is None or _above(level, reader)):
        return True
    controls = p.portion.split("/")[1:]
    return reader.captions is not None and any(
        _named(_caption_of(c)) not in reader.captions for c in controls
    )


def _caption_of(control: str) -> str:
    return "NOFORN" if control == "NF" else control


def _around(t: Telegram, p: Paragraph) -> Iterator[Cut]:
    """Yield the heading over a hidden paragraph, and what was not read after it."""
    base = t.source.span.start
    others = [s for s in t.segments if s.kind not in ("blank", "page", "banner", "stamp", "section_header")]
    for one, after in pairwise(others):
        if one.kind == "heading" and after.span.start == p.span.start:
            yield one.span.start - base, one.span.end - base, ""
        if after.kind == "unread" and one.span.end == p.span.end:
            yield after.span.start - base, after.span.end - base, ""


def _subject_cut(t: Telegram, reader: ReaderClass) -> Iterator[Cut]:
    for segment in t.segments:
        if segment.kind == "subject" and t.subject is not None:
            marks = [levels.portion(m) for m in _SUBJECT_MARK.findall(t.words(segment.span))]
            named = [levels.level_of_portion(m) for m in marks if m is not None]
            if any(level is not None and _above(level, reader) for level in named):
                base = t.source.span.start
                yield t.subject.span.start - base, max(t.subject.span.end, segment.span.end) - base, SUBJECT


def _marked_cuts(t: Telegram, reader: ReaderClass) -> Iterator[Cut]:
    """Yield what stands before each mark that asks for protection, with the mark.

    A name is hidden as it is; of a description, all of the sentence before the mark: where it begins
    cannot be told.
    """
    if reader.protected_names:
        return
    base = t.source.span.start
    for marked in t.protected:
        start, end = marked.span.start - base, marked.span.end - base
        mark = _MARKER.match(t.text, end)
        known = is_name(marked.text)
        if not known:
            before = t.text[max(0, start - _LONGEST_DESCRIPTION) : start]
            breaks = [m.end() for m in _SENTENCE.finditer(before)]
            start = start - len(before) + (breaks[-1] if breaks else 0)
        yield start, (mark.end() if mark else end), NAME if known else IDENTITY


# -- cutting and reading again -----------------------------------------------------------------


def _ordered(cuts: Iterable[Cut]) -> list[Cut]:
    """Return the cuts in order; of those that touch, the words of the widest stand for all."""
    cuts = list(cuts)
    found = []
    for start, end in merged((s, e) for s, e, _ in cuts):
        within = [c for c in cuts if start <= c[0] and c[1] <= end]
        found.append((start, end, max(within, key=lambda c: c[1] - c[0])[2]))
    return found


def without(text: str, cuts: Iterable[Cut]) -> str:
    """Return the text with each stretch replaced by the words that stand for it."""
    pieces, at = [], 0
    for start, end, words in cuts:
        pieces += [text[at:start], words]
        at = end
    return "".join([*pieces, text[at:]])


def _read_again(t: Telegram, cuts: list[Cut]) -> Telegram | None:
    """Return the telegram read from what is left, or None where it would not be the same telegram."""
    number = t.mrn.value if t.mrn else None
    year = number.year if number else t.dtg.value.year if t.dtg else None
    read = parse(without(t.text, cuts), year=year, mrn=str(number) if number else None)
    if len(read) != 1 or not _same(read[0], t):
        return None
    return read[0] if t.findings is None else checked(read[0])


def _same(read: Telegram, t: Telegram) -> bool:
    """Tell whether the marks by which a telegram is known and filed came through."""
    parts = ("family", "mrn", "dtg", "classification", "captions")
    return all(_values(getattr(read, p)) == _values(getattr(t, p)) for p in parts)


def _values(found: object) -> object:
    if isinstance(found, tuple):
        return tuple(_values(f) for f in found)
    return getattr(found, "value", found)


def _alone(t: Telegram) -> Telegram:
    """Return the telegram as if its file held nothing else: the file's hash tells of what else it holds."""
    raw = t.text.encode(t.source.encoding, "surrogatepass" if "utf-8" in t.source.encoding else "replace")
    sha256 = hashlib.sha256(raw).hexdigest()
    source = msgspec.structs.replace(t.source, sha256=sha256)
    return msgspec.structs.replace(t, source=source)


def _names(t: Telegram, people: list[Person]) -> Iterator[str]:
    """Yield the texts of a record in which somebody to hide is still named."""
    if people:
        yield from (s for s in texts_of(msgspec.to_builtins(t)) if places_of(people, s))


def texts_of(value: object) -> Iterator[str]:
    """Yield every text in a record made of plain lists and tables."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from texts_of(part)
    elif isinstance(value, list | tuple):
        for part in value:
            yield from texts_of(part)


__all__ = ["REASONS", "Cut", "Edition", "Fate", "cuts_of", "edition_of", "texts_of", "without"]
