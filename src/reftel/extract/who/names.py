"""Which names of a text name the same: equal words, countries, surnames, acronyms, aliases, spellings."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.first_names import first_names
from reftel.extract.who.wording import word_list
from reftel.terms import acronyms, nations

_BRACKET = re.compile(r"\s{0,3}\(\s{0,2}(?:AKA|A\.K\.A\.|ALIAS|ALSO|KNOWN AS|HEREAFTER|OR|\s|[\"'“”])*", re.I)
_ALIAS = re.compile(
    r"[\s,(]{0,4}(?:AKA|A\.K\.A\.?|ALIAS|ALSO (?:KNOWN AS|CALLED|SPELLED|TRANSLITERATED(?: AS)?)|"
    r"OTHERWISE KNOWN AS|BETTER KNOWN AS|KNOWN AS|N[EÉ]E|NOM DE GUERRE)[\s,:\"'“”]{1,4}",
    re.I,
)
_SHORTEST_SPELLING = 5  # letters from which a word with one slip is taken for another
_TWO_SLIPS = 8  # letters from which two slips are
_SHORTEST_INITIALS = 2
_LONGEST_ACRONYM = 8


class Names:
    """The named chains of a text, and where to find them by each way of naming them."""

    def __init__(self, chains: list[Chain], home: str | None) -> None:
        """Start with no names; `home` is the country of the post that sends."""
        self.chains = chains
        self.home = home
        self.nations: dict[str, Chain] = {}
        self._by_content: dict[tuple[frozenset[str], str], Chain] = {}
        self._by_last: dict[str, list[Chain]] = {}
        self._by_initials: dict[str, Chain] = {}
        self._counts: Counter[str] = Counter()

    def join(self, all_said: list[Said], text: str) -> dict[int, Chain]:
        """Join the names; return the chain of each by its number."""
        found: dict[int, Chain] = {}
        names = [s for s in all_said if s.mention.kind == "name" and not is_capital(s)]
        self._counts.update(n for s in names for n in s.wording.nations if len(s.wording.nations) == 1)
        before: Said | None = None
        for said in names:
            chain, why = self._home_of(said, text, before, found)
            if chain is None:
                chain = Chain(len(self.chains), said.type)
                self.chains.append(chain)
            chain.add(said, why)
            self._learn(chain, said)
            found[said.number] = chain
            before = said
        first_names(self.chains, found, text)
        return found

    def _home_of(
        self, said: Said, text: str, before: Said | None, found: dict[int, Chain]
    ) -> tuple[Chain | None, str | None]:
        """Return the chain that a name belongs to, and why where its words alone do not say so."""
        nation = self._nation(said)
        if nation is not None:
            chain = self.nations.get(nation)
            return chain, None if chain is None or self._equal(said, chain) else f"stands for {nation}"
        same = self._by_content.get((said.wording.content, _side(said)))
        if same is not None:
            return same, None
        if before is not None and before.end < said.start and _side(before) == _side(said):
            alias = self._alias(said, before, text)
            if alias:
                return found[before.number], alias
        if said.type == "person":
            return self._person(said)
        return self._body(said)

    def _equal(self, said: Said, chain: Chain) -> bool:
        return " ".join(said.wording.words) in chain.forms

    def _nation(self, said: Said) -> str | None:
        """Return the country that a name stands for."""
        if said.type not in ("gpe", "organization", "group"):
            return None
        meant = said.wording.nations or _misspelt(said)
        if not meant or is_capital(said):
            return None
        if nations.kind(" ".join(said.wording.words)) == "government":
            meant = (*meant, *(n for n in self._counts if n[0] == said.wording.words[0][2:3]))
        if len(meant) == 1:
            return meant[0]
        likely = max(meant, key=lambda n: (self._counts[n], n == self.home))
        return likely if self._counts[likely] or likely == self.home else meant[0]

    def _alias(self, said: Said, before: Said, text: str) -> str | None:
        """Tell whether a name is given as another name of the one just before it."""
        gap = text[before.end : said.start]
        if _ALIAS.fullmatch(gap):
            return f"alias given after {_plain(before.raw)}"
        if not _BRACKET.fullmatch(gap) or not text[said.end :].lstrip(" \"'”").startswith(")"):
            return None
        if said.type == "person" or _abbreviates(said.wording.words, before.wording.words):
            return f"in brackets after {_plain(before.raw)}"
        return f"in brackets after {_plain(before.raw)}" if len(said.wording.words) == 1 else None

    def _person(self, said: Said) -> tuple[Chain | None, str | None]:
        """Return the person of the same surname with nothing against it, the last named first."""
        name = said.wording.person
        if not name:
            return None, None
        for chain in reversed(self._by_last.get(name[-1], [])):
            if _agree(name, said.wording.gender, chain):
                full = max(chain.persons, key=len)
                return chain, None if name == full else f"surname of {' '.join(full)}"
        return self._spelt(name[-1], said)

    def _spelt(self, last: str, said: Said) -> tuple[Chain | None, str | None]:
        """Return the person whose surname is this one with a slip or transliterated otherwise."""
        for other, chains in self._by_last.items():
            if _one_spelling(last, other):
                for chain in reversed(chains):
                    if _agree((*said.wording.person[:-1], other), said.wording.gender, chain):
                        return chain, f"spelling of {other}"
        return None, None

    def _body(self, said: Said) -> tuple[Chain | None, str | None]:
        """Return the body or place that a name abbreviates, writes out, or misspells."""
        words = said.wording.words
        letters = "".join(words).replace(".", "")
        if len(letters) <= _LONGEST_ACRONYM and max(map(len, words)) == max(len(words[0]), 1):
            chain = self._by_initials.get(letters)
            if chain is not None:
                return chain, f"initials of {_plain(_longest(chain))}"
            long = _expanded(letters)
            chain = self._by_content.get((long, _side(said))) if long else None
            if chain is not None:
                return chain, "acronym of the table"
        if len(words) > 1:
            for form in _initials(words):
                chain = self._by_content.get((frozenset((form,)), _side(said)))
                if chain is not None:
                    return chain, f"written out: {form}"
        for (content, side), chain in self._by_content.items():
            if side == _side(said) and _misspells(said.wording.content, content):
                return chain, f"spelling of {_plain(_longest(chain))}"
        return None, None

    def _learn(self, chain: Chain, said: Said) -> None:
        nation = self._nation(said)
        if nation is not None:
            self.nations.setdefault(nation, chain)
            chain.nation = nation
        side = _side(said)
        self._by_content.setdefault((said.wording.content, side), chain)
        name = said.wording.person
        if said.type == "person" and name:
            known = self._by_last.setdefault(name[-1], [])
            if chain not in known:
                known.append(chain)
        elif len(said.wording.words) > 1:
            for form in _initials(said.wording.words):
                self._by_initials.setdefault(form, chain)
            long = None
        else:
            long = _expanded(said.wording.words[0])
            if long:
                self._by_content.setdefault((long, side), chain)


def is_capital(said: Said) -> bool:
    """Tell whether a name is that of a seat of government, which may stand for its country."""
    return nations.kind(" ".join(said.wording.words)) == "capital"


def _side(said: Said) -> str:
    """Return people, places or bodies: names of one spelling in two of them are two."""
    if said.type == "person":
        return "person"
    return "place" if said.type in ("gpe", "location") else "body"


def _plain(raw: str) -> str:
    return " ".join(raw.split())


def _longest(chain: Chain) -> str:
    return max((s.raw for s in chain.said), key=len)


def _misspelt(said: Said) -> tuple[str, ...]:
    """Return the country whose name is written with a slip."""
    words = " ".join(said.wording.words)
    if said.type != "gpe" or len(words) < _SHORTEST_SPELLING + 1 or nations.kind(words):
        return ()
    return nations.misspelt(words)


def _agree(name: tuple[str, ...], gender: str | None, chain: Chain) -> bool:
    """Tell whether a name can be the person's: given names and gender are not against it."""
    if gender and chain.genders and gender not in chain.genders:
        return False
    little = word_list("particles")
    firsts = set(name[:-1]) - little
    known = {w for p in chain.persons for w in p[:-1]} - little
    if not firsts or not known or firsts & known:
        return True
    return any(_short_for(a, b) for a in firsts for b in known)


def _short_for(one: str, other: str) -> bool:
    """Tell whether one given name is an initial or a spelling of the other."""
    a, b = one.strip("."), other.strip(".")
    return a[:1] == b[:1] and (len(a) == 1 or len(b) == 1 or _one_spelling(a, b))


def _one_spelling(one: str, other: str) -> bool:
    """Tell whether two words are spellings of one name: a slip, or two in a long one, no more."""
    shorter = min(len(one), len(other))
    if shorter < _SHORTEST_SPELLING or abs(len(one) - len(other)) > 2:
        return False
    from rapidfuzz.distance import OSA

    allowed = 2 if shorter >= _TWO_SLIPS else 1
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _misspells(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two names differ in one word, and there by a slip."""
    if len(one) != len(other) or len(one ^ other) != 2:
        return False
    (a,), (b,) = one - other, other - one
    return len(a) > _SHORTEST_SPELLING and len(b) > _SHORTEST_SPELLING and _one_spelling(a, b)


def _initials(words: tuple[str, ...]) -> Iterable[str]:
    """Yield the acronyms of a name: with and without its little words, and of all but the last."""
    telling = [w[0] for w in words if w not in word_list("links") or w == "AFFAIRS"]
    forms = ["".join(telling), "".join(w[0] for w in words)]
    forms += ["".join(telling[i:]) for i in (1, 2) if len(telling) - i >= _SHORTEST_INITIALS + 1]
    return [f for f in dict.fromkeys(forms) if len(f) >= _SHORTEST_INITIALS]


def _abbreviates(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Tell whether letters stand for the words of a name, in their order."""
    letters = iter("".join(long))
    return len(short) == 1 and len(long) > 1 and all(c in letters for c in short[0] if c.isalpha())


def _expanded(code: str) -> frozenset[str] | None:
    """Return the words that an acronym of the table stands for."""
    if not _SHORTEST_INITIALS <= len(code) <= 7:
        return None
    long = acronyms.meaning(code.replace(".", ""))
    if long is None or " or " in long:
        return None
    return frozenset(w for w in long.upper().replace("'S", "").split() if w not in word_list("links"))
