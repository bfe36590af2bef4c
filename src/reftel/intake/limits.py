"""What unpacking may cost at most, and how an archive ends that costs more or is broken.

A few kilobytes can be made to unpack to terabytes.  One budget is kept for each archive a user
names, whatever is nested in it; each refusal names the option that raises the limit.
"""

from __future__ import annotations

from reftel.model import Record

DEFAULT_LIMIT = 32 * 1024 * 1024  # bytes of one file

# However small an archive is, so many bytes may come out of it: a page of blanks packs very well.
ALWAYS = 64 * 1024 * 1024


class Unpacking(Record, frozen=True):
    """How much may come out of one archive, with all that is nested in it.

    `total` is in bytes, `members` counts files, `ratio` is unpacked bytes for each byte of the archive,
    `depth` is how many archives may lie in one another.
    """

    total: int = 64_000_000_000
    members: int = 5_000_000
    ratio: int = 200
    depth: int = 5


USUAL = Unpacking()


class Refused(Exception):
    """An archive goes beyond a limit: nothing more of it is read."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(code, detail)
        self.code, self.detail = code, detail


class Unreadable(Exception):
    """What lies at the path `owner` in an archive cannot be read, or not further."""

    def __init__(self, owner: str, code: str, detail: str) -> None:
        super().__init__(owner, code, detail)
        self.owner, self.code, self.detail = owner, code, detail


class Budget:
    """What has come out of an archive so far; raises `Refused` beyond what may."""

    def __init__(self, size: int, unpacking: Unpacking) -> None:
        """Take the archive's size in bytes."""
        self.unpacking = unpacking
        self.bytes = self.members = 0
        self.by_ratio = max(ALWAYS, size * unpacking.ratio)

    def spend(self, count: int) -> None:
        """Count bytes that came out of a packer."""
        self.bytes += count
        if self.bytes > self.unpacking.total:
            raise Refused("too-much", f"{self.unpacking.total:,} bytes")
        if self.bytes > self.by_ratio:
            raise Refused("too-packed", f"{self.unpacking.ratio} times its size")

    def member(self) -> None:
        """Count a file."""
        if self.members >= self.unpacking.members:
            raise Refused("too-many", f"{self.unpacking.members:,}")
        self.members += 1
