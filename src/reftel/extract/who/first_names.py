"""First names met by themselves: whose they are, where only one person of the text has them."""

from __future__ import annotations

from itertools import pairwise

from reftel.extract.lexicon import word_classes
from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.wording import can_be_name, word_list

_SHORTEST = 2  # letters that are still an initial


def first_names(chains: list[Chain], found: dict[int, Chain], text: str) -> None:
    """Join a person known by one word only to the one whose first name it is, or whose surname follows it.

    `found` has the chain of each name by its number and is brought up to date.
    """
    for one, said, other in _pairs(found, text):
        if one is not other and one.said and other.said:
            _join(other, one, f"first name before {' '.join(said.raw.split())}", found)
    full: dict[str, list[Chain]] = {}
    for chain in chains:
        if chain.said and chain.type == "person":
            for word in {p[0] for p in chain.persons if len(p) > 1}:
                full.setdefault(word, []).append(chain)
    for chain in chains:
        word = _only_word(chain)
        owners = full.get(word, []) if word else []
        if len(owners) == 1 and _fit(chain, owners[0]):
            whole = max((" ".join(p) for p in owners[0].persons), key=len)
            _join(owners[0], chain, f"first name of {whole}", found)


def _only_word(chain: Chain) -> str:
    """Return the one word by which a person is known, if no more is."""
    known = list(chain.persons)
    if not chain.said or chain.type != "person" or len(known) != 1 or len(known[0]) != 1:
        return ""
    (word,) = known[0]
    bare = all(set(s.wording.words) - word_list("honorific") == {word} for s in chain.said)
    return word if bare and len(word) > _SHORTEST and can_be_name(word) else ""


def _fit(one: Chain, other: Chain) -> bool:
    return not (one.genders and other.genders and not one.genders & other.genders)


def _pairs(found: dict[int, Chain], text: str) -> list[tuple[Chain, Said, Chain]]:
    """Return first names with the surname that stands right after them, read as two names."""
    said = {s.number: s for chain in found.values() for s in chain.said}
    names = [said[n] for n in sorted(said) if said[n].type == "person" and said[n].mention.kind == "name"]
    return [
        (found[a.number], b, found[b.number])
        for a, b in pairwise(names)
        if a.end < b.start
        and text[a.end : b.start] == " "
        and len(a.wording.person) == 1 == len(b.wording.person)
        and ("given" in word_classes(a.wording.person[0]) or not a.raw.isupper())
        and _only_word(found[a.number])
        and "given" not in word_classes(b.wording.person[0])
    ]


def _join(chain: Chain, other: Chain, why: str, found: dict[int, Chain]) -> None:
    for said in other.said:
        found[said.number] = chain
    nation, type_ = chain.nation, chain.type
    chain.take(other, why)
    chain.nation, chain.type = nation, type_
