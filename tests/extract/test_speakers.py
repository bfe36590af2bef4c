"""Who a pronoun that reports means: whoever has been speaking, not a name on the way."""

from __future__ import annotations

from reftel.extract.annotations import Attribution, Entity, Mention
from reftel.extract.page import Page
from reftel.extract.speakers import running_speakers
from reftel.model import Span

TEXT = (
    "Kelemen said the yacht lay in the bay. It carried lamps for Lindqvist and Mr. Okafor. "
    "He said the school was open. "
    "He added that it was new."
)


def _found(*, heard: bool = False) -> tuple[list[Attribution], list[Entity], list[int]]:
    """Annotate the text with both pronouns given to the last of two names."""
    names = [("Kelemen", 0), ("Lindqvist", 2), ("Mr. Okafor", 1)]
    mentions = [Mention(_span(words), "person", "name", entity) for words, entity in names]
    he = [i for i in range(len(TEXT)) if TEXT.startswith("He ", i)]
    mentions += [Mention(Span(at, at + 2), "person", "pronoun", 1) for at in he]
    hearer = (_span("Mr. Okafor"),) if heard else ()
    said = [
        _said(1, _span("Kelemen"), 0, hearer, 1 if heard else None),
        _said(2, Span(he[0], he[0] + 2), 1),
        _said(3, Span(he[1], he[1] + 2), 1),
    ]
    entities = [
        Entity(0, "person", "Kelemen"),
        Entity(1, "person", "Okafor"),
        Entity(2, "person", "Lindqvist"),
    ]
    now, people, told = running_speakers(Page(TEXT), mentions, entities, said)
    return told, people, [m.entity for m in now if m.kind == "pronoun"]


def _span(words: str) -> Span:
    return Span(TEXT.index(words), TEXT.index(words) + len(words))


def _said(
    n: int, source: Span, speaker: int, addressee: tuple[Span, ...] = (), hearer: int | None = None
) -> Attribution:
    return Attribution(n, "state", False, None, (source,), (), addressee, (), speaker=speaker, hearer=hearer)


def test_a_pronoun_goes_to_whoever_has_been_speaking_and_those_after_it_too() -> None:
    told, people, pronouns = _found()
    assert [a.speaker for a in told] == [0, 0, 0]
    assert pronouns == [0, 0]
    assert people[0].why == ("He: speaks on",)


def test_who_was_spoken_to_may_answer() -> None:
    told, _, pronouns = _found(heard=True)
    assert [a.speaker for a in told] == [0, 1, 1]
    assert pronouns == [1, 1]


def test_who_opens_a_paragraph_speaks_in_its_second_sentence() -> None:
    text = "1. Kelemen said the bay was shut.\n\n2. Pilot Okafor came back. He said the bay was open."
    at = text.index("He said")
    spans = [Span(3, 10), Span(text.index("Pilot"), text.index(" came")), Span(at, at + 2)]
    mentions = [
        Mention(spans[0], "person", "name", 0),
        Mention(spans[1], "person", "name", 1),
        Mention(spans[2], "person", "pronoun", 0),
    ]
    entities = [Entity(0, "person", "Kelemen"), Entity(1, "person", "Okafor")]
    _, _, told = running_speakers(
        Page(text), mentions, entities, [_said(1, spans[0], 0), _said(2, spans[2], 0)]
    )
    assert [a.speaker for a in told] == [0, 1]
