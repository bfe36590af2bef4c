"""Two copies of a telegram compared word by word: what is the same, newly opened, newly withheld, changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Literal

from reftel.model import Record, Telegram
from reftel.release.align import Match, align
from reftel.release.words import HEAD, MARK, TEXT, Part, Word, parts, span_of
from reftel.terms import exemptions

Kind = Literal["same", "opened", "withheld", "changed"]

_NEAR = 30  # words between a code in the margin and the words that it may have withheld


class Piece(Record, frozen=True):
    """A run of words with its other side; one side is empty where the other has more."""

    kind: Kind
    left: str
    right: str
    codes: tuple[str, ...] = ()  # the exemptions under which the words are or were withheld
    opens: bool = False  # a paragraph begins here


class ComparedPart(Record, frozen=True):
    """A kind of header line, by the name its segment has, or the `text`; its pieces in order."""

    name: str
    pieces: tuple[Piece, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether both sides say the same here."""
        return all(piece.kind == "same" for piece in self.pieces)


class Counts(Record, frozen=True):
    """How many words: the same on both sides, opened on the right, withheld there, and changed on each."""

    same: int = 0
    opened: int = 0
    withheld: int = 0
    changed_left: int = 0
    changed_right: int = 0


class Exemption(Record, frozen=True):
    """An exemption code, what is withheld under it, and at how many places of each side it stands."""

    code: str
    meaning: str | None
    left: int
    right: int


class Side(Record, frozen=True):
    """One of the two telegrams: its key, its number, how many words were compared, how many marks it has."""

    key: str
    mrn: str | None
    words: int
    marks: int


class Comparison(Record, frozen=True):
    """What a comparison says: `left` is taken to be the earlier release, `right` the later one."""

    left: Side
    right: Side
    counts: Counts
    exemptions: tuple[Exemption, ...]
    parts: tuple[ComparedPart, ...]

    @property
    def is_same(self) -> bool:
        """Tell whether both sides have the same words."""
        return all(part.is_same for part in self.parts)


def compare(left: Telegram, right: Telegram) -> Comparison:
    """Compare two telegrams word by word, the earlier release first.

    Case, hyphenation, line ends, page lines and stamps make no difference.  Each side of the pieces, laid
    end to end, gives that telegram's words back.
    """
    a, b = parts(left), parts(right)
    compared = tuple(compare_part(name, _named(a, name), _named(b, name)) for name in (*HEAD, TEXT))
    kept = tuple(part for part, _ in compared if part.pieces)
    total: Counter[str] = Counter()
    for _, counts in compared:
        total.update(counts)
    return Comparison(
        left=_side(left, a),
        right=_side(right, b),
        counts=Counts(**total),
        exemptions=_exemptions(a, b),
        parts=kept,
    )


def _named(found: Sequence[Part], name: str) -> tuple[Word, ...]:
    return next((part.words for part in found if part.name == name), ())


def _side(telegram: Telegram, found: Sequence[Part]) -> Side:
    number = str(telegram.mrn.value) if telegram.mrn else None
    words = [word for part in found for word in part.words]
    return Side(telegram.key, number, span_of(words), sum(word.is_mark for word in words))


def _exemptions(a: Sequence[Part], b: Sequence[Part]) -> tuple[Exemption, ...]:
    sides = [Counter(c for part in side for word in part.words for c in word.codes) for side in (a, b)]
    return tuple(
        Exemption(code, exemptions.meaning(code), sides[0][code], sides[1][code])
        for code in sorted(sides[0] | sides[1], key=lambda c: (not c.startswith("B"), c))
    )


def compare_part(name: str, left: Sequence[Word], right: Sequence[Word]) -> tuple[ComparedPart, Counter[str]]:
    """Compare one part; return its pieces and how many words are of each kind."""
    matches = align([w.key for w in left], [w.key for w in right], mark=MARK)
    runs = _near_margin(list(_runs(left, right, matches)))
    counts: Counter[str] = Counter()
    for kind, a, b in runs:
        _count(counts, kind, a, b)
    pieces = (p for run in runs for p in _pieces(*run))
    return ComparedPart(name, tuple(pieces)), counts


Run = tuple[Kind, Sequence[Word], Sequence[Word]]


def _runs(left: Sequence[Word], right: Sequence[Word], matches: Sequence[Match]) -> Iterator[Run]:
    """Yield what is the same and what stands between, with its kind."""
    i = j = 0
    for match in (*matches, Match(len(left), len(right), 0)):
        if i < match.left or j < match.right:
            a, b = left[i : match.left], right[j : match.right]
            behind = (left[match.left : match.left + 1], right[match.right : match.right + 1])
            yield _kind(a, b, *behind), a, b
        i, j = match.left + match.size, match.right + match.size
        if match.size:
            yield "same", left[match.left : i], right[match.right : j]


def _kind(a: Sequence[Word], b: Sequence[Word], next_a: Sequence[Word], next_b: Sequence[Word]) -> Kind:
    """Tell what a difference is, from the marks and the blanks that stand against the words."""
    open_a, open_b = span_of(a), span_of(b)
    marks_a, marks_b = (sum(word.is_mark for word in side) for side in (a, b))
    if not open_a and not open_b:
        return "same" if all(w.margin or not w.is_mark for w in (*a, *b)) else "changed"
    if marks_a > marks_b and open_b > open_a:
        return "opened"
    if marks_b > marks_a and open_a > open_b:
        return "withheld"
    if not a and _is_blank(next_a):
        return "opened"
    if not b and _is_blank(next_b):
        return "withheld"
    return "changed"


def _is_blank(words: Sequence[Word]) -> bool:
    return bool(words) and words[0].blank


def _near_margin(runs: list[Run]) -> list[Run]:
    """Give words that only one side has to the code that the other side has in the margin near them."""
    told = list(runs)
    for n, (kind, a, b) in enumerate(runs):
        if kind != "same" or (a and b):
            continue
        for near in (*_beside(runs, n, -1), *_beside(runs, n, 1)):
            was, left, right = told[near]
            if was != "changed":
                continue
            if a and not span_of(left):
                told[near] = ("opened", left, right)
            elif b and not span_of(right):
                told[near] = ("withheld", left, right)
            else:
                continue
            break
    return told


def _beside(runs: list[Run], at: int, step: int) -> Iterator[int]:
    """Yield the runs before or behind a place, as far as a code in the margin can belong to them."""
    passed = 0
    n = at + step
    while 0 <= n < len(runs) and passed <= _NEAR:
        yield n
        passed += max(len(runs[n][1]), len(runs[n][2])) if runs[n][0] == "same" else 0
        n += step


def _count(counts: Counter[str], kind: Kind, a: Sequence[Word], b: Sequence[Word]) -> None:
    if kind == "opened":
        counts["opened"] += span_of(b)
    elif kind == "withheld":
        counts["withheld"] += span_of(a)
    elif kind == "same":
        counts["same"] += span_of(a)
    else:
        counts["changed_left"] += span_of(a)
        counts["changed_right"] += span_of(b)


def _pieces(kind: Kind, a: Sequence[Word], b: Sequence[Word]) -> Iterator[Piece]:
    """Return a run as pieces, a new one where a paragraph begins."""
    if kind == "same" and len(a) == len(b):
        cuts = [0, *(n for n in range(1, len(a)) if a[n].opens or b[n].opens), len(a)]
        for low, high in pairwise(cuts):
            yield _piece(kind, a[low:high], b[low:high])
        return
    cut_a, cut_b = _paragraphs(a), _paragraphs(b)
    if len(cut_a) == len(cut_b):
        yield from (_piece(kind, x, y) for x, y in zip(cut_a, cut_b, strict=True))
        return
    one_sided = [(x, ()) for x in cut_a] + [((), y) for y in cut_b]
    yield from (_piece(kind, x, y) for x, y in one_sided if x or y)


def _paragraphs(words: Sequence[Word]) -> list[Sequence[Word]]:
    cuts = [0, *(n for n in range(1, len(words)) if words[n].opens), len(words)]
    return [words[low:high] for low, high in pairwise(cuts)]


def _piece(kind: Kind, a: Sequence[Word], b: Sequence[Word]) -> Piece:
    codes = dict.fromkeys(code for word in (*a, *b) for code in word.codes)
    opens = any(side and side[0].opens for side in (a, b))
    return Piece(kind, _said(a), _said(b), tuple(codes), opens)


def _said(words: Sequence[Word]) -> str:
    return " ".join(word.text for word in words)
