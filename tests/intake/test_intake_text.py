"""What is a text and what is not, and that every reason has a name and a remedy."""

from __future__ import annotations

import random
from pathlib import Path

import msgspec
import pytest

from reftel.intake import Rejected, Text, read_file, telegrams_in
from reftel.intake.judge import is_reading_of
from reftel.intake.rejected import REASONS, rejected
from reftel.model import Telegram
from tests.collection import exercise

TELEGRAM = exercise.telegram().encode()


def read(folder: Path, raw: bytes, limit: int = 10_000) -> Text | Rejected:
    (folder / "x").write_bytes(raw)
    read = read_file(folder / "x", limit=limit)
    if isinstance(read, Rejected):
        return read
    (text,) = read
    return text


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"\0" * 400, "binary"),
        (TELEGRAM[:200] + b"\0\x01\x02" * 50, "binary"),
        (random.Random(1).randbytes(4000), "binary"),
        (b"%PDF-1.4\nBT (text) Tj", "damaged"),
        (b"PK\x03\x04 rest", "damaged"),
        (b"\x1f\x8b rest", "damaged"),
        (b"7z\xbc\xaf\x27\x1c rest", "archive"),
        (b"{\\rtf1 text}", "office"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b'<?xml version="1.0"?><TEI><text>x</TEI>', "broken-markup"),
        (b'<?xml version="1.0"?><price>12</price>', "markup"),
        (b"\xef\xbb\xbf<!DOCTYPE html><p> </p></html>", "no-text"),
        (b"x" * 10_001, "too-big"),
    ],
)
def test_what_is_no_text_says_why(tmp_path: Path, raw: bytes, code: str) -> None:
    answer = read(tmp_path, raw)
    assert isinstance(answer, Rejected)
    assert answer.code == code
    assert answer.path == "x"
    assert answer.remedy


@pytest.mark.parametrize(
    "raw",
    [
        TELEGRAM,
        TELEGRAM + b"\0" * 5000,  # a disk block filled up
        TELEGRAM.replace(b" was ", b"\0was "),
        b"\xff\xfe" + TELEGRAM.decode().encode("utf-16-le"),
        b"Se\xf1or, na\xefve, \x93quoted\x94",
        b"<<< begins like markup and is none",
        b"\x07\x1b[1mVZCZC\x0f",
    ],
)
def test_text_with_oddities_is_text_and_every_byte_is_kept(tmp_path: Path, raw: bytes) -> None:
    answer = read(tmp_path, raw)
    assert isinstance(answer, Text)
    assert answer.raw == raw


def test_nul_bytes_are_noted(tmp_path: Path) -> None:
    answer = read(tmp_path, TELEGRAM.replace(b" was ", b"\0was "))
    assert isinstance(answer, Text)
    assert answer.notes == ("It holds 1 NUL byte, kept as they are.",)


def test_a_big_file_is_refused_by_its_size_unread(tmp_path: Path) -> None:
    with (tmp_path / "big").open("wb") as file:
        file.truncate(50 * 1024 * 1024)
    answer = read_file(tmp_path / "big")
    assert isinstance(answer, Rejected)
    assert answer.code == "too-big"
    assert "52,428,800" in answer.reason


def test_a_file_that_is_gone_is_refused(tmp_path: Path) -> None:
    answer = read_file(tmp_path / "gone.txt")
    assert isinstance(answer, Rejected)
    assert answer.code == "no-such-file"


def test_a_file_without_rights_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    answer = read_file(tmp_path / "x.txt")
    assert isinstance(answer, Rejected)
    assert (answer.path, answer.code) == ("x.txt", "no-rights")


def test_a_text_that_mentions_header_words_is_no_telegram(tmp_path: Path) -> None:
    answer = read(tmp_path, b"# About\n\nEach file has a subject, TAGS and a number.\n")
    assert isinstance(answer, Text)
    judged = telegrams_in(answer, exercise.parse)
    assert isinstance(judged, Rejected)
    assert judged.code == "not-a-telegram"


def test_a_layout_without_any_part_of_a_header_is_no_telegram(tmp_path: Path) -> None:
    answer = read(tmp_path, b"DATE: 2008\nA text.\n")
    assert isinstance(answer, Text)

    def guess(raw: bytes) -> list[Telegram]:
        return [msgspec.structs.replace(t, dtg=None) for t in exercise.parse(raw)]

    judged = telegrams_in(answer, guess)
    assert isinstance(judged, Rejected)
    assert "no part of a header" in judged.reason


def test_the_reason_of_a_text_without_telegram_names_its_nul_bytes(tmp_path: Path) -> None:
    answer = read(tmp_path, b"A plain note of some length, with one NUL byte\0 in it, and no header.")
    assert isinstance(answer, Text)
    judged = telegrams_in(answer, exercise.parse)
    assert isinstance(judged, Rejected)
    assert "NUL" in judged.reason


def test_what_is_unknown_beside_telegrams_is_left_out(tmp_path: Path) -> None:
    answer = read(tmp_path, b"A covering note.\n=====\n" + TELEGRAM)
    assert isinstance(answer, Text)
    judged = telegrams_in(answer, exercise.parse)
    assert not isinstance(judged, Rejected)
    assert len(judged) == 1


def test_two_readings_of_a_page_are_known_by_their_words() -> None:
    page = b"The Minister signed the agreement about survey vessels on Monday in the harbour office"
    worse = b"Thc Minister slgned the agreernent about survey vesse1s on Monday in the harbour 0ffice"
    other = b"Wheat prices rose again while importers waited for ships from northern ports"
    assert is_reading_of(worse, page)
    assert not is_reading_of(other, page)
    assert not is_reading_of(b"12 34", page)


def test_every_reason_has_a_remedy_and_reads_as_a_sentence() -> None:
    for code in REASONS:
        told = rejected("x", code, "detail")
        assert told.reason.endswith(".")
        assert "{" not in told.reason + told.remedy
        assert told.remedy.endswith(".")
