"""The command line: one file per command, the group that finds them in `app`."""

from __future__ import annotations

from reftel.cli.app import main

__all__ = ["main"]
