"""A telegram's text with what was found written into it, for reviewers who read telegrams and not Python.

REF: ⟦references[0]:STATE 056789⟧
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from reftel.model import Span, Telegram
from reftel.reading import parse
from reftel.record import to_dict

FOLDER = Path(__file__).resolve().parent
RAW, SHOWN, RECORD = "raw.txt", "shown.txt", "record.json"


def cases() -> list[str]:
    """The golden telegrams, as family/name."""
    return sorted(path.parent.relative_to(FOLDER).as_posix() for path in FOLDER.glob(f"*/*/{RAW}"))


def read(name: str) -> tuple[str, str]:
    """What is read now of a golden telegram: as shown text and as record."""
    telegrams = parse((FOLDER / name / RAW).read_bytes())
    record = json.dumps([to_dict(t) for t in telegrams], indent=1, ensure_ascii=False) + "\n"
    return "".join(map(shown, telegrams)), record


def shown(telegram: Telegram) -> str:
    """The text with each value and each paragraph in marks that name it."""
    base = telegram.source.span.start
    marks = sorted(_marks(telegram), key=lambda mark: (mark[1].start, -mark[1].end))
    return written_in(telegram.text, [(name, Span(s.start - base, s.end - base)) for name, s in marks])


def _marks(telegram: Telegram) -> Iterable[tuple[str, Span]]:
    spans = to_dict(telegram)["spans"]
    assert isinstance(spans, dict)
    yield from ((key, Span(*pair)) for key, pair in spans.items())
    yield from ((f"paragraphs[{i}]", paragraph.span) for i, paragraph in enumerate(telegram.paragraphs))
    yield from (("unread", span) for span in telegram.unread if telegram.words(span).strip())


def written_in(text: str, marks: Sequence[tuple[str, Span]]) -> str:
    """Put the marks into a text; where several begin, the longer one is outside."""
    inserts = [(span.end, 0, -i, "⟧") for i, (_, span) in enumerate(marks)]
    inserts += [(span.start, 1, i, f"⟦{name}:") for i, (name, span) in enumerate(marks)]
    pieces, done = [], 0
    for place, _, _, mark in sorted(inserts):
        pieces += [text[done:place], mark]
        done = place
    return "".join([*pieces, text[done:]])
