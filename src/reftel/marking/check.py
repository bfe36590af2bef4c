"""Running the checks: each that fits the telegram's day and layout, its faults as findings."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reftel.marking.case import day_of, is_surely_read
from reftel.marking.rules import CHECKS, Check
from reftel.model import Finding, Telegram


def check(telegram: Telegram) -> tuple[Finding, ...]:
    """Return what the checks say of a telegram, in the order of the table.

    Each finding names both values and the places they were read from, and the rule with its source.
    """
    if telegram.family == "unknown" or not is_surely_read(telegram):
        return ()
    day = day_of(telegram)
    return tuple(f for each in CHECKS if applies(each, telegram, day) for f in _findings(each, telegram))


def checked(telegram: Telegram) -> Telegram:
    """Return the telegram with its findings."""
    return msgspec.structs.replace(telegram, findings=check(telegram))


def applies(each: Check, telegram: Telegram, day: str | None) -> bool:
    """Tell whether a check holds for a telegram of this layout and day."""
    if telegram.family in each.not_in:
        return False
    if each.since is None and each.until is None:
        return True
    return day is not None and (each.since or "") <= day <= (each.until or "9999")


def _findings(each: Check, telegram: Telegram) -> Iterator[Finding]:
    for fault in each.look(telegram):
        yield Finding(
            code=each.code,
            severity=each.severity,
            message=each.message.format_map(fault.says),
            spans=fault.spans,
            rule=f"{each.rule} [{each.source}]",
        )
