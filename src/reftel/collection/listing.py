"""The files that a build is to read: listed once, and kept on the disk, since there may be millions."""

from __future__ import annotations

import pickle
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType

from reftel.intake.files import FileSeen


class Listing:
    """A list that is written once and read once, of any length in little memory."""

    def __init__(self, folder: Path) -> None:
        """Begin an empty list, in a file of this folder that bears no name."""
        folder.mkdir(parents=True, exist_ok=True)
        self._file = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115  closed by __exit__
        self.files = 0

    def __enter__(self) -> Listing:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._file.close()

    def fill(self, seen: Iterable[FileSeen]) -> Iterator[FileSeen]:
        """Write the files down, and yield each as it is."""
        for file in seen:
            pickle.dump(file, self._file, pickle.HIGHEST_PROTOCOL)
            self.files += 1
            yield file
        self._file.flush()

    def __iter__(self) -> Iterator[FileSeen]:
        self._file.seek(0)
        for _ in range(self.files):
            yield pickle.load(self._file)
