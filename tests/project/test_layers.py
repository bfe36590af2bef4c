"""Imports point down only.  This table is the order of the layers."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import reftel

# From the top: a room imports only from rows below its own.  Rooms that stand in one row and are joined
# in a set do not import each other; those in a tuple may.
LAYERS: tuple[frozenset[str] | tuple[str, ...], ...] = (
    ("cli", "web"),
    ("cluster",),
    ("export",),
    ("collection",),
    ("release",),
    frozenset({"refs", "marking", "extract", "explain"}),
    frozenset({"intake", "reading", "compose"}),
    ("terms",),
    ("view",),
    ("record", "model"),
    ("errors", "later", "decoding", "sample"),
)
ROW = {room: i for i, row in enumerate(LAYERS) for room in row}

# The faces may use the public names, as any program may.
PUBLIC = {"reftel", *(f"reftel.{name}" for name in reftel.__all__)}

SOURCE = Path(__file__).resolve().parents[2] / "src" / "reftel"
# The package itself only lists the public names; they are loaded when used.
MODULES = sorted(path for path in SOURCE.rglob("*.py") if path != SOURCE / "__init__.py")


def room_of(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported_modules(path: Path) -> Iterator[tuple[int, str]]:
    """Every module of reftel that a file names in an import, inside functions too."""
    package = ("reftel", *path.relative_to(SOURCE).parts[:-1])
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) + 1 - node.level] if node.level else ()
            module = ".".join([*base, *([node.module] if node.module else [])])
            names = [f"{module}.{a.name}" for a in node.names] if module == "reftel" else [module]
        else:
            continue
        yield from ((node.lineno, name) for name in names if name == "reftel" or name.startswith("reftel."))


def allowed(importer: str, imported: str) -> bool:
    if importer == imported:
        return True
    if ROW[importer] == ROW[imported]:
        return not isinstance(LAYERS[ROW[importer]], frozenset)
    return ROW[importer] < ROW[imported]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_imports_point_down(path: Path) -> None:
    room = room_of(path)
    assert room in ROW, f"src/reftel/{room} stands in no layer: give it a row in LAYERS"
    for line, module in imported_modules(path):
        if room in LAYERS[0] and module in PUBLIC:
            continue
        parts = module.split(".")
        assert len(parts) > 1, f"{path}:{line} imports the package itself; import from the room instead"
        imported = parts[1]
        if imported == "__version__":
            continue
        assert imported in ROW, f"{path}:{line} imports {module}, which stands in no layer"
        assert allowed(room, imported), f"{path}:{line}: {room} must not import {imported}"


def test_the_check_sees_an_import_that_points_up() -> None:
    assert not allowed("model", "collection")
    assert not allowed("intake", "reading")
    assert allowed("cli", "web")
    assert allowed("collection", "model")
