"""Files to telegram texts: which files there are, and which of them can be read as text.

Plain text, pages, e-mail, editions in TEI, PDF with a text in it, records of the 1973-79 archive as
CSV, JSON or XML, and archives of all these.  What a file is, is decided by what is in it, not by its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reftel.later import loading

__all__ = [
    "DEFAULT_LIMIT",
    "FileSeen",
    "Member",
    "Rejected",
    "Text",
    "Unpacking",
    "files_in",
    "find_files",
    "look_inside",
    "read_file",
    "telegrams_in",
    "texts_of",
]

if TYPE_CHECKING:
    from reftel.intake.archives import Member, files_in, look_inside
    from reftel.intake.files import FileSeen, find_files
    from reftel.intake.judge import telegrams_in
    from reftel.intake.limits import DEFAULT_LIMIT, Unpacking
    from reftel.intake.rejected import Rejected
    from reftel.intake.text import Text
    from reftel.intake.texts import read_file, texts_of

_HOMES = {
    "DEFAULT_LIMIT": "reftel.intake.limits",
    "FileSeen": "reftel.intake.files",
    "Member": "reftel.intake.archives",
    "Rejected": "reftel.intake.rejected",
    "Text": "reftel.intake.text",
    "Unpacking": "reftel.intake.limits",
    "files_in": "reftel.intake.archives",
    "find_files": "reftel.intake.files",
    "look_inside": "reftel.intake.archives",
    "read_file": "reftel.intake.texts",
    "telegrams_in": "reftel.intake.judge",
    "texts_of": "reftel.intake.texts",
}

__getattr__ = loading(__name__, _HOMES)
