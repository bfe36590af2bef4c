"""What is no telegram is said to be none, and nothing of it is lost."""

from __future__ import annotations

from typing import Any

import pytest

from reftel.reading import parse
from tests.reading.made import exercise, read

NOTE = """# Harbor notes

A folder of things to read.

- start with the long one
- then the short ones

| file | pages |
| --- | --- |
| one | 2 |
"""
MAIL = b"""From: Ann Lathbury <ann@example.org>
To: Ben Orsett <ben@example.org>
Date: Tue, 6 Jan 2009 10:00:00 +0000
Subject: lunch

Dear Ben,

shall we say noon?

Ann
"""
NO_TELEGRAMS = {
    "empty": b"",
    "NUL bytes": b"\x00" * 100,
    "a note": NOTE.encode(),
    "an e-mail": MAIL,
    "a table": b"file,layout,mrn\none.txt,text,2008 VALLETTA 1\ntwo.txt,text,2008 VALLETTA 2\n",
    "a line of JSON": b'{"file": "one.txt", "mrn": "2008 VALLETTA 1", "to": ["SECSTATE WASHDC"]}\n',
    "a megabyte of one letter": b"a" * 1_000_000,
    "a megabyte of blanks": b" " * 1_000_000,
    "a megabyte of line ends": b"\n" * 1_000_000,
    "every byte": bytes(range(256)),
    "UTF-16": "\ufeffA note about nothing.\n".encode("utf-16-le"),
    "lone carriage returns": b"a note\rabout nothing\rat all\r",
    "prose": b"The ship left on Tuesday. Nobody saw her go.\n",
    "a program": b"def main() -> None:\n    print('hello')\n",
}


def cases() -> list[Any]:
    """Each of them."""
    return [pytest.param(data, id=name) for name, data in NO_TELEGRAMS.items()]


@pytest.mark.parametrize("data", cases())
def test_what_is_no_telegram_is_said_to_be_none(data: bytes) -> None:
    telegram = read(data)
    assert telegram.family == "unknown"
    assert [defect.code for defect in telegram.defects] == ["not-a-telegram"]
    assert telegram.mrn is None
    assert {segment.kind for segment in telegram.segments} <= {"unread", "blank"}


@pytest.mark.parametrize("data", NO_TELEGRAMS.values(), ids=NO_TELEGRAMS.keys())
def test_nothing_of_it_is_lost(data: bytes) -> None:
    telegram = read(data)
    text = "".join(telegram.words(segment.span) for segment in telegram.segments)
    assert text.encode(telegram.source.encoding) == data


@pytest.mark.parametrize("ends", ["\r\n", "\r\r\n"])
def test_a_telegram_reads_the_same_with_other_line_ends(ends: str) -> None:
    plain, other = read(exercise()).to_dict(), read(exercise().replace("\n", ends)).to_dict()
    for key in (
        "mrn",
        "dtg",
        "from",
        "to",
        "classification",
        "declassify_on",
        "tags",
        "subject",
        "signature",
    ):
        assert other[key] == plain[key]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_a_telegram_reads_the_same_in_utf_16(encoding: str) -> None:
    telegram = read(("\ufeff" + exercise()).encode(encoding))
    assert telegram.to_dict()["mrn"] == "2008 VALLETTA 123"
    assert telegram.source.encoding == encoding


def test_a_text_is_read_as_its_bytes_are() -> None:
    assert parse(exercise()) == parse(exercise().encode())


def test_half_a_character_does_not_raise() -> None:
    assert read("UNCLAS \ud800").text == "UNCLAS \ud800"
