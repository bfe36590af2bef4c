"""reftel: the workbench for diplomatic telegrams.

    >>> import reftel
    >>> reftel.parse_mrn("11 VALLETTA 00045")
    '2011 VALLETTA 45'

The names below are loaded when first used, so that `import reftel` is quick and a script that only
reads telegrams never loads the search engine.  `docs/reference/library.md` describes them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Collection",
    "CollectionError",
    "ParseError",
    "QueryError",
    "ReftelError",
    "SourceError",
    "Telegram",
    "annotate",
    "check",
    "compare",
    "parse",
    "parse_mrn",
]

_HOMES = {
    "Collection": "reftel.collection",
    "CollectionError": "reftel.errors",
    "ParseError": "reftel.errors",
    "QueryError": "reftel.errors",
    "ReftelError": "reftel.errors",
    "SourceError": "reftel.errors",
    "Telegram": "reftel.model",
    "annotate": "reftel.extract",
    "check": "reftel.marking",
    "compare": "reftel.release.compare",
    "parse": "reftel.reading",
    "parse_mrn": "reftel.reading",
}

if TYPE_CHECKING:
    from reftel.collection import Collection
    from reftel.errors import CollectionError, ParseError, QueryError, ReftelError, SourceError
    from reftel.extract import annotate
    from reftel.marking import check
    from reftel.model import Telegram
    from reftel.reading import parse, parse_mrn
    from reftel.release.compare import compare


def __getattr__(name: str) -> object:
    """Load a public name from where it lives, once."""
    if name not in _HOMES:
        raise AttributeError(f"module 'reftel' has no attribute {name!r}; it has {', '.join(__all__)}")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
