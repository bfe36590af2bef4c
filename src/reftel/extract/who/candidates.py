"""What a mention can mean: the chains met so far that are looked at when it is placed."""

from __future__ import annotations

from collections.abc import Iterator

from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.names import is_capital

_FAR = 12  # chains looked back at for a pronoun
_HOLDERS = 8  # people looked back at for an office
_TYPES = {
    "HE": ("person",), "SHE": ("person",), "I": ("person",),
    "YOU": ("person", "organization", "group", "gpe"),
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
        for ours in (scene.own, scene.post):
            if ours is not None and (ours not in reached or ours.type not in types):
                yield ours
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
            if _side_of(chain.type) == _side_of(type_) and any(
                content < c or c < content for c in chain.contents
            ):
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
