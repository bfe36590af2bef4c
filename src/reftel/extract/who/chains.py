"""Mentions being joined: a chain is what will be an entity."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field

from reftel.extract.annotations import Mention
from reftel.extract.page import Page
from reftel.extract.who.wording import Wording, wording


@dataclass(slots=True, eq=False)
class Said:
    """A mention with its wording and its place in the text."""

    number: int
    mention: Mention
    start: int
    end: int
    raw: str
    wording: Wording
    sentence: int
    order: int  # how many mentions stand before it in its sentence, nested ones not counted
    within: int  # the number of the mention around it, or -1

    @property
    def type(self) -> str:
        """The type of what is meant."""
        return self.mention.type


@dataclass(slots=True, eq=False)
class Chain:
    """Mentions that mean the same."""

    number: int
    type: str
    said: list[Said] = field(default_factory=list)  # in the order of joining
    nation: str | None = None
    heads: set[str] = field(default_factory=set)
    contents: set[frozenset[str]] = field(default_factory=set)
    offices: set[str] = field(default_factory=set)
    persons: set[tuple[str, ...]] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    named: bool = False
    pronouns: set[str] = field(default_factory=set)
    plural: bool = False
    why: list[str] = field(default_factory=list)
    seen: int = 0  # mentions met so far, reading from the start
    last: Said | None = None  # the last of them

    def add(self, said: Said, why: str | None = None) -> None:
        """Take a mention in, with the rule that joined it where words alone did not."""
        w = said.wording
        if not self.said:
            self.plural = w.plural or w.pronoun in ("THEY", "WE")
        self.said.append(said)
        if w.pronoun and said.mention.kind == "pronoun":
            self.pronouns.add(w.pronoun)
        else:
            self._learn(said, w)
        if why:
            self.why.append(f"{' '.join(said.raw.split())}: {why}")

    def _learn(self, said: Said, w: Wording) -> None:
        if self.type == "person" or w.person:
            self.persons |= {w.person} - {()}
        self.named = self.named or said.mention.kind == "name"
        if w.country:
            self.countries.add(w.country)
        self.heads.add(w.head)
        self.contents.add(w.content)
        self.forms.add(" ".join(w.words))
        if w.office:
            self.offices.add(w.office)
            self.heads.add(w.office.rpartition(" ")[2])
        if w.gender:
            self.genders.add(w.gender)

    def take(self, other: Chain, why: str) -> None:
        """Take in all mentions of another chain, which is then empty."""
        for i, said in enumerate(other.said):
            self.add(said, why if not i else None)
        self.why += other.why
        self.type = other.type if other.named and not self.nation else self.type
        self.nation = self.nation or other.nation
        other.said = []

    def meet(self, said: Said) -> None:
        """Note that reading has come past this mention."""
        self.seen += 1
        self.last = said


def read_mentions(page: Page, mentions: list[Mention]) -> list[Said]:
    """Return the mentions in the order of the text, the outer before the inner, each with its wording."""
    starts = page.tokens.starts
    sentences = [starts[first] for first, _ in page.sentences]
    text = page.text
    found: list[Said] = []
    around: list[Said] = []
    sentence, order = -1, 0
    ordered = sorted(mentions, key=lambda m: (m.span.start, -m.span.end))
    for i, mention in enumerate(ordered):
        start, end = mention.span.start, mention.span.end
        while around and around[-1].end <= start:
            around.pop()
        here = bisect_right(sentences, start)
        if here != sentence:
            sentence, order = here, 0
        raw = text[start:end]
        read = wording(raw, mention.type == "person")
        said = Said(i, mention, start, end, raw, read, here, order, around[-1].number if around else -1)
        order += not around
        around.append(said)
        found.append(said)
    return found
