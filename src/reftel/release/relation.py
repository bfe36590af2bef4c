"""How two telegrams belong together: copies, releases, sections, corrections and retransmissions of one.

A number alone proves nothing: posts misnumber, and years are misread.  What decides is the text beside it.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from reftel.model import Record, Telegram
from reftel.release.compare import ComparedPart, compare_part
from reftel.release.evidence import (
    addressed,
    correction,
    days_apart,
    other_numbers,
    quoted_whole,
    said_again,
    same_subject,
)
from reftel.release.words import TEXT, Part, Word, parts, span_of

Name = Literal[
    "identical text",
    "same number and same body",
    "corrected copy",
    "separate section",
    "retransmission",
    "another release",
]
Sure = Literal["certain", "probable"]

# Shares of the shorter text's words that the other has in the same order.
RELATED = 0.5
NEARLY_ALL = 0.9
ALIKE = 75.0  # in 100, the letters of words opposite each other that make them one word misread
LONGEST_MISREAD = 400  # letters; what differs over more is no misreading
FEW = 8  # words; a text of fewer proves nothing
FAR = 3  # days; a number is used again only by mistake


class Relation(Record, frozen=True):
    """What the second of two telegrams is to the first; the reason speaks of the second as "it"."""

    name: Name
    reason: str
    sure: Sure


class _Texts(NamedTuple):
    """The texts of two telegrams and what comparing them gave."""

    first: int  # words that can be read
    second: int
    marks_first: int
    marks_second: int
    same: int
    alike: int  # words that differ in a letter or two, as in two scans of one page
    opened: int
    withheld: int
    codes: tuple[str, ...]

    @property
    def share(self) -> float:
        """The part of the shorter text that the other has too."""
        return (self.same + self.alike) / max(1, min(self.first, self.second))

    @property
    def whole(self) -> float:
        """The part of the longer text that the other has too."""
        return (self.same + self.alike) / max(1, self.first, self.second)


def relate(first: Telegram, second: Telegram) -> Relation | None:
    """Tell what the second telegram is to the first; None where they are two telegrams.

    Of two with one number, of which a copy says that its number was corrected, or of which one quotes the
    other whole, the texts decide; two without a common number must agree in day, post and subject as well.
    """
    a, b = parts(first), parts(second)
    if _keys(a) == _keys(b) and len(_keys(a)) >= FEW:
        return Relation(
            "identical text", "Every word is the same; only layout, page lines or stamps differ.", "certain"
        )
    if not _may_be_one(first, second):
        return None
    texts = _texts(_body(a), _body(b))
    if first.mrn and second.mrn and first.mrn.value != second.mrn.value:
        return _renumbered(first, second, texts)
    for look in (_section, _stub, _corrected, _readdressed, _released, _same_body):
        found = look(first, second, texts)
        if found is not None:
            return found
    return None


def fullness(telegram: Telegram) -> tuple[int, ...]:
    """Return what tells the best copy of a group, the highest: whole, not quoting another, most to read."""
    section = telegram.section.value.number if telegram.section else None
    body = _body(parts(telegram))
    marks = sum(word.is_mark for word in body)
    return (-(section or 0), -len(quoted_whole(telegram)), span_of(body), -marks)


def _keys(found: tuple[Part, ...]) -> list[str]:
    return [word.key for part in found for word in part.words]


def _body(found: tuple[Part, ...]) -> tuple[Word, ...]:
    return next((part.words for part in found if part.name == TEXT), ())


def _may_be_one(first: Telegram, second: Telegram) -> bool:
    """Tell whether anything but the text says that the two belong together."""
    if first.mrn and second.mrn:
        numbers = {str(first.mrn.value), str(second.mrn.value)}
        if len(numbers) == 1:
            return True
        return bool(numbers & {*other_numbers(first), *other_numbers(second)})
    return days_apart(first, second) == 0 and same_subject(first, second)


def _texts(a: tuple[Word, ...], b: tuple[Word, ...]) -> _Texts:
    part, counts = compare_part(TEXT, a, b)
    codes = dict.fromkeys(c for p in part.pieces if p.kind in ("opened", "withheld") for c in p.codes)
    marks_a, marks_b = (sum(word.is_mark for word in side) for side in (a, b))
    return _Texts(
        span_of(a), span_of(b), marks_a, marks_b,
        counts["same"], _misread(part), counts["opened"], counts["withheld"], tuple(codes),
    )  # fmt: skip


def _misread(part: ComparedPart) -> int:
    """Count the words that stand opposite words of nearly the same letters."""
    from rapidfuzz import fuzz

    count = 0
    for piece in part.pieces:
        a, b = piece.left.casefold(), piece.right.casefold()
        short = piece.kind == "changed" and a and b and max(len(a), len(b)) <= LONGEST_MISREAD
        if short and fuzz.ratio(a, b, score_cutoff=ALIKE):
            count += min(len(a.split()), len(b.split()))
    return count


# -- the relations, in the order in which they are looked for ------------------------------------------


def _renumbered(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    """Look at two numbers: one may be the other corrected, or one telegram quotes the other whole."""
    if texts.same < FEW or texts.share < NEARLY_ALL * 0.9:
        return None
    for it, telegram, other in (("It", second, first), ("The other", first, second)):
        number = str(other.mrn.value) if other.mrn else ""
        if (said := correction(telegram)) and number in other_numbers(telegram):
            reason = f"{it} says “{said}”: {number} was its number by mistake. {_share(texts)}"
            return Relation("corrected copy", reason, "certain")
        if number in quoted_whole(telegram):
            to = ", ".join(addressed(telegram)) or "others"
            reason = f"{it} quotes {number} whole and sends it on to {to}. {_share(texts)}"
            return Relation("retransmission", reason, "certain")
    return None


def _section(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    """Tell whether they are two sections of one telegram, or a section and the whole."""
    a, b = (t.section.value if t.section else None for t in (first, second))
    one, other = (s.number if s else None for s in (a, b))
    if one == other or (days_apart(first, second) or 0) > 1:
        return None
    if a and b and one and other:
        if (a.of and b.of and a.of != b.of) or not (same_subject(first, second) or _undated(first, second)):
            return None
        if texts.share > NEARLY_ALL and texts.same >= FEW:
            return None  # the same words twice: one of the two sections is misnumbered
        reason = (
            f"It is section {other}{_of(b.of)}, the other section {one}{_of(a.of)}; both bear one number."
        )
        return Relation("separate section", reason, "certain" if same_subject(first, second) else "probable")
    part, whole = (texts.first, texts.second) if one else (texts.second, texts.first)
    section = a if one else b
    if section is None or part >= whole or texts.same < FEW or texts.share < RELATED:
        return None
    it, rest = ("the other", "it") if one else ("it", "the other")
    reason = f"{it} is section {section.number}{_of(section.of)} alone; {rest} has more. {_share(texts)}"
    return Relation("separate section", reason[0].upper() + reason[1:], "certain")


def _stub(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    """Tell whether one of the two has no text: withheld whole, or only its record was released."""
    short, long = sorted((texts.first, texts.second))
    if short >= FEW or long < FEW:
        return None
    it, marks = ("It", texts.marks_second) if texts.second < FEW else ("The other", texts.marks_first)
    agree = days_apart(first, second) == 0 or same_subject(first, second)
    if not agree or not (marks or not short or texts.share >= NEARLY_ALL):
        return None
    what = "withholds the whole text" if marks else "has no text"
    return Relation("another release", f"{it} {what}; number and date or subject are the same.", "probable")


def _corrected(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    said, before = correction(second), correction(first)
    if bool(said) == bool(before) or not _is_near(first, second, texts, RELATED):
        return None
    it = "It says" if said else "The other says"
    return Relation("corrected copy", f"{it} “{said or before}”. {_share(texts)}", "certain")


def _readdressed(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    """Tell whether one text went to others: some addressees are new, or it says that it is sent again."""
    if not _is_near(first, second, texts, NEARLY_ALL) or "frus" in (first.family, second.family):
        return None
    before, after = addressed(first), addressed(second)
    new = [post for post in after if post not in before]
    gone = [post for post in before if post not in after]
    again = said_again(second) or said_again(first)
    if not before or not after or not (new or gone) or not (again or (new and gone)):
        return None
    told = "; ".join(
        part
        for part in (
            f"it went to {', '.join(new)}" if new else "",
            f"the other to {', '.join(gone)}" if gone else "",
        )
        if part
    )
    said = f" “{again}” stands on one of them." if again else ""
    reason = f"{told[0].upper()}{told[1:]}.{said} {_share(texts)}"
    return Relation("retransmission", reason, "certain" if again else "probable")


def _released(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    """Tell whether one withholds more than the other."""
    if not _is_near(first, second, texts, RELATED) or not (texts.opened or texts.withheld):
        return None
    under = f" ({', '.join(texts.codes)})" if texts.codes else ""
    told = []
    if texts.opened:
        told.append(f"shows {_words(texts.opened)} that the other withholds")
    if texts.withheld:
        told.append(f"withholds {_words(texts.withheld)} that the other shows")
    sure: Sure = "certain" if texts.share >= NEARLY_ALL and first.mrn and second.mrn else "probable"
    return Relation("another release", f"It {' and '.join(told)}{under}. {_share(texts)}", sure)


def _same_body(first: Telegram, second: Telegram, texts: _Texts) -> Relation | None:
    if not _is_near(first, second, texts, RELATED):
        return None
    if texts.whole < NEARLY_ALL and texts.share >= NEARLY_ALL:
        more = abs(texts.first - texts.second)
        it = "It has" if texts.second > texts.first else "The other has"
        reason = f"{it} {_words(more)} more, without a mark of what was left out. {_share(texts)}"
        return Relation("another release", reason, "probable")
    numbered = first.mrn is not None and second.mrn is not None
    what = "Both bear one number." if numbered else "Day, post and subject are the same; a number is missing."
    sure: Sure = "certain" if numbered and texts.whole >= NEARLY_ALL else "probable"
    return Relation("same number and same body", f"{what} {_share(texts)}", sure)


# -- what they rest on ----------------------------------------------------------------------------------


def _is_near(first: Telegram, second: Telegram, texts: _Texts, share: float) -> bool:
    """Tell whether the texts are one, more so where the dates say that they are not."""
    apart = days_apart(first, second)
    wanted = max(share, NEARLY_ALL) if apart is not None and apart > FAR else share
    return texts.same >= FEW and texts.share >= wanted


def _undated(first: Telegram, second: Telegram) -> bool:
    """Tell whether a later section may have no subject of its own to agree in."""
    return first.subject is None or second.subject is None


def _of(number: int | None) -> str:
    return f" of {number}" if number else ""


def _words(number: int) -> str:
    return "1 word" if number == 1 else f"{number:,} words"


def _share(texts: _Texts) -> str:
    short = min(texts.first, texts.second)
    if texts.same == short == max(texts.first, texts.second):
        return f"All {_words(short)} of the text are the same."
    if texts.same == short:
        return f"The other has all {_words(short)} of the shorter text."
    misread = f", and {texts.alike:,} more but for a letter or two" if texts.alike else ""
    return f"Of the shorter text’s {_words(short)} the other has {texts.same:,}{misread}."


__all__ = ["Name", "Relation", "Sure", "fullness", "relate"]
