"""Exercise telegrams in the layout of the 2000s, and changes to them: invented people and events."""

from __future__ import annotations

import reftel
from reftel.model import Telegram

SUBJECT = "EXERCISE: LANTERNS ON THE QUAY"
BODY = """1. (C) SUMMARY: THE HARBOR MASTER, EUSEBIO VINTERHALT, TOLD POLOFF
THAT THE LANTERNS ON THE NORTH QUAY WERE LIT ON FOUR NIGHTS IN MAY.
END SUMMARY.

2. (C) VINTERHALT SAID THAT THE KEEPER, A MAN NAMED OTTOBONE, HAD BEEN
PAID 40 ESCUDOS BY THE OWNER OF THE BRIGANTINE. HE WOULD NOT SAY WHO
THE OWNER WAS, AND THEN NAMED A COUSIN OF THE MAYOR.

3. (C) COMMENT: THE HARBOR MASTER HAS REASONS OF HIS OWN TO BLAME THE
KEEPER, WHO OWES HIM A BOAT. WE WILL ASK THE MAYOR. END COMMENT.
"""
OTHER_BODY = """1. (U) CONSUL ATTENDED THE OPENING OF A SCHOOL FOR NET MENDERS ON MAY 9.
THE BISHOP SPOKE FOR AN HOUR.

2. (U) POST REQUESTS THREE MORE TYPEWRITERS WITH ACCENTED LETTERS AND
A REPAIRMAN WHO KNOWS HOW TO CLEAN THEM.
"""


def cable(
    body: str = BODY,
    *,
    number: str = "000045",
    post: str = "VALLETTA",
    day: str = "121530Z MAY 08",
    subject: str = SUBJECT,
    to: str = "RUEHC/SECSTATE WASHDC 0042",
    info: str = "RUEHTU/AMEMBASSY TUNIS 0017",
    section: str = "",
    caption: str = "SIPDIS",
    above: str = "",
) -> str:
    """Return a telegram as text."""
    heading = f"C O N F I D E N T I A L {f'SECTION {section} ' if section else ''}{post} {number}"
    lines = [
        above, f"R {day}", f"FM AMEMBASSY {post}", f"TO {to}", f"INFO {info}", "", heading, "", caption, "",
        "E.O. 12958: DECL: 05/12/2018", "TAGS: PGOV, EWWT, MT", f"SUBJECT: {subject}", "", body,
        "QUILLFEATHER",
    ]  # fmt: skip
    return "\n".join(lines) + "\n"


def read(text: str) -> Telegram:
    """Return the one telegram in a text."""
    [telegram] = reftel.parse(text)
    return telegram


RELEASE_HEAD = (
    "UNCLASSIFIED U.S. Department of State Case No. F-2011-90007 Doc No. C09990001 Date: {day}\n"
    "                                                                      RELEASE IN PART\n"
    "                                                                      B1, B6\n"
)


def released(body: str, day: str = "04/15/2011") -> str:
    """Return a telegram with the stamps of a release in part."""
    return cable(body, above=RELEASE_HEAD.format(day=day))
