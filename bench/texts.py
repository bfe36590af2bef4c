"""Texts of any length to time the reader on: an ordinary telegram, and what could make a rule look back.

Every text is ours; the posts are real, the traffic is not.
"""

from __future__ import annotations

from collections.abc import Callable

HEADER = (
    "R 141530Z SEP 08\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC 12\n\nUNCLAS VALLETTA 000012\n\n"
    "TAGS: PREL, MT\nSUBJECT: TEST\n\n"
)
PARAGRAPH = (
    "{n}. (C) The harbor master told Poloff that the committee, which met on Monday, will not agree\n"
    "before the lanterns are counted again. Nobody had counted them twice (ref A).\n\n"
)

Text = Callable[[int], str]  # from a length to a text of about that length


def repeated(unit: str, *, head: str = HEADER, tail: str = "") -> Text:
    """Return a maker of texts that say one thing over and over."""
    return lambda size: head + unit * max(1, (size - len(head) - len(tail)) // len(unit)) + tail


def within(place: str, unit: str) -> Text:
    """Return a maker of telegrams whose header value `place` is one thing over and over."""
    return lambda size: HEADER.replace(place, unit * max(1, (size - len(HEADER)) // len(unit)))


def numbered(size: int, paragraph: str = PARAGRAPH) -> str:
    """Return a telegram of numbered paragraphs."""
    count = max(1, (size - len(HEADER)) // len(paragraph))
    return HEADER + "".join(paragraph.replace("{n}", str(n)) for n in range(1, count + 1)) + "WETHERSBY\n"


def pages(size: int) -> str:
    """Return a telegram whose paragraphs are cut by page ends, as the archive of 1973-79 prints them."""
    end = "UNCLASSIFIED\n\nUNCLASSIFIED\n\nPAGE 02  VALLET 00012  141530Z\n\n"
    unit = "1. THE HARBOR MASTER SAID THAT THE COMMITTEE\n" + end + "WOULD NOT AGREE.\n\n"
    return "Message Text\n\n" + repeated(unit)(size) + "NNN\n"


ORDINARY: dict[str, Text] = {
    "numbered paragraphs": numbered,
    "paragraphs without numbers": repeated(PARAGRAPH.removeprefix("{n}. (C) ")),
    "archive pages": pages,
    "many telegrams in one file": repeated(numbered(1500) + "\n", head=""),
}

HOSTILE: dict[str, Text] = {
    "one letter": repeated("A", head=""),
    "one digit": repeated("1", head=""),
    "blanks": repeated(" ", head=""),
    "empty lines": repeated("\n", head=""),
    "lines of a blank": repeated(" \n", head=""),
    "dashes": repeated("-", head=""),
    "opening brackets": repeated("(", head=""),
    "lone carriage returns": repeated("A\r", head=""),
    "null characters": repeated("\0", head=""),
    "words of no telegram": repeated("zork blub\n", head=""),
    "REF lines": repeated("REF: A. VALLETTA 12\n"),
    "one REF block of telegrams": repeated("VALLETTA 12, ", head=HEADER + "REF: "),
    "one REF block of letters": repeated("A. ", head=HEADER + "REF: "),
    "one REF block of brackets": repeated("(", head=HEADER + "REF: "),
    "paragraphs all numbered 1": repeated("1. A B C.\n"),
    "very short paragraphs": lambda size: numbered(size, "{n}. (C) Words.\n\n"),
    "nested END markers": repeated("END SUMMARY. ", head=HEADER + "1. SUMMARY: "),
    "nested SUMMARY and END": repeated("SUMMARY: A. END SUMMARY. ", head=HEADER + "1. "),
    "COMMENT after COMMENT": lambda size: numbered(size, "{n}. (C) Comment: Words here.\n\n"),
    "TAGS of commas": within("PREL, MT", ","),
    "TAGS without end": within("PREL, MT", "PREL "),
    "a subject without end": within("TEST", "TEST "),
    "a subject of many lines": within("TEST", "TEST\n"),
    "classifiers without end": repeated("FOR ", head=HEADER + "CLASSIFIED BY: "),
    "classifier lines": repeated("CLASSIFIED BY: A\n"),
    "E.O. lines": repeated("E.O. 12958: "),
    "page marks in one line": repeated("PAGE 02 ", head=""),
    "page lines": repeated("PAGE 02\n", head=""),
    "section marks": repeated("12345678 001.2 OF 003 "),
    "headers without body": repeated("R 141530Z SEP 08\nFM A\n", head=""),
    "channel numbers": repeated("VZCZCXRO1234\n", head=""),
    "addressees": repeated("RUEHVT/AMEMBASSY VALLETTA 0012\n", head=HEADER.split("\n\n")[0] + "\nINFO "),
    "excluded addressees": repeated(
        "XMT AMEMBASSY TUNIS\n", head=HEADER.split("\n\n")[0] + "\nINFO ALL POSTS\n"
    ),
    "passing lines": lambda size: HEADER.replace(
        "\n\nTAGS", "\n\nDEPT FOR X\n" + "FOR ALL\n" * (size // 8) + "\nTAGS"
    ),
    "headings": repeated("\nHeading\n------\n", head=HEADER + "1. (C) Words.\n", tail="2. (C) Words."),
    "blocks of capitals": repeated("\n" + "WORDS AND MORE WORDS " * 5 + "\n"),
    "words of capitals": repeated("WORDS AND "),
    "names to protect": repeated("JOHN DOE (PROTECT) ", head=HEADER + "1. "),
    "release stamps": repeated("Declassified/Released\n"),
    "release stamps in one line": repeated("Declassified/Released "),
    "columns": repeated("a\tb   c\n"),
    "readdressals in each other": repeated("QUOTE\nR 141530Z SEP 08\nFM A\n"),
    "SMART fields": repeated("Action: A, B; ", head="MRN: 08 VALLETTA 12\nDate/DTG: x\nFrom: A\n"),
    "blanks for a dateline": repeated(
        "\t", head="61. Telegram From the Embassy in Portugal to the Department of State\n\n", tail="Lisbon"
    ),
    "archive attributes": repeated("Key: v\n", head="Message Text\n" + HEADER + "Message Attributes\n"),
}
