"""The place of the catalogue beside the tree; what stands in it is made when first opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget
from typing_extensions import override

from ui.decompose.canvas import TreeCanvas
from ui.document import Document
from ui.theme import Theme
from workbench.language import Language

if TYPE_CHECKING:
    from ui.decompose.catalogue_panel import CataloguePanel

_WIDTH: Final = 304
_NARROW: Final = 252
_WIDE_ROOM: Final = 820


class CatalogueDoor(QWidget):
    """Opens and closes the catalogue; closed, it costs the start of the program nothing."""

    kpi_shown = Signal(object)
    """KpiKey: it was inserted, or asked for, and should come into view."""
    refused = Signal(object)
    """Refusal: it could not be inserted; None where something was."""
    left = Signal()
    """The keyboard should go back to the tree."""
    toggled = Signal(bool)
    """Whether it is open now; somebody opened or closed it."""

    def __init__(
        self,
        document: Document,
        theme: Theme,
        language: Language,
        parent: QWidget,
        *,
        canvas: TreeCanvas,
        bare: QWidget,
    ) -> None:
        """Take what is dragged out on ``canvas``, and on what stands there without a tree."""
        super().__init__(parent)
        self._document = document
        self._theme = theme
        self._language = language
        self._canvas = canvas
        self._bare = bare
        self._panel: CataloguePanel | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        self._row = row
        self.hide()

    def handlers(self) -> Mapping[str, Callable[[], object]]:
        """Return what to call for the action of the catalogue."""
        return {"catalogue": self.toggle}

    @property
    def is_open(self) -> bool:
        """Whether the catalogue stands beside the tree."""
        return not self.isHidden()

    @property
    def panel(self) -> CataloguePanel:
        """What stands here, made where it was not yet."""
        if self._panel is None:
            self._panel = self._made()
        return self._panel

    def toggle(self) -> None:
        """Open the catalogue, ready to be typed into, or close it."""
        shown = not self.is_open
        self._canvas.hold_view()
        self.setVisible(shown)
        if shown:
            self.panel.begin()
        else:
            self.left.emit()
        self.toggled.emit(shown)

    def fit(self, width: int) -> None:
        """Leave the tree its part of a room of that width."""
        self.setFixedWidth(_WIDTH if width >= _WIDE_ROOM else _NARROW)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Make what stands here, however it came to be shown."""
        super().showEvent(event)
        self.panel.show()

    def _made(self) -> CataloguePanel:
        from ui.decompose.catalogue_drop import CatalogueDrops  # noqa: PLC0415 - see the class
        from ui.decompose.catalogue_panel import CataloguePanel  # noqa: PLC0415

        panel = CataloguePanel(self._document, self._theme, self._language, self)
        self._row.addWidget(panel)
        panel.kpi_shown.connect(self.kpi_shown)
        panel.refused.connect(self.refused)
        panel.left.connect(self.left)
        panel.closed.connect(self.toggle)
        CatalogueDrops(self._canvas, self._bare).dropped.connect(panel.drop)
        return panel
