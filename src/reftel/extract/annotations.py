"""What a telegram's text says, as records: mentions and who they mean, dates, figures, attributions.

Every span is a half-open stretch of the text that was annotated, in code points, as everywhere in reftel:
of a string the string's own offsets, of a `Telegram` those of its file's text.
"""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from reftel.model import Record, Span

Type = Literal["person", "group", "organization", "gpe", "location"]
Kind = Literal["name", "nominal", "pronoun"]
Manner = Literal[
    "state", "confirm", "deny", "doubt", "believe", "intend",
    "ask", "order", "agree", "refuse", "promise", "warn",
]  # fmt: skip
Certainty = Literal["stated", "inferred", "approximate", "open"]
Bound = Literal["exact", "about", "at least", "at most"]


class Mention(Record, frozen=True):
    """Words that mean a person, a group, an organization, a country or city (gpe) or another place.

    `entity` is the number of the entity meant, `by` the rule or model that found the mention.
    """

    span: Span
    type: Type
    kind: Kind
    entity: int = -1
    by: str = "model"


class Entity(Record, frozen=True):
    """Who or what several mentions of one text mean.

    `name` is the fullest name or description in the text, `also` its other names (acronym, alias, spelling),
    `offices` the titles and offices that the text gives a person, each as written.  `why` says, for each
    further mention that was joined by more than equal words, which rule joined it.
    """

    number: int
    type: Type
    name: str
    also: tuple[str, ...] = ()
    offices: tuple[str, ...] = ()
    why: tuple[str, ...] = ()


class When(Record, frozen=True):
    """A date in the text and the days it can mean, first and last included (`1976-05-14`), null where open.

    `stated`: the text gives the whole date; `inferred`: year, month or day concluded from the telegram's
    date; `approximate`: words such as early, end of, about; `open`: no day can be told (end of Ramadan).
    """

    span: Span
    earliest: str | None
    latest: str | None
    certainty: Certainty
    why: str


class Figure(Record, frozen=True):
    """A quantity: from `low` to `high` (equal for one figure), in `unit` or `currency` (ISO code), of what.

    `counted` is the place of the words that say what is counted, `of` of whom or of what.
    """

    span: Span
    low: float | None
    high: float | None
    bound: Bound = "exact"
    unit: str | None = None
    currency: str | None = None
    counted: Span | None = None
    of: Span | None = None


class Attribution(Record, frozen=True):
    """Words that somebody is reported to have said, thought, wanted, asked or denied.

    Roles are tuples of spans, several where the words are interrupted, none where the text names none.
    `own` is the post's own view; `continues` the number of the attribution whose source speaks on without a
    cue; `within` the number of the attribution in whose content this one stands; `grounds` are the places
    that name the source's own sources (`X and Y were his sources`).  `speaker` and `hearer` are entities.
    `sure` is the chance, 0 to 1, that somebody is here said to have said this; null where it was not told.
    """

    n: int
    manner: Manner
    own: bool
    continues: int | None
    source: tuple[Span, ...]
    cue: tuple[Span, ...]
    addressee: tuple[Span, ...]
    content: tuple[Span, ...]
    within: int | None = None
    grounds: tuple[Span, ...] = ()
    speaker: int | None = None
    hearer: int | None = None
    sure: float | None = None
    by: str = "model"


class Annotations(Record, frozen=True):
    """Everything found in one text, each list in the order of the text."""

    mentions: tuple[Mention, ...] = ()
    entities: tuple[Entity, ...] = ()
    dates: tuple[When, ...] = ()
    figures: tuple[Figure, ...] = ()
    attributions: tuple[Attribution, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return plain lists and dictionaries; a mention's span is its `start` and `end`."""
        plain: dict[str, Any] = msgspec.to_builtins(self)
        for mention in plain["mentions"]:
            mention["start"], mention["end"] = mention.pop("span")
        return plain
