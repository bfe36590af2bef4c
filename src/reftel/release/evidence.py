"""What a telegram says of itself as a copy: corrected, sent again, quoting another; and what two agree in."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from reftel.model import Telegram
from reftel.terms.posts import post_of_plad, read_post

_CORRECTED = re.compile(
    r"C[ \t]?O[ \t]?R[ \t]?R[ \t]?E[ \t]?C[ \t]?T[ \t]?E[ \t]?D[ \t]{0,4}C[ \t]?O[ \t]?P[ \t]?Y[^\n]{0,80}"
)
_SIGNAL = re.compile(r"\bZEL\b")
_AGAIN = re.compile(
    r"\b(?:READDRESS(?:ED|AL)?|RETRANSMI(?:T|TTED|SSION)|RETRANS|SENT AGAIN|ZFF\d?|POSS(?:IBLE|\.)?[ \t]+DUPE"
    r"|REPEATED TO YOU|(?:IS|BEING) REPEATED (?:TO|FOR))\b"
)
_VICE = re.compile(
    r"\b(?:MRN|NUMBER|NR|TELEGRAM)\.?[ \t]+(?P<right>[A-Z .]{0,24}?\d{1,6})[ \t,]{1,3}VICE[ \t]+"
    r"(?P<wrong>[A-Z .]{0,24}?\d{1,6})\b"
)
_QUOTE = re.compile(r"^[ \t]*QUOTE[.:]?[ \t\r]*$", re.M)
_UNQUOTE = re.compile(r"^[ \t]*UNQUOTE\b", re.M)
_REPEAT = re.compile(
    r"\bFOL(?:LOWING|L)?\.?\s{1,4}(?:TEL(?:EGRAM)?\s{1,4})?(?:IS[ \t]{1,4})?(?:A[ \t]{1,4})?(?:REPEAT|RPT)"
    r"(?:ED)?(?:\s{1,4}OF)?\s{1,4}(?P<post>[A-Z][A-Z .]{1,24}?)\s{1,4}(?P<serial>\d{1,6})\b"
)
_HEAD = 4000  # characters in which a telegram says what kind of copy it is
_CUT = 30  # letters by which a subject cut short is still recognised
_NO_LETTER = re.compile(r"[\W_]+")


def correction(telegram: Telegram) -> str | None:
    """Return the words by which a telegram says that it is a corrected copy; null where it does not."""
    head = telegram.text[:_HEAD]
    if "O" not in head:
        return None
    if found := _CORRECTED.search(head):
        return " ".join(found[0].split())
    signals = [telegram.words(s.span) for s in telegram.segments if s.kind == "security"]
    return next((" ".join(line.split()) for line in signals if _SIGNAL.search(line)), None)


def said_again(telegram: Telegram) -> str | None:
    """Return the words by which a telegram says that it was sent before."""
    found = _AGAIN.search(telegram.text[:_HEAD])
    return found[0] if found else None


def other_numbers(telegram: Telegram) -> tuple[str, ...]:
    """Return the other numbers its text may be held under: a wrong one corrected, one it quotes whole."""
    if not _may_bear_others(telegram.text):
        return ()
    return tuple(dict.fromkeys((*_wrong_numbers(telegram), *quoted_whole(telegram))))


def _may_bear_others(text: str) -> bool:
    """Tell quickly whether `other_numbers` is worth asking."""
    return "QUOTE" in text or " VICE " in text or ("REPEAT" in text and "FOL" in text)


def _wrong_numbers(telegram: Telegram) -> list[str]:
    own = telegram.mrn.value if telegram.mrn else None
    found = _VICE.search(telegram.text[:_HEAD])
    if own is None or found is None:
        return []
    post, serial = re.fullmatch(r"([A-Z .]*?)[ ]*(\d+)", found["wrong"].strip()).groups()  # type: ignore[union-attr]
    named = read_post(post) if post.strip() else None
    return [f"{own.year} {named.post.name if named else own.post} {int(serial)}"]


@lru_cache(maxsize=256)
def _quoted(text: str, year: int | None) -> tuple[str, ...]:
    from reftel.reading import parse

    opened = _QUOTE.search(text)
    if opened is None:
        return ()
    closed = _UNQUOTE.search(text, opened.end())
    inner = parse(text[opened.end() : closed.start() if closed else len(text)].lstrip("\r\n"), year=year)
    return tuple(str(t.mrn.value) for t in inner[:1] if t.mrn)


def quoted_whole(telegram: Telegram) -> tuple[str, ...]:
    """Return the numbers of telegrams that this one says to repeat whole, or quotes with their header."""
    if not _may_bear_others(telegram.text):
        return ()
    own = telegram.mrn.value if telegram.mrn else None
    year = own.year if own else telegram.dtg.value.year if telegram.dtg else None
    numbers = list(_quoted(telegram.text, year))
    if year and (found := _REPEAT.search(telegram.text)):
        named = read_post(" ".join(found["post"].split()))
        numbers += [f"{year} {named.post.name} {int(found['serial'])}"] if named else []
    return tuple(n for n in dict.fromkeys(numbers) if own is None or n != str(own))


def days_apart(first: Telegram, second: Telegram) -> int | None:
    """Return how many days lie between two telegrams; null where one has no day."""
    days = [_day(t) for t in (first, second)]
    return None if days[0] is None or days[1] is None else abs((days[0] - days[1]).days)


def _day(telegram: Telegram) -> date | None:
    written = telegram.dtg.value.iso[:10] if telegram.dtg else ""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None


def same_subject(first: Telegram, second: Telegram) -> bool:
    """Tell whether two telegrams have one subject, which an index may have cut short."""
    one, other = (t.subject.value if t.subject else None for t in (first, second))
    return alike(one, other)


def alike(one: str | None, other: str | None) -> bool:
    """Tell whether two subjects have the same letters and digits, as far as the shorter goes.

    >>> alike("VISIT OF THE MINISTER OF FISHERIES, PART", "Visit of the Minister of Fisheries: Part Two")
    True
    """
    a, b = (_NO_LETTER.sub("", (subject or "").casefold()) for subject in (one, other))
    shorter = min(len(a), len(b))
    return shorter > 0 and (a == b or (shorter >= _CUT and a[:shorter] == b[:shorter]))


def addressed(telegram: Telegram) -> tuple[str, ...]:
    """Return the posts that a telegram is addressed to, of those that the table of posts knows."""
    known = (post_of_plad(f.value.plad) for f in telegram.addressees if not f.value.collective)
    return tuple(dict.fromkeys(post.name for post in known if post))
