"""What can go wrong in a way the user can act on.

Odd text is never an error: it becomes a `Defect` on the record.  These are for the
things around the text: a folder that cannot be opened, a query that cannot be read.
"""


class ReftelError(Exception):
    """Something the user can mend; the message names the thing and the next step."""


class ParseError(ReftelError):
    """Raised by `parse(..., strict=True)` for the first defect met."""


class SourceError(ReftelError):
    """A file or folder given to read cannot be read."""


class CollectionError(ReftelError):
    """A collection folder is missing, newer than this program, locked or damaged."""


class QueryError(ReftelError):
    """A search query that cannot be understood; `place` is the offset of the trouble in it."""

    def __init__(self, message: str, *, place: int | None = None, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.place = place
        self.suggestion = suggestion


class PolicyError(ReftelError):
    """A rule about who may see what cannot be read; the message names the file, the class and the rule."""
