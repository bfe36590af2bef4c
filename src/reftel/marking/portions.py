"""Checks of levels: the security signal, the marks of paragraphs and subject, the overall classification."""

from __future__ import annotations

import re

from reftel.marking import facts
from reftel.marking.case import Faults, fault, is_classified, is_whole, level_of
from reftel.model import Paragraph, Span, Telegram
from reftel.terms.levels import level_of_portion, portion, rank

_MARK = re.compile(r"\(([^()\n]{1,30})\)\s*$")
_MARK_BEHIND = re.compile(r"\s*\(([^()\n]{1,12})\)")
_ENTIRE = re.compile(r"[Ee](?i:\s?N\s?T\s?I\s?R\s?E\s+T\s?E\s?X\s?T)")
_LABEL = 120  # characters before the subject in which its mark stands

# What may be sent encrypted although it is not classified.
_SHELTERED = ("LIMITED OFFICIAL USE", "SENSITIVE BUT UNCLASSIFIED", "RESTRICTED")
_SENSITIVE = ("SENSITIVE", "SBU", "SBU/NF", "FOUO", "LOU")


def signal_level(t: Telegram) -> Faults:
    """Compare the letters of format line 4 with the classification."""
    level = level_of(t)
    sent_as = t.security_signal.value.classification if t.security_signal else None
    if level is None or sent_as is None or t.security_signal is None or t.classification is None:
        return
    if level != sent_as and not _may_travel_higher(t, level, sent_as):
        written = t.words(t.security_signal.span).split()[-1]
        yield fault(
            t.security_signal.span, t.classification.span, written=written, sent_as=sent_as, level=level
        )


def _may_travel_higher(t: Telegram, level: str, sent_as: str) -> bool:
    """Tell whether an unclassified telegram is sent as a classified one, to shelter it."""
    sheltered = level in _SHELTERED or any(c.value in _SENSITIVE for c in t.captions)
    return sheltered and sent_as in ("UNCLASSIFIED", "CONFIDENTIAL")


def portion_above(t: Telegram) -> Faults:
    """Find paragraphs marked above the overall classification."""
    level = level_of(t)
    if level is None or t.classification is None:
        return
    for p in t.paragraphs:
        marked = level_of_portion(p.portion) if p.portion else None
        if marked and is_level(marked) and rank(marked) > rank(level):
            yield fault(
                mark_of(t, p), t.classification.span, place=name_of(p), portion=p.portion, level=level
            )


def is_level(name: str) -> bool:
    """Tell a level of classification from a mark of what is sensitive but not classified."""
    return name in facts.levels_of_orders()


def no_portion_reaches(t: Telegram) -> Faults:
    """Find a classified telegram all of whose parts are marked, and none as high as the whole."""
    level = level_of(t)
    if level is None or t.classification is None or not is_classified(t) or not _is_all_marked(t):
        return
    marks = [p.portion or "" for p in t.paragraphs] + [m for m, _ in subject_marks(t)]
    ranks = [rank(marked) for m in marks if (marked := level_of_portion(m))]
    if ranks and max(ranks) < rank(level):
        highest = max(t.paragraphs, key=lambda p: rank(level_of_portion(p.portion or "U") or "UNCLASSIFIED"))
        yield fault(t.classification.span, mark_of(t, highest), level=level, portion=highest.portion)


def _is_all_marked(t: Telegram) -> bool:
    """Tell whether every paragraph bears a mark of its own, and the text is all there."""
    marked = bool(t.paragraphs) and all(p.portion and level_of_portion(p.portion) for p in t.paragraphs)
    return marked and is_whole(t) and not _ENTIRE.search(t.text)


def portion_missing(t: Telegram) -> Faults:
    """Find numbered paragraphs without a mark where others have one."""
    numbered = [p for p in t.paragraphs if p.number is not None]
    bare = [p for p in numbered if not p.portion]
    if not is_classified(t) or _ENTIRE.search(t.text) or not bare or 2 * len(bare) > len(numbered):
        return
    for p in bare:
        yield fault(Span(p.span.start, min(p.span.end, p.span.start + 8)), place=name_of(p))


def sbu_without_caption(t: Telegram) -> Faults:
    """Find sensitive paragraphs in a telegram that is not marked SENSITIVE."""
    if level_of(t) != "UNCLASSIFIED" or t.classification is None:
        return
    if any(c.value in _SENSITIVE for c in t.captions):
        return
    for p in t.paragraphs:
        if p.portion and level_of_portion(p.portion) == "SENSITIVE BUT UNCLASSIFIED":
            yield fault(mark_of(t, p), t.classification.span, place=name_of(p), portion=p.portion)
            return


def control_without_caption(t: Telegram) -> Faults:
    """Find controls such as NF on a paragraph that the captions lack."""
    at_the_head = _captions(t)
    for control, caption in facts.controls().items():
        for p in t.paragraphs:
            if control in (p.portion or "").split("/")[1:] and caption not in at_the_head:
                where = t.classification.span if t.classification else mark_of(t, p)
                yield fault(mark_of(t, p), where, place=name_of(p), portion=p.portion, caption=caption)
                break


def caption_without_control(t: Telegram) -> Faults:
    """Find controls among the captions that no paragraph bears, where every paragraph is marked."""
    if not _is_all_marked(t):
        return
    marks = [p.portion or "" for p in t.paragraphs] + [m for m, _ in subject_marks(t)]
    used = {token for mark in marks for token in mark.split("/")[1:]}
    for control, caption in facts.controls().items():
        found = next((c for c in t.captions if c.value == caption), None)
        if found and control not in used:
            yield fault(found.span, caption=caption, control=control)


def _captions(t: Telegram) -> set[str]:
    """Return the captions, and what combined ones such as SBU/NF hold."""
    return {c.value for c in t.captions} | {
        caption
        for control, caption in facts.controls().items()
        for c in t.captions
        if control in c.value.split("/")[1:] or caption in c.value.split("/")[1:]
    }


def noforn_with_release(t: Telegram) -> Faults:
    """Find a paragraph that is both for no foreigner and for some."""
    for p in t.paragraphs:
        tokens = (p.portion or "").split("/")
        if "NF" in tokens and any(token.startswith("REL TO") for token in tokens):
            yield fault(mark_of(t, p), place=name_of(p), portion=p.portion)


def subject_above(t: Telegram) -> Faults:
    """Find a subject line marked above the overall classification."""
    level = level_of(t)
    if level is None or t.classification is None:
        return
    for mark, span in subject_marks(t):
        marked = level_of_portion(mark)
        if marked and is_level(marked) and rank(marked) > rank(level):
            yield fault(span, t.classification.span, portion=mark, level=level)


def subject_classified(t: Telegram) -> Faults:
    """Find a subject line that is itself classified."""
    for mark, span in subject_marks(t):
        marked = level_of_portion(mark)
        if marked and is_level(marked):
            yield fault(span, portion=mark)


def subject_marks(t: Telegram) -> list[tuple[str, Span]]:
    """Return the portion marks of the subject line and their places."""
    if t.subject is None:
        return []
    base = t.source.span.start
    start, end = t.subject.span.start - base, t.subject.span.end - base
    lead = t.text[max(0, start - _LABEL) : start]
    before, behind = _MARK.search(lead), _MARK_BEHIND.match(t.text, end)
    found = []
    if before:
        at = t.subject.span.start - len(lead)
        found.append((before[1], Span(at + before.start(), at + before.end(1) + 1)))
    if behind:
        found.append((behind[1], Span(base + behind.start(1) - 1, base + behind.end(1) + 1)))
    return [(mark, span) for written, span in found if (mark := portion(written))]


def mark_of(t: Telegram, p: Paragraph) -> Span:
    """Return the place of a paragraph's mark, with its number."""
    words = t.words(p.span)
    end = words.find(")", 0, 60) + 1
    return Span(p.span.start, p.span.start + end) if end else Span(p.span.start, p.span.start + 1)


def name_of(p: Paragraph) -> str:
    """Return what a paragraph is called in a message."""
    return f"Paragraph {p.number}" if p.number is not None else "A paragraph without a number"
