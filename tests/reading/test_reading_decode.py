"""Bytes to text and back."""

from __future__ import annotations

import pytest

from reftel.reading.decode import decode

UTF8_MARK = b"\xef\xbb\xbf"


@pytest.mark.parametrize(
    ("data", "text", "encoding"),
    [
        (b"", "", "utf-8"),
        (b"FM AMEMBASSY VALLETTA\n", "FM AMEMBASSY VALLETTA\n", "utf-8"),
        ("¶1. Estêvão".encode(), "¶1. Estêvão", "utf-8"),
        (UTF8_MARK + b"UNCLAS", "\ufeffUNCLAS", "utf-8"),
        ("\ufeffUNCLAS".encode("utf-16-le"), "\ufeffUNCLAS", "utf-16-le"),
        ("\ufeffUNCLAS".encode("utf-16-be"), "\ufeffUNCLAS", "utf-16-be"),
        (b"the \x93light\x94", "the “light”", "cp1252"),
        (b"Est\xeav\xe3o", "Estêvão", "cp1252"),
        (b"a\x81b", "a\x81b", "latin-1"),
        (b"\xff\xfe\x41", "ÿþA", "cp1252"),
        (b"one\r\ntwo\rthree\r\r\n", "one\r\ntwo\rthree\r\r\n", "utf-8"),
        (b"NUL \x00 stays", "NUL \x00 stays", "utf-8"),
    ],
)
def test_bytes_are_read_in_the_encoding_that_fits(data: bytes, text: str, encoding: str) -> None:
    assert decode(data) == (text, encoding)


@pytest.mark.parametrize(
    "data", [bytes(range(256)), bytes(range(255, -1, -1)), b"\xff\xfe\x00", b"\xfe\xff\xd8\x00", b"\xc3("]
)
def test_the_encoding_gives_any_bytes_back(data: bytes) -> None:
    text, encoding = decode(data)
    assert text.encode(encoding) == data
