"""The leak test: whether an edition gives away any word that stands only in what its readers may not see.

First all that the edition's folder holds is read, then it is asked in every way there is.  Last its claims
are held against those of the whole collection: what somebody hidden said must not be given to anybody.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from typing import get_args

import msgspec

from reftel.collection import database
from reftel.collection.answers import Thread
from reftel.collection.contrasts import Against
from reftel.collection.contrasts.kept import read_all
from reftel.collection.layout import Layout, read_settings
from reftel.collection.missing import Wanted
from reftel.collection.numbers import read_number
from reftel.collection.reader import Collection
from reftel.collection.rows import telegram_of
from reftel.collection.said import Asked
from reftel.collection.said.compared import claims_of_hidden
from reftel.collection.said.naming import forms_of
from reftel.collection.search.document import fields_of
from reftel.collection.search.explanations import OTHER_SPELLINGS
from reftel.collection.search.folding import terms
from reftel.collection.search.index import WORDS
from reftel.collection.search.words import joined_words
from reftel.errors import CollectionError, ReftelError
from reftel.extract.annotations import Type
from reftel.extract.contrast.records import Claim, Name
from reftel.marking.series import SERIES_CHECKS
from reftel.model import Record
from reftel.record import to_dict
from reftel.release.edition import texts_of
from reftel.release.policy import ReaderClass
from reftel.terms.countries import of_post

# So many words are asked for, spread over all; reading the folder looks at every one.
ASKED = 300

CLAIM = "claim of somebody hidden"  # the way in which the words of a claim come back

_SHORTEST = 3


class Leak(Record, frozen=True):
    """A word that came back, or the words of somebody hidden, and how."""

    word: str
    way: str


class LeakTest(Record, frozen=True):
    """What the leak test of an edition did and found."""

    reader: str
    hidden: int  # words that stand only in what this class may not see
    asked: int  # how many of them were asked for, each in every way
    leaks: tuple[Leak, ...]


def leak_test(path: str | os.PathLike[str], reader: str, *, asked: int = ASKED) -> LeakTest:
    """Test the edition of a class of readers against the whole collection."""
    layout = Layout(path)
    rules = read_settings(layout).reader(reader)
    with Collection.open(path, reader=reader) as edition:
        visible = set(_words_held(layout.edition(reader)))
        visible |= {form for word in visible for form in forms_of(word)}
        hidden = sorted({w for w in _words_held(layout) if len(w) >= _SHORTEST} - visible)
        step = max(1, len(hidden) // asked)
        some = hidden[::step]
        secret = frozenset(hidden)
        leaks = [
            *(Leak(w, "stored") for w in sorted(secret.intersection(_stored(layout.edition(reader))))),
            *(leak for word in some for leak in _asked(edition, word, secret)),
            *_lists(edition, secret),
            *(Leak(said, CLAIM) for said in _said_by_hidden(layout, rules)),
        ]
    return LeakTest(reader, len(hidden), len(some), tuple(leaks))


def _words_held(layout: Layout) -> Iterator[str]:
    """Yield the words of all texts and records."""
    with closing(database.open_to_read(layout)) as db:
        for record, text in db.execute("SELECT record, text FROM texts"):
            yield from _words(text)
            telegram = telegram_of(record, text)
            read = to_dict(telegram)
            yield from _words_of(read)
            yield from _numbers_of(read)
            yield from _words_of(fields_of(telegram))  # with what is joined and derived for finding
        for (name,) in db.execute("SELECT name FROM sources"):
            yield from _words(name)
        for (post,) in db.execute("SELECT DISTINCT post FROM telegrams WHERE post IS NOT NULL"):
            yield from _words(of_post(post) or "")


def _said_by_hidden(layout: Layout, reader: ReaderClass) -> Iterator[str]:
    """Yield the words of claims that are given to somebody else, as the one who says them is hidden."""
    with (
        closing(database.open_to_read(layout)) as db,
        closing(database.open_to_read(layout.edition(reader.name))) as edition,
    ):
        yield from claims_of_hidden(db, edition, reader)


def _stored(layout: Layout) -> Iterator[str]:
    """Yield every word in every table of an edition, and in its index."""
    with closing(database.open_to_read(layout)) as db:
        tables = [t for (t,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        for table in tables:
            left_out = (*_OURS, *_NO_WORDS.get(table, ()))
            columns = [c for _, c, *_ in db.execute(f"PRAGMA table_info({table})") if c not in left_out]
            if not columns:
                continue
            for row in db.execute(f"SELECT {', '.join(columns)} FROM {table}"):
                yield from _words_of([v for v in row if isinstance(v, str)])
        for kept in read_all(db):
            claims = (_without_types(told.claim) for told in kept.told)
            yield from _words_of([_plain(what) for what in (*claims, *kept.cards)])  # keys are places
    with Collection.open(layout.folder) as edition:
        lexicon = edition._fresh_index().lexicon
        for field in (*WORDS, "joined"):
            yield from (word for word, _ in lexicon.words_from("", 10_000_000, field))


def _without_types(claim: Claim) -> Claim:
    """Return a claim without its places, and keys without our word for what is named: organization:guild."""

    def bare(key: str | None) -> str | None:
        kind, parted, rest = (key or "").partition(":")
        return rest if parted and kind in _TYPES else key

    def named(names: Iterable[Name]) -> tuple[Name, ...]:
        return tuple(msgspec.structs.replace(n, key=bare(n.key) or "") for n in names)

    return msgspec.structs.replace(
        claim, key="", within=None, speaker=bare(claim.speaker), hearer=bare(claim.hearer),
        names=named(claim.names), grounds=named(claim.grounds),
    )  # fmt: skip


def _asked(edition: Collection, word: str, secret: frozenset[str]) -> Iterator[Leak]:
    """Ask for a word in every way there is; what comes back may hold it only as an echo of the question."""
    for way, query in _ways(word):
        number = read_number(query)  # who cites a number that is withheld says so in open words
        echo = {*terms(query), *terms(str(number or ""))}
        answers = _more_answers(edition, query) if way == _AS_TYPED else _answers(edition, query)
        for call, told in answers:
            found = secret.intersection(_words_of(told)) - echo
            yield from (Leak(f, f"{way}, {call}") for f in sorted(found))
            counted = call == "search" and isinstance(told, dict) and told["total"]
            if counted and number is None and way in _EXACT:
                yield Leak(word, f"{way}, count")


_AS_TYPED = "other spelling"  # the way in which a word is asked for as it is

# Ways that find a word only as it is written; others find what it means, or is like.
_EXACT = ("word", "phrase", "subject", "signed")


def _ways(word: str) -> Iterator[tuple[str, str]]:
    yield "word", f"={word}"
    yield "other spelling", word
    yield "phrase", f'"{word} {word}"'
    yield "subject", f"subject:{word}"
    yield "post", f"from:{word}"
    yield "tags", f"tags:={word.upper()}"
    yield "near tags", f"tags:{word}"  # by meaning
    yield "signed", f"signed:{word}"
    yield "near caption", f"caption:{word}"
    yield "near source", f"source:{word}"
    yield "classifier", f"classifiedby:{word}"
    yield "near wildcard", f"{word[:2]}*{word[-1]}"
    yield "near another", f"{word} NEAR/9 {word}x"
    yield "near misspelt", f"{word}x"
    yield "near beginning", f"{word[:-1]}*" if len(word) > _SHORTEST else word
    yield "near spelling", f"{word}~"


def _answers(edition: Collection, query: str) -> Iterator[tuple[str, object]]:
    """Yield what each way of asking gives; an error gives its words."""
    ways: tuple[tuple[str, Callable[[], object]], ...] = (
        ("search", lambda: edition.search(query, limit=20)),
        ("select", lambda: list(edition.select(query).entries())),
        ("find", lambda: edition.find(query)),
        ("near", lambda: edition.near(query)),
        ("cited_by", lambda: edition.cited_by(query)),
    )
    for call, ask in ways:
        try:
            yield call, _plain(ask())
        except ReftelError as error:
            yield call, [str(error), getattr(error, "suggestion", None) or ""]


def _more_answers(edition: Collection, query: str) -> Iterator[tuple[str, object]]:
    """Yield what each way of asking gives, with the slower ones."""
    yield from _answers(edition, query)
    with suppress(ReftelError):  # as for the search, which has told what the error says
        yield "missing", _plain(edition.missing(20, Wanted(query=query)))
    yield "missing number", _plain(_missing(edition, query))
    said = edition.said
    yield "claims by", _plain(said.claims(Asked(speaker=query), limit=20))
    yield "claims to", _plain(said.claims(Asked(hearer=query), limit=20))
    yield "claims about", _plain(said.claims(Asked(about=query), limit=20))
    yield "claims at", _plain(said.claims(Asked(place=query), limit=20))
    yield "people", _plain(said.people(query, limit=20))
    yield "places", _plain(said.places(query, limit=20))
    yield "offices", _plain(said.offices(query))
    yield "contrasts", _plain(edition.contrasts(Against(about=query, weak=True), limit=20))
    yield "contrasts by", _plain(edition.contrasts(Against(speaker=query, weak=True), limit=20))
    yield "timeline", _plain(said.timeline(about=query, limit=20))
    yield "timeline of", _plain(said.timeline(person=query, limit=20))


# What answers hold besides values: the question again, and sentences of our own.
_OURS = (
    *("query", "why", "status", "relation", "reason", "sure"),
    *("best", "breaks", "cautions", "footnote", "no_regression", "period_name"),
    *("parts", "dates", "state", "year_known", "kind", "years"),
    "warning",
    *("certainty", "by", "rule", "manner", "type", "verdict", "source"),
)

_TYPES = frozenset(get_args(Type))  # before a key: what is named

# Columns that hold places in a text, codes of ours and the clock, but no words of telegrams.
_NO_WORDS = {
    "claims": ("source", "cue", "addressee", "content", "grounds"),
    "figures": ("counted", "whose", "bound"),
    "makers": ("version", "digest", "since"),
    "sources": ("added",),
}


def _plain(answer: object) -> object:
    """Return an answer as lists and tables, without the question and without sentences of our own."""
    told = msgspec.to_builtins(answer)
    if isinstance(told, dict):
        said = told.pop("explanations", ())
        told["spellings"] = [words for words in said if OTHER_SPELLINGS in words]
    return _values(told)


def _values(told: object) -> object:
    if isinstance(told, dict):
        return {name: _values(part) for name, part in told.items() if name not in _OURS}
    if isinstance(told, list | tuple):
        return [_values(part) for part in told]
    return told


def _lists(edition: Collection, secret: frozenset[str]) -> Iterator[Leak]:
    """Look through what is listed without being asked for a word."""
    cards = edition.cards(limit=100_000)
    told: Iterable[tuple[str, object]] = (
        ("overview", edition.overview()),
        ("missing", _plain(edition.missing(100_000))),
        ("requests", edition.requests().all()),
        ("gaps", [_plain(each) for each in edition.gaps()]),
        ("gaps of", [_plain(edition.gaps_of(each.post, each.period)) for each in edition.gaps()]),
        ("cards", cards),
        ("entries", list(edition.select().entries())),
        ("provenance", [said for _, said in edition.select().telegrams()]),
        ("news", [_plain(each.telegrams) for each in edition.profiles().peek()]),
        ("rejects", edition.rejects()),
        ("findings", edition.findings()),
        ("report", edition.build_report()),
        ("like", [edition.like(c.key) for c in cards]),
        ("copies", [_plain(edition.copies(c.key)) for c in cards]),
        ("neighbours", [edition.neighbours(c.key) for c in cards]),
        ("references", [_plain(edition.resolve(edition.telegram(c.key))) for c in cards]),
        ("followed", [_plain(edition.follow(c.key)) for c in cards]),
        ("threads", [_shown(edition.thread(c.mrn or c.key)) for c in cards]),
        ("states", edition.reference_states()),
        ("claims", _plain(edition.said.claims(Asked(), limit=None))),
        ("people", _plain(edition.said.people(limit=None))),
        ("persons", [_plain(edition.said.known(k.type, k.key)) for k in edition.said.people(limit=None)]),
        ("places", _plain(edition.said.places(limit=None))),
        ("contrasts", _plain(edition.contrasts(Against(weak=True), limit=None))),
        (
            "retellings",
            [_plain(edition.contrasts(Against(telegram=c.key, weak=True), limit=None)) for c in cards],
        ),
        ("timeline", _plain(edition.said.timeline(limit=None))),
        ("judgements", edition.said.judgements.all()),
        ("originals", [edition.original(c.key).decode("utf-8", "replace") for c in cards]),
    )
    for call, answer in told:
        found = secret.intersection(_words_of(msgspec.to_builtins(answer)))
        if call == "findings":
            found -= _words_of_checks()
        yield from (Leak(word, call) for word in sorted(found))


def _words_of_checks() -> set[str]:
    """Return the words in which checks of one telegram against another speak, whatever they find."""
    sentences = [re.sub(r"{\w+}", " ", said) for check in SERIES_CHECKS for said in check]
    return {*_words_of(sentences), "none"}


def _missing(edition: Collection, number: str) -> object:
    """Return what is told of a number as missing; that it is none, or held, is told in our own words."""
    try:
        return edition.missing_number(number)
    except CollectionError:
        return ()


def _shown(thread: Thread) -> object:
    """Return what telegrams say in a thread; the days and years inferred come from the edition itself."""
    return _plain([(m.cards, m.cites, m.cited_by) for m in thread.members])


def _words_of(told: object) -> Iterator[str]:
    for text in texts_of(told):
        yield from _words(text)


def _numbers_of(told: object) -> Iterator[str]:
    """Yield the numbers of a record as words: `000488` is read as 488."""
    if isinstance(told, int):
        yield str(told)
    for part in told.values() if isinstance(told, dict) else told if isinstance(told, list | tuple) else ():
        yield from _numbers_of(part)


def _words(text: str) -> list[str]:
    return [*terms(text), *joined_words(text)]


__all__ = ["ASKED", "CLAIM", "Leak", "LeakTest", "leak_test"]
