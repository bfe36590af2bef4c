"""Labels, signatures and summaries with the slips that typists and machines make."""

from __future__ import annotations

from typing import Any

import pytest

from reftel import parse

HEAD = """R 141530Z SEP 08
FM AMEMBASSY VALLETTA
TO SECSTATE WASHDC 1402

C O N F I D E N T I A L VALLETTA 000012

SIPDIS

"""
END = "\n\n1. (C) The lantern was lit.\n\n2. (C) It went out.\n\nMERRIDAY\n"


def read(text: str) -> dict[str, Any]:
    said: dict[str, Any] = parse(HEAD + text)[0].to_dict()
    return said


@pytest.mark.parametrize(
    "label",
    ["SUBJECT:", "SUJECT:", "SBUJECT:", "S U B J E C T:", "SUBJECT -", "SUBJECT: -", "SUBJECT: SUBJECT:"],
)
def test_a_subject_stands_behind_its_label_however_typed(label: str) -> None:
    said = read(f"E.O. 12958: N/A\nTAGS: PREL, MT\n{label} THE LANTERN OF THE HARBOR{END}")
    assert said["subject"] == "THE LANTERN OF THE HARBOR"


@pytest.mark.parametrize(
    ("behind", "references"),
    [
        (" REF: TUNIS 7", ["2008 TUNIS 7"]),
        (" REFERENCE: TUNIS 7", ["2008 TUNIS 7"]),
        (" PROGRAM REF: TUNIS 7", ["2008 TUNIS 7"]),
        (" (REF: TUNIS 7)", ["2008 TUNIS 7"]),
        (" REF A) TUNIS 7", ["2008 TUNIS 7"]),
        ("\nDECLASSIFY ON: 1/1/2018", []),
        ("\nSENSITIVE BUT UNCLASSIFIED - PLEASE HANDLE ACCORDINGLY", []),
    ],
)
def test_a_subject_ends_where_the_next_field_begins(behind: str, references: list[str]) -> None:
    said = read(f"E.O. 12958: N/A\nTAGS: PREL, MT\nSUBJECT: THE LANTERN OF THE HARBOR{behind}{END}")
    assert said["subject"] == "THE LANTERN OF THE HARBOR"
    assert [r["mrn"] for r in said["references"]] == references


def test_a_first_paragraph_on_the_subjects_line_is_text() -> None:
    said = read("TAGS: PREL, MT\nSUBJECT: THE LANTERN 1. (C) Summary: It was lit. End summary.\n")
    assert said["subject"] == "THE LANTERN"
    assert [(p["number"], p["portion"], p["label"]) for p in said["paragraphs"]] == [(1, "C", "SUMMARY")]


def test_a_second_line_of_a_subject_may_speak_of_a_summary() -> None:
    said = read(f"TAGS: PREL, MT\nSUBJECT: THE LANTERN OF THE HARBOR:\nSUMMARY OF TALKS{END}")
    assert said["subject"] == "THE LANTERN OF THE HARBOR: SUMMARY OF TALKS"


@pytest.mark.parametrize(
    "label",
    ["CLASSIFIED BY:", "CLASSIFEID BY:", "Classifie by", "Classsified By:", "Clssified by:", "Class. by"],
)
def test_a_classifier_stands_behind_a_label_with_slips(label: str) -> None:
    said = read(f"TAGS: PREL\nSUBJECT: LANTERN\n\n{label} DCM Anna Merriday, reason 1.4 (b).{END}")
    assert said["classified_by"]["name"] == "Anna Merriday"


def test_a_page_line_between_addressees_ends_no_list() -> None:
    head = HEAD.replace(
        "1402\n", "1402\n\nPAGE 02        VALLET  00012  141530Z\n\nAMEMBASSY TUNIS PRIORITY 12\n"
    )
    said = parse(head + END)[0].to_dict()
    assert [(a["plad"], a["precedence"], a["serial"]) for a in said["to"]] == [
        ("SECSTATE WASHDC", None, 1402),
        ("AMEMBASSY TUNIS", "PRIORITY", 12),
    ]


def test_addressees_end_at_the_first_label_of_the_text() -> None:
    text = (
        "R 141530Z SEP 86\nFM AMEMBASSY VALLETTA\nTO SECSTATE WASHDC\nUNCLA3 VALETA\nE.D. 12356: N/A\n"
        "TAGS: PREL\nSUBJECT: LANTERN\n1. TEXT.\n"
    )
    said = parse(text)[0].to_dict()
    assert (said["subject"], said["tags"]) == ("LANTERN", ["PREL"])
    assert [p["number"] for p in said["paragraphs"]] == [1]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("MERRIDAY", "MERRIDAY"),
        ('"MERRIDAY"', "MERRIDAY"),
        ("MERRIDAY, ACTING", "MERRIDAY, ACTING"),
        ("MERRIDAY (ACTING)", "MERRIDAY (ACTING)"),
        ("MERRIDAY JR.", "MERRIDAY JR."),
        ("REGARDS,\nMERRIDAY", "MERRIDAY"),
        ("MERRIDAY\n======CABLE ENDS======", "MERRIDAY"),
        ("MERRIDAY\n\nNOTE: NOT PASSED TO ABOVE ADDRESSEES", "MERRIDAY"),
    ],
)
def test_a_signature_is_found_under_what_stands_around_it(line: str, name: str) -> None:
    said = read(f"TAGS: PREL\nSUBJECT: LANTERN\n\n1. (C) The lantern was lit.\n\n{line}\n")
    assert said["signature"] == name


@pytest.mark.parametrize(
    ("begin", "end"),
    [
        ("Summary:", "End Summary."),
        ("Executive Summary:", "End Summary."),
        ("Introduction and Summary:", "End Introduction and Summary."),
        ("SUMMMARY:", "END SUMMARY."),
        ("SUMMARY:", "ENDSUMMARY."),
    ],
)
def test_a_summary_is_the_text_between_its_marks(begin: str, end: str) -> None:
    said = read(f"TAGS: PREL\nSUBJECT: LANTERN\n\n1. (C) {begin} The lantern was lit. {end}\n\n2. (C) So.\n")
    assert said["summary"] == "The lantern was lit."


def test_web_entities_in_the_text_are_resolved_and_noted() -> None:
    said = read("TAGS: PREL\nSUBJECT: LANTERN\n\n1. (C) The &quot;lantern&quot; was lit.\n")
    assert said["paragraphs"][0]["text"] == 'The "lantern" was lit.'
    assert "web-entities" in {d["code"] for d in said["defects"]}


@pytest.mark.parametrize(
    "line",
    [
        "FROM AMBASSADOR",
        "TUNIS PASS CARTHAGE",
        "DEPT FOR EUR/WE",
        "FOR MERRIDAY FROM CLAVERTON",
        "EYES ONLY FOR DCM",
    ],
)
def test_a_line_to_whom_it_goes_is_no_heading(line: str) -> None:
    said = read(f"TAGS: PREL\nSUBJECT: LANTERN\n\n{line}\n\n1. THE LANTERN WAS LIT.\n\nMERRIDAY\n")
    assert [(p["label"], p["text"]) for p in said["paragraphs"]] == [(None, "THE LANTERN WAS LIT.")]
    assert "passing" in {s["kind"] for s in said["segments"]}


@pytest.mark.parametrize(
    "typed", ["TAGS:\n\nPREL, MT", "TAGS: PREL\n\nMT", "TASG: PREL, MT", "T AGS: PREL MT"]
)
def test_tags_go_on_below_a_blank_line_and_behind_a_spoilt_label(typed: str) -> None:
    assert read(f"E.O. 12958: N/A\n{typed}\nSUBJECT: LANTERN{END}")["tags"] == ["PREL", "MT"]


def test_specks_of_a_scan_around_a_subject_are_no_part_of_it() -> None:
    said = read(f"E.O. 12356: N/A\nTAGS: PREL\nSUBJECT: . THE LANTERN   • • •{END}")
    assert said["subject"] == "THE LANTERN"
