"""Paragraphs: number, portion, label, text; headings; the summary."""

from __future__ import annotations

from typing import Any

import pytest

from tests.reading.made import codes, exercise, kinds, read, record


def paragraphs(body: str, **parts: str) -> list[dict[str, Any]]:
    """The paragraphs of a body."""
    found: list[dict[str, Any]] = record(body=body, **parts)["paragraphs"]
    return found


@pytest.mark.parametrize(
    ("begin", "number", "portion"),
    [
        ("1. (C) ", 1, "C"),
        ("¶1. (C) ", 1, "C"),
        ("1.(C) ", 1, "C"),
        ("1.  (C)  ", 1, "C"),
        ("(C) 1. ", 1, "C"),
        ("1. ", 1, None),
        ("1.  ", 1, None),
        ("  1. (C) ", 1, "C"),
        ("            1. (C) ", 1, "C"),
        ("- 1. (C) ", 1, "C"),
        ("1. (S//NF) ", 1, "S/NF"),
        ("1. (S/NOFORN) ", 1, "S/NF"),
        ("1. (C/NF) ", 1, "C/NF"),
        ("1. (U) ", 1, "U"),
        ("1. (SBU) ", 1, "SBU"),
        ("1. (SBU/NF) ", 1, "SBU/NF"),
        ("1. (LOU) ", 1, "LOU"),
        ("1. (TS) ", 1, "TS"),
        ("1. (c) ", 1, "C"),
        ("(C) ", None, "C"),
        ("", None, None),
    ],
)
def test_a_paragraph_begins_with_number_and_portion(
    begin: str, number: int | None, portion: str | None
) -> None:
    (paragraph,) = paragraphs(f"{begin}The lantern was lit at dusk.")
    assert (paragraph["number"], paragraph["portion"]) == (number, portion)
    assert paragraph["text"] == "The lantern was lit at dusk."


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) One.\n\n2. (C) Two.\n\n3. (C) Three.",
        "¶1. (C) One.\n\n¶2. (C) Two.\n\n¶3. (C) Three.",
        "1. (C) One.\n2. (C) Two.\n3. (C) Three.",
        "1. One.\n-\n2. Two.\n-\n3. Three.",
        "1. One.\n \n2. Two.\n \n3. Three.",
        "1. (C) One.\n\n12. (C) Two.\n\n13. (C) Three.",
        "¶1. (C) One.\n\n2. (C) Two.\n\n¶3. (C) Three.",
    ],
)
def test_paragraphs_follow_in_order(body: str) -> None:
    assert [(p["number"], p["text"]) for p in paragraphs(body)] == [(1, "One."), (2, "Two."), (3, "Three.")]


@pytest.mark.parametrize(("last", "written"), [(1, "12"), (4, "15"), (9, "110"), (11, "112")])
def test_a_paragraph_mark_read_as_a_digit_is_repaired_and_noted(last: int, written: str) -> None:
    body = "\n\n".join(
        [*(f"¶{n}. (C) The lamp was lit." for n in range(1, last + 1)), f"{written}. (C) Out."]
    )
    telegram = record(body=body)
    assert telegram["paragraphs"][-1]["number"] == last + 1
    (defect,) = [d for d in telegram["defects"] if d["code"] == "paragraph-mark-misread"]
    assert (defect["written"], defect["taken_as"]) == (written, str(last + 1))
    assert defect["field"] == f"paragraphs[{last}].number"


@pytest.mark.parametrize(
    "text",
    [
        "The guild has two aims:\n\n   1. A quay.\n\n   2. A clinic.",
        "Of these, some\n2. were lamps.",
        "He paid\n12. That was all.",
        "The choir sang\n1984. No one knew why.",
    ],
)
def test_numbers_within_a_paragraph_are_not_its_number(text: str) -> None:
    found = paragraphs(f"1. (C) {text}\n\n2. (C) The end.")
    assert found[0]["number"] == 1
    assert found[-1]["text"] == "The end."


@pytest.mark.parametrize(
    "gap",
    [
        "\n\n",
        "\nCONFIDENTIAL\n\nCONFIDENTIAL\n\nPAGE 02 VALLET 00123 241530Z\n\n",
        "\n                  CONFIDENTIAL\n\fPAGE 02        VALLET  00123  241530Z\n",
        "\nVALLETTA 00000123 001.2 OF 002\n\n\n",
        "\nPAGE 02\nVALLETTA 00123\n\n",
    ],
)
def test_a_page_break_within_a_sentence_is_closed(gap: str) -> None:
    (paragraph,) = paragraphs(f"1. (C) The keeper of the lamp went{gap}down to the quay at dusk.")
    assert paragraph["text"] == "The keeper of the lamp went down to the quay at dusk."


@pytest.mark.parametrize("word", ["Lisbon", "QUAY", "40 lamps"])
def test_a_page_line_within_a_sentence_is_closed_before_any_word(word: str) -> None:
    gap = "\nVALLETTA 00000123 001.2 OF 002\n\n\n"
    (paragraph,) = paragraphs(f"1. (C) The keeper of the lamp had seen{gap}{word} and said so.")
    assert paragraph["text"] == f"The keeper of the lamp had seen {word} and said so."


def test_a_blank_line_within_a_sentence_is_noted() -> None:
    assert "page-break" in codes(record(body="1. (C) The keeper went\n\ndown to the quay."))


def test_wrapped_lines_are_one_line_and_blocks_stay_apart() -> None:
    (paragraph,) = paragraphs("1. (C) The lantern\nwas lit.\n\nIt went\nout.")
    assert paragraph["text"] == "The lantern was lit.\n\nIt went out."


def test_items_of_a_list_stay_lines() -> None:
    (paragraph,) = paragraphs("1. (C) Seen:\n-- a lamp of\nbrass;\n-- a rope.")
    assert paragraph["text"] == "Seen:\n-- a lamp of brass;\n-- a rope."


def test_a_word_cut_at_a_line_end_is_joined() -> None:
    (paragraph,) = paragraphs("1. (C) A well-\nkept lantern.")
    assert paragraph["text"] == "A well-kept lantern."


@pytest.mark.parametrize(
    ("heading", "label"),
    [
        ("THE QUAY\n--------", "THE QUAY"),
        ("The Quay\n========", "The Quay"),
        ("-------\nTHE QUAY\n-------", "THE QUAY"),
        ("THE QUAY", "THE QUAY"),
        ("COMMENT\n-------", "COMMENT"),
        ("Comment", "COMMENT"),
    ],
)
def test_a_heading_labels_the_paragraphs_under_it(heading: str, label: str) -> None:
    first, second, third = paragraphs(f"1. (C) One.\n\n{heading}\n\n2. (C) Two.\n\n3. (C) Three.")
    assert first["label"] is None
    assert (second["label"], third["label"]) == (label, label)
    assert (first["text"], second["text"]) == ("One.", "Two.")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Summary: Lit. End Summary.", "SUMMARY"),
        ("SUMMARY. LIT. END SUMMARY.", "SUMMARY"),
        ("Summay: Lit. End Summary.", "SUMMARY"),
        ("Comment: Lit. End Comment.", "COMMENT"),
        ("COMMENT: LIT.", "COMMENT"),
        ("Action Request: Please light it.", "ACTION REQUEST"),
        ("Note: It was lit.", None),
        ("The comment was lit.", None),
    ],
)
def test_a_label_at_the_beginning_names_the_section(text: str, label: str | None) -> None:
    assert paragraphs(f"1. (C) {text}")[0]["label"] == label


def test_a_comment_that_ends_does_not_go_on() -> None:
    found = paragraphs("1. (C) Comment: One. End comment.\n\n2. (C) Two.")
    assert [p["label"] for p in found] == ["COMMENT", None]


def test_a_comment_goes_on_until_its_end() -> None:
    found = paragraphs("1. (C) Comment: One.\n\n2. (C) Two. End comment.\n\n3. (C) Three.")
    assert [p["label"] for p in found] == ["COMMENT", "COMMENT", None]


@pytest.mark.parametrize(
    "body",
    [
        "1. (C) Summary: The lamp is lit. End Summary.\n\n2. (C) More.",
        "1. (C) SUMMARY. The lamp is lit. END SUMMARY.\n\n2. (C) More.",
        "1. (C) Summary. The lamp is lit. (End Summary)\n\n2. (C) More.",
        "1. (C) Begin Summary: The lamp is lit. End Summary.\n\n2. (C) More.",
        "1. Summary: (SBU) The lamp is lit. End Summary.\n\n2. (C) More.",
        "SUMMARY\n-------\n\n1. (C) The lamp is lit. END SUMMARY.\n\n2. (C) More.",
        "SUMMARY\n\n1. (C) The lamp is lit.\n\nEND SUMMARY\n\n2. (C) More.",
        "1. (C) Summay: The lamp is lit. End Summary.\n\n2. (C) More.",
        "1. (C) The lamp is lit. End Summary.\n\n2. (C) More.",
        "1. (C) Summary: The lamp is lit. End of Summary.\n\n2. (C) More.",
        "1. (C) Summary: The lamp is lit. END\nSUMMARY.\n\n2. (C) More.",
        "BEGIN SUMMARY. The lamp is lit. END SUMMARY.\n\n1. (C) More.",
        "1. (C) Summary and Comment: The lamp is lit. End Summary and Comment.\n\n2. (C) More.",
    ],
)
def test_the_summary_is_told_without_its_markers(body: str) -> None:
    assert record(body=body)["summary"] == "The lamp is lit."


def test_a_summary_may_run_over_several_paragraphs() -> None:
    telegram = record(body="1. (C) Summary: One.\n\n2. (C) Two. End Summary.\n\n3. (C) Three.")
    assert telegram["summary"] == "One.\n\nTwo."


def test_a_telegram_without_a_summary_has_none() -> None:
    assert record(body="1. (C) The lamp is lit.\n\n2. (C) In summary, it is lit.")["summary"] is None


@pytest.mark.parametrize(
    ("text", "portion"),
    [
        ("(C - ENTIRE TEXT)", "C"),
        ("(C - ENTIRE TEXT.)", "C"),
        ("CONFIDENTIAL - ENTIRE TEXT.", "C"),
        ("(CONFIDENTIAL - ENTIRE TEXT)", "C"),
        ("SECRET - ENTIRE TEXT.", "S"),
        ("C O N F I D E N T I A L - ENTIRE TEXT.", "C"),
        ("(LOU - ENTIRE TEXT)", "LOU"),
    ],
)
def test_a_mark_for_the_entire_text_is_the_portion_of_its_paragraph(text: str, portion: str) -> None:
    found = paragraphs(f"1. {text}\n\n2. THE LANTERN WAS LIT.")
    assert [(p["number"], p["portion"]) for p in found] == [(1, portion), (2, None)]


def test_brackets_that_are_no_portion_stay_in_the_text() -> None:
    (paragraph,) = paragraphs("1. (The) lantern was lit.")
    assert (paragraph["portion"], paragraph["text"]) == (None, "(The) lantern was lit.")


def test_an_excision_is_no_row_of_a_table() -> None:
    (paragraph,) = paragraphs("1. (C) The keeper said that\n[                 ] had gone\nhome.")
    assert paragraph["text"] == "The keeper said that [ ] had gone home."


def test_a_body_of_one_paragraph_needs_no_number() -> None:
    (paragraph,) = paragraphs("The lantern was lit at dusk and went out\nat dawn.")
    assert (paragraph["number"], paragraph["text"]) == (
        None,
        "The lantern was lit at dusk and went out at dawn.",
    )


def test_a_paragraphs_place_holds_its_words() -> None:
    telegram = read(exercise(body="1. (C) One lamp.\n\n2. (C) Two\nlamps."))
    assert [telegram.words(p.span) for p in telegram.paragraphs] == ["1. (C) One lamp.", "2. (C) Two\nlamps."]


def test_a_body_may_be_all_there_is() -> None:
    telegram = read("1. (C) The lantern was lit.\n\n2. (C) It went out.\n")
    assert [p.number for p in telegram.paragraphs] == [1, 2]
    assert telegram.to_dict()["unread"] == []


def test_a_form_feed_is_white_space() -> None:
    telegram = read(exercise(body="1. (C) The lantern\f\nwas lit.\n\n\f2. (C) It went out."))
    assert [p.number for p in telegram.paragraphs] == [1, 2]
    assert ("paragraph", "") not in kinds(telegram)


def numbers(body: str) -> list[int | None]:
    return [p["number"] for p in paragraphs(body)]


def test_a_number_given_twice_makes_two_paragraphs() -> None:
    body = "1. The lantern was lit.\n\n2. It went out.\n\n2. It was lit again.\n\n4. It stayed lit.\n"
    assert numbers(body) == [1, 2, 2, 4]


def test_a_list_that_counts_anew_makes_no_paragraphs() -> None:
    body = "1. The keeper said.\n\n2. Two things.\n\n1. The lamp.\n\n2. The oil.\n\n3. Nothing else.\n"
    assert numbers(body) == [1, 2, 3]


def test_a_comment_without_a_number_behind_the_last_paragraph_stands_alone() -> None:
    found = paragraphs("1. The lantern was lit.\n\n2. It went out.\n\nCOMMENT: The oil is poor.\n")
    assert [(p["number"], p["label"]) for p in found] == [(1, None), (2, None), (None, "COMMENT")]


def test_a_heading_may_go_on_from_the_one_before() -> None:
    body = (
        "1. (U) The lantern was lit.\n\nThe harbour promises oil for ten years...\n\n2. (U) So it was said."
        "\n\n...but the keeper wants it now: no promise lights a lamp\n\n3. (U) He said so.\n"
    )
    found = paragraphs(body)
    assert [p["text"] for p in found] == ["The lantern was lit.", "So it was said.", "He said so."]
    assert [p["label"] for p in found] == [
        None,
        "The harbour promises oil for ten years...",
        "...but the keeper wants it now: no promise lights a lamp",
    ]


def test_exempt_above_the_signature_is_no_text() -> None:
    body = "1. THE LANTERN WAS LIT.\n\nEXEMPT\n"
    said = record(body=body)
    assert [p["text"] for p in said["paragraphs"]] == ["THE LANTERN WAS LIT."]
