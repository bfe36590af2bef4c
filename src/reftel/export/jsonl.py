"""One JSON object per line: the whole record of a telegram, and where its file came from."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from reftel.export.format import Format, ResultSet
from reftel.record import to_dict


def written(found: ResultSet) -> Iterator[bytes]:
    """Yield a line for each telegram: the record, with `provenance` as one key more."""
    for telegram, provenance in found.telegrams():
        record = to_dict(telegram)
        record["provenance"] = msgspec.to_builtins(provenance)
        yield msgspec.json.encode(record) + b"\n"


FORMAT = Format("jsonl", "the whole record, one telegram per line", "application/x-ndjson", written)
