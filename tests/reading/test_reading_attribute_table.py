"""Records of the 1973-79 archive in structured files: one telegram for each, every value at its place."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Sequence
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reftel.model import Telegram
from reftel.reading import parse
from tests.properties.holds import check_all
from tests.reading.made import codes, exercise

Rows = Sequence[dict[str, str]]
RECORD = {
    "doc_nbr": "1976VALLET00123",
    "date": "1976-09-26",
    "from_field": "VALLET",
    "to_field": "STATE INFO LISBON, TUNIS",
    "origclass": "CONFIDENTIAL",
    "orighand": "EXDIS",
    "eo": "GS",
    "tags": "PFOR, MT",
    "subject": 'THE "LANTERN" & THE QUAY',
    "reference": "n/a",
    "concepts": "LANTERNS",
    "locator": "TEXT ON-LINE",
    "review_action": "RELEASED, APPROVED",
    "body": "1. THE LANTERN WAS LIT.\n\n2. IT WENT OUT.\nCLAVERTON",
}
PRINTED = exercise(
    sent="R 141530Z SEP 76",
    first="CONFIDENTIAL VALLETTA 0123",
    order="E.O. 11652: XGDS-2",
    ref="REF: LISBON 8",
)


def record(**changes: str) -> dict[str, str]:
    """An exercise record with these values in place of its own; `from_field` and the rest by column."""
    assert not changes.keys() - RECORD.keys()
    return {**RECORD, **changes}


def as_csv(rows: Rows, delimiter: str = ",") -> str:
    file = io.StringIO()
    writer = csv.DictWriter(file, list(rows[0]), delimiter=delimiter, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return file.getvalue()


def as_xml(rows: Rows) -> str:
    records = (
        "<record>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in row.items()) + "</record>\n"
        for row in rows
    )
    return f'<?xml version="1.0"?>\n<records>\n{"".join(records)}</records>\n'


FORMS: dict[str, Callable[[Rows], str]] = {
    "commas": as_csv,
    "semicolons": lambda rows: as_csv(rows, ";"),
    "tabs": lambda rows: as_csv(rows, "\t"),
    "array": json.dumps,
    "object with a list": lambda rows: json.dumps(
        {"count": len(rows), "data": {"rows": list(rows)}}, indent=1
    ),
    "JSON lines": lambda rows: "\n".join(map(json.dumps, rows)),
    "XML": as_xml,
}
every_form = pytest.mark.parametrize("form", FORMS.values(), ids=FORMS.keys())


def only(**changes: str) -> dict[str, Any]:
    """The record of the one telegram in a CSV file of one exercise record."""
    (telegram,) = parse(as_csv([record(**changes)]))
    return telegram.to_dict()


def wide(telegram: Telegram) -> dict[str, Any]:
    """What must not depend on the form of the file: the record without its places."""
    said = telegram.to_dict()
    said["paragraphs"] = [{**p, "span": None} for p in telegram_paragraphs(said)]
    for key in ("key", "source", "segments", "spans", "unread", "defects"):
        del said[key]
    return said


def telegram_paragraphs(said: dict[str, Any]) -> list[dict[str, Any]]:
    paragraphs: list[dict[str, Any]] = said["paragraphs"]
    return paragraphs


@every_form
def test_every_form_of_file_gives_the_same_telegrams(form: Callable[[Rows], str]) -> None:
    rows = [record(), record(doc_nbr="1976TUNIS00045", from_field="TUNIS"), record(body=PRINTED)]
    data = form(rows).encode()
    telegrams = parse(data)
    check_all(telegrams, data)
    assert [t.family for t in telegrams] == ["attribute_table"] * 3
    assert [t.to_dict()["mrn"] for t in telegrams] == [
        "1976 VALLETTA 123",
        "1976 TUNIS 45",
        "1976 VALLETTA 123",
    ]
    assert [wide(t) for t in telegrams] == [wide(t) for t in parse(json.dumps(rows))]
    assert not any(t.unread for t in telegrams)


def test_the_attributes_give_what_the_text_does_not_print() -> None:
    said = only()
    assert said["dtg"] == "1976-09-26"
    assert said["from"] == {"plad": "VALLET", "post": "VALLETTA", "routing_indicator": None}
    assert [a["plad"] for a in said["to"]] == ["STATE"]
    assert [a["plad"] for a in said["info"]] == ["LISBON", "TUNIS"]
    assert (said["classification"], said["captions"]) == ("CONFIDENTIAL", ["EXDIS"])
    assert (said["executive_order"], said["declassify_event"]) == (None, "GDS")
    assert said["tags"] == ["PFOR", "MT"]
    assert said["subject"] == 'THE "LANTERN" & THE QUAY'
    assert said["references"] == []
    assert [p["text"] for p in said["paragraphs"]] == ["THE LANTERN WAS LIT.", "IT WENT OUT."]
    assert said["signature"] == "CLAVERTON"
    assert {"from-archive", "order-code", "post-spelling"} <= set(codes(said))


def test_what_the_text_prints_wins_and_the_attributes_stay_as_printed() -> None:
    said = only(
        body=PRINTED, origclass="SECRET", tags="ECON", subject="ANOTHER", reference="TUNIS 9", eo="GS"
    )
    assert said["dtg"] == "1976-09-14T15:30:00Z"
    assert said["from"]["plad"] == "AMEMBASSY VALLETTA"
    assert said["classification"] == "CONFIDENTIAL"
    assert said["tags"] == ["PREL", "MT"]
    assert said["subject"] == "A LANTERN ON THE QUAY"
    assert (said["executive_order"], said["declassify_event"]) == ("11652", "XGDS 2")
    assert [r["mrn"] for r in said["references"]] == ["1976 LISBON 8"]
    assert said["archive"]["origclass"] == "SECRET"
    assert said["archive"]["subject"] == "ANOTHER"
    assert "body" not in said["archive"]


@pytest.mark.parametrize("date", ["1960-01-01", "01 JAN 1960", "01-Jan-1960 12:00:00 am", "01/01/1960"])
def test_new_years_day_of_1960_is_no_date(date: str) -> None:
    said = only(date=date)
    assert said["dtg"] is None
    assert "archive-no-date" in codes(said)


@pytest.mark.parametrize(
    "date",
    ["1976-09-26", "26 SEP 1976", "26-Sep-1976 12:00:00 am", "26/09/1976", "19760926", "1976-09-26T00:00:00"],
)
def test_the_archives_dates_are_read_in_all_their_forms(date: str) -> None:
    assert only(date=date)["dtg"] == "1976-09-26"


def test_a_wrong_year_of_the_number_is_taken_from_the_date() -> None:
    said = only(doc_nbr="08LISBON09546", date="1978-03-05")
    assert said["mrn"] == "1978 LISBON 9546"
    (defect,) = (d for d in said["defects"] if d["code"] == "number-year")
    assert (defect["written"], defect["taken_as"]) == ("08LISBON09546", "1978")


def test_a_wrong_year_of_the_number_is_not_guessed_without_a_date() -> None:
    said = only(doc_nbr="LISBON09546", date="n/a")
    assert (said["mrn"], said["archive"]["doc_nbr"]) == (None, "LISBON09546")


def test_the_year_of_a_reference_goes_on_to_the_items_behind_it() -> None:
    first, second = only(reference="73 LISBON 4681, TUNIS 523")["references"]
    assert (first["mrn"], first["year_inferred"]) == ("1973 LISBON 4681", False)
    assert (second["mrn"], second["year_inferred"]) == ("1973 TUNIS 523", True)


def test_a_reference_to_the_future_has_a_misread_year() -> None:
    said = only(reference="87 STATE 194968")
    assert [r["mrn"] for r in said["references"]] == ["1976 STATE 194968"]
    assert said["references"][0]["year_inferred"]
    assert "reference-year" in codes(said)


@pytest.mark.parametrize(
    ("eo", "event", "on"),
    [
        ("GS", "GDS", None),
        ("X2", "XGDS 2", None),
        ("AS 19810630", "ADS", "1981-06-30"),
        ("11652 GDS", "GDS", None),
        ("N/A", None, None),
        ("RR", None, None),
    ],
)
def test_short_codes_of_the_order_are_read_with_a_note(eo: str, event: str | None, on: str | None) -> None:
    said = only(eo=eo)
    assert (said["declassify_event"], said["declassify_on"]) == (event, on)
    assert ("order-code-unknown" in codes(said)) == (eo == "RR")
    assert said["archive"]["eo"] == eo


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"body": "ERROR READING TEXT INDEX, MRN 1976VALLET00123"},
            "ERROR READING TEXT INDEX, MRN 1976VALLET00123",
        ),
        ({"body": "EXPAND ERROR ENCOUNTERED"}, "EXPAND ERROR ENCOUNTERED"),
        ({"body": "", "locator": "ADS TEXT UNRETRIEVABLE"}, "ADS TEXT UNRETRIEVABLE"),
        ({"body": "n/a", "review_action": "WITHDRAWN"}, "WITHDRAWN"),
        ({"body": ""}, None),
    ],
)
def test_a_text_that_is_not_there_is_not_invented(changes: dict[str, str], words: str | None) -> None:
    said = only(**changes)
    assert said["paragraphs"] == []
    assert said["signature"] is None
    (defect,) = (d for d in said["defects"] if d["code"] == "text-unavailable")
    assert defect["written"] == words


def test_a_text_that_breaks_off_in_an_error_is_read_as_far_as_it_goes() -> None:
    said = only(body=f"{PRINTED}\nEXPAND ERROR ENCOUNTERED\n")
    assert said["subject"] == "A LANTERN ON THE QUAY"
    assert "text-unavailable" in codes(said)


def test_a_place_covers_the_escapes_of_the_file() -> None:
    text = as_csv([record()])
    (telegram,) = parse(text)
    assert telegram.subject
    assert telegram.words(telegram.subject.span) == 'THE ""LANTERN"" & THE QUAY'
    assert [d.code for d in telegram.defects].count("escaped") == 1
    (telegram,) = parse(as_xml([record()]))
    assert telegram.subject
    assert telegram.words(telegram.subject.span) == 'THE "LANTERN" &amp; THE QUAY'


def test_a_list_in_json_is_a_value_and_null_is_none() -> None:
    (telegram,) = parse(json.dumps({**record(), "tags": ["PFOR", "MT"], "orighand": None}))
    assert [t.value for t in telegram.tags] == ["PFOR", "MT"]
    assert telegram.captions == ()


def test_the_names_of_the_archives_own_display_are_known() -> None:
    row = {
        "Document Number": "1976VALLET00123",
        "Draft Date": "26 SEP 1976",
        "From": "VALLETTA",
        "Film Number": "D760001-0001",
        "Original Classification": "SECRET",
    }
    (telegram,) = parse(as_csv([row]))
    assert telegram.to_dict()["mrn"] == "1976 VALLETTA 123"
    assert telegram.to_dict()["classification"] == "SECRET"


def test_tables_of_two_columns_begin_again_with_each_record() -> None:
    names = {
        "doc_nbr": "Document Number",
        "film": "Film Number",
        "locator": "Locator",
        "body": "Message Text",
    }
    rows = [record(), record(doc_nbr="1976TUNIS00045")]
    text = "".join(f"{n}\t{row.get(c, 'X')}\n" for row in rows for c, n in names.items())
    telegrams = parse(f"Field\tValue\n{text}")
    assert [str(t.mrn.value) for t in telegrams if t.mrn] == ["1976 VALLETTA 123", "1976 TUNIS 45"]
    assert [len(t.paragraphs) for t in telegrams] == [2, 2]


def test_a_row_that_does_not_fit_its_columns_keeps_all_its_values() -> None:
    text = as_csv([record()]).rstrip() + ",one,more\r\n"
    (telegram,) = parse(text)
    check_all([telegram], text.encode())
    assert telegram.archive["beyond the columns"] == "one,more"
    assert "row-length" in [d.code for d in telegram.defects]


@pytest.mark.parametrize("form", [json.dumps, as_xml])
def test_a_file_that_breaks_off_gives_what_stands_before(form: Callable[[Rows], str]) -> None:
    whole = form([record(), record(doc_nbr="1976TUNIS00045")])
    text = whole[: whole.rindex("2. IT WENT")]
    telegrams = parse(text)
    check_all(telegrams, text.encode())
    assert [t.to_dict()["mrn"] for t in telegrams] == ["1976 VALLETTA 123", "1976 TUNIS 45"]
    assert "cut-off" in [d.code for d in telegrams[1].defects]
    assert telegrams[1].paragraphs == ()


def test_xml_with_a_document_type_is_not_read() -> None:
    bomb = '<!DOCTYPE records [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;">]>\n'
    text = as_xml([record(subject="LANTERN")]).replace("<records>", f"{bomb}<records>")
    assert not any(t.family == "attribute_table" for t in parse(text))


@pytest.mark.parametrize(
    "text",
    [
        "file,family,mrn,date,subject\n1,2,3,4,5\n",
        "doc_nbr,subject,date,from,to\n1976VALLET00123,X,1976-09-26,A,B\n",
        '[{"doc_nbr": "1976VALLET00123", "subject": "X"}]',
        "<TEI><teiHeader/><text><p>x</p></text></TEI>",
        "doc_nbr,film,locator,concepts\n",
        json.dumps({"format": "reftel/1", "subject": "X", "archive": RECORD}),
    ],
)
def test_other_structured_files_are_no_records_of_the_archive(text: str) -> None:
    assert not any(t.family == "attribute_table" for t in parse(text))


WORDS = st.text(st.sampled_from("AB1 \",;\t\n\r\\&<>'é\u2028"), max_size=20)
TABLES = st.lists(
    st.fixed_dictionaries({name: st.one_of(st.just(said), WORDS) for name, said in RECORD.items()}),
    min_size=1,
    max_size=3,
)
FIXED = settings(derandomize=True, database=None, deadline=None, max_examples=60)


@FIXED
@given(TABLES, st.sampled_from(sorted(FORMS)), st.integers(0, 12), st.sampled_from(["utf-8", "utf-16-le"]))
def test_any_table_is_read_and_given_back(rows: Rows, form: str, cut: int, encoding: str) -> None:
    text = FORMS[form](rows)
    text = text[: len(text) - cut * 7]
    data = ("\ufeff" if encoding != "utf-8" else "").encode(encoding) + text.encode(encoding)
    check_all(parse(data), data)


@FIXED
@given(TABLES, st.sampled_from(["commas", "array", "JSON lines"]))
def test_every_record_gives_a_telegram(rows: Rows, form: str) -> None:
    telegrams = parse(FORMS[form](rows))
    assert len(telegrams) == len(rows)
    for telegram, row in zip(telegrams, rows, strict=True):
        if row["concepts"].strip() and form != "commas":
            assert telegram.archive["concepts"].split() == row["concepts"].split()
