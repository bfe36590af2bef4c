from __future__ import annotations

import pytest

from reftel.explain import About, Explanation, explain, explain_value
from reftel.model import Addressee, Dtg, Mrn, Originator, Reference, Section, Stamp, Telegram

from .made import seventies, two_thousands


def says(telegram: Telegram, field: str, words: str | None = None) -> str:
    """Return what is said of a field; `words` picks one of several."""
    found = [e for e in explain(telegram) if e.field == field and (words is None or e.words == words)]
    assert len(found) == 1, found
    return found[0].says


def test_explanations_stand_in_the_order_of_the_text_and_show_its_words() -> None:
    for telegram in (two_thousands(), seventies()):
        explained = explain(telegram)
        assert [e.span.start for e in explained] == sorted(e.span.start for e in explained)
        for e in explained:
            assert e.words == telegram.words(e.span).strip()
            assert e.says.endswith((".", "?", "!"))
            assert e.says[0] == e.words[0] or e.says[0].isupper() or e.says[0] in "(0123456789"


def test_every_header_segment_is_explained() -> None:
    for telegram in (two_thousands(), seventies()):
        explained = explain(telegram)
        for segment in telegram.segments:
            if segment.kind not in ("blank", "paragraph"):
                assert any(segment.span.start <= e.span.start < segment.span.end for e in explained), segment


def test_the_day_of_the_year_becomes_a_date() -> None:
    assert "day 60 of the year: 29 February 2008, 09:03 UTC" in says(two_thousands(), "station")


def test_two_precedences_are_told_apart() -> None:
    said = says(two_thousands(), "dtg", "O P")
    assert said == "Precedence prosign: IMMEDIATE for action addressees and PRIORITY for the others."


def test_an_addressee_is_named_in_full_with_its_number() -> None:
    said = says(two_thousands(), "to[0]")
    assert "the Department of State in Washington" in said
    assert "NIACT IMMEDIATE" in said
    assert "the 456th in the running series from LISBON" in said


def test_the_senders_own_copy_is_told_from_a_communication() -> None:
    assert "file copy" in says(two_thousands(), "info[2]")
    assert "file copy" not in says(two_thousands(), "info[0]")


def test_a_collective_and_those_left_out_of_it() -> None:
    said = says(two_thousands(), "info[1]")
    assert "a group of posts" in said
    assert "AMEMBASSY TUNIS" in said


def test_a_signal_without_a_document_says_so() -> None:
    assert "(unverified)" in says(two_thousands(), "security", "ZZH")


def test_an_old_citation_of_reasons_is_noticed() -> None:
    assert "section 1.4" in says(two_thousands(), "reasons[0]")


def test_the_amended_order_is_mentioned_where_it_applies() -> None:
    assert "13292" in says(two_thousands(), "executive_order")
    early = explain_value("executive_order", "12958", about=About(date="1999-01-01", year=1999))
    assert "13292" not in (early or "")


def test_an_order_out_of_force_is_noticed() -> None:
    said = explain_value("executive_order", "11652", about=About(date="1980-02-03", year=1980))
    assert "Executive Order 12065 was in force" in (said or "")


def test_the_general_schedule_gives_a_day() -> None:
    assert "31 December 1980" in says(seventies(), "declassify_event")


def test_a_list_of_copies_names_the_office_that_acts_and_counts_the_others() -> None:
    said = says(seventies(), "distribution", "ACTION EUR-12\nINFO OCT-01 ISO-00 QZX-02 /015 W")
    assert said.startswith("EUR, Bureau of European Affairs")
    assert "is to act on the telegram and gets 12 copies" in said
    assert "OCT (1), ISO (0), QZX (2)" in said
    assert "15 copies in all" in said


def test_an_unknown_code_is_said_to_be_unknown() -> None:
    assert says(two_thousands(), "tags[3]") == "QQQQ: not in our lists of TAGS for 2008."


def test_a_caption_printed_twice_is_explained_twice() -> None:
    said = [e for e in explain(two_thousands()) if e.words == "SIPDIS"]
    assert len(said) == 2
    assert said[0].says == said[1].says


def test_references_say_what_they_name() -> None:
    said = says(two_thousands(), "references[0]")
    assert "telegram number 45 of TUNIS" in said
    assert "inferred" in said
    assert "NOTAL" in said
    assert says(two_thousands(), "references[1]") == "Ref B: an e-mail."


@pytest.mark.parametrize(
    ("field", "value", "year", "part"),
    [
        ("tags", "SE", 2008, "Seychelles"),
        ("tags[4]", "SE", 2024, "Sweden"),
        ("tags", "EXAMPLE, ADA", 1975, "the person"),
        ("captions", "LIMDIS", 2008, "otherwise known"),
        ("portion", "S/NF", 2008, "not releasable to foreign nationals"),
        ("classification", "RESTRICTED", None, "1953"),
        ("dtg", Dtg("1955-04-21T16:00:00"), None, "no time zone is printed"),
        ("dtg", Dtg("1974-05"), None, "Dated May 1974."),
        ("mrn", Mrn("NOWHERE", 5, 1990), 1990, "telegram number 5 of NOWHERE in 1990"),
        ("section", Section(None, 3), None, "joined"),
        ("from", Originator("CDR NOWHERE", None), None, "not in our tables"),
        ("to", Addressee("action", "TUNIS", serial=0), None, "no channel number"),
        ("references", Reference(None, "airgram", None, "A-12"), None, "airgram"),
        ("declassify_event", "AFTER THE EXERCISE", 2008, "on this event"),
        ("declassify_on", "1999-01-01", None, "1 January 1999"),
        ("release", Stamp("banner", "RELEASED", "2005-06-30", ()), None, "30 June 2005"),
        ("routing", "RXXXXX", None, "not in our tables"),
    ],
)
def test_a_single_value_can_be_explained(field: str, value: object, year: int | None, part: str) -> None:
    said = explain_value(field, value, year)
    assert said is not None
    assert part.lower() in said.lower()


def test_a_date_before_the_telegram_is_noticed() -> None:
    said = explain_value("declassify_on", "2001-01-01", about=About(date="2008-03-01", order="12958"))
    assert "before the telegram was written" in (said or "")


def test_a_date_beyond_the_limit_is_noticed() -> None:
    said = explain_value("declassify_on", "2048-03-01", about=About(date="2008-03-01", order="12958"))
    assert "longer than the 25 years" in (said or "")


def test_there_is_nothing_to_say_of_what_has_no_rule() -> None:
    assert explain_value("unread", "x") is None
    assert explain_value("tags", None) is None


def test_an_empty_telegram_has_no_explanation() -> None:
    from .made import made

    assert explain(made("", {})) == ()


def test_an_explanation_is_a_record() -> None:
    first = explain(two_thousands())[0]
    assert isinstance(first, Explanation)
    assert first.field == "transmission_id"
