"""Find planted contradictions and revisions among exercise traffic: `make bench-contrasts`."""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from math import sqrt
from pathlib import Path
from typing import NamedTuple, get_args

from bench.contrasts.exercise import EACH, Half, Pair, Telegram, pairs, telegrams
from bench.page import put
from reftel.extract.contrast import Card, Claim, Side, contrasts, is_weak

_LONG = 30  # letters by which a passage is known
TYPES = ("contradiction", "revision")
HALVES = get_args(Half)


class Found(NamedTuple):
    """What was found of the planted pairs, by type; `other` cards stand for no planted pair."""

    right: Counter[str]
    planted: Counter[str]
    given: Counter[str]
    wrong: list[str]


def main(words: Sequence[str] | None = None) -> int:
    """Measure both halves of the phrasings, with planted claims and with what annotate finds."""
    asked = _arguments().parse_args(words)
    rows: list[str] = []
    for half in asked.half:
        planted = [p for n in range(asked.seeds) for p in pairs(half, asked.seed + n, asked.each)]
        for chain in asked.chain:
            found = Found(Counter(), Counter(), Counter(), [])
            for n in range(asked.seeds):
                some = pairs(half, asked.seed + n, asked.each)
                made = telegrams(some, asked.seed + n)
                claims = _planted(made) if chain == "planted" else _read(made, chain)
                _score(found, some, made, contrasts(claims).cards)
            _tell(half, chain, found, len(planted), show=asked.show)
            rows += _rows(half, chain, found)
    if asked.write:
        put(asked.write, "contrasts", "\n".join([*_HEAD, *rows]))
    return 0


_HEAD = ("| phrasings | claims | card | precision | recall |", "|---|---|---|---|---|")


def _rows(half: str, chain: str, found: Found) -> list[str]:
    """Return the lines of a page's table: shares with their intervals."""
    rows = []
    for kind in TYPES:
        right, totals = found.right[kind], (found.given[kind], found.planted[kind])
        shares = [
            f"{right / n if n else 0:.2f} ({', '.join(f'{e:.2f}' for e in interval(right, n))})"
            for n in totals
        ]
        rows.append(f"| {half} | {chain} | {kind} | {shares[0]} | {shares[1]} |")
    return rows


def _planted(made: Iterable[Telegram]) -> list[Claim]:
    return [claim for telegram in made for claim in telegram.claims]


def _read(made: Iterable[Telegram], chain: str) -> list[Claim]:
    from bench.contrasts.roles import with_planted_roles
    from reftel import parse
    from reftel.extract.contrast.claims import claims_of
    from reftel.extract.contrast.texts import text_of
    from reftel.extract.steps import annotate

    claims: list[Claim] = []
    for telegram in made:
        for read in parse(telegram.raw):
            found = annotate(read) if chain == "annotated" else with_planted_roles(telegram, read)
            claims += claims_of(text_of(read), found)
    return claims


def _score(found: Found, planted: Sequence[Pair], made: Sequence[Telegram], cards: Sequence[Card]) -> None:
    """Count what is right; a card is right where both its passages are those of a pair of its type."""
    passages = [(t.mrn, _plain(c.quote), int(t.name[6:9])) for t in made for c in t.claims]
    seen = set()
    for card in cards:
        if card.type not in TYPES or is_weak(card):
            continue
        numbers = [_number(side, passages) for side in card.sides]
        pair = planted[numbers[0]] if numbers[0] is not None and numbers[0] == numbers[1] else None
        again = (numbers[0], card.type) in seen
        if pair is not None and pair.kind == card.type and not again:
            found.right[card.type] += 1
            seen.add((numbers[0], card.type))
        if not again:
            found.given[card.type] += 1
        if pair is None or pair.kind != card.type:
            how = f"{pair.kind}/{pair.how}" if pair else "no pair"
            found.wrong.append(f"{card.type} for {how}: " + " | ".join(_short(s.quote) for s in card.sides))
    for n, pair in enumerate(planted):
        found.planted[pair.kind] += 1
        if pair.kind in TYPES and (n, pair.kind) not in seen:
            found.wrong.append(
                f"missed {pair.kind}/{pair.how}: {_short(pair.first.text)} | {_short(pair.second.text)}"
            )
        if pair.kind == "harmless" and not any((n, t) in seen for t in TYPES):
            found.right[pair.kind] += not any(
                w.startswith(TYPES) and _short(pair.first.text) in w for w in found.wrong
            )


def _number(side: Side, passages: Sequence[tuple[str, str, int]]) -> int | None:
    """Return the number of the pair that a side's passage belongs to."""
    plain = _plain(side.quote)
    found = (
        n
        for mrn, text, n in passages
        if mrn == side.mrn and (text in plain or (len(plain) > _LONG and plain in text))
    )
    return next(found, None)


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).upper()


def _short(text: str) -> str:
    return " ".join(text.split())[:160]


def interval(right: int, total: int) -> tuple[float, float]:
    """Return the interval of a share by Wilson, of 95 %."""
    if not total:
        return 0.0, 1.0
    z, p = 1.96, right / total
    middle, half = p + z * z / (2 * total), z * sqrt(p * (1 - p) / total + z * z / (4 * total * total))
    return (middle - half) / (1 + z * z / total), (middle + half) / (1 + z * z / total)


def _tell(half: str, chain: str, found: Found, planted: int, *, show: int) -> None:
    print(f"{half} phrasings, {chain} claims, {planted} pairs")
    for kind in TYPES:
        for name, total in (("precision", found.given[kind]), ("recall", found.planted[kind])):
            share = found.right[kind] / total if total else 0.0
            low, high = interval(found.right[kind], total)
            print(f"  {kind:14} {name:9} {share:.2f} [{low:.2f}-{high:.2f}] of {total}")
    print(f"  harmless repetitions left alone: {found.right['harmless']} of {found.planted['harmless']}")
    for line in found.wrong[:show]:
        print("   ", line)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", nargs="+", choices=HALVES, default=HALVES)
    parser.add_argument(
        "--chain", nargs="+", choices=("planted", "roles", "annotated"), default=["planted", "annotated"]
    )
    parser.add_argument("--each", type=int, default=EACH)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--write", type=Path, metavar="PAGE", help="put the figures into a page")
    parser.add_argument("--show", type=int, default=0, help="show so many of what is wrong")
    return parser


if __name__ == "__main__":
    sys.exit(main())
