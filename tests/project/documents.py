"""Reading our own documents: the commands and Python in their code blocks."""

from __future__ import annotations

import re
from pathlib import Path

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(page: Path, language: str = "") -> list[str]:
    """The code blocks of a page in one language."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [body for tongue, body in found if tongue == language]


def shell_lines(page: Path) -> list[str]:
    """The lines that a reader is told to type, without the prompt and the remark."""
    lines = [line for block in blocks(page) for line in block.splitlines() if line.startswith("$ ")]
    return [re.sub(r"\s{2,}#.*", "", line[2:]) for line in lines]
