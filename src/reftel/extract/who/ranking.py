"""What speaks for and against a description or pronoun meaning this or that: features, and their weights."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.wording import word_list

WEIGHTS = Path(__file__).parent.parent / "models" / "who.json"
NEW = "new"

_FAR = 12  # chains looked back at for a pronoun
_HOLDERS = 8  # people looked back at for an office
_TYPES = {
    "HE": ("person",), "SHE": ("person",), "I": ("person",), "YOU": ("person", "organization", "group", "gpe"),
    "IT": ("gpe", "organization", "group", "location"), "PLACE": ("gpe", "location"),
    "THEY": ("group", "gpe", "organization", "person"), "WE": ("gpe", "organization", "group", "person"),
}  # fmt: skip


class Scene:
    """What has been read so far of a text, when the next mention is to be placed."""

    def __init__(self, text: str, all_said: list[Said]) -> None:
        """Start at the beginning."""
        self.text = text
        self.said = all_said
        self.recent: list[Chain] = []  # the last met is last
        self.chain_of: dict[int, Chain] = {}
        self.own: Chain | None = None  # the chain of the United States, wherever it is first named
        self.post: Chain | None = None

    def meet(self, said: Said, chain: Chain) -> None:
        """Read past a mention that belongs to this chain."""
        if chain in self.recent:
            self.recent.remove(chain)
        self.recent.append(chain)
        chain.meet(said)
        self.chain_of[said.number] = chain

    def before(self, said: Said) -> Chain | None:
        """Return the chain of the mention just before this one that is not around it."""
        for i in range(said.number - 1, max(said.number - 4, -1), -1):
            other = self.said[i]
            if other.end <= said.start:
                return self.chain_of.get(i)
        return None


def candidates(said: Said, scene: Scene) -> list[Chain]:
    """Return the chains that a mention can belong to, the last met first; none that stands around it."""
    around = _around(said, scene)
    if said.mention.kind == "pronoun":
        found = list(_for_pronoun(said, scene))
    else:
        found = list(_for_description(said, scene))
    return [c for c in found if c.number not in around]


def _around(said: Said, scene: Scene) -> set[int]:
    """Return the chains of the mentions that hold this one: their words are about something else."""
    found: set[int] = set()
    outer = said.within
    while outer >= 0:
        if outer in scene.chain_of:
            found.add(scene.chain_of[outer].number)
        outer = scene.said[outer].within
    return found


def _for_pronoun(said: Said, scene: Scene) -> Iterator[Chain]:
    kind = said.wording.pronoun or "THEY"
    types = _TYPES[kind]
    count = 0
    own = False
    for chain in reversed(scene.recent):
        if chain.type in types:
            yield chain
            own = own or chain is scene.own
            count += 1
            if count >= _FAR:
                break
    if kind == "WE":
        reached = scene.recent
        for chain in (scene.own, scene.post):
            if chain is not None and (chain not in reached or chain.type not in types):
                yield chain
        if scene.own is not None and not own and scene.own in reached and scene.own.type in types:
            yield scene.own


def _for_description(said: Said, scene: Scene) -> Iterator[Chain]:
    w = said.wording
    holders = 0
    before = scene.before(said)
    for chain in reversed(scene.recent):
        if chain.type == "person":
            holders += 1
        if (
            w.head in chain.heads
            or chain is before
            or (w.office is not None and w.office in chain.offices)
            or (chain.type == "person" and said.type == "person" and holders <= _HOLDERS)
            or (chain.nation is not None and said.type == "gpe")
            or w.content in chain.contents
            or any(w.content < c for c in chain.contents)
        ):
            yield chain


def features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    """Return what speaks for a mention being of this chain; `rank` is how many candidates stand nearer."""
    if said.mention.kind == "pronoun":
        return _pronoun_features(said, chain, rank, scene)
    return _description_features(said, chain, rank, scene)


def _step(number: int) -> str:
    """Return a number in steps."""
    return str(number) if number < 3 else "3" if number < 5 else "5" if number < 10 else "10"  # noqa: PLR2004


def _pronoun_features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    p = said.wording.pronoun or "THEY"
    last = chain.last
    found = [f"{p} type {chain.type}", f"{p} rank {_step(rank)}", f"{p} seen {_step(chain.seen)}"]
    if last is None:
        found.append(f"{p} later")
    else:
        away = said.sentence - last.sentence
        kind = last.mention.kind
        found.append(f"{p} away {_step(away)} {kind}")
        found.append(f"{p} order {min(last.order, 3)} away {min(away, 2)}")
        if last.within >= 0:
            found.append(f"{p} last within")
            if last.within == said.within:
                found.append(f"{p} beside")
        if last.wording.pronoun == p and kind == "pronoun":
            found.append(f"{p} again {_step(away)}")
        gap = scene.text[last.end : said.start] if away == 0 else ""
        if gap and len(gap) < 6:  # noqa: PLR2004
            found.append(f"{p} gap {gap.strip().upper()}")
    if p in chain.pronouns:
        found.append(f"{p} used")
    elif chain.pronouns:
        found.append(f"{p} other {min(chain.pronouns)}")
    found.append(f"{p} plural {chain.plural} {chain.type}")
    if chain.nation:
        found.append(f"{p} nation")
    if chain is scene.own:
        found.append(f"{p} own")
        found.append(f"{p} own next {_next_word(said, scene)}")
    if chain is scene.post:
        found.append(f"{p} post")
        found.append(f"{p} post next {_next_word(said, scene)}")
    if (p == "HE" and "f" in chain.genders) or (p == "SHE" and "m" in chain.genders):
        found.append("gender against")
    return found


def _next_word(said: Said, scene: Scene) -> str:
    after = scene.text[said.end : said.end + 24].split(None, 1)
    return after[0].upper().strip(".,;:") if after else ""


def _word_before(said: Said, scene: Scene) -> str:
    before = scene.text[max(0, said.start - 24) : said.start].split()
    return before[-1].upper() if before else ""


def _description_features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    w = said.wording
    t = said.type
    last = chain.last
    found = [f"d types {t} {chain.type}", f"d rank {_step(rank)}"]
    determiner = w.determiner or "none"
    equal = " ".join(w.words) in chain.forms
    head = w.head in chain.heads
    office = w.office is not None and w.office in chain.offices
    if equal:
        found += ["d equal", f"d equal {t}", f"d equal {determiner} {w.plural}", f"d equal {len(w.words)}"]
    elif w.content in chain.contents:
        found += ["d content", f"d content {t}"]
    elif any(w.content < c for c in chain.contents):
        found += ["d part", f"d part {t}", f"d part {determiner}", f"d part {len(w.content)}"]
    elif any(c < w.content for c in chain.contents):
        found += ["d more", f"d more {t} {determiner}"]
    elif head:
        found += ["d head only", f"d head only {determiner}"]
    else:
        found += ["d other words", f"d other words {t} {determiner}"]
    if head:
        found += [f"d head {determiner} {t}", f"d head plural {w.plural}"]
    if office:
        found += ["d office", f"d office {determiner}"]
    elif chain.offices and w.office:
        found.append("d offices differ")
    if chain.nation and w.head in word_list("government"):
        found.append("d government of nation")
    elif chain.nation:
        found.append(f"d nation {w.head if t == 'gpe' else ''}")
    if chain is scene.post:
        found.append("d post")
    if chain.plural != w.plural:
        found.append("d numbers differ")
    if last is not None:
        away = said.sentence - last.sentence
        found += [f"d away {_step(away)}", f"d away {_step(away)} {determiner}"]
        gap = scene.text[last.end : said.start] if away == 0 else "-" * 9
        if len(gap) < 9:  # noqa: PLR2004
            found += [f"d gap {gap.strip().upper()}", f"d gap {gap.strip().upper()} {t} {last.mention.kind}"]
        if last.wording.head == w.head:
            found.append(f"d last head {determiner}")
    if chain.seen > 2:  # noqa: PLR2004
        found.append(f"d often {t}")
    return found


def new_features(said: Said, count: int, scene: Scene) -> list[str]:
    """Return what speaks for a mention meaning something not met before, with so many candidates."""
    w = said.wording
    if said.mention.kind == "pronoun":
        p = w.pronoun or "THEY"
        return [f"{p} new", f"{p} new of {_step(count)}", f"{p} new next {_next_word(said, scene)}"]
    determiner = w.determiner or "none"
    return [
        "d new", f"d new {said.type}", f"d new {determiner}", f"d new {determiner} {w.plural}",
        f"d new of {_step(count)}", f"d new head {w.head}", f"d new long {min(len(w.words), 4)}",
        f"d new after {_word_before(said, scene)}",
    ]  # fmt: skip


@cache
def weights() -> Mapping[str, float]:
    """Return the weights learnt; without the file nothing but words joins."""
    read: dict[str, float] = json.loads(WEIGHTS.read_text(encoding="utf-8"))["weights"] if WEIGHTS.exists() else {}
    return read


def choose(said: Said, scene: Scene, learnt: Mapping[str, float]) -> Chain | None:
    """Return the chain that a description or pronoun belongs to, or None where it means something new."""
    among = candidates(said, scene)
    if not among:
        return None
    best, most = None, sum(learnt.get(f, 0.0) for f in new_features(said, len(among), scene))
    for rank, chain in enumerate(among):
        score = sum(learnt.get(f, 0.0) for f in features(said, chain, rank, scene))
        if score > most:
            best, most = chain, score
    return best
