"""Telegrams of our own in which nothing is wrong, to break one thing at a time."""

from __future__ import annotations

from reftel.marking import check
from reftel.model import Finding, Telegram
from reftel.reading import parse

IN_ORDER = """VZCZCXRO1234
RR RUEHLI
DE RUEHVT #0483 3571434
ZNY CCCCC ZZH
R 221430Z DEC 08
FM AMEMBASSY VALLETTA
TO RUEHC/SECSTATE WASHDC 0136
INFO RUEHLI/AMEMBASSY LISBON 0099
RUEHZL/EUROPEAN POLITICAL COLLECTIVE
XMT AMEMBASSY NICOSIA

C O N F I D E N T I A L VALLETTA 000483

SIPDIS

E.O. 12958: DECL: 12/22/2018
TAGS: PREL, EFIS, MT
SUBJECT: EXERCISE: LANTERNS ON THE QUAY

REF: A. LISBON 2801 B. VALLETTA 480

CLASSIFIED BY: Marta Quayside, Ambassador. REASON: 1.4 (b), (d).

1. (C) Summary: The harbor master counted eleven lanterns where last year there
were nine (ref A). End Summary.

2. (C) He blamed the survey vessel, and then the moon (ref B).

3. (U) The museum is open on Sundays, and asks visitors to bring their own light.
QUAYSIDE
BT
#0483
NNNN
"""

PAGE_FORM = """UNCLASSIFIED

PAGE 01        TUNIS 03301  121120Z

20
ACTION EB-07

INFO  OCT-01  NEA-10  EUR-12  ISO-00  COME-00  DOTE-00  /030 W
                    ---------------------     130004
R 121040Z MAY 76
FM AMEMBASSY TUNIS
TO USDOC WASHDC
INFO SECSTATE WASHDC 7718
AMEMBASSY VALLETTA

UNCLAS TUNIS 3301

E.O. 11652: N/A
TAGS: BEXP, EWWT, TS
SUBJ: EXERCISE: TUGS WANTED

1. A TOWAGE FIRM OF LONG STANDING SEEKS TWO USED TUGS AND A GOOD ROPE.

2. BANK CALLS IT SOUND. COMPETITORS CALL IT AMBITIOUS.
LAMPLIGHT

UNCLASSIFIED

NNNN
"""


def broken(text: str, *changes: tuple[str, str]) -> Telegram:
    """Return the telegram of a text in which some words are changed, each of them once."""
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} does not stand in the text"
        text = text.replace(old, new, 1)
    [telegram] = parse(text)
    return telegram


def codes(telegram: Telegram) -> list[str]:
    """Return the codes of what the checks find."""
    return [finding.code for finding in check(telegram)]


def only(telegram: Telegram) -> Finding:
    """Return the one finding of a telegram."""
    [finding] = check(telegram)
    return finding
