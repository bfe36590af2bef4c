"""What somebody hidden said is given to nobody else in an edition."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import reftel
from reftel.collection import Collection, annotate_collection
from reftel.collection.leaks import CLAIM, leak_test
from reftel.collection.said import hidden
from reftel.collection.said.maker import Maker
from reftel.extract.annotations import Annotations, Attribution, Entity, Mention
from reftel.model import Span, Telegram
from tests.collection.said import annotated, find, made
from tests.release.hiding import text

PUBLIC = '\n[[class]]\nname = "public"\nceiling = "CONFIDENTIAL"\n'
M = "[name withheld]"
U = "Dockers' Union"


def kept(body: str, source: str, *, kind: str = "name", type_: str = "organization") -> bool:
    """Tell whether the claim of this source (its first place in the body) is kept; the cue is `said`."""
    (telegram,) = reftel.parse(text(1, f"1. (C) {body}\n"))
    base = telegram.source.span.start

    def place(words: str) -> Span:
        at = telegram.text.index(words) + base
        return Span(at, at + len(words))

    mention = Mention(place(source), type_, kind, 0)  # type: ignore[arg-type]
    claim = Attribution(
        0, "state", False, None, (place(source),), (place("said"),), (), (place("boats came"),), speaker=0
    )  # fmt: skip
    return bool(hidden.without_hidden(telegram, Annotations((mention,), attributions=(claim,))).attributions)


@pytest.mark.parametrize(
    "body",
    [
        f"{M}, secretary general of the {U}, said that boats came.",
        f"{M}, Sec. Gen. of the {U}, said that boats came.",
        f"{M} of the {U} has said that boats came.",
        f"{M}, who heads the {U} and sails, said that boats came.",
        f"The head of the {U}, {M}, said that boats came.",
        f"The {U} secretary general {M} said that boats came.",
        f"{M} and the {U} said that boats came.",
        f"At a lunch {M}\nof the {U} said that boats came.",
        f"[identity withheld], an officer of the {U}, said that boats came.",
    ],
)
def test_who_stands_by_a_mark_in_one_clause_does_not_speak_in_its_place(body: str) -> None:
    assert not kept(body, U)
    assert kept(body.replace(M, "Vella").replace("[identity withheld]", "Vella"), U)


@pytest.mark.parametrize(
    "body",
    [
        f"The {U} said that boats came. {M} was away.",
        f"{M} was away. The {U} said that boats came.",
        f"Vella met {M}, the minister. The {U} said that boats came.",
        f"The {U} said that {M} knew that boats came.",
        f"Vella told {M} that the {U} said boats came.",
        f"{M} was away, but the {U} said that boats came.",
        f"After a word with {M} they left; the {U} said that boats came.",
        f"{M} was there, said the {U}: boats came.",
        f"The {U}, after a word with {M}, said that boats came.",
    ],
)
def test_who_speaks_in_a_clause_of_his_own_is_kept(body: str) -> None:
    assert kept(body, U)


@pytest.mark.parametrize(
    ("source", "known"),
    [("The secretary general", False), ("The ministers", True), ("Two farmers", True), ("A guard", True)],
)
def test_a_description_after_a_mark_may_mean_the_one_who_is_hidden(source: str, *, known: bool) -> None:
    body = f"{M} sat down. {source} said that boats came."
    assert kept(body, source, kind="nominal", type_="person") is known
    assert kept(body.replace(M, "Vella"), source, kind="nominal", type_="person")


HIDES = (
    "1. (C) Karim al-Tamimi (strictly protect), secretary general of the General Union of Dockers, told "
    "Emboff that the strike would begin on Monday.\n\n"
    "2. (C) Karim al-Tamimi, the brother of Minister Rui Lopes, told us that wheat was scarce. Paulo "
    "Lopes said that the school was open.\n"
)


def test_words_of_somebody_hidden_are_given_to_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = made(tmp_path, {1: HIDES})
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(PUBLIC)
    annotate_collection(mine, workers=1)
    with Collection.open(mine) as whole:
        assert len(whole.claims()) == 3
    with Collection.open(mine, reader="public") as public:
        assert [c.quote for c in public.claims()] == ["the school was open"]
    assert leak_test(mine, "public").leaks == ()

    # without the rules the leak test says whose words are given to somebody else
    monkeypatch.setattr(hidden, "beside_mark", lambda *_: False)
    monkeypatch.setattr(hidden, "is_said_by_hidden", lambda *_: False)
    misled = _misled("wheat was scarce", "Rui Lopes", reftel.annotate)
    annotated(mine, find=misled, maker=Maker("test", "second"), again=True)
    found = leak_test(mine, "public").leaks
    assert {leak.way for leak in found} == {CLAIM}
    assert "wheat was scarce" in {leak.word for leak in found}


def test_the_whole_collection_knows_what_the_words_that_are_left_do_not_say(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A finder that reads what is left as the words of somebody else is corrected by the whole text."""
    body = "1. (C) Karim al-Tamimi (protect) met pilots. Karim al-Tamimi said that nets came.\n"
    mine = made(tmp_path, {1: body})
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(PUBLIC)
    annotated(mine, find=_misled("nets came", "VALLETTA"))
    with Collection.open(mine, reader="public") as public:
        assert public.claims() == ()
    assert leak_test(mine, "public").leaks == ()
    monkeypatch.setattr(hidden, "is_said_by_hidden", lambda *_: False)
    annotated(mine, find=_misled("nets came", "VALLETTA"), maker=Maker("test", "third"), again=True)
    with Collection.open(mine, reader="public") as public:
        assert [c.quote for c in public.claims()] == ["nets came"]
    assert [(leak.word, leak.way) for leak in leak_test(mine, "public").leaks] == [("nets came", CLAIM)]


def _misled(
    said: str, by: str, honest: Callable[[Telegram], Annotations] = find
) -> Callable[[Telegram], Annotations]:
    """Return a finder that gives words to somebody else where whoever said them is hidden."""

    def misled(telegram: Telegram) -> Annotations:
        if "Tamimi" in telegram.text:
            return honest(telegram)
        start = telegram.source.span.start
        at, name = telegram.text.index(said) + start, telegram.text.index(by) + start
        place, words = Span(name, name + len(by)), Span(at, at + len(said))
        mention = Mention(place, "organization", "name", 0)
        entity = Entity(0, "organization", by)
        claim = Attribution(0, "state", False, None, (place,), (), (), (words,), speaker=0)
        return Annotations((mention,), (entity,), attributions=(claim,))

    return misled


def test_words_of_ours_for_what_is_named_are_no_leak(tmp_path: Path) -> None:
    """What is kept of claims has keys with the kind of what is named: organization:harbor union."""
    said = "1. (C) The Harbor Union told us that the Free Dockers' Union was poor."
    body = f"{said}\n\n2. (S) Its organization is bad.\n"
    mine = made(tmp_path, {1: body})
    with (mine / "reftel.toml").open("a") as settings:
        settings.write(PUBLIC)
    annotate_collection(mine, workers=1)
    assert leak_test(mine, "public").leaks == ()
