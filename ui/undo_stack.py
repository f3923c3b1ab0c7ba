"""An undo stack that Python may take apart, in whatever order it comes upon the pieces.

PySide makes a stack the parent of the commands pushed onto it, but Qt knows nothing of that:
its stack holds bare pointers. When Python finds stack and commands in one circle of garbage it
may come upon a command first, which it then deletes as its own, and the stack deletes the same
command once more. That ends the process. It comes upon the command first whenever the stack is
one generation older, so it depends on when garbage was looked for before.
"""

from __future__ import annotations

from PySide6.QtGui import QUndoStack
from shiboken6 import Shiboken


class UndoStack(QUndoStack):
    """Lets go of its commands before anything of the circle it is in is taken apart."""

    def __del__(self) -> None:
        """Delete the commands as long as both sides agree on whose they are."""
        # Where Qt has deleted the stack with its parent, the commands went with it.
        if Shiboken.isValid(self):
            # Nobody is to hear of it: who listens may be in the same circle.
            self.blockSignals(True)  # noqa: FBT003 - Qt's own
            # The commands may be the last to hold the parent, which must not take the stack
            # with it while that is still clearing.
            parent = self.parent()
            self.clear()
            del parent
