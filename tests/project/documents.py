"""Reading our own documents: the commands and Python in their code blocks, the scripts that write them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path
from types import ModuleType

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)

_DOCS = Path(__file__).resolve().parents[2] / "docs"


def script(name: str) -> ModuleType:
    """The script of that name among the documents, loaded without being run."""
    spec = importlib.util.spec_from_file_location(name, _DOCS / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def blocks(page: Path, language: str = "") -> list[str]:
    """The code blocks of a page in one language."""
    found = _FENCE.findall(page.read_text(encoding="utf-8"))
    return [body for tongue, body in found if tongue == language]


def shell_lines(page: Path) -> list[str]:
    """The lines that a reader is told to type, without the prompt and the remark."""
    lines = [line for block in blocks(page) for line in block.splitlines() if line.startswith("$ ")]
    return [re.sub(r"\s{2,}#.*", "", line[2:]) for line in lines]
