"""Headless LibreOffice as the other opinion on what a workbook says.

LibreOffice trusts the values stored in a workbook unless it is told otherwise, so the
conversion runs in a private profile that says "always recalculate".
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from openpyxl import Workbook, load_workbook

PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")
"""The program, or None where it is not installed."""

MISSING = "LibreOffice (soffice) is not installed"

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"
 xmlns:xs="http://www.w3.org/2001/XMLSchema"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
 <prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
 <prop oor:name="ODFRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>
"""


class LibreOffice:
    """A private profile of LibreOffice that recalculates everything it opens."""

    def __init__(self, folder: Path) -> None:
        """Make the profile in ``folder``."""
        self._profile = folder / "profile"
        settings = self._profile / "user"
        settings.mkdir(parents=True, exist_ok=True)
        (settings / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")

    def convert(
        self, files: Sequence[Path], kind: str, into: Path, *, reader: str = ""
    ) -> list[Path]:
        """Convert ``files`` to ``kind`` ("xlsx", "pdf") in one run, and return what came out.

        Args:
            files: what to convert.
            kind: what to.
            into: the folder of the results.
            reader: the filter to read with; empty where the ending says it.

        Raises:
            RuntimeError: LibreOffice is missing or left a file out.
        """
        if PROGRAM is None:
            raise RuntimeError(MISSING)
        into.mkdir(parents=True, exist_ok=True)
        run = subprocess.run(
            [
                PROGRAM,
                f"-env:UserInstallation={self._profile.as_uri()}",
                "--headless",
                *([f"--infilter={reader}"] if reader else []),
                "--convert-to",
                kind,
                "--outdir",
                str(into),
                *map(str, files),
            ],
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        out = [into / f"{file.stem}.{kind}" for file in files]
        missing = [file.name for file in out if not file.exists()]
        if missing:
            raise RuntimeError(f"LibreOffice left out {missing}: {run.stdout}{run.stderr}")
        return out

    def recalculate(self, files: Sequence[Path], into: Path) -> list[Workbook]:
        """Recalculate ``files`` (their names must differ) in one run; return them with values."""
        return [load_workbook(out, data_only=True) for out in self.convert(files, "xlsx", into)]
