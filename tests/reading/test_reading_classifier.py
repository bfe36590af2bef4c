"""Who classified the telegram, and why."""

from __future__ import annotations

import pytest

from tests.reading.made import record

BD = ["1.4(b)", "1.4(d)"]


@pytest.mark.parametrize(
    ("line", "name", "title", "reasons"),
    [
        ("CLASSIFIED BY: ANN LATHBURY, DCM. REASON: 1.4 (B), (D)", "ANN LATHBURY", "DCM", BD),
        (
            "Classified By: Ambassador Ann Q. Lathbury for reasons 1.4 (b) and (d).",
            "Ann Q. Lathbury",
            "Ambassador",
            BD,
        ),
        (
            "Classified By: Ann Lathbury, Deputy Chief of Mission, for reasons 1.4 (b,d)",
            "Ann Lathbury",
            "Deputy Chief of Mission",
            BD,
        ),
        (
            "Classified By: Political Counselor Ann Lathbury for reasons 1.4(b) & (d)",
            "Ann Lathbury",
            "Political Counselor",
            BD,
        ),
        ("CLASSIFIED BY DCM ANN LATHBURY, REASONS 1.4 B/D", "ANN LATHBURY", "DCM", BD),
        ("CLASSIFIED BY DCM ANN LATHBURY. REASON 1.4 b and d", "ANN LATHBURY", "DCM", BD),
        ("Classified By: CDA Ann Lathbury for reasons 1.4 (b) and (d)", "Ann Lathbury", "CDA", BD),
        ("Classified by DCM Ann Lathbury per 1.4 (b) and (d)", "Ann Lathbury", "DCM", BD),
        ("CLASSIFED BY: ANN LATHBURY, DCM. REASON: 1.4 (B), (D)", "ANN LATHBURY", "DCM", BD),
        ("Classified By: Ann Lathbury,\nDCM, for reasons 1.4 (b)\nand (d)", "Ann Lathbury", "DCM", BD),
        ("Classified By:\nAnn Lathbury, DCM\nReason: 1.4 (b), (d)", "Ann Lathbury", "DCM", BD),
        ("CLASSIFIED BY: ANN LATHBURY, DCM. REA\nSONS: 1.4 (B) AND (D)", "ANN LATHBURY", "DCM", BD),
        ("Classified By: Classified By: Ann Lathbury, DCM. Reason: 1.4 (b), (d)", "Ann Lathbury", "DCM", BD),
        ("(U) Classified By: Ann Lathbury, DCM. Reason: 1.4 (b), (d)", "Ann Lathbury", "DCM", BD),
        ("1. (U) Classified By: Ann Lathbury, DCM. Reason: 1.4 (b), (d)", "Ann Lathbury", "DCM", BD),
        ("Classified By: Ann Lathbury, Jr., DCM. Reason: 1.5 (b)", "Ann Lathbury, Jr.", "DCM", ["1.5(b)"]),
        ("Classified By: Ann Lathbury, DCM. Reason: 1.5.D", "Ann Lathbury", "DCM", ["1.5(d)"]),
        ("Classified By: Ann Lathbury, DCM. Reason: 1.5B/D", "Ann Lathbury", "DCM", ["1.5(b)", "1.5(d)"]),
        ("Classified By: Ann Lathbury, DCM. E.O. 12958 Reasons: 1.4 (b) and (d)", "Ann Lathbury", "DCM", BD),
        ("Classified By: Ann Lathbury, DCM", "Ann Lathbury", "DCM", []),
        (
            "Classified By: Deputy Chief of Mission for reasons 1.4 (b) and (d)",
            None,
            "Deputy Chief of Mission",
            BD,
        ),
        ("Classified By: Ann 0. Lathbury, DCM. Reason: 1.4 (b), (d)", "Ann O. Lathbury", "DCM", BD),
    ],
)
def test_name_title_and_reasons_are_told_apart(
    line: str, name: str | None, title: str | None, reasons: list[str]
) -> None:
    telegram = record(classified=line)
    assert telegram["classified_by"] == {"name": name, "title": title}
    assert telegram["reasons"] == reasons


@pytest.mark.parametrize(
    "line",
    [
        "Derived From: Multiple Sources",
        "DERIVED FROM: STATE 12345",
        "",
    ],
)
def test_a_derived_classification_has_no_classifier(line: str) -> None:
    telegram = record(classified=line)
    assert telegram["classified_by"] is None
    assert telegram["reasons"] == []


def test_a_classifier_glued_to_the_subject_is_found() -> None:
    telegram = record(subject="SUBJECT: A LANTERN CLASSIFIED BY: ANN LATHBURY, DCM. REASON: 1.4 (B)")
    assert telegram["subject"] == "A LANTERN"
    assert telegram["classified_by"] == {"name": "ANN LATHBURY", "title": "DCM"}
    assert telegram["reasons"] == ["1.4(b)"]


def test_the_classifier_line_is_no_paragraph() -> None:
    telegram = record(classified="Classified By: Ann Lathbury, DCM. Reason: 1.4 (b), (d)")
    assert [p["text"] for p in telegram["paragraphs"]] == ["The lantern was lit at dusk."]


def test_a_charge_is_a_title() -> None:
    telegram = record(
        classified="Classified By: Charge d'Affaires a.i. Ann Lathbury for reasons 1.4 (b) and (d)"
    )
    assert telegram["classified_by"]["name"] == "Ann Lathbury"
    assert telegram["classified_by"]["title"].startswith("Charge d'Affaires")
