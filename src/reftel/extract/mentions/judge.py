"""What is seen of a candidate as a whole, for a last model to tell whether it is a mention, and of what."""

from __future__ import annotations

from collections import Counter, defaultdict

from reftel.extract.codes import code
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
    kinds = code("".join(sorted(s for s in says if "=" in s or "~" in s)))
    names = sum(not f.classes & _ORDINARY and f.upper[:1].isalpha() for f in words)
    row = [*says, "says=" + kinds, f"len={min(end - first, 6)}", f"names={min(names, 3)}"]
    row += [f"f={words[0].upper}", f"fC={words[0].kind}", f"l={words[-1].upper}", f"lC={words[-1].kind}"]
    row += [f"h={head.upper}", *(f"hc={code(c)}" for c in sorted(head.classes))]  # in every run in this order
    row += [f"b={before.upper}", f"bC={before.kind}", f"a={after.upper}", f"aC={after.kind}"]
    row += [f"s|fC={kinds}|{words[0].kind}", f"s|hC={kinds}|{head.kind}"]
    row += [f"has={f.upper}" for f in words[1:-1] if f.upper in _MARKS]
    return row


_MARKS = frozenset({"AND", "OF", ",", "(", ")", "/", "-", ".", "FOR", "IN", "TO", ""})


def _evidence(found: list[Candidate], forms: list[Form], text: list[str]) -> list[list[str]]:
    """Return what the models say of the same words elsewhere in the text."""
    alike: defaultdict[str, Counter[str]] = defaultdict(Counter)
    ends: defaultdict[str, Counter[str]] = defaultdict(Counter)
    seen, times = Counter(f.upper for f in forms), Counter(text)
    own = [{s for s in c.says if "=" in s} for c in found]
    for candidate, words, said in zip(found, text, own, strict=True):
        alike[words].update(said)
        ends[forms[candidate.end - 1].upper].update(s for s in said if not s.startswith("inner"))
    rows = []
    for candidate, words, said in zip(found, text, own, strict=True):
        row = []
        last, total = forms[candidate.end - 1], times[words]
        named = not last.classes & _ORDINARY
        for model in ("outer", "small"):
            best = code(_best(alike[words], model, said)) if total > 1 else ""
            row.append(f"alike.{model[0]}={best}" if best else "alike=once")
            if named:
                row.append(f"ends.{model[0]}={code(_best(ends[last.upper], model, said))}")
        if candidate.end - candidate.first == 1:
            row.append(f"share={min(4 * total // max(seen[last.upper], 1), 4)}")
        rows.append(row)
    return rows


def _best(counts: Counter[str], model: str, own: set[str]) -> str:
    """Return the type that a model gives other candidates most often, and how often, from 0 to 2."""
    count, said = max(
        ((n - (s in own), s) for s, n in counts.items() if s.startswith(model)), default=(0, "")
    )
    return f"{said}{min(count, 2)}" if count else "none"


def _around(found: list[Candidate]) -> list[list[str]]:
    """Return the candidates that hold a candidate, cross it, or lie in it."""
    rows: list[list[str]] = [[] for _ in found]
    short = [code("".join(s for s in c.says if "=" in s or "~" in s)) for c in found]
    open_: list[int] = []
    for i, c in enumerate(found):
        open_ = [j for j in open_ if found[j].end > c.first]
        for j in open_:
            other = found[j]
            if other.end >= c.end:
                edge = "L" if other.first == c.first else "R" if other.end == c.end else "M"
                rows[i] += (f"in:{short[j]}", f"in:{edge}:{short[j]}")
                rows[j].append(f"holds:{edge}:{short[i]}")
            else:
                rows[i].append(f"crosses:{short[j]}")
                rows[j].append(f"crosses:{short[i]}")
        open_.append(i)
    return [list(dict.fromkeys(row)) for row in rows]
