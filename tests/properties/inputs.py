"""What the properties are tried on: random text, telegram lines in disorder, damaged sample telegrams."""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from hypothesis import strategies as st

from reftel.sample import folder

LONGEST = 6000  # characters of a sample telegram that is damaged

# Lines of the kinds that rules look for; names and numbers are invented.
LINES = (
    "VZCZCXRO5127",
    "RR RUEHTU RUEHLI",
    "DE RUEHVT #0123/01 2681530",
    "ZNY CCCCC ZZH",
    "R 241530Z SEP 08",
    "O P 311607Z FEB 09",
    "FM AMEMBASSY VALLETTA",
    "TO RUEHC/SECSTATE WASHDC PRIORITY 0607",
    "INFO RUEHTU/AMEMBASSY TUNIS",
    "RUEHZL/EUROPEAN POLITICAL COLLECTIVE",
    "XMT AMEMBASSY LISBON",
    "BT",
    "C O N F I D E N T I A L VALLETTA 000123",
    "S E C R E T SECTION 02 OF 03 VALLETTA 000123",
    "UNCLAS TUNIS 45",
    "SIPDIS",
    "NOFORN",
    "DEPT FOR EUR/WE",
    "E.O. 12958: DECL: 09/26/2018",
    "E.O. 11652: XGDS-2",
    "TAGS: PREL, [MT](#), ECONEFIN, (ORSETT, PHILIP",
    "PGOV, TS,",
    "SUBJECT: (C) A LANTERN &amp; A LAMP",
    "REF: A. TUNIS 12 AND 14 (NOTAL) B. 07 STATE 345; E-MAIL OF JUNE 3",
    "     C. VALLETTA A-14",
    "Classified By: DCM Ann Lathbury for reasons 1.4 (b) and (d).",
    "DERIVED FROM: MULTIPLE SOURCES",
    "1. (C) Summary: The lantern was lit.",
    "¶2. (S/NF) Ann Lathbury (strictly protect) went",
    "13. (C) A misread mark. End Summary.",
    "(U) 4. Mark before the number.",
    "   A. An item: 2 lamps    3 ropes",
    "COMMENT",
    "-------",
    "End Comment.",
    "CONFIDENTIAL",
    "PAGE 02        VALLET 00123  241530Z",
    "PAGE 02",
    "VALLETTA 00000123  001.2 OF 003",
    "Declassified/Released US Department of State EO Systematic Review 30 JUN 2005",
    "RELEASE IN PART B6",
    "QUOTE",
    "UNQUOTE HALLORAN",
    "CLAVERTON",
    "#0123",
    "NNNN",
    "Message Text",
    "Message Attributes",
    "Draft Date: 26 SEP 1976",
    "MRN:                    08 VALLETTA 123",
    "Date/DTG:               Sep 24, 2008 / 241530Z SEP 08",
    "Action:                 WASHDC, SECSTATE ROUTINE",
    "Signature:              CLAVERTON",
    "61. Telegram From the Embassy in Portugal to the Department of State",
    "Lisbon, April 11, 1961, 7 p.m.",
    "INCOMING TELEGRAM",
    "OSRI   RUEHVT",
    "",
    " ",
    "\f",
    "the lamp was lit at dusk and",
    "THE LAMP WAS LIT.",
)
CHARACTERS = "AZa09.,:;()/#-*¶§[] \n\r\t\f\x00é\u2028\ufeff٣"


def samples() -> list[str]:
    """The beginnings of the sample telegrams, in a fixed order."""
    paths = sorted(folder().rglob("*.txt"))
    return [path.read_bytes().decode("utf-8", "replace")[:LONGEST] for path in paths]


def _lines(change: Callable[[list[str], Random], None]) -> Callable[[str, Random], str]:
    def changed(text: str, random: Random) -> str:
        lines = text.split("\n")
        change(lines, random)
        return "\n".join(lines)

    return changed


def _delete(lines: list[str], random: Random) -> None:
    del lines[random.randrange(len(lines))]


def _double(lines: list[str], random: Random) -> None:
    at = random.randrange(len(lines))
    lines.insert(at, lines[at])


def _swap(lines: list[str], random: Random) -> None:
    one, two = random.randrange(len(lines)), random.randrange(len(lines))
    lines[one], lines[two] = lines[two], lines[one]


def _insert(lines: list[str], random: Random) -> None:
    lines.insert(random.randrange(len(lines) + 1), random.choice(LINES))


def _flip(text: str, random: Random) -> str:
    letters = list(text)
    for _ in range(random.randrange(1, 12)):
        if letters:
            letters[random.randrange(len(letters))] = random.choice(CHARACTERS)
    return "".join(letters)


def _cut(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] if random.random() < 0.5 else text[at:]


def _run(text: str, random: Random) -> str:
    at = random.randrange(len(text) + 1)
    return text[:at] + random.choice(CHARACTERS) * random.choice((1, 20, 300)) + text[at:]


DAMAGE: tuple[Callable[[str, Random], str], ...] = (
    _lines(_delete),
    _lines(_double),
    _lines(_swap),
    _lines(_insert),
    _flip,
    _cut,
    _run,
)


def damage(text: str, random: Random) -> str:
    """The text after one to four changes."""
    for _ in range(random.randrange(1, 5)):
        text = random.choice(DAMAGE)(text, random)
    return text


def damaged(count: int, *, seed: int) -> list[str]:
    """As many damaged sample telegrams, the same ones each time; some are two that were joined."""
    random, held = Random(seed), samples()
    texts: list[str] = []
    for _ in range(count):
        text = damage(random.choice(held), random)
        texts.append(text + random.choice(held) if random.random() < 0.1 else text)
    return texts


def any_text() -> st.SearchStrategy[str]:
    """Any text at all, surrogates left out: they stand in no file."""
    return st.text(st.characters(codec="utf-8"), max_size=300)


def any_bytes() -> st.SearchStrategy[bytes]:
    """Any bytes at all."""
    return st.binary(max_size=300)


def lines_in_disorder() -> st.SearchStrategy[str]:
    """Telegram lines in any order, with any ends."""
    lines = st.lists(st.sampled_from(LINES), max_size=30)
    return st.builds(
        lambda some, end: end.join(some), lines, st.sampled_from(("\n", "\n\n", "\r\n", "\r\r\n", "\r"))
    )


def damaged_samples() -> st.SearchStrategy[str]:
    """Sample telegrams after a few changes."""
    return st.builds(
        lambda text, seed: damage(text, Random(seed)), st.sampled_from(samples()), st.integers(0, 2**32)
    )


def anything() -> st.SearchStrategy[bytes]:
    """All of these, as bytes."""
    texts = st.one_of(lines_in_disorder(), damaged_samples(), any_text())
    encoded = st.one_of(
        texts.map(str.encode),
        texts.map(lambda text: text.encode("cp1252", "replace")),
        lines_in_disorder().map(lambda text: ("\ufeff" + text).encode("utf-16-le")),
    )
    return st.one_of(any_bytes(), encoded)
