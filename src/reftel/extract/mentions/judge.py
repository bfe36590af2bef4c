"""What is seen of a candidate as a whole, for a last model to tell whether it is a mention, and of what."""

from __future__ import annotations

from collections import Counter, defaultdict

from reftel.extract.lexicon import ORDINARY
from reftel.extract.mentions.candidates import Candidate, heads
from reftel.extract.mentions.features import Form, shape

_ORDINARY = frozenset(ORDINARY)
_NONE = Form("^", frozenset(), "^", (), (), (), (), ())


def rows_of(found: list[Candidate], forms: list[Form], written: list[str], mixed: bool) -> list[list[str]]:
    """Return the features of each candidate."""
    text = [" ".join(f.upper for f in forms[c.first : c.end]) for c in found]
    evidence = _evidence(found, forms, text)
    around = _around(found)
    rows = []
    for i, candidate in enumerate(found):
        row = _own(candidate, forms)
        row += evidence[i]
        row += around[i]
        if mixed:
            row.append(f"sh={shape(written[candidate.first])}{shape(written[candidate.end - 1])}")
        rows.append(row)
    return rows


def _own(candidate: Candidate, forms: list[Form]) -> list[str]:
    """Return the features of a candidate's words and of the words beside it."""
    first, end, says = candidate
    words = forms[first:end]
    head = forms[heads(forms, first, end)]
    before = forms[first - 1] if first else _NONE
    after = forms[end] if end < len(forms) else _NONE
    kinds = "".join(sorted(s for s in says if "=" in s or "~" in s))
    names = sum(not f.classes & _ORDINARY and f.upper[:1].isalpha() for f in words)
    row = [*says, "says=" + kinds, f"len={min(end - first, 6)}", f"names={min(names, 3)}"]
    row += [f"first={words[0].upper}", f"first.C={words[0].joined}", f"last={words[-1].upper}"]
    row += [f"last.C={words[-1].joined}", f"head={head.upper}"]
    row += [f"head.c={c}" for c in sorted(head.classes)]  # the same order in every run
    row += [f"before={before.upper}", f"before.C={before.joined}"]
    row += [f"after={after.upper}", f"after.C={after.joined}"]
    row += [f"says|first.C={kinds}|{words[0].joined}", f"says|head.C={kinds}|{head.joined}"]
    row += [f"has={f.upper}" for f in words[1:-1] if f.upper in _MARKS]
    return row


_MARKS = frozenset({"AND", "OF", ",", "(", ")", "/", "-", ".", "FOR", "IN", "TO", ""})


def _evidence(found: list[Candidate], forms: list[Form], text: list[str]) -> list[list[str]]:
    """Return what the models say of the same words elsewhere in the text."""
    alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ends: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen = Counter(f.upper for f in forms)
    for candidate, words in zip(found, text, strict=True):
        said = {s for s in candidate.says if "=" in s}
        alike[words].update(said)
        alike[words]["any"] += 1
        ends[forms[candidate.end - 1].upper].update({s for s in said if not s.startswith("inner")})
    rows = []
    for candidate, words in zip(found, text, strict=True):
        row = []
        own = {s for s in candidate.says if "=" in s}
        last = forms[candidate.end - 1]
        for model in ("outer", "small"):
            counts = alike[words]
            total = counts["any"]
            best = _best(counts, model, own)
            row.append(f"alike.{model}={best}" if total > 1 else "alike=once")
            if not last.classes & _ORDINARY:
                row.append(f"ends.{model}={_best(ends[last.upper], model, own)}")
        if candidate.end - candidate.first == 1:
            row.append(f"share={min(4 * alike[words]['any'] // max(seen[last.upper], 1), 4)}")
        rows.append(row)
    return rows


def _best(counts: Counter[str], model: str, own: set[str]) -> str:
    """Return the type that a model gives other candidates most often, and how often, from 0 to 2."""
    others = [(n - (s in own), s) for s, n in counts.items() if s.startswith(model)]
    if not others or max(others)[0] < 1:
        return "none"
    count, said = max(others)
    return f"{said}{min(count, 2)}"


def _around(found: list[Candidate]) -> list[list[str]]:
    """Return the candidates that hold a candidate, cross it, or lie in it."""
    rows: list[list[str]] = [[] for _ in found]
    open_: list[int] = []
    for i, c in enumerate(found):
        open_ = [j for j in open_ if found[j].end > c.first]
        for j in open_:
            other = found[j]
            if other.end >= c.end:
                rows[i].append("in:" + _short(other))
                edge = "L" if other.first == c.first else "R" if other.end == c.end else "M"
                rows[i].append(f"in:{edge}:" + _short(other))
                rows[j].append(f"holds:{edge}:" + _short(c))
            else:
                rows[i].append("crosses:" + _short(other))
                rows[j].append("crosses:" + _short(c))
        open_.append(i)
    return [list(dict.fromkeys(row)) for row in rows]


def _short(candidate: Candidate) -> str:
    """Return what the models say of a candidate in one word."""
    return "".join(s for s in candidate.says if "=" in s or "~" in s)
