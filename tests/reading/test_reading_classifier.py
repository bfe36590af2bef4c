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


@pytest.mark.parametrize(
    ("words", "name", "title"),
    [
        ("Ann Q. Lathbury - DCM", "Ann Q. Lathbury", "DCM"),
        ("Ann Q. Lathbury (DCM)", "Ann Q. Lathbury", "DCM"),
        ("Ann Lathbury (Charge d'Affaires, a.i.)", "Ann Lathbury", "Charge d'Affaires, a.i."),
        ("Ann Lathbury (Chief, Political Section)", "Ann Lathbury", "Chief, Political Section"),
        ("Ann (Nan) Lathbury, DCM", "Ann (Nan) Lathbury", "DCM"),
        ("Ann Lathbury\nAmbassador", "Ann Lathbury", "Ambassador"),
        ("DCM Ann Lathbury of Embassy Lisbon", "Ann Lathbury", "DCM, of Embassy Lisbon"),
        ("Consul General Jeddah Ann Lathbury", "Ann Lathbury", "Consul General Jeddah"),
        ("Consul General Florence May", "Florence May", "Consul General"),
        ("Director, Office of Lamp Repair, Ann Lathbury", "Ann Lathbury", "Director, Office of Lamp Repair"),
        ("Director, Office of Lamp Repair Affairs", None, "Director, Office of Lamp Repair Affairs"),
        ("Political Section, Embassy Lisbon", None, "Political Section, Embassy Lisbon"),
        ("DCM Dr. Ann Lathbury", "Ann Lathbury", "DCM"),
        ("Ambassador Ann St. Hale", "Ann St. Hale", "Ambassador"),
        ("Charge d'Aff. Ann Lathbury", "Ann Lathbury", "Charge d'Aff."),
        ("Ambassador Ann Major", "Ann Major", "Ambassador"),
        ("Ambassador Cao", "Cao", "Ambassador"),
        ("Lathbury, Ann Q., DCM", "Ann Q. Lathbury", "DCM"),
        ("LATHBURY, EXEC, DOS", "LATHBURY", "EXEC, DOS"),
        ("DCM.Ann Lathbury", "Ann Lathbury", "DCM"),
        ("DCMAnn Lathbury", "Ann Lathbury", "DCM"),
        ("EUR/XYZ Ann Lathbury", "Ann Lathbury", "EUR/XYZ"),
        ("DEPPERMREP ANN LATHBURY", "ANN LATHBURY", "DEPPERMREP"),
    ],
)
def test_a_name_is_found_wherever_the_title_stands(words: str, name: str | None, title: str) -> None:
    telegram = record(classified=f"Classified By: {words} for reasons 1.4 (b)")
    assert telegram["classified_by"] == {"name": name, "title": title}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Political Coun\nselor Ann Lathbury", "Ann Lathbury"),
        ("POLITICAL COUN\nSELOR ANN LATHBURY", "ANN LATHBURY"),
        ("Ambassador Ann L\nathbury", "Ann Lathbury"),
        ("Ambassador Ann Q\n. Lathbury", "Ann Q. Lathbury"),
    ],
)
def test_a_word_cut_by_a_line_end_is_joined_and_noted(words: str, name: str) -> None:
    telegram = record(classified=f"Classified By: {words}, reasons 1.4 (b)")
    assert telegram["classified_by"]["name"] == name
    assert "word-broken" in [d["code"] for d in telegram["defects"]]


@pytest.mark.parametrize(
    "words", ["Ambassador Ann\nvan Lath", "POL\nCHIEF ANN LATH", "acting\ndeputy Ann Lath"]
)
def test_a_line_end_between_words_joins_nothing(words: str) -> None:
    telegram = record(classified=f"Classified By: {words}, reasons 1.4 (b)")
    assert "word-broken" not in [d["code"] for d in telegram["defects"]]


@pytest.mark.parametrize(
    "reason",
    [
        " for resons 1.4 (b)",
        " for easons 1.4 (b)",
        " for the following reasons: 1.4 (b)",
        " for both reasons 1.4 (b)",
        " by reasons 1.4 (b)",
        " with reasons 1.4 (b)",
        " as per 1.4 (b)",
        " f\nor reasons 1.4 (b)",
        " forreasons 1.4 (b)",
        " in accordance with E.O. 12958 1.4 (b)",
    ],
)
def test_spoilt_words_before_the_reasons_are_no_name(reason: str) -> None:
    telegram = record(classified=f"Classified By: DCM Ann Lathbury{reason}")
    assert telegram["classified_by"] == {"name": "Ann Lathbury", "title": "DCM"}
    assert telegram["reasons"] == ["1.4(b)"]


@pytest.mark.parametrize("surname", ["Renson", "Reese", "Eason"])
def test_a_surname_like_the_word_reason_stays(surname: str) -> None:
    telegram = record(classified=f"Classified By: DCM Ann {surname}, 1.4 (b)")
    assert telegram["classified_by"]["name"] == f"Ann {surname}"


def test_what_is_derived_ends_the_name() -> None:
    telegram = record(classified="Classified By: Ann Lathbury, DCM\nDerived From: DSCG 05-1")
    assert telegram["classified_by"] == {"name": "Ann Lathbury", "title": "DCM"}
