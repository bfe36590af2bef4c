"""Each check finds what it is for, in a telegram that is otherwise in order, and nothing else."""

from __future__ import annotations

import msgspec
import pytest

from reftel.marking import CHECKS, check, checked
from tests.marking.made import IN_ORDER, PAGE_FORM, broken, codes, only

Change = tuple[str, str]

# The check, and the words that break its rule.
BROKEN: list[tuple[str, tuple[Change, ...]]] = [
    ("dtg-zone", (("221430Z", "221430A"),)),
    ("dtg-impossible", (("221430Z DEC 08", "321430Z DEC 08"),)),
    ("filing-time-impossible", (("3571434", "3992434"),)),
    ("filed-before-dtg", (("3571434", "3571422"),)),
    ("filed-late", (("3571434", "3591434"),)),
    ("station-serial-differs", (("#0483 357", "#0438 357"), ("\n#0483", "\n#0438"))),
    ("tail-number-differs", (("\n#0483", "\n#0488"),)),
    ("sections-incomplete", (("A L VALLETTA", "A L SECTION 01 OF 02 VALLETTA"),)),
    ("section-number-too-high", (("A L VALLETTA", "A L SECTION 03 OF 02 VALLETTA"),)),
    ("routing-precedence-differs", (("RR RUEHLI", "PP RUEHLI"),)),
    ("addressee-more-urgent", (("LISBON 0099", "LISBON IMMEDIATE 0099"),)),
    ("station-of-other-post", (("DE RUEHVT", "DE RUEHLI"),)),
    ("number-of-other-post", (("A L VALLETTA 000483", "A L NICOSIA 000483"),)),
    ("indicator-of-other-post", (("RUEHLI/AMEMBASSY LISBON", "RUEHLI/AMEMBASSY MADRID"),)),
    ("addressed-twice", (("RUEHZL", "RUEHLI/AMEMBASSY LISBON 0102\nRUEHZL"),)),
    ("excluded-without-collective", (("RUEHZL/EUROPEAN POLITICAL COLLECTIVE\n", ""),)),
    ("channel-serial-too-long", (("LISBON 0099", "LISBON 10099"),)),
    ("signal-differs", (("ZNY CCCCC", "ZNY SSSSS"),)),
    ("portion-above-overall", (("2. (C)", "2. (S)"),)),
    ("no-portion-reaches-overall", (("C O N F I D E N T I A L", "S E C R E T"), ("ZNY CCCCC", "ZNY SSSSS"))),
    ("portion-mark-missing", (("2. (C) He", "2. He"),)),
    ("control-not-at-the-head", (("2. (C)", "2. (C/NF)"),)),
    ("control-on-no-portion", (("SIPDIS", "NOFORN\nSIPDIS"),)),
    ("noforn-and-release", (("SIPDIS", "NOFORN\nSIPDIS"), ("2. (C)", "2. (C//NF//REL TO USA, GBR)"))),
    ("subject-classified", (("SUBJECT: ", "SUBJECT: (C) "),)),
    ("caption-out-of-time", (("SIPDIS", "WNINTEL\nSIPDIS"), ("2. (C)", "2. (C/WN)"))),
    ("captions-exclude-each-other", (("SIPDIS", "NODIS\nAGREMENT"),)),
    ("several-channels", (("SIPDIS", "DISSENT CHANNEL\nROGER CHANNEL"),)),
    ("stadis-outside-state", (("SIPDIS", "STADIS"), ("RUEHZL", "RUEAIIA/CIA WASHDC\nRUEHZL"))),
    ("order-out-of-force", (("12958", "12356"),)),
    ("order-missing", (("E.O. 12958: DECL: 12/22/2018\n", ""),)),
    ("declassification-missing", (("DECL: 12/22/2018", "DECL:"),)),
    ("declassification-date-impossible", (("12/22/2018", "13/32/2018"),)),
    ("declassified-before-sent", (("12/22/2018", "12/22/2007"),)),
    ("declassified-too-late", (("12/22/2018", "12/24/2033"),)),
    ("schedule-out-of-force", (("12/22/2018", "X1"),)),
    ("schedule-out-of-force", (("12/22/2018", "OADR"),)),
    ("group-out-of-force", (("QUAYSIDE\nBT", "GP-3\nQUAYSIDE\nBT"),)),
    ("reason-out-of-force", (("1.4 (b)", "1.5 (b)"),)),
    (
        "reason-unknown-letter",
        (
            ("DEC 08", "DEC 02"),
            ("3571434", "3561434"),
            ("12/22/2018", "12/22/2012"),
            ("1.4 (b), (d)", "1.5 (b), (h)"),
        ),
    ),
    ("classifier-missing", (("CLASSIFIED BY: Marta Quayside, Ambassador. REASON: 1.4 (b), (d).\n", ""),)),
    ("reason-missing", ((" REASON: 1.4 (b), (d).", ""),)),
    ("tags-unknown", (("EFIS", "QQQQ"),)),
    ("tags-without-subject", (("PREL, EFIS, MT", "MT"),)),
    ("paragraph-number-jumps", (("2. (C) He", "4. (C) He"), ("3. (U)", "5. (U)"))),
    ("paragraph-number-jumps", (("3. (U)", "5. (U)"),)),
    ("reference-to-itself", (("VALLETTA 480", "VALLETTA 483"),)),
    ("reference-to-future", (("VALLETTA 480", "VALLETTA 490"),)),
    ("reference-to-future", (("LISBON 2801", "09 LISBON 12"),)),
    ("letter-not-listed", (("(ref B)", "(ref D)"),)),
    ("summary-not-ended", ((" End Summary.", ""),)),
    ("summary-not-begun", (("(C) Summary: The", "(C) The"),)),
]

BROKEN_PAGES: list[tuple[str, tuple[Change, ...]]] = [
    ("copies-do-not-add-up", (("NEA-10", "NEA-11"),)),
    ("tags-out-of-order", (("BEXP, EWWT, TS", "TS, BEXP, EWWT"),)),
    ("tags-of-other-time", (("BEXP, EWWT, TS", "BEXP, KDEM, TS"),)),
    ("tags-without-person", (("BEXP, EWWT, TS", "OVIP, TS"),)),
    ("declassification-of-unclassified", (("11652: N/A", "11652: GDS"),)),
    ("order-out-of-force", (("11652", "12065"),)),
]

# For those that cannot be broken alone: a second finding is the same fault seen from its other side.
BOTH: list[tuple[str, tuple[Change, ...]]] = [
    ("subject-above-overall", (("SUBJECT: ", "SUBJECT: (S) "),)),
    ("sensitive-not-at-the-head", (("C O N F I D E N T I A L", "UNCLAS"), ("2. (C)", "2. (SBU)"))),
    ("classifier-of-unclassified", (("C O N F I D E N T I A L", "UNCLAS"),)),
]


def test_a_telegram_in_order_has_no_finding() -> None:
    assert codes(broken(IN_ORDER)) == []
    assert codes(broken(PAGE_FORM)) == []


@pytest.mark.parametrize(("code", "changes"), BROKEN, ids=[code for code, _ in BROKEN])
def test_a_check_finds_what_is_wrong_and_nothing_else(code: str, changes: tuple[Change, ...]) -> None:
    assert set(codes(broken(IN_ORDER, *changes))) == {code}


@pytest.mark.parametrize(("code", "changes"), BROKEN_PAGES, ids=[code for code, _ in BROKEN_PAGES])
def test_a_check_finds_what_is_wrong_in_the_page_form(code: str, changes: tuple[Change, ...]) -> None:
    assert set(codes(broken(PAGE_FORM, *changes))) == {code}


@pytest.mark.parametrize(("code", "changes"), BOTH, ids=[code for code, _ in BOTH])
def test_a_check_finds_what_is_wrong_beside_others(code: str, changes: tuple[Change, ...]) -> None:
    assert code in codes(broken(IN_ORDER, *changes))


def test_every_check_has_a_telegram_that_it_is_right_about() -> None:
    assert {code for code, _ in (*BROKEN, *BROKEN_PAGES, *BOTH)} == {each.code for each in CHECKS}


def test_a_finding_names_both_values_with_their_places_and_the_rule_with_its_source() -> None:
    telegram = broken(IN_ORDER, ("2. (C)", "2. (S/NF)"), ("SIPDIS", "NOFORN"))
    finding = only(telegram)
    assert finding.severity == "error"
    assert finding.message == "Paragraph 2 is marked (S/NF), the telegram CONFIDENTIAL."
    assert [telegram.words(span) for span in finding.spans] == ["2. (S/NF)", "C O N F I D E N T I A L"]
    assert finding.rule.startswith("A telegram is classified as high as its highest portion. [5 FAH-3")


def test_findings_are_part_of_the_record() -> None:
    telegram = broken(IN_ORDER, ("#0483 357", "#0438 357"))
    assert telegram.findings is None
    assert [f["code"] for f in checked(telegram).to_dict()["findings"]] == [  # type: ignore[attr-defined]
        "station-serial-differs",
        "tail-number-differs",
    ]


def test_what_is_no_telegram_is_not_checked() -> None:
    assert check(broken("Shopping list: lamp oil, rope, one moon.\n")) == ()


def test_a_text_of_which_much_was_not_understood_is_not_checked() -> None:
    telegram = broken(IN_ORDER, ("2. (C)", "2. (S)"))
    assert check(telegram)
    garbled = tuple(
        msgspec.structs.replace(s, kind="unread") if s.kind == "subject" else s for s in telegram.segments
    )
    assert check(msgspec.structs.replace(telegram, segments=garbled)) == ()


def test_scans_and_edited_volumes_are_not_checked() -> None:
    telegram = broken(IN_ORDER, ("2. (C)", "2. (S)"))
    for family in ("foia_ocr", "frus"):
        assert check(msgspec.structs.replace(telegram, family=family)) == ()
