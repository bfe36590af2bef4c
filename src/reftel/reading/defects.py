"""Where the rules of one reading note what was odd."""

from __future__ import annotations

from reftel.model import Defect, Span


class Defects:
    """The defects met while reading one telegram, in the order they were met."""

    def __init__(self) -> None:
        self.all: list[Defect] = []

    def note(
        self,
        code: str,
        why: str,
        *,
        field: str | None = None,
        written: str | None = None,
        taken_as: str | None = None,
        span: Span | None = None,
    ) -> None:
        """Note one: its code and reason, what was written and what it was taken for."""
        self.all.append(Defect(code, field, written, taken_as, why, span))
