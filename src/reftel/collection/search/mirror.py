"""An index that lies where nothing may be written, read through a temporary folder of links to its files.

The engine takes locks in the folder of an index for looking at it, too.  In the temporary folder it can;
the files themselves are read where they lie.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import weakref
from contextlib import suppress
from pathlib import Path

from reftel.errors import CollectionError

_LOCKS = (".tantivy-meta.lock", ".tantivy-writer.lock")
_OF_THE_WRITER = (*_LOCKS, ".managed.json")  # which files are to be deleted one day
_OWN = ("meta.json", ".managed.json")


class Mirror:
    """A temporary folder of links; it goes when it is closed, or with the process at the latest."""

    def __init__(self, index: Path) -> None:
        """Link to the files of the index; raises `OSError` where there is none."""
        self._index = index.absolute()
        names = _names(self._index)
        try:
            self.folder = Path(tempfile.mkdtemp(prefix="reftel-index-"))
        except OSError as error:
            raise CollectionError(
                f"{index} may not be written, and to read it a temporary folder is needed, which cannot be "
                f"made ({error.strerror or error}). Name a folder for it in TMPDIR."
            ) from error
        self._finalizer = weakref.finalize(self, shutil.rmtree, self.folder, ignore_errors=True)
        self._link(names)

    def refresh(self) -> None:
        """Link to what was written since by somebody who may, and drop the links to what is gone."""
        held = _names(self._index)
        for name in _names(self.folder) - held:
            if (self.folder / name).is_symlink():
                (self.folder / name).unlink()
        self._link(held)

    def close(self) -> None:
        """Remove the folder and its links."""
        self._finalizer()

    def _link(self, names: set[str]) -> None:
        for name in names:
            if name not in _OF_THE_WRITER:
                with suppress(FileExistsError):
                    (self.folder / name).symlink_to(self._index / name)


def may_lock(index: Path) -> bool:
    """Tell whether the engine can take its locks in the folder of an index."""
    locks = [index / name for name in _LOCKS]
    return os.access(index, os.W_OK) and all(os.access(lk, os.W_OK) for lk in locks if lk.exists())


def share(index: Path) -> None:
    """Give the files that the engine lets nobody else read the rights of the folder they lie in."""
    rights = index.stat().st_mode & 0o666
    for name in _OWN:
        with suppress(OSError):  # replaced by the engine in this moment, or somebody else's
            (index / name).chmod(rights)


def _names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}
