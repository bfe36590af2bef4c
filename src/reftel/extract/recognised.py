"""Whether a string is a whole telegram, so that only its body is annotated."""

from __future__ import annotations

import re

from reftel.model import Telegram

_HEAD = 4000  # characters in which a telegram shows what it is
# Lines that only headers have; a string without any is not read as a telegram, which would cost time.
_HEADER_LINE = re.compile(
    r"^[ \t]*(?:FM[ \t]|TO[ \t]+[A-Z]|INFO[ \t]+[A-Z]|SUBJ(?:ECT)?[ \t]*:|TAGS[ \t]*:|E\.O\."
    r"|[ZOPR][ \t]+\d{6}Z|(?:INCOMING|OUTGOING)[ ]TELEGRAM"
    r"|(?:\d+\.[ ])?(?:Draft[ ])?(?:Telegram|Airgram|Message)[ ,].{0,80}\b(?:From|from|to|by)\b"
    r"|PAGE[ \t]+\d\d|Message Text|MRN:|VZCZC|DE[ \t]RU|UNCLAS|S[ ]E[ ]C[ ]R[ ]E[ ]T|C[ ]O[ ]N[ ]F[ ]I)",
    re.MULTILINE,
)
_ENOUGH = 2  # header fields that make a telegram where neither number nor date was read
_HEADER_PARTS = (
    "originator", "addressees", "classification", "subject", "tags", "transmission_id", "station",
    "references", "captions", "executive_order", "precedence",
)  # fmt: skip


def telegram_in(text: str) -> Telegram | None:
    """Return the telegram that a string is, none where it is anything else, such as a telegram's body."""
    if not _HEADER_LINE.search(text, 0, _HEAD):
        return None
    from reftel.reading import parse

    telegrams = parse(text)
    if len(telegrams) != 1 or telegrams[0].family == "unknown":
        return None
    [telegram] = telegrams
    numbered = telegram.mrn is not None or telegram.dtg is not None
    headed = (
        bool(telegram.paragraphs) and sum(bool(getattr(telegram, part)) for part in _HEADER_PARTS) >= _ENOUGH
    )
    return telegram if numbered or headed else None
