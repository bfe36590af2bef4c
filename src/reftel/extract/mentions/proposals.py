"""Candidates that no model proposes but that the text makes likely; the judge decides on them too."""

from __future__ import annotations

from collections import defaultdict

from reftel.extract.lexicon import ORDINARY
from reftel.extract.mentions.candidates import Candidate
from reftel.extract.mentions.features import Form

_NOT_A_NAME = frozenset({*ORDINARY, "furniture", "month or day", "office", "rank", "title prefix"})
_TITLES = frozenset({"office", "rank", "honorific"})
_JOINS = frozenset({"AND", "OR", ",", "&"})
_PERSONS = frozenset({"person nouns", "group noun", "offices", "office", "person noun"})
Says = dict[tuple[int, int], list[str]]


def proposed(found: list[Candidate], forms: list[Form], written: list[str]) -> list[Candidate]:
    """Return the candidates with those added that other words of the text speak for, by place."""
    says: Says = {c[:2]: list(c.says) for c in found}
    more = [
        *_again(found, forms),
        *_with_persons(found, forms),
        *_after_a_full_stop(found, forms, written),
        *_parts(found, forms),
    ]
    for place, said in more:
        if place not in says:
            says[place] = []
        if said not in says[place]:
            says[place].append(said)
    return [Candidate(*place, tuple(said)) for place, said in sorted(says.items(), key=_by_place)]


def _by_place(item: tuple[tuple[int, int], list[str]]) -> tuple[int, int]:
    (first, end), _ = item
    return first, -end


def _again(found: list[Candidate], forms: list[Form]) -> list[tuple[tuple[int, int], str]]:
    """Return the words alone that elsewhere in the text end a name."""
    types: dict[str, str] = {}
    ended: defaultdict[str, int] = defaultdict(int)
    ends = {c.end for c in found}
    for c in found:
        last = forms[c.end - 1]
        sure = [s for s in c.says if "=" in s]
        if sure and not last.classes & _NOT_A_NAME and last.upper[:1].isalpha() and len(last.upper) > 2:
            types[last.upper] = sure[0].partition("=")[2]
            ended[last.upper] += 1
    return [
        ((i, i + 1), f"again~{types[form.upper]}{min(ended[form.upper], 3)}")
        for i, form in enumerate(forms)
        if form.upper in types and i + 1 not in ends
    ]


def _with_persons(found: list[Candidate], forms: list[Form]) -> list[tuple[tuple[int, int], str]]:
    """Return names with the word for persons that follows: KGB AGENTS, TURKISH COMMANDERS."""
    made = []
    for c in found:
        if c.end < len(forms) and forms[c.end].classes & _PERSONS and any("=" in s for s in c.says):
            made.append(((c.first, c.end + 1), "persons~" + next(s for s in c.says if "=" in s)))
    return made


def _parts(found: list[Candidate], forms: list[Form]) -> list[tuple[tuple[int, int], str]]:
    """Return what stands before and behind an AND in names taken for one: ROE OF LISBON AND OMAR OKAFOR."""
    made = []
    for c in found:
        type_ = next((s.partition("=")[2] for s in c.says if "=" in s), "")
        for i in range(c.first + 1, c.end - 1) if type_ else ():
            if forms[i].upper in _JOINS:
                made += [((c.first, i), f"part~{type_}"), ((i + 1, c.end), f"part~{type_}")]
                of = next((j for j in range(c.first + 1, i) if forms[j].upper == "OF"), None)
                if of is not None and type_ == "person":
                    made.append(((c.first, of), "part~person"))
    return made


def _after_a_full_stop(
    found: list[Candidate], forms: list[Form], written: list[str]
) -> list[tuple[tuple[int, int], str]]:
    """Return titles cut short by a full stop with the name after it: AMB. ORTEGA."""
    begins: dict[int, int] = {}
    for c in found:
        begins.setdefault(c.first, c.end)
    return [
        ((c.first, begins[c.end + 1]), "stop~person")
        for c in found
        if c.end + 1 in begins and written[c.end] == "." and forms[c.end - 1].classes & _TITLES
    ]
