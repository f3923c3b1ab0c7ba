"""Why a plan cannot become a workbook that says what the program says."""

from __future__ import annotations

from models.keys import PositionKey
from workbench.pay.program import PayProgram


class NotForExcel(Exception):  # noqa: N818 - what is wrong, as callers say it
    """A plan that no workbook can be made of."""


class FormulaTooLong(NotForExcel):
    """A formula that Excel cannot hold, even cut into steps.

    Attributes:
        key: the KPI it belongs to.
    """

    def __init__(self, key: str) -> None:
        """Name the KPI."""
        super().__init__(f"the formula of {key} is too long for Excel")
        self.key = key


class PaidByInstalments(NotForExcel):
    """A scorecard that is paid with several instalments, which the workbook does not follow.

    Attributes:
        position: whose scorecard it is.
    """

    def __init__(self, position: PositionKey) -> None:
        """Name the position."""
        super().__init__(f"the scorecard of {position} is paid by instalments")
        self.position = position


def refuse_unwritable(program: PayProgram) -> None:
    """Refuse what the sheet of the scorecards would say wrongly.

    Raises:
        PaidByInstalments: a scorecard is paid with several instalments.
    """
    for position, compiled in program.compiled.items():
        if len(compiled.instalments) > 1:
            raise PaidByInstalments(position)
