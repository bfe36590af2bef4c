"""The body: paragraphs with number, portion and label, headings, the summary, the signature.

Numbers are taken in their order: a number that does not follow is not a paragraph's, unless its mark
or its portion says so; a paragraph mark read as the digit 1 (`15.` for `¶5.`) is read as the mark
when the number before asks for it (telegram-format 9.8, check K-30).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from reftel.model import Found, Paragraph
from reftel.reading.defects import Defects
from reftel.reading.entities import ENTITY, resolve
from reftel.reading.foot import line_end, read_foot, read_group
from reftel.reading.lines import ITEM, SENTENCE_END, breaks_off, rejoined
from reftel.terms.levels import portion, read_level
from reftel.view import View

_START = re.compile(
    r"(?:^[ \t\-*]{0,30}|(?<=END SUMMARY\.)[ ]{0,2})(?:\((?P<before>[A-Z/]{1,9})\)[ \t]*)?"
    r"(?P<mark>¶[ \t]*)?(?P<open>\()?"
    r"(?P<number>\d{1,3})[ \t]?(?P<stop>[.,)]+|(?=\([A-Z])|(?<=\d)(?=[ \t]{2}[A-Z(]))"
    r"(?!\d)[ \t]*(?:\((?P<portion>[^()\n]{1,60})\)?)?",
    re.M,
)
_BEFORE_START = re.compile(r"\n[ \t\-*]{0,30}+(?=[\d(¶])")  # a quick look for places where one may stand
_MARK_ALONE = re.compile(r"^[ \t]{0,6}\((?P<portion>[A-Z/]{1,12})\)[ \t]+(?=[A-Z\"“])", re.M)
_LETTERED = re.compile(r"(?:^|\n)[ \t]*\((?:A|B|R|T)\)[ \t]")  # a list by letters
_PORTION = re.compile(r"[ \t]*\((?P<portion>[^()\n]{1,60})\)[ \t]*")
_LABEL = re.compile(
    r"[\s\-=_*.]*+(?:BEGIN[ ])?(?P<label>(?:EXECUTIVE[ ]|INTRODUCTION[ ](?:AND|&)[ ])?SUMM{0,2}A?R?Y"
    r"(?:[ ](?:AND|&)[ ](?:ACTION[ ]REQUEST|COMMENTS?"
    r"|INTRODUCTION|CONCLUSIONS?))?"
    r"|(?:[A-Z]++['’]?S?[ ]){0,2}COMMENTS?(?:[ ]AND[ ][A-Z]+)?|ACTION[ ]REQUEST(?:ED)?|GUIDANCE"
    r"|BACKGROUND|INTRODUCTION|BIO(?:GRAPHIC)?[ ]NOTE|RECOMMENDATIONS?|CONCLUSIONS?)"
    r"(?:[ ]*\([A-Z/]{1,9}\))?(?:[ ]*[:.\-]{1,3}(?=\s|$|[A-Z(])|[ \t]*$)",
    re.I | re.M,
)
_END_SUMMARY = re.compile(
    r"(?:END|End|end)(?<!\w.{3})[ \n]*(?i:(?:OF[ ])?(?:EXECUTIVE[ ]|INTRODUCTION[ ](?:AND|&)[ ])?"
    r"SUMM?A?R?Y\b(?:[ ](?:AND|&)[ ][A-Z]+"
    r"(?:[ ]REQUEST)?)?[.)\]]*)"
)
_END_OF = re.compile(
    r"[Ee](?<!\w[Ee])(?:ND|nd)[ \n]+"
    r"(?i:(?:OF[ ])?(?P<what>SUMM?A?R?Y|[A-Z ]{0,20}COMMENTS?|NOTE|ACTION REQUEST))\b"
)
_ENTIRE = re.compile(r"\W{0,3}(?P<words>[A-Z][A-Z ]{4,30}?)[ ]?-{1,2}[ ]?ENTIRE TEXT\W{0,3}", re.I)
_ENDS = ("END", "End", "end s", "end of s", "end c")
_SUMMAY = re.compile(r"\bSUMM{0,2}A?R?Y")
_BLOCK = re.compile(r"\S[^\n]*+(?:\n[ \t]*+[^ \t\n][^\n]*+)*+")  # lines without a blank one between
_BLANK = re.compile(r"[ \t\n\r]*")
_WORD = re.compile(r"[A-Za-z]{2}")
_FIGURES = re.compile(r"\d{3}")
_RULE = re.compile(r"[\s\-=_*~.]*$")
_COMMENT_BLOCK = re.compile(
    r"\n[ \t]*\n[ \t]*(?P<label>(?:BEGIN[ ])?(?:COMMENT|ACTION REQUEST(?:ED)?)[ ]?[:.\-](?=[ \t]*\n?[ \t]*\w)"
    r"|(?:Begin )?(?:Comment|Action [Rr]equest(?:ed)?)[ ]?[:.\-](?=[ \t]*\n?[ \t]*\w))"
)
_SHORT = {
    "UNCLASSIFIED": "U",
    "LIMITED OFFICIAL USE": "LOU",
    "SENSITIVE BUT UNCLASSIFIED": "SBU",
    "CONFIDENTIAL": "C",
    "SECRET": "S",
    "TOP SECRET": "TS",
}
LONGEST_HEADING = 90  # characters
LONGEST_LINE_HEADING = 110  # characters of a heading between two numbered paragraphs
MOST_WORDS = 20  # of a heading
MOST_HEADINGS = 4  # blocks of headings between two paragraphs


class Body(NamedTuple):
    """What the body holds, and its stretches in offsets of the view as (start, stop, kind)."""

    paragraphs: tuple[Paragraph, ...]
    summary: Found[str] | None
    signature: Found[str] | None
    group: Found[str] | None  # GP-1 to GP-4, the group marking above the signature (E.O. 10501)
    marks: list[tuple[int, int, str]]


class _Start(NamedTuple):
    """Where a numbered paragraph begins, and where its words begin."""

    at: int
    words: int
    number: int | None
    portion: str | None
    written: str


def read_body(view: View, defects: Defects, *, mixed: bool = False) -> Body:
    """Read the body of a telegram from a view that begins where the header ends."""
    text = view.text
    signed, stop, marks = read_foot(text, mixed)
    group, stop = read_group(view, stop, marks)
    reader = _Reader(view, defects)
    reader.read(stop)
    signature = Found(signed.name, view.span(signed.start, signed.stop)) if signed else None
    if signed:
        begin = text.rfind("\n", 0, signed.start) + 1
        unquote = text[begin : signed.start].strip().isalpha() and len(text[begin : signed.start]) < 12
        marks.append((begin if unquote else signed.start, signed.stop, "signature"))
        marks.append((signed.stop, max(signed.stop, line_end(text, signed.stop)), "end"))
    summary = _summary(view, reader.paragraphs, reader.places)
    return Body(tuple(reader.paragraphs), summary, signature, group, [*reader.marks, *marks])


class _Reader:
    """One reading of one body."""

    def __init__(self, view: View, defects: Defects) -> None:
        self.view, self.text, self.defects = view, view.text, defects
        self.paragraphs: list[Paragraph] = []
        self.places: list[tuple[int, int]] = []  # view offsets of each paragraph's words
        self.marks: list[tuple[int, int, str]] = []
        self.section: str | None = None  # the heading the following paragraphs stand under
        self.open: str | None = None  # a label that holds until its END
        self.ends: list[tuple[int, str]] | None = None  # where each END stands, and of what

    def read(self, stop: int) -> None:
        found = list(_numbers(self.text, stop))
        first = next((m.start() for m in found if self.follows(m, int(m["number"]), 0, False)), stop)
        self.unnumbered(0, first, before_number=first < stop)
        starts = self.starts([m for m in found if m.start() >= first], stop)
        for i, start in enumerate(starts):
            end = starts[i + 1].at if i + 1 < len(starts) else stop
            end = self.heading_before(start.words, end) if i + 1 < len(starts) else end
            tail = self.labelled_tail(start.words, end) if i + 1 == len(starts) else end
            self.paragraph(start.at, start.words, tail, start.number, start.portion)
            if tail < end:
                self.paragraph(tail, tail, end, None, None)
            if i + 1 < len(starts):
                self.headings(end, starts[i + 1].at)

    def starts(self, found: list[re.Match[str]], stop: int) -> list[_Start]:
        """Find the numbered paragraphs, in the order of their numbers."""
        marks = [self.mark_of(m) for m in found]
        pairs = list(zip(found, marks, strict=True))
        surely = {int(m["number"]): m.start() for m, mark in pairs if mark or m["mark"]}
        starts: list[_Start] = []
        last = 0
        bracketed: bool | None = None  # (1) rather than 1.
        before: re.Match[str] | None = None
        for m, mark in pairs:
            number = int(m["number"])
            again = before is not None and starts and before.start() == starts[-1].at
            before = m
            if bracketed not in (None, bool(m["open"])) and mark is None:
                continue  # an item of a list in the text
            if mark is None and not m["mark"] and surely.get(number, -1) > m.start() and number > 1:
                continue  # an item of a list: the paragraph of this number bears a mark
            if not self.follows(m, number, last, mark is not None):
                if self.misread(m, number, last):
                    number = last + 1
                elif not (again and self.repeats(m, number, last, mark is not None)):
                    continue
            words = m.end() if mark and m["portion"] else m.start("portion") - 1 if m["portion"] else m.end()
            last, bracketed = number, bool(m["open"])
            starts.append(_Start(m.start(), words, number, mark, m["number"]))
        if any(marks):
            starts = sorted([*starts, *self.unnumbered_starts(starts, stop)])
        for i, start in enumerate(starts):
            if start.number is not None and start.number != int(start.written):
                self.note_misread(start, len(self.paragraphs) + i)
        return starts

    def unnumbered_starts(self, starts: list[_Start], stop: int) -> Iterator[_Start]:
        """Find paragraphs that lost their number: a portion mark behind a blank line and a full stop."""
        taken = {s.at for s in starts}
        first = starts[0].at if starts else stop
        for m in _MARK_ALONE.finditer(self.text, first, stop):
            mark = portion(m["portion"])
            if mark is None or m.start() in taken or not self.after_blank(m.start()):
                continue
            before = self.text[max(first, m.start() - 400) : m.start()].rstrip()
            if SENTENCE_END.search(before) and not _LETTERED.search(before):
                yield _Start(m.start(), m.end(), None, mark, "")

    def mark_of(self, m: re.Match[str]) -> str | None:
        """Return the portion mark behind a number, or before it."""
        if m["portion"] and self.text[m.end("portion") : m.end("portion") + 1] == ")":
            mark = portion(m["portion"].rstrip(" ."))
            if mark:
                return mark
        return portion(m["before"]) if m["before"] else None

    def note_misread(self, start: _Start, index: int) -> None:
        why = f"a paragraph mark read as the digit 1: the number before is {(start.number or 0) - 1}"
        at = self.text.index(start.written, start.at)
        self.defects.note(
            "paragraph-mark-misread",
            why,
            field=f"paragraphs[{index}].number",
            written=start.written,
            taken_as=str(start.number),
            span=self.view.span(at, at + len(start.written)),
        )

    def follows(self, m: re.Match[str], number: int, last: int, has_portion: bool) -> bool:
        """Tell whether a number at a line's beginning is the next paragraph's."""
        if number == 0:
            return False
        if m["mark"]:
            return number > last or not last
        if number == last + 1:
            return has_portion or last == 0 or self.after_break(m.start())
        if last < number <= last + 3:
            whole = self.after_blank(m.start()) or (
                self.after_page(m.start()) and self.after_break(m.start())
            )
            return has_portion or (bool(m["stop"]) and whole)
        return not last and number < 100 and (has_portion or self.after_blank(m.start())) and bool(m["stop"])

    def misread(self, m: re.Match[str], number: int, last: int) -> bool:
        """Tell whether a number is the next one with the paragraph mark read as the digit 1 before it."""
        return not m["mark"] and last > 0 and m["number"] == f"1{last + 1}" and self.after_break(m.start())

    def repeats(self, m: re.Match[str], number: int, last: int, has_portion: bool) -> bool:
        """Tell whether the drafter gave a number twice: no list stands between the two."""
        if number != last or last < 2 or not m["stop"] or m["open"]:
            return False
        sentence = SENTENCE_END.search(self.text[max(0, m.start() - 200) : m.start()])
        return bool(sentence) and (has_portion or self.after_blank(m.start()))

    def after_break(self, at: int) -> bool:
        """Tell whether the line before is blank, or ends a sentence."""
        line = self.line_before(at)
        if not line.strip() or SENTENCE_END.search(line):
            return True
        return self.after_page(at)

    def after_blank(self, at: int) -> bool:
        return not self.line_before(at).strip()

    def after_page(self, at: int) -> bool:
        return at > 1 and not self.view.is_whole(at - 2, at)

    def line_before(self, at: int) -> str:
        return self.text[max(0, at - 200) : max(0, at - 1)].rpartition("\n")[2]

    def labelled_tail(self, start: int, end: int) -> int:
        """Return where an unnumbered comment begins behind the last numbered paragraph, else the end."""
        for m in _COMMENT_BLOCK.finditer(self.text, start, end):
            if SENTENCE_END.search(self.text[max(start, m.start() - 200) : m.start()]):
                return m.start("label")
        return end

    # headings

    def heading_before(self, start: int, end: int) -> int:
        """Return where a heading begins that stands between a paragraph and the next, else the end."""
        cut = end
        for _ in range(MOST_HEADINGS):
            block = self.last_block(start, cut)
            if block is None or not self.is_heading(*block, start):
                break
            cut = block[0]
        return cut

    def last_block(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the last block of lines before `end` that a blank line parts from what is before it."""
        stop = end
        while stop > start and self.text[stop - 1].isspace():
            stop -= 1
        line_end = stop
        while line_end > start and stop - line_end < 4 * LONGEST_HEADING:
            line_start = self.text.rfind("\n", start, line_end)
            if line_start < 0:
                return None
            if not self.text[line_start:line_end].strip():
                return line_end, stop
            line_end = line_start
        return None

    def is_heading(self, start: int, end: int, after: int) -> bool:
        lines = [line.strip() for line in self.text[start:end].strip().splitlines() if line.strip()]
        words = [line for line in lines if not _RULE.match(line)]
        if not lines or len(words) > 2 or len(lines) > 4:
            return False
        if not words:
            return True
        one = " ".join(words)
        if len(one) > LONGEST_LINE_HEADING or not _WORD.search(one):
            return False
        underlined = len(lines) > len(words)
        if underlined:
            return True
        before = self.text[after:start].rstrip()
        plain = (
            (not one.endswith((".", ",", ";")) or one.endswith("..."))
            and not _FIGURES.search(one)
            and not ITEM.match(one)
            and (one[0].isupper() or one.startswith("..."))
        )
        return plain and bool(SENTENCE_END.search(before)) and len(one.split()) <= MOST_WORDS

    def headings(self, start: int, end: int) -> None:
        """Take the headings between two paragraphs: the last one names the section that follows."""
        words = [line.strip(" \t-=_*") for line in self.text[start:end].splitlines() if not _RULE.match(line)]
        if words:
            heading = " ".join(" ".join(words).split()).rstrip(":")
            label = _LABEL.match(heading)
            named = label is not None and not heading[label.end() :].strip(" .:-")
            self.section = _name(label["label"]) if label and named else heading
            self.open = None
        if self.text[start:end].strip():
            lead = len(self.text[start:end]) - len(self.text[start:end].lstrip())
            self.marks.append((start + lead, start + len(self.text[start:end].rstrip()), "heading"))

    # blocks without a number

    def unnumbered_blocks(self, start: int, end: int) -> list[tuple[int, int]]:
        """Return the blocks between blank lines; one that breaks off in a sentence goes on in the next."""
        blocks: list[tuple[int, int]] = []
        for m in _BLOCK.finditer(self.text[start:end]):
            block = (start + m.start(), start + m.start() + len(m[0].rstrip()))
            if blocks and self.goes_on(blocks[-1], block):
                blocks[-1] = (blocks[-1][0], block[1])
            else:
                blocks.append(block)
        return blocks

    def goes_on(self, one: tuple[int, int], two: tuple[int, int]) -> bool:
        before, after = self.text[max(one[0], one[1] - 200) : one[1]], self.text[two[0]]
        if SENTENCE_END.search(before) or one[1] - one[0] <= LONGEST_HEADING:
            return False
        return after.islower() or before.isupper() or not self.view.is_whole(one[1] - 1, two[0])

    def unnumbered(self, start: int, end: int, *, before_number: bool) -> None:
        blocks = self.unnumbered_blocks(start, end)
        for i, (a, b) in enumerate(blocks):
            text = self.text[a:b]
            last = before_number and i == len(blocks) - 1
            ends = text.rpartition("\n")[2]  # the line under a heading, or the only line
            if (
                _RULE.match(ends)
                or (last and len(text) < 60 and not SENTENCE_END.search(text) and not _LABEL.match(text))
                or self.bare_label(text)
            ):
                self.headings(a, b)
                continue
            m = _PORTION.match(text)
            mark = portion(m["portion"].rstrip(" .")) if m else None
            self.paragraph(a, a + m.end() if m and mark else a, b, None, mark)

    def bare_label(self, text: str) -> bool:
        m = _LABEL.match(text) if len(text) < 60 else None
        return m is not None and not text[m.end() :].strip(" \n-=_*:.")

    # one paragraph

    def paragraph(self, at: int, words: int, end: int, number: int | None, mark: str | None) -> None:
        raw = self.text[words:end]
        label = _LABEL.match(raw)
        if (
            label
            and mark is None
            and (behind := _PORTION.match(raw, label.end()))
            and portion(behind["portion"])
        ):
            mark = portion(behind["portion"])
        entire = _ENTIRE.match(raw) if mark is None and "NTIRE" in raw[:60].upper() else None
        if entire and (level := read_level(entire["words"])):
            mark = _SHORT.get(level[0])
        index = len(self.paragraphs)
        text = self.flow(raw, words, index)
        if "&" in raw and (entity := ENTITY.search(raw)):
            place = self.view.span(words + entity.start(), words + entity.end())
            text = resolve(text, f"paragraphs[{index}].text", place, self.defects)
        name = self.label_of(label, raw)
        stop = words + len(raw.rstrip())
        self.paragraphs.append(
            Paragraph(number, mark, name, text, self.view.span(at + _blanks(self.text, at), max(stop, at)))
        )
        self.places.append((words, stop))
        self.marks.append((at, stop, "paragraph"))

    def label_of(self, label: re.Match[str] | None, raw: str) -> str | None:
        """Return the section a paragraph opens in: its own label, one still open, or the heading above it."""
        name = _name(label["label"]) if label else None
        current = name or self.open or self.section
        if current is None:
            return None
        ended = _END_OF.search(raw) if _may_end(raw) else None
        if name and not ended:
            self.open = name
        if ended:
            self.open = None
            if self.section and ended["what"].upper()[:4] == self.section.upper()[:4]:
                self.section = None
        if name and self.open == name and not self.will_end(name):
            self.open = None
        return current

    def will_end(self, name: str) -> bool:
        """Tell whether an END of this name stands behind the last paragraph."""
        if self.ends is None:
            self.ends = [(m.start(), m["what"].upper().split()[-1][:4]) for m in _END_OF.finditer(self.text)]
        begin = self.places[-1][1] if self.places else 0
        first = bisect_left(self.ends, (begin, ""))
        return any(what in name for _, what in self.ends[first : first + 20])

    def flow(self, raw: str, base: int, index: int) -> str:
        """Rejoin lines and breaks: one line a block, a sentence that a page break cut is whole again."""
        blocks: list[list[str]] = []
        end = 0
        for m in _BLOCK.finditer(raw):
            lines = rejoined(m[0])
            broken = bool(blocks) and not SENTENCE_END.search(blocks[-1][-1][-200:])
            at = base + m.start()
            if broken and not self.view.is_whole(base + end - 1, at):
                blocks[-1].append(lines)  # furniture stood there, which is known
            elif broken and (lines[:1].islower() or breaks_off(raw, end)):
                why = "a blank line stands within a sentence: the page ended there"
                self.defects.note(
                    "page-break",
                    why,
                    field=f"paragraphs[{index}].text",
                    written="\n\n",
                    taken_as=" ",
                    span=self.view.span(base + end, at),
                )
                blocks[-1].append(lines)
            else:
                blocks.append([lines])
            end = m.end()
        return "\n\n".join(map(" ".join, blocks))


def _numbers(text: str, stop: int) -> Iterator[re.Match[str]]:
    """Return what may be the numbers of paragraphs: at lines' beginnings, and glued behind a summary."""
    places = [0, *(m.start() + 1 for m in _BEFORE_START.finditer(text, 0, stop))]
    if _GLUED_TO in text:
        glued = re.finditer(re.escape(_GLUED_TO), text)
        places = sorted([*places, *(m.end() for m in glued if m.end() < stop)])
    for place in places:
        if m := _START.match(text, place, stop):
            yield m


_GLUED_TO = "END SUMMARY."


def _name(label: str) -> str:
    """Return the name of a section as the record gives it: `Summay` is SUMMARY."""
    return _SUMMAY.sub("SUMMARY", " ".join(label.upper().split()))


def _may_end(text: str) -> bool:
    """Tell quickly whether an END of a section may stand in a text."""
    return any(word in text for word in _ENDS)


def _blanks(text: str, at: int) -> int:
    m = _BLANK.match(text, at, at + 200)
    return m.end() - at if m else 0


def _may_sum_up(text: str) -> bool:
    """Tell quickly whether a summary may stand in a text, or be ended there."""
    return "SUM" in text or "Sum" in text or "sum" in text


def _summary(view: View, paragraphs: list[Paragraph], places: list[tuple[int, int]]) -> Found[str] | None:
    """Return the text of the summary, from its heading or label to END SUMMARY, without the markers."""
    if not _may_sum_up(view.text):
        return None
    first = next(
        (i for i, p in enumerate(paragraphs) if p.label and _SUMMAY.search(p.label.upper())),
        None,
    )
    ends = next(
        (i for i, p in enumerate(paragraphs) if _may_sum_up(p.text) and _END_SUMMARY.search(p.text)), None
    )
    if first is None and ends is None:
        return None
    if first is None or (ends is not None and ends < first):
        first = ends
    last = ends if ends is not None and ends >= (first or 0) else first
    parts: list[str] = []
    for p in paragraphs[first : (last or 0) + 1]:
        label = _LABEL.match(p.text)
        text = p.text[label.end() :] if label and _SUMMAY.search(label["label"].upper()) else p.text
        behind = _PORTION.match(text)
        text = text[behind.end() :] if behind and portion(behind["portion"]) else text
        if end := _END_SUMMARY.search(text):
            text = text[: end.start() - (text[end.start() - 1 : end.start()] in ("(", "["))]
        parts.append(text.strip())
    assert first is not None
    assert last is not None
    begin = places[first][0] + _blanks(view.text, places[first][0])
    span = view.span(begin, max(begin, places[last][1]))
    joined = "\n\n".join(t for t in parts if t)
    return Found(joined, span) if joined else None
