"""Reading with checks, as the commands hand it to a build."""

from __future__ import annotations

from reftel.model import Telegram


def parse_and_check(data: bytes | str, *, year: int | None = None, mrn: str | None = None) -> list[Telegram]:
    """Read the telegrams of a file, each with what the checks say of it."""
    from reftel.marking import checked
    from reftel.reading import parse

    return [checked(telegram) for telegram in parse(data, year=year, mrn=mrn)]
