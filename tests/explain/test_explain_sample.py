"""Over every telegram of the sample: no header line without an explanation, and each in its time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from reftel.explain import About, Explanation, explain, explain_value
from reftel.model import Stamp, Telegram
from reftel.reading import parse

SAMPLE = Path(__file__).resolve().parents[2] / "src" / "reftel" / "sample" / "telegrams"
FILES = sorted(f for f in SAMPLE.rglob("*") if f.suffix in (".txt", ".csv", ".json", ".xml"))
NOT_OF_THE_HEADER = ("blank", "unread", "paragraph", "heading")


@cache
def telegrams(file: Path) -> list[Telegram]:
    return parse(file.read_bytes())


def sample(name: str) -> tuple[Explanation, ...]:
    (file,) = [f for f in FILES if f.stem == name]
    return tuple(e for t in telegrams(file) for e in explain(t))


def says(name: str, words: str) -> str:
    """Return the first thing said of a stretch that holds some words."""
    return next(e.says for e in sample(name) if words in e.words)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_header_line_of_the_sample_is_explained(file: Path) -> None:
    for telegram in telegrams(file):
        explained = explain(telegram)
        for segment in telegram.segments:
            words = telegram.words(segment.span)
            if segment.kind not in NOT_OF_THE_HEADER and any(c.isalnum() for c in words):
                touched = [
                    e
                    for e in explained
                    if e.span.start < segment.span.end and segment.span.start < e.span.end
                ]
                assert touched, (segment.kind, words)


@pytest.mark.parametrize("file", FILES, ids=lambda f: f.name)
def test_every_explanation_is_a_sentence(file: Path) -> None:
    for telegram in telegrams(file):
        for e in explain(telegram):
            assert e.says.endswith((".", "?", "!")), e
            assert ".." not in e.says, e
            assert "None" not in e.says.replace("None is given here", "").replace("None of ", ""), e


def test_limited_official_use_is_dated() -> None:
    then = explain_value("classification", "LIMITED OFFICIAL USE", about=About(date="1975-03-02", year=1975))
    later = explain_value("classification", "LIMITED OFFICIAL USE", about=About(date="1999-03-02", year=1999))
    assert (then or "").startswith("In 1975 LIMITED OFFICIAL USE meant: not classified")
    assert "out of use" not in (then or "")
    assert "On 2 March 1999 it was out of use, since 1 October 1995." in (later or "")


def test_its_successor_is_dated_too() -> None:
    early = explain_value(
        "classification", "SENSITIVE BUT UNCLASSIFIED", about=About(date="1988-01-05", year=1988)
    )
    assert "not yet in use" in (early or "")


def test_a_level_is_explained_by_the_order_of_its_day() -> None:
    said = {
        year: explain_value("classification", "CONFIDENTIAL", about=About(date=f"{year}-03-01", year=year))
        for year in (1961, 1975, 1981, 2008)
    }
    assert "Executive Order 10501" in (said[1961] or "")
    assert "Executive Order 11652" in (said[1975] or "")
    assert "identifiable damage" in (said[1981] or "")
    assert "Executive Order 12958" in (said[2008] or "")
    assert len(set(said.values())) == 4


def test_subject_codes_are_explained_by_the_list_of_their_year() -> None:
    assert "as used in 1975" in (explain_value("tags", "PFOR", 1975) or "")
    assert "from the list of 1973-79" in (explain_value("tags", "PFOR", 2008) or "")
    assert "none of 1986 was found" in (explain_value("tags", "PFOR", 1986) or "")
    assert "as used in 2008" in (explain_value("tags", "PREL", 2008) or "")


def test_a_caption_says_when_it_was_used() -> None:
    assert "In use: about 2000-2011" in says("08VALLETTA501", "SIPDIS")


def test_a_group_marking_is_told_from_the_order_of_its_day() -> None:
    said = says("72LISBON2290", "GP-3")
    assert "downgraded every twelve years" in said
    assert "replaced on 1 June 1972" in said


def test_not_applicable_is_said_of_an_unclassified_telegram() -> None:
    assert "the telegram is not classified" in says("74LISBON1655", "N/A")


def test_the_doubled_prosign_of_the_routing_line_is_explained() -> None:
    said = [e for e in sample("08VALLETTA501") if e.field == "routing" and e.words == "PP"]
    assert [e.says for e in said] == [
        "Precedence prosign, doubled: PRIORITY, the highest this transmission carries."
    ]


def test_the_archives_attributes_are_explained_by_name() -> None:
    assert "reel and frame" in says("76STATE118204", "Film Number")
    assert "nothing of the level" in says("76STATE118204", "Current Classification")
    assert "TEXT ON-LINE" in says("77VALLETTA1402-attributes", "Locator")
    assert not [e for e in sample("76STATE118204") if "Enclosure" in e.words and e.field == "archive"], "n/a"


def test_the_keys_of_other_forms_are_explained() -> None:
    assert "who wrote the telegram" in says("11VALLETTA88_smart", "Drafted By")
    assert "routing indicator" in says("95STATE-clinton-form", "OSRI")
    assert "number of the document in the volume" in says("frus-exercise-d61", "61.")
    assert "printed the text anew" in says("86LISBON7740_C09990086", "TEXT OF TELEGRAM")


def test_a_printed_dateline_is_no_date_time_group() -> None:
    assert says("frus-exercise-d61", "April 11, 1961") == (
        "Dateline, as the editors print it: 11 April 1961, 19:00 local time."
    )


def test_page_lines_say_page_number_and_post() -> None:
    said = says("76VALLETTA611", "PAGE 01")
    assert "telegram 611 of VALLET" in said
    assert "VALLET is VALLETTA" in said
    assert "section 1 of 3, page 2" in says("08VALLETTA501", "001.2 OF 003")


def test_stamps_say_what_was_decided_when_and_why() -> None:
    said = explain_value("release", Stamp("release", "RELEASE IN PART B1, 1.4(D), B6", None, ()))
    assert "in part" in (said or "")
    assert "B6: personal privacy" in (said or "")
    assert "1.4(D): foreign relations" in (said or "")
    assert "dated 4 May 2006" in says("76STATE118204", "04 MAY 2006")


def test_one_list_of_copies_is_one_explanation() -> None:
    said = [e for e in sample("74LISBON1655") if e.field == "distribution" and "ACTION" in e.words]
    assert len(said) == 1
    assert (
        " ".join(said[0].words.split())
        == "ACTION SCS-03 INFO OCT-01 EUR-25 ISO-00 SCA-01 L-02 H-03 DRC-01 /036 W"
    )
    assert "SCS is to act on the telegram" in said[0].says
    assert "36 copies in all" in said[0].says


@pytest.mark.parametrize(
    "load",
    [
        b'{"doc_nbr": "1976VALLET00611", "date": "1976-04-08", "from_field": "VALLETTA",'
        b' "origclass": "SECRET", "locator": "TEXT ON-LINE", "tags": "ELAB, MT", "subject": "A STRIKE",'
        b' "body": "1. NOBODY CALLED."}\n',
        b"doc_nbr,date,from_field,origclass,locator,tags,subject,body\n"
        b'1976VALLET00611,1976-04-08,VALLETTA,SECRET,TEXT ON-LINE,"ELAB, MT",A STRIKE,1. NOBODY CALLED.\n',
    ],
    ids=["json", "csv"],
)
def test_columns_and_values_of_a_load_are_explained(load: bytes) -> None:
    (telegram,) = parse(load)
    said = {e.words: e.says for e in explain(telegram)}
    assert said["locator"].startswith("Locator: where the text is")
    assert said["TEXT ON-LINE"] == "The archive's Locator."
    assert "," not in said, "the punctuation between values says nothing"
