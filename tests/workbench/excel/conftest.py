"""What the tests of the workbook share."""

from __future__ import annotations

import pytest

from tests.oracle.libreoffice import MISSING, PROGRAM, LibreOffice


@pytest.fixture(scope="session")
def libreoffice(tmp_path_factory: pytest.TempPathFactory) -> LibreOffice:
    """A LibreOffice that recalculates what it opens; the test is skipped where there is none."""
    if PROGRAM is None:
        pytest.skip(MISSING)
    return LibreOffice(tmp_path_factory.mktemp("libreoffice"))
