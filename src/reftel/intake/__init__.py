"""Files to telegram texts: which files there are, and which of them can be read as text.

Plain text is read today, and records of the 1973-79 archive as CSV, JSON or XML.  What a file
is, is decided by what is in it, not by its name.
"""

from __future__ import annotations

from reftel.intake.files import FileSeen, find_files
from reftel.intake.judge import telegrams_in
from reftel.intake.rejected import Rejected
from reftel.intake.text import DEFAULT_LIMIT, Text, read_file

__all__ = ["DEFAULT_LIMIT", "FileSeen", "Rejected", "Text", "find_files", "read_file", "telegrams_in"]
