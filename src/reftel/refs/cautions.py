"""What the figures of completeness assume, and what speaks against it: two tables of codes and words."""

from __future__ import annotations

from typing import Literal, NamedTuple

from reftel.model import Record

Towards = Literal["too low", "too high", "either way", "not at all"]


class Assumption(NamedTuple):
    """What a figure rests on."""

    code: str
    figure: str
    words: str


ASSUMPTIONS = (
    Assumption("counts-from-one", "all", "The post counted its telegrams from 1 at the beginning of the "
               "period (calendar years from 1970, fiscal years from July before) and left no number out."),
    Assumption("numbers-read", "all", "The numbers were read as they were sent; numbers and dates far out of "
               "line are set aside, and said to be."),
    Assumption("cited-exist", "maximum", "A number that is cited, with its year, was sent. Cited numbers "
               "raise the least that was sent; they are no part of the sample."),
    Assumption("random-sample", "numbers", "What is held is a random sample of what was sent: each telegram "
               "had the same chance to be released and to be in the collection."),
    Assumption("steady-pace", "regression", "After the last date held the post went on as before; how "
               "unsteady it was until then is in the interval."),
    Assumption("even-between", "months", "Between two numbers held with their dates, telegrams were sent at "
               "a steady pace; up to the first held from the first day of the period on."),
    Assumption("serials-run-on", "channels", "The serial rises by one with each telegram to that addressee, "
               "has four figures and turns over after 9999."),
)  # fmt: skip


class Row(NamedTuple):
    """A caution as the table has it; the words may hold values in braces."""

    towards: Towards
    words: str
    random: bool = False  # does it say that the numbers held are no random sample


CAUTIONS: dict[str, Row] = {
    "few": Row("either way", "Only {held} are held: the interval says little more than that it is wide."),
    "bunched": Row("either way", "The numbers held are bunched, not a random sample ({why}). {top}", True),
    "bunched-low": Row(
        "too low",
        "The numbers held are bunched, and thin out towards the end ({why}): more may lie beyond the highest "
        "than the interval says. {top}",
        True,
    ),
    "bunched-high": Row(
        "too high",
        "The numbers held are bunched, and lie closest towards the end ({why}): the upper bound is likely "
        "too high. {top}",
        True,
    ),
    "too-regular": Row(
        "either way",
        "The numbers held lie more evenly than chance would have it, as when every so-many-th is kept: the "
        "interval is wider than it need be.",
        True,
    ),
    "end-missing": Row(
        "too low",
        "Nothing is held of the last {days} days of the period (after {reach}), where at that pace about "
        "{expected} would be held: the numbers alone tell only of the time before. {instead}",
        True,
    ),
    "collection-ends": Row(
        "too low",
        "The collection itself holds nothing later than {horizon}, before the period ends on {last}: what "
        "the numbers tell ends there.",
    ),
    "ahead": Row(
        "either way",
        "The curve is carried on over {days} days, {share} of the period, of which nothing is held: its "
        "interval allows for unsteadiness such as was seen, not for a post that changes its ways.",
    ),
    "reset": Row(
        "either way",
        "Numbering begins anew within the period: after {after} comes {before}. Each run is estimated by "
        "itself, and the figures are added up.",
    ),
    "leap": Row(
        "either way",
        "Numbering leaps from {after} to {before}, which no pace explains. What lies between is taken as "
        "never used; the numbers from there on are estimated by themselves, and as many may stand before "
        "the lowest held as beyond the highest.",
    ),
    "parallel": Row(
        "either way",
        "Two series of numbers run side by side, up to {after} and from {before} on. Each is estimated by "
        "itself, the second from its lowest number held.",
    ),
    "set-aside": Row(
        "not at all",
        "Set aside as too high to belong to the series, misread or of another one: {numbers}.",
    ),
    "cited-aside": Row(
        "not at all",
        "Cited, but set aside as far above what the series can have reached: {numbers}.",
    ),
    "out-of-line": Row(
        "not at all",
        "{count} far out of line with the dates of the numbers around: {numbers}. The number or the date is "
        "misread, or the telegram waited long, or it was numbered in the period before.",
    ),
    "number-twice": Row(
        "not at all",
        "Numbers that two telegrams with dates far apart bear: {numbers}. One of them is misread, or numbers "
        "were given twice.",
    ),
    "undated": Row("not at all", "{count} held without a date: they count, but say nothing about the pace."),
    "unknown-period": Row(
        "not at all",
        "{count} could not be told to a fiscal year, for want of a date, and {is_are} left out.",
    ),
    "mix-changes": Row(
        "either way",
        "The mix of classifications held changes between the first, middle and last numbers more than chance "
        "explains. The traffic itself may have changed; or telegrams of some levels are held better in one "
        "part of the period than in another, which moves the total if it is the last part.",
    ),
    "levels-absent": Row(
        "not at all",
        "None of the {held} held is {levels}. If such telegrams were sent and withheld throughout, the total "
        "stands, but the share held of them is nil, not the share given.",
    ),
    "citations-disagree": Row(
        "either way",
        "Of {cited} numbers that telegrams cite, {share} are held, where {expected} of all are: what is "
        "cited and what is held were not chosen independently of each other.",
        True,
    ),
    "channel-contradicts": Row(
        "either way",
        "The serials to {to} rise by more than the post's own numbers do: a number or serial is misread, or "
        "the channel counts what the post does not.",
    ),
}  # fmt: skip


class Caution(Record, frozen=True):
    """Something that speaks against a figure: its code, in words, and where it pulls the estimate."""

    code: str
    towards: str
    words: str
    random: bool  # says that the numbers held are no random sample


def caution(code: str, **values: object) -> Caution:
    """Return a caution with its words filled in.

    >>> caution("few", held=2).words
    'Only 2 are held: the interval says little more than that it is wide.'
    """
    row = CAUTIONS[code]
    return Caution(code, row.towards, " ".join(row.words.format(**values).split()), row.random)
