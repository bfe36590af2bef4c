"""What speaks for and against a mention meaning this or that, as features by name."""

from __future__ import annotations

from reftel.extract.who.candidates import Scene
from reftel.extract.who.chains import Chain, Said
from reftel.extract.who.names import is_capital
from reftel.extract.who.wording import Wording, word_list

_FEW, _SOME, _MANY = 3, 5, 10  # the steps in which things are counted
_NEAR = 2  # sentences
_SHORT_GAP = 6  # characters between a pronoun and the mention before it
_WIDE_GAP = 9  # characters between a description and the mention before it
_OFTEN = 2  # mentions
_POSSESSIVE = ("'S", "’S")


def features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    """Return what speaks for a mention being of this chain; `rank` is how many candidates stand nearer."""
    if said.mention.kind == "pronoun":
        return _pronoun_features(said, chain, rank, scene)
    if said.mention.kind == "name":
        return (
            _capital_features(said, chain, scene) if is_capital(said) else _name_features(said, chain, scene)
        )
    return _description_features(said, chain, rank, scene)


def _capital_features(said: Said, chain: Chain, scene: Scene) -> list[str]:
    if chain.nation is None:
        place = _word_before(said, scene) in word_list("place_before")
        return ["c city", f"c city seen {_step(chain.seen)}", f"c city place {place}"]
    before, after = _word_before(said, scene), _next_word(said, scene)
    return [
        "c nation", f"c nation place {before in word_list('place_before')}",
        f"c nation before {before}", f"c nation after {after}", f"c within {said.within >= 0}",
        f"c possessive {said.raw.upper().endswith(_POSSESSIVE)}", f"c order {min(said.order, 2)}",
        f"c named {' '.join(said.wording.words) in chain.forms}", f"c {said.type}",
        f"c us {chain is scene.own}",
    ]  # fmt: skip


def _name_features(said: Said, chain: Chain, scene: Scene) -> list[str]:
    """Return what speaks for a name being that of a chain met before, described or named otherwise."""
    t, last = said.type, chain.last
    away = said.sentence - last.sentence if last else _WIDE_GAP
    found = [f"n type {t} {chain.type}", f"n named {chain.named} {t}", f"n away {_step(away)} {chain.named}"]
    if chain.named:
        return found + _shorter_or_longer(said.wording, t, chain)
    return found + _described(said, chain, away, scene)


def _shorter_or_longer(w: Wording, t: str, chain: Chain) -> list[str]:
    if any(w.content < c for c in chain.contents):
        found = ["n fewer", f"n fewer {t} {len(w.content)}", f"n fewer head {w.head in chain.heads}"]
    else:
        found = ["n more", f"n more {t}", f"n more head {w.head in chain.heads}"]
    odd = min((w.content ^ c for c in chain.contents if w.content < c or c < w.content), key=len)
    found += [f"n odd {len(odd)} {t}", f"n odd country {bool(odd & chain.countries or w.country in odd)}"]
    if t == "person" and w.person:
        found.append(f"n first {any(w.person[0] in p for p in chain.persons)}")
    return found


def _described(said: Said, chain: Chain, away: int, scene: Scene) -> list[str]:
    w, t, last = said.wording, said.type, chain.last
    gap = _gap(said, last, scene) if last is not None and last.end <= said.start else None
    found = [f"n gap {gap}", f"n gap {gap} {t}"] if gap is not None else []
    if w.office:
        found.append(f"n office {w.office in chain.offices} {bool(chain.offices)}")
    if chain.offices:
        found.append(f"n offices {_step(away)}")
    signed = _is_signature(said, scene)
    found += [f"n {p} {signed}" for p in chain.pronouns]
    found.append(f"n alone {signed} {chain.seen > 1} {t}")
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
    return (
        said.type == "person"
        and (not before.strip() and "\n" in before)
        and (not after.strip() or "\n" in after)
    )


def _step(number: int) -> str:
    """Return a number in steps."""
    return str(number) if number < _FEW else "3" if number < _SOME else "5" if number < _MANY else "10"


def _pronoun_features(said: Said, chain: Chain, rank: int, scene: Scene) -> list[str]:
    p = _learnt_as(said)
    found = [f"{p} type {chain.type}", f"{p} rank {_step(rank)}", f"{p} seen {_step(chain.seen)}"]
    found.append(f"{p} plural {chain.plural} {chain.type}")
    found += _distance(said, chain.last, p, scene)
    if said.wording.pronoun in chain.pronouns:
        found.append(f"{p} used")
    elif chain.pronouns:
        found.append(f"{p} other {min(chain.pronouns)}")
    if chain.nation:
        found.append(f"{p} nation")
    if p in ("WE", "YOU", "IT"):
        found += [f"{p} body {h}" for h in chain.heads & word_list("own_bodies")]
    if p in ("WE", "I", "YOU"):
        found += _speech(said, chain, p, scene)
    return found


def _distance(said: Said, last: Said | None, p: str, scene: Scene) -> list[str]:
    """Return how far away and how prominent the last mention of a chain stands."""
    if last is None:
        return [f"{p} later"]
    away, kind = said.sentence - last.sentence, last.mention.kind
    found = [f"{p} away {_step(away)} {kind}", f"{p} order {min(last.order, 3)} away {min(away, 2)}"]
    if last.within >= 0:
        found.append(f"{p} last within")
        if last.within == said.within:
            found.append(f"{p} beside")
    if last.wording.pronoun == said.wording.pronoun and kind == "pronoun":
        found.append(f"{p} again {_step(away)}")
    if said.order == 0 and p not in ("WE", "I", "YOU"):
        found.append(f"{p} opens {away < _NEAR} {min(last.order, 2)}")
    gap = scene.text[last.end : said.start] if away == 0 else ""
    if gap and len(gap) < _SHORT_GAP:
        found.append(f"{p} gap {gap.strip().upper()}")
    return found


def _speech(said: Said, chain: Chain, p: str, scene: Scene) -> list[str]:
    """Return who can say I and we: whom the words are quoted from, or the post and its government."""
    quoted = _is_quoted(said, scene)
    found = [f"{p} quoted {quoted} {chain.type}", f"{p} quoted {quoted} {p in chain.pronouns}"]
    for name, own in (("own", scene.own), ("post", scene.post)):
        if chain is own:
            found += [f"{p} {name}", f"{p} {name} next {_next_word(said, scene)}"]
            found.append(f"{p} quoted {quoted} {name}")
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
    w, t = said.wording, said.type
    found = [f"d types {t} {chain.type}", f"d rank {_step(rank)}"]
    found += _likeness(w, t, chain)
    found += _office(w, chain)
    found += _countries(w, t, chain)
    found += _nearness(said, chain.last, scene)
    if chain is scene.post:
        found.append("d post")
    if chain.plural != w.plural:
        found.append("d numbers differ")
    if chain.seen > _OFTEN:
        found.append(f"d often {t}")
    return found


def _likeness(w: Wording, t: str, chain: Chain) -> list[str]:
    """Return how like the words of a description are to those of a chain."""
    determiner = w.determiner or "none"
    if " ".join(w.words) in chain.forms:
        found = ["d equal", f"d equal {t}", f"d equal {determiner} {w.plural}", f"d equal {len(w.words)}"]
    elif w.content in chain.contents:
        found = ["d content", f"d content {t}"]
    elif any(w.content < c for c in chain.contents):
        found = ["d part", f"d part {t}", f"d part {determiner}", f"d part {len(w.content)}"]
    elif any(c < w.content for c in chain.contents):
        found = ["d more", f"d more {t} {determiner}"]
    elif w.head in chain.heads:
        found = ["d head only", f"d head only {determiner}"]
    else:
        found = ["d other words", f"d other words {t} {determiner}"]
    if w.head in chain.heads:
        found += [f"d head {determiner} {t}", f"d head plural {w.plural}"]
    return found


def _office(w: Wording, chain: Chain) -> list[str]:
    """Return whether a description names the office that somebody holds."""
    determiner = w.determiner or "none"
    if w.office is None:
        return []
    if w.office in chain.offices:
        found = ["d office", f"d office {determiner}"]
        if " ".join(w.words) not in chain.forms:
            found += ["d office only", f"d office only {determiner}", f"d office only {chain.named}"]
        return found
    if any(o.endswith(f" {w.office}") for o in chain.offices):
        return ["d office part", f"d office part {determiner}", f"d office part {chain.named}"]
    return ["d offices differ"] if chain.offices else []


def _countries(w: Wording, t: str, chain: Chain) -> list[str]:
    """Return whether a description and a chain speak of one country, its government, or of somebody's own."""
    found = []
    if chain.nation and w.head in word_list("government"):
        found.append("d government of nation")
    elif chain.nation:
        found.append(f"d nation {w.head if t == 'gpe' else ''}")
    if w.country and chain.countries:
        found.append(f"d country {w.country in chain.countries} {t}")
    elif w.country or chain.countries:
        found.append(f"d country of one {t} {bool(w.country)}")
    if w.words[0] in word_list("possessives"):
        found += [f"d possessive {t}", f"d possessive nation {bool(chain.nation)}"]
    return found


def _nearness(said: Said, last: Said | None, scene: Scene) -> list[str]:
    """Return how far away the last mention of a chain stands, and what stands between."""
    if last is None:
        return []
    determiner = said.wording.determiner or "none"
    away = said.sentence - last.sentence
    found = [f"d away {_step(away)}", f"d away {_step(away)} {determiner}"]
    gap = _gap(said, last, scene)
    if gap is not None:
        found += [f"d gap {gap}", f"d gap {gap} {said.type} {last.mention.kind}"]
    if last.wording.head == said.wording.head:
        found.append(f"d last head {determiner}")
    return found


def _gap(said: Said, last: Said, scene: Scene) -> str | None:
    """Return the little that stands between two mentions of one sentence."""
    if said.sentence != last.sentence or said.start - last.end >= _WIDE_GAP:
        return None
    return scene.text[last.end : said.start].strip().upper()


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
        return [
            "n new",
            f"n new {said.type}",
            f"n new of {_step(count)}",
            f"n new {_is_signature(said, scene)}",
        ]
    determiner = w.determiner or "none"
    return [
        "d new", f"d new {said.type}", f"d new {determiner}", f"d new {determiner} {w.plural}",
        f"d new of {_step(count)}", f"d new head {w.head}", f"d new long {min(len(w.words), 4)}",
        f"d new after {_word_before(said, scene)}",
    ]  # fmt: skip
