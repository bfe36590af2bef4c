"""From a chain of mentions to the record of who or what they mean."""

from __future__ import annotations

from collections import Counter

from reftel.extract.annotations import Entity
from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.wording import word_list
from reftel.terms import nations


def entity_of(chain: Chain, number: int) -> Entity:
    """Return the entity: its fullest name, its other names, the offices the text gives a person."""
    names = [s for s in chain.said if s.mention.kind == "name"]
    shown = names or [s for s in chain.said if s.mention.kind == "nominal"] or chain.said
    kind = _type(chain, shown)
    written = [(_name(s, kind), s) for s in shown]
    name = max(written, key=lambda w: _fullness(w[0], w[1], chain))[0]
    others = dict.fromkeys(n for n, s in written if s.mention.kind == "name" and n.upper() != name.upper())
    return Entity(
        number=number,
        type=kind,  # type: ignore[arg-type]
        name=name,
        also=tuple(_distinct(others)),
        offices=_offices(chain) if kind == "person" else (),
        why=tuple(dict.fromkeys(chain.why)),
    )


def _type(chain: Chain, shown: list[Said]) -> str:
    return "gpe" if chain.nation else Counter(s.type for s in shown).most_common(1)[0][0]


def _name(said: Said, kind: str) -> str:
    """Return a name as written, on one line, without article and possessive; a person's without office."""
    words = " ".join(said.raw.replace("- ", "-").split())
    for ending in ("'S", "’S", "'s", "’s"):
        words = words.removesuffix(ending)
    first, _, rest = words.partition(" ")
    if said.mention.kind == "name" and first.upper() in word_list("determiners") and rest:
        words = rest
    if kind == "person" and said.wording.person and said.mention.kind == "name":
        return _split(words, said)[1] or words
    return words.strip(" ,")


def _split(words: str, said: Said) -> tuple[str, str]:
    """Return the office before a person's name and the name, both as written."""
    first = said.wording.person[0]
    at = words.upper().find(first)
    if at < 0:
        return "", words
    name, after = words[at:], words.upper().find(said.wording.person[-1], at) + len(said.wording.person[-1])
    of = words[after:].split()[:1]
    if of and of[0].upper() in word_list("after_head"):
        name = words[at:after]  # Frendolin of the Guild
    return words[:at].strip(" ,"), name.strip(" ,")


def _fullness(name: str, said: Said, chain: Chain) -> tuple[int, int, int]:
    """Return what makes one name fuller than another: a country's own name, then more words and letters."""
    if chain.nation:
        rank = {"name": 2, "people": 1}.get(nations.kind(" ".join(said.wording.words)) or "", 0)
        return rank, len(name) if rank == 2 else 0, -said.number
    if chain.type == "person" and said.wording.person:
        return len(said.wording.person), 0, -said.number
    return len(name.split()), len(name), -said.number


def _distinct(names: dict[str, None]) -> list[str]:
    """Return names that differ by more than the case of letters."""
    seen: dict[str, str] = {}
    for name in names:
        seen.setdefault(name.upper(), name)
    return list(seen.values())


def _offices(chain: Chain) -> tuple[str, ...]:
    """Return the titles before a person's name and the descriptions by office, as written."""
    found: dict[str, str] = {}
    for said in chain.said:
        words = " ".join(said.raw.split())
        if said.mention.kind == "name" and said.wording.person:
            title = _split(words, said)[0]
        elif said.mention.kind == "nominal" and said.wording.office:
            title = words
        else:
            continue
        first, _, rest = title.partition(" ")
        title = rest if rest and first.upper() in word_list("determiners") else title
        if title and not _is_honorific(title):
            found.setdefault(title.upper(), title)
    return tuple(found.values())


def _is_honorific(title: str) -> bool:
    return all(w.strip(".").upper() in word_list("honorific") for w in title.split())
