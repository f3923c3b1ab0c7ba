"""Where Qt's modules may be imported, which import-linter cannot see inside a package."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ALLOWED = {
    "models": set[str](),
    "workbench": set[str](),
    "workbench/files": {"PySide6.QtCore"},
    "ui/command_line": set[str](),
    "ui/drawing": {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtSvg"},
}
"""Qt modules that each folder may import; the longest folder that fits decides."""


def qt_imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name.startswith("PySide6"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6"):
            module = node.module or ""
            yield from (
                [f"{module}.{name.name}" for name in node.names]
                if module == "PySide6"
                else [module]
            )


def folder_of(path: Path) -> str:
    relative = path.relative_to(ROOT).as_posix()
    return max((folder for folder in ALLOWED if relative.startswith(folder + "/")), key=len)


@pytest.mark.parametrize("folder", ALLOWED)
def test_that_each_room_imports_only_its_part_of_qt(folder: str) -> None:
    outside = [
        f"{path.relative_to(ROOT)}: {module}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        if folder_of(path) == folder
        for module in qt_imports(path)
        if module not in ALLOWED[folder]
    ]
    assert outside == []


def test_that_no_file_of_the_repository_names_a_package_registry() -> None:
    named = [
        path.name
        for path in [ROOT / "constraints.txt", ROOT / "pyproject.toml", ROOT / "README.md"]
        if "pythonhosted" in (text := path.read_text(encoding="utf-8")) or "index-url" in text
    ]
    assert named == []
