from __future__ import annotations

import pytest

from reftel.terms import captions

LINES = (
    ("SIPDIS", ("SIPDIS",)),
    ("N O F O R N", ("NOFORN",)),
    ("E X D I S", ("EXDIS",)),
    ("SIPDIS NOFORN", ("SIPDIS", "NOFORN")),
    ("LIMDIS/NOFORN", ("LIMDIS", "NOFORN")),
    ("SIPDIS, SENSITIVE", ("SIPDIS", "SENSITIVE")),
    ("EXDIS - NOFORN", ("EXDIS", "NOFORN")),
    ("NOFORN AND SENSITIVE", ("NOFORN", "SENSITIVE")),
    ("STADIS////////", ("STADIS",)),
    ("C O R R E C T E D  C O P Y", ("CORRECTED COPY",)),
    ("CORRECTED COPY (ADDED TAGS)", ("CORRECTED COPY",)),
    ("C O R R E C T E D  C O P Y (PARA MARKING ADDED)", ("CORRECTED COPY",)),
    ("ROGER CHANNEL", ("ROGER CHANNEL",)),
    ("NODIS CHEROKEE", ("NODIS", "CHEROKEE")),
    ("N O D I S  C H E R O K E E", ("NODIS", "CHEROKEE")),
    ("EXDIS (DISTRIBUTE AS NODIS)", ("EXDIS (DISTRIBUTE AS NODIS)",)),
    ("REL TO USA, GBR", ("REL TO USA, GBR",)),
    ("NODIS.", ("NODIS",)),
    ("NF", ("NOFORN",)),
    ("OFFICIAL-INFORMAL", ("OFFICIAL INFORMAL",)),
    ("SIPDIS SIPDIS", ("SIPDIS",)),
)
NOT_LINES = (
    "",
    "   ",
    "///",
    "EXDIS - CAIRO PASS TUNIS",
    "SUBJECT: NODIS",
    "DEPT FOR EUR",
    "SECRET",
    "TOSEC 1402",
    "NOTAL",
    "PASS",
    "AND",
    "A B C",
    "EYES ONLY AMBASSADOR",
    "SIPDIS " * 200,
)


@pytest.mark.parametrize(("line", "names"), LINES, ids=[c[0] for c in LINES])
def test_a_line_of_captions_is_read(line: str, names: tuple[str, ...]) -> None:
    assert captions.read_caption_line(line) == names


@pytest.mark.parametrize("line", NOT_LINES)
def test_a_line_with_other_words_is_none(line: str) -> None:
    assert captions.read_caption_line(line) is None


def test_a_caption_outside_its_time_is_mentioned() -> None:
    assert captions.meaning("LIMDIS", year=1975) == "limited distribution"
    assert captions.meaning("LIMDIS", year=2008) == "limited distribution (otherwise known: 1960s-1990s)"
    assert captions.meaning("REL TO USA, GBR") == captions.meaning("REL TO")
    assert captions.meaning("HELLO") is None


def test_a_slip_is_seen() -> None:
    assert captions.nearest("SIDPIS") == "SIPDIS"
    assert captions.nearest("NOFRON") == "NOFORN"
    assert captions.nearest("SUBJECT") is None
    assert captions.nearest("NODIS") is None
