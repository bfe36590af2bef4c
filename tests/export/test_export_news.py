"""What is new, as a feed and as messages."""

from __future__ import annotations

import email
import email.policy
from email.message import EmailMessage

import msgspec
import pytest

from reftel.collection.answers import Card
from reftel.collection.profiles import Arrival, Feed, News, Profile
from reftel.export.news_atom import atom
from reftel.export.news_mail import file_name, message
from tests.export.atom_rules import ATOM, entries

CARD = Card(
    key="ab" * 32,
    mrn="2008 VALLETTA 488",
    date="2008-12-22T10:00:00Z",
    originator="AMEMBASSY VALLETTA",
    post="VALLETTA",
    subject="SEÑOR <IBÁÑEZ> & THE VESSEL",
    classification="SECRET",
    captions=("NODIS",),
    tags=("PREL", "EFIS"),
    family="text_2000s",
    source_name="exercise/a.txt",
    words=71,
)
BARE = msgspec.structs.replace(
    CARD, key="cd" * 32, mrn=None, subject=None, classification=None, captions=(), tags=(), date=None
)
STEERING = msgspec.structs.replace(CARD, key="ef" * 32, subject="A\x1b[31m\x00 B\r\nBcc: x@example.org\ud800")
CAME = "2026-05-02T08:00:00+00:00"
PROFILE = Profile("ships", 'vessel <&> "survey"', "2026-05-01T08:00:00+00:00", issue=6)


def arrivals(*cards: Card) -> tuple[Arrival, ...]:
    return tuple(Arrival(card, CAME, ("ships", "all")) for card in cards)


def feed(*cards: Card) -> Feed:
    return Feed("urn:sha256:00", "Exercise: what is new", CAME, arrivals(*cards))


@pytest.mark.parametrize("base", [None, "http://127.0.0.1:8474/"])
@pytest.mark.parametrize("cards", [(), (CARD,), (CARD, BARE, STEERING)])
def test_a_feed_keeps_the_rules(cards: tuple[Card, ...], base: str | None) -> None:
    found = entries(atom(feed(*cards), base=base, own=f"{base}watch.atom" if base else None))
    assert len(found) == len(cards)


def test_the_rules_are_kept_by_no_chance() -> None:
    good = atom(feed(CARD, BARE))
    for old, new in [
        (b"<title>Exercise: what is new</title>", b""),
        (b"<name>reftel</name>", b""),
        (b"+00:00</updated>", b"</updated>"),
        (CARD.key.encode(), BARE.key.encode()),
        (b'type="text"', b'type="html"'),
    ]:
        assert old in good
        with pytest.raises(AssertionError):
            entries(good.replace(old, new))


def test_an_entry_is_known_by_key_and_time() -> None:
    (entry,) = entries(atom(feed(CARD), base="http://127.0.0.1:8474"))
    assert entry.findtext(f"{ATOM}id") == f"urn:sha256:{CARD.key}"
    assert entry.findtext(f"{ATOM}updated") == CAME
    assert entry.findtext(f"{ATOM}title") == "2008 VALLETTA 488: SEÑOR <IBÁÑEZ> & THE VESSEL"
    assert [c.get("term") for c in entry.findall(f"{ATOM}category")] == ["ships", "all"]
    (link,) = entry.findall(f"{ATOM}link")
    assert link.get("href") == f"http://127.0.0.1:8474/telegram/key/{CARD.key[:12]}"
    content = str(entry.findtext(f"{ATOM}content"))
    assert "From: AMEMBASSY VALLETTA" in content
    assert "Classification: SECRET, NODIS" in content


def read(data: bytes) -> EmailMessage:
    parsed = email.message_from_bytes(data, policy=email.policy.default)
    assert isinstance(parsed, EmailMessage)
    assert not parsed.defects
    return parsed


def test_a_message_lists_what_is_new() -> None:
    mail = read(message(News(PROFILE, arrivals(CARD, BARE)), "Exercise", to="desk@example.org"))
    assert mail["Subject"] == "ships: 2 new telegrams in Exercise"
    assert mail["To"] == "desk@example.org"
    assert mail["Date"].datetime.isoformat() == CAME
    body = mail.get_content()
    assert "2008 VALLETTA 488: SEÑOR <IBÁÑEZ> & THE VESSEL" in body
    assert f"{BARE.key[:12]}: (no subject)" in body
    assert PROFILE.query in body


def test_a_message_is_the_same_until_it_is_told() -> None:
    news = News(PROFILE, arrivals(CARD))
    assert message(news, "Exercise") == message(news, "Exercise")
    assert file_name(PROFILE) == "ships-000007.eml"
    later = News(msgspec.structs.replace(PROFILE, issue=7), arrivals(CARD))
    assert read(message(later, "Exercise"))["Message-ID"] != read(message(news, "Exercise"))["Message-ID"]
    more = News(PROFILE, arrivals(CARD, BARE))
    assert read(message(more, "Exercise"))["Message-ID"] == read(message(news, "Exercise"))["Message-ID"]


def test_a_subject_adds_no_header() -> None:
    mail = read(
        message(News(PROFILE, arrivals(STEERING)), "Mine\r\nBcc: y@example.org", to="a@b.example\nX: y")
    )
    assert mail["Bcc"] is None
    assert mail["X"] is None
    assert mail["Subject"] == "ships: 1 new telegram in Mine Bcc: y@example.org"
    assert "A\x1b" not in mail.get_content()
