"""Joining the mentions of a text: names first, then descriptions and pronouns in the order of reading."""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from reftel.extract.annotations import Entity, Mention
from reftel.extract.page import Page
from reftel.extract.who.bodies import with_bodies
from reftel.extract.who.candidates import Scene
from reftel.extract.who.chains import Chain, Said, read_mentions
from reftel.extract.who.entities import entity_of
from reftel.extract.who.names import Names
from reftel.extract.who.persons import with_persons
from reftel.extract.who.ranking import choose, weights
from reftel.extract.who.wording import word_list
from reftel.terms import countries

Chooser = Callable[[Said, Scene], Chain | None]


def who_is_who(page: Page, mentions: list[Mention]) -> tuple[list[Mention], list[Entity]]:
    """Return the mentions in the order of the text, each with its entity's number, and the entities."""
    learnt = weights()
    all_said = read_mentions(page, with_bodies(page, with_persons(page, mentions)))
    chains = chains_of(page, all_said, lambda said, scene: choose(said, scene, learnt))
    numbers: dict[int, int] = {}
    order: list[Chain] = []
    for chain in chains:
        if chain.said:
            order.append(chain)
            chain.said.sort(key=lambda s: s.number)
    order.sort(key=lambda c: c.said[0].number)
    for number, chain in enumerate(order):
        numbers.update((s.number, number) for s in chain.said)
    joined = [msgspec.structs.replace(s.mention, entity=numbers[s.number]) for s in all_said]
    return joined, [entity_of(chain, number) for number, chain in enumerate(order)]


def chains_of(page: Page, all_said: list[Said], chooser: Chooser) -> list[Chain]:
    """Return the chains of mentions; `chooser` places each description and pronoun."""
    chains: list[Chain] = []
    names = Names(chains, _home(page))
    named = names.join(all_said, page.text)
    scene = Scene(page.text, all_said)
    scene.nations = names.nations
    scene.own = names.nations.get("United States")
    for said in all_said:
        chain = named.get(said.number)
        if chain is None:
            chain = _placed(said, scene, chains, chooser)
        elif not chain.seen:
            chain = _described(said, chain, scene, chooser)
            named.update((s.number, chain) for s in chain.said)
        scene.meet(said, chain)
    return chains


def _described(said: Said, chain: Chain, scene: Scene, chooser: Chooser) -> Chain:
    """Return the chain of a name met for the first time: that of a description before it, if the same."""
    if chain.nation is not None:
        return chain
    other = chooser(said, scene)
    if other is None or other is chain:
        return chain
    last = other.last
    other.take(chain, f"named after {' '.join(last.raw.split())}" if last else "named")
    return other


def _placed(said: Said, scene: Scene, chains: list[Chain], chooser: Chooser) -> Chain:
    """Return the chain that a description or pronoun goes to, a new one if need be."""
    chain = chooser(said, scene)
    new = chain is None
    if chain is None:
        chain = Chain(len(chains), said.type)
        chains.append(chain)
    if scene.post is None and _is_post(said):
        scene.post = chain
    chain.add(said, None if new else _why(said, chain))
    return chain


def _is_post(said: Said) -> bool:
    return len(said.wording.words) == 1 and said.wording.words[0] in word_list("post")


def _why(said: Said, chain: Chain) -> str | None:
    """Return why a description or pronoun was joined, where words alone do not say so."""
    w = said.wording
    if said.mention.kind == "name":
        return f"stands for {chain.nation}" if chain.nation else None
    if said.mention.kind == "pronoun":
        last = chain.last
        return f"pronoun after {' '.join(last.raw.split())}" if last else "pronoun"
    if " ".join(w.words) in chain.forms:
        return None
    if w.office and w.office in chain.offices:
        return f"office {w.office.lower()}"
    if w.head in chain.heads:
        return f"same head {w.head.lower()}"
    last = chain.last
    return f"describes {' '.join(last.raw.split())}" if last else "describes"


def _home(page: Page) -> str | None:
    """Return the country of the post that sends."""
    telegram = page.telegram
    post = telegram.mrn.value.post if telegram is not None and telegram.mrn is not None else None
    return countries.of_post(post) if post else None
