"""Bytes to telegrams: the steps in their order.

decode → several telegrams apart → family and wrapper → furniture out → header walk → fields → body.
A structured file is taken apart into its records instead, each with its text read by the same steps.
Every step hands on places in the file's text; what no step claimed is left as `unread`.
"""

from __future__ import annotations

import hashlib

from reftel.errors import ParseError
from reftel.model import Source, Span, Telegram
from reftel.reading.attributes import File, read_table
from reftel.reading.decode import decode, plain_lines
from reftel.reading.split import stretches
from reftel.reading.telegram import read_telegram


def parse(
    data: bytes | str, *, year: int | None = None, mrn: str | None = None, strict: bool = False
) -> list[Telegram]:
    """Read the telegrams of a file's bytes (or of a text), in the order they stand.

    `year` and `mrn` help fragments that lack a date or a number of their own.  Content never makes it
    raise: what is no telegram comes out as one record of family `unknown`.  With `strict`, the first
    defect is raised as `ParseError`.
    """
    if isinstance(data, str):
        raw, text, encoding = data.encode("utf-8", "surrogatepass"), data, "utf-8"
    else:
        raw, (text, encoding) = data, decode(data)
    file = File(text, plain_lines(text), hashlib.sha256(raw).hexdigest(), encoding)
    telegrams = read_table(file, year=year) or [
        read_telegram(
            text[s.start : s.stop],
            Source(file.sha256, encoding, "text/plain", Span(s.start, s.stop)),
            plain=file.plain[s.start : s.stop],
            key=file.sha256 if encoding == "utf-8" and s.stop - s.start == len(text) else None,
            seams=s.seams,
            year=year,
            mrn=mrn,
        )
        for s in stretches(file.plain)
    ]
    if strict:
        for telegram in telegrams:
            for defect in telegram.defects:
                where = f" at {defect.span.start}" if defect.span else ""
                raise ParseError(f"{defect.code}{where}: {defect.why}")
    return telegrams
