"""What speaks for and against a description or pronoun meaning this or that: features, and their weights."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.names import is_capital
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
        self.nations: dict[str, Chain] = {}  # those that are named somewhere in the text

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
    elif said.mention.kind == "name":
        found = list(_for_capital(said, scene) if is_capital(said) else _for_name(said, scene))
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
        if chain.type in types and not _is_against(kind, chain):
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


def _is_against(kind: str, chain: Chain) -> bool:
    """Tell whether somebody is known to be a woman where HE is said, or a man where SHE is."""
    against = {"HE": ("f", "SHE"), "SHE": ("m", "HE")}.get(kind)
    return against is not None and (against[0] in chain.genders or against[1] in chain.pronouns)


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


def _for_name(said: Said, scene: Scene) -> Iterator[Chain]:
    """Yield what a name met for the first time can be: described before, or named in more or fewer words."""
    content = said.wording.content
    type_ = said.type
    undescribed = 0
    for chain in reversed(scene.recent):
        if chain.named:
            if _side_of(chain.type) == _side_of(type_) and any(content < c or c < content for c in chain.contents):
                yield chain
        elif chain.type == type_:
            undescribed += 1
            if undescribed <= _HOLDERS:
                yield chain


def _side_of(type_: str) -> str:
    return "person" if type_ == "person" else "place" if type_ in ("gpe", "location") else "body"


def _for_capital(said: Said, scene: Scene) -> Iterator[Chain]:
    """Yield the country whose seat of government is named, and the city itself."""
    words = " ".join(said.wording.words)
    for nation in said.wording.nations:
        if nation in scene.nations:
            yield scene.nations[nation]
            break
    for chain in reversed(scene.recent):
        if words in chain.forms and chain.nation is None:
            yield chain
            break


def features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    """Return what speaks for a mention being of this chain; `rank` is how many candidates stand nearer."""
    if said.mention.kind == "pronoun":
        return _pronoun_features(said, chain, rank, scene)
    if said.mention.kind == "name":
        return _capital_features(said, chain, scene) if is_capital(said) else _name_features(said, chain, scene)
    return _description_features(said, chain, rank, scene)


def _capital_features(said: Said, chain: Chain, scene: Scene) -> list[str]:
    if chain.nation is None:
        place = _word_before(said, scene) in word_list("place_before")
        return ["c city", f"c city seen {_step(chain.seen)}", f"c city place {place}"]
    before, after = _word_before(said, scene), _next_word(said, scene)
    return [
        "c nation", f"c nation place {before in word_list('place_before')}", f"c nation before {before}", f"c nation after {after}", f"c within {said.within >= 0}",
        f"c possessive {said.raw[-2:].upper() == chr(39) + 'S'}", f"c order {min(said.order, 2)}",
        f"c named {' '.join(said.wording.words) in chain.forms}", f"c {said.type}",
        f"c us {chain is scene.own}",
    ]  # fmt: skip


def _name_features(said: Said, chain: Chain, scene: Scene) -> list[str]:
    w, t, last = said.wording, said.type, chain.last
    found = [f"n type {t} {chain.type}", f"n named {chain.named} {t}"]
    away = said.sentence - last.sentence if last else 9
    found.append(f"n away {_step(away)} {chain.named}")
    if chain.named:
        if any(w.content < c for c in chain.contents):
            found += ["n fewer", f"n fewer {t} {len(w.content)}", f"n fewer head {w.head in chain.heads}"]
        else:
            found += ["n more", f"n more {t}", f"n more head {w.head in chain.heads}"]
        odd = min((w.content ^ c for c in chain.contents if w.content < c or c < w.content), key=len)
        found += [f"n odd {len(odd)} {t}", f"n odd country {bool(odd & chain.countries or w.country in odd)}"]
        if t == "person" and w.person:
            found.append(f"n first {any(w.person[0] in p for p in chain.persons)}")
        return found
    if last is not None and away == 0:
        gap = scene.text[last.end : said.start] if last.end <= said.start else "~"
        if len(gap) < 9:  # noqa: PLR2004
            found += [f"n gap {gap.strip().upper()}", f"n gap {gap.strip().upper()} {t}"]
    if w.office:
        found.append(f"n office {w.office in chain.offices} {bool(chain.offices)}")
    if chain.offices:
        found.append(f"n offices {_step(away)}")
    for p in chain.pronouns:
        found.append(f"n {p} {_is_signature(said, scene)}")
    found.append(f"n alone {_is_signature(said, scene)} {chain.seen > 1} {t}")
    if w.head in chain.heads:
        found.append(f"n head {t}")
    elif any(c < w.content for c in chain.contents):
        found.append(f"n words {t}")
    if any(h in w.words for h in chain.heads):
        found.append(f"n has head {t}")
    return found


def _is_signature(said: Said, scene: Scene) -> bool:
    """Tell whether a name stands on a line of its own, as at the end of a telegram."""
    before = scene.text[max(0, said.start - 3) : said.start]
    after = scene.text[said.end : said.end + 3]
    return said.type == "person" and (not before.strip() and "\n" in before) and (not after.strip() or "\n" in after)


def _step(number: int) -> str:
    """Return a number in steps."""
    return str(number) if number < 3 else "3" if number < 5 else "5" if number < 10 else "10"  # noqa: PLR2004


def _pronoun_features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    p = _learnt_as(said)
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
        if last.wording.pronoun == said.wording.pronoun and kind == "pronoun":
            found.append(f"{p} again {_step(away)}")
        gap = scene.text[last.end : said.start] if away == 0 else ""
        if gap and len(gap) < 6:  # noqa: PLR2004
            found.append(f"{p} gap {gap.strip().upper()}")
    if said.wording.pronoun in chain.pronouns:
        found.append(f"{p} used")
    elif chain.pronouns:
        found.append(f"{p} other {min(chain.pronouns)}")
    found.append(f"{p} plural {chain.plural} {chain.type}")
    if chain.nation:
        found.append(f"{p} nation")
    if p in ("WE", "YOU", "IT"):
        found += [f"{p} body {h}" for h in chain.heads & word_list("own_bodies")]
    if p in ("WE", "I", "YOU"):
        quoted = _is_quoted(said, scene)
        found += [f"{p} quoted {quoted} {chain.type}", f"{p} quoted {quoted} {p in chain.pronouns}"]
        if chain is scene.own or chain is scene.post:
            found.append(f"{p} quoted {quoted} own {chain is scene.own}")
    elif last is not None and said.order == 0:
        found.append(f"{p} opens {said.sentence - last.sentence < 2} {min(last.order, 2)}")  # noqa: PLR2004
    if chain is scene.own:
        found.append(f"{p} own")
        found.append(f"{p} own next {_next_word(said, scene)}")
    if chain is scene.post:
        found.append(f"{p} post")
        found.append(f"{p} post next {_next_word(said, scene)}")
    return found


def _learnt_as(said: Said) -> str:
    """Return the kind of pronoun whose weights serve: those of HE for SHE, which telegrams hold few of."""
    kind = said.wording.pronoun or "THEY"
    return "HE" if kind == "SHE" else kind


def _is_quoted(said: Said, scene: Scene) -> bool:
    """Tell whether quotation marks are open here, counted from the paragraph's start."""
    start = max(scene.text.rfind("\n\n", 0, said.start), said.start - 1500, 0)
    before = scene.text[start : said.start]
    return before.count('"') % 2 == 1 or before.count("“") > before.count("”")


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
        if not equal:
            found += ["d office only", f"d office only {determiner}", f"d office only {chain.named}"]
    elif w.office and any(o.endswith(f" {w.office}") for o in chain.offices):
        found += ["d office part", f"d office part {determiner}", f"d office part {chain.named}"]
    elif chain.offices and w.office:
        found.append("d offices differ")
    if chain.nation and w.head in word_list("government"):
        found.append("d government of nation")
    elif chain.nation:
        found.append(f"d nation {w.head if t == 'gpe' else ''}")
    if chain is scene.post:
        found.append("d post")
    if w.country and chain.countries:
        found.append(f"d country {w.country in chain.countries} {t}")
    elif w.country or chain.countries:
        found.append(f"d country of one {t} {bool(w.country)}")
    if w.words[0] in word_list("possessives"):
        found.append(f"d possessive {t}")
        if chain.nation:
            found.append("d possessive nation")
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
        p = _learnt_as(said)
        return [
            f"{p} new", f"{p} new of {_step(count)}", f"{p} new next {_next_word(said, scene)}",
            f"{p} new quoted {p in ('WE', 'I', 'YOU') and _is_quoted(said, scene)}",
        ]  # fmt: skip
    if said.mention.kind == "name":
        if is_capital(said):
            return ["c new"]
        return ["n new", f"n new {said.type}", f"n new of {_step(count)}", f"n new {_is_signature(said, scene)}"]
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
