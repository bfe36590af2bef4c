from __future__ import annotations

import pytest

from reftel.release.relation import Name, Relation, relate
from tests.release.made import BODY, OTHER_BODY, SUBJECT, cable, read, released

WITHHELD = BODY.replace("A COUSIN OF THE MAYOR", "[text not declassified]")
CORRECTED = BODY.replace("FOUR NIGHTS", "FOURTEEN NIGHTS")
HALVES = BODY.split("\n\n", 1)
STUB = "[3 paragraphs not declassified]"
SENT_ON = "RUEHLI/AMEMBASSY LISBON 0003"

QUOTED = cable().split("\n", 1)[1]


def quoting(text: str = QUOTED, *, word: str = "QUOTE") -> str:
    body = f"FOLLOWING SENT ACTION SECSTATE FROM VALLETTA IS FOR YOU:\n\n{word}\n\n{text}\nUN{word}"
    return cable(body, post="STATE", number="134020", day="141200Z MAY 08", to=SENT_ON, info="")


RELATED: list[tuple[Name, str, str, str]] = [
    ("identical text", "line-ends", cable(), cable(BODY.replace("\n", "\r\n"))),
    ("identical text", "stamps", cable(), released(BODY)),
    ("same number and same body", "other-head", cable(), cable(caption="NOFORN")),
    ("same number and same body", "a-slip", cable(), cable(BODY.replace("BRIGANTINE", "BRIGANTLNE"))),
    ("same number and same body", "two-scans", cable(), cable(BODY.replace("ER", "EP").replace("AI", "A1"))),
    ("corrected copy", "caption", cable(), cable(CORRECTED, caption="C O R R E C T E D  C O P Y (PARA 1)")),
    ("corrected copy", "words", cable(), cable(CORRECTED, caption="CORRECTED COPY")),
    ("corrected copy", "number", cable(), cable(number="000054", caption="CORRECTED COPY (MRN 54 VICE 45)")),
    ("separate section", "two", cable(HALVES[0], section="01 OF 02"), cable(HALVES[1], section="02 OF 02")),
    ("separate section", "and-the-whole", cable(), cable(HALVES[1], section="02 OF 02")),
    ("retransmission", "quoted", cable(), quoting()),
    ("retransmission", "repeated", cable(), quoting(f"FOLLOWING REPEAT VALLETTA 45\n\n{BODY}", word="NOTE")),
    ("retransmission", "readdressed", cable(), cable(to=SENT_ON, above="READDRESSED AS RECEIVED")),
    ("retransmission", "other-posts", cable(), cable(to=SENT_ON, info="RUEHPA/AMEMBASSY PRAIA 0002")),
    ("another release", "a-name", released(WITHHELD), cable()),
    ("another release", "two-cuts", released(WITHHELD), released(BODY.replace("40 ESCUDOS", "(b)(1)"))),
    ("another release", "nothing-opened", released(STUB), cable()),
    ("another release", "cut-short", cable(HALVES[1]), cable()),
]
NOT_RELATED: list[tuple[str, str, str]] = [
    ("identical-but-short", cable("1. YES."), cable("1. NO.")),
    ("same-number-other-telegram", cable(), cable(OTHER_BODY, subject="NET MENDERS", day="091000Z MAY 08")),
    ("same-number-other-telegram-of-the-same-day", cable(), cable(OTHER_BODY, subject="NET MENDERS")),
    ("same-number-same-subject", cable(), cable(OTHER_BODY)),
    ("corrected-copy-of-another", cable(), cable(OTHER_BODY, caption="CORRECTED COPY")),
    ("correction-of-another-number", cable(),
     cable(number="000054", caption="CORRECTED COPY (MRN 54 VICE 46)")),
    ("section-of-another", cable(HALVES[0], section="01 OF 02"),
     cable(OTHER_BODY, section="02 OF 02", subject="NET MENDERS", day="191000Z MAY 08")),
    ("section-of-fewer", cable(HALVES[0], section="01 OF 02"), cable(HALVES[1], section="02 OF 03")),
    ("section-beside-another-whole", cable(OTHER_BODY), cable(HALVES[1], section="02 OF 02")),
    ("quoting-another", cable(OTHER_BODY), quoting()),
    ("other-number-same-text", cable(), cable(number="000046")),
    ("stub-of-another-day-and-subject", released(STUB), cable(subject="NETS", day="011000Z MAY 08")),
    ("another-withheld", released(OTHER_BODY.replace("THE BISHOP", "[text not declassified]")), cable()),
]  # fmt: skip


@pytest.mark.parametrize(("name", "_", "first", "second"), RELATED, ids=[f"{r[0]}-{r[1]}" for r in RELATED])
def test_two_that_belong_together_do_so_from_either_side(name: Name, _: str, first: str, second: str) -> None:
    there, back = relate(read(first), read(second)), relate(read(second), read(first))
    assert there is not None
    assert back is not None
    assert there.name == back.name == name
    assert there.reason.endswith(".")


@pytest.mark.parametrize(("first", "second"), [n[1:] for n in NOT_RELATED], ids=[n[0] for n in NOT_RELATED])
def test_two_that_do_not_are_kept_apart(first: str, second: str) -> None:
    assert relate(read(first), read(second)) is None
    assert relate(read(second), read(first)) is None


def related(first: str, second: str) -> Relation:
    found = relate(read(first), read(second))
    assert found is not None
    return found


def test_the_reason_quotes_what_says_so() -> None:
    corrected = cable(CORRECTED, caption="C O R R E C T E D  C O P Y (FIGURE IN PARA 1)")
    assert "C O R R E C T E D C O P Y (FIGURE IN PARA 1)" in related(cable(), corrected).reason
    assert related(cable(), corrected).reason.startswith("It says")
    assert related(corrected, cable()).reason.startswith("The other says")


def test_the_reason_of_a_release_says_how_much_and_under_what() -> None:
    body = BODY.replace("A COUSIN OF THE MAYOR", "(b)(6)")
    found = related(released(body), cable())
    assert "It shows 5 words that the other withholds (B6)." in found.reason
    assert found.sure == "certain"


def test_a_retransmission_says_to_whom() -> None:
    assert "2008 VALLETTA 45" in related(cable(), quoting()).reason
    assert "LISBON" in related(cable(), quoting()).reason


def test_without_a_number_day_post_subject_and_text_must_agree() -> None:
    def without_number(text: str) -> str:
        return text.replace("VALLETTA 000045", "").replace("C O N F I D E N T I A L ", "CONFIDENTIAL")

    numbered, bare = read(cable()), read(without_number(cable()))
    assert bare.mrn is None
    found = relate(numbered, bare)
    assert found is not None
    assert found.sure == "probable"
    assert relate(numbered, read(without_number(cable(day="131530Z MAY 08")))) is None
    assert relate(numbered, read(without_number(cable(subject="NETS")))) is None
    assert relate(numbered, read(without_number(cable(OTHER_BODY)))) is None


def test_the_subject_of_an_index_may_be_cut_short() -> None:
    from reftel.release.evidence import alike

    assert alike(SUBJECT + " AND ON THE MOLE", SUBJECT + " AND ON")
    assert not alike("VISIT", "VISIT OF THE MINISTER")
    assert not alike(None, None)
