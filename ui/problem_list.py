"""The checks: everything that is to be said of the plan, with the way to it and the way out."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from ui.checking import Checking
from ui.document import Document
from ui.finding_rows import FindingRows
from ui.finding_view import FindingView
from ui.fonts import TextStyle
from ui.icons import icon
from ui.theme import Theme
from ui.widgets.button import Button, ButtonLook
from ui.widgets.segmented import Choice, SegmentedSwitch
from ui.widgets.text import text_label
from workbench.finding_words import kind_count
from workbench.findings import Finding, FindingKind
from workbench.language import Language

_LOWEST, _HIGHEST = 184, 250
_PART = 0.28
"""Of the height of the window that long lists take: the tree stays in sight."""
_AROUND = 10
"""Pixels that the list takes beside its lines, its head and the margins."""
_ALL = "all"


class ProblemList(QWidget):
    """A panel above the pulse, kind by kind; Enter or a click goes where a line can be mended.

    Attributes:
        view: the lines.
    """

    show_asked = Signal(object)
    """Finding: somebody wants to see it in its place."""
    mend_asked = Signal(object)
    """Finding: somebody takes its way out."""
    closed = Signal()

    def __init__(
        self,
        document: Document,
        checking: Checking,
        theme: Theme,
        language: Language,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._document = document
        self._checking = checking
        self._theme = theme
        self._language = language
        self._kind: FindingKind | None = None
        self._offered: tuple[tuple[FindingKind, int], ...] = ()
        self._reached = 0
        self._rows = FindingRows(language, self)
        self.view = FindingView(self._rows, theme, language, self)
        self._filter = SegmentedSwitch(theme, self, name=language.text("Show only"))
        self._filter.chosen.connect(self._choose)
        self._back = Button(theme, self, look=ButtonLook.BARE)
        self._back.clicked.connect(checking.take_back)
        self._lay_out()
        self.view.show_asked.connect(self.show_asked)
        self.view.mend_asked.connect(self.mend_asked)
        self.view.aside_asked.connect(checking.put_aside)
        checking.changed.connect(self._refresh)
        self.setFocusProxy(self.view)
        parent.installEventFilter(self)
        self._fit()

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is said of the plan, line by line."""
        return tuple(row.text for row in self._rows.rows if row.finding is not None)

    def refresh(self) -> None:
        """List what was found."""
        findings = self._checking.findings
        offered = tuple((kind, count) for kind, count in findings.count.items() if count)
        if self._kind is not None and not findings.count.get(self._kind):
            self._kind = None
        if offered != self._offered:
            self._offered = offered
            self._offer(len(findings.listed))
        self._filter.choose(self._kind or _ALL)
        aside = self._checking.aside
        self._back.setVisible(aside > 0)
        if aside:
            words = self._language.plural(
                "{count} put aside: show it again", "{count} put aside: show them again", aside
            )
            self._back.setText(words)
            self._back.setAccessibleName(words)
        self._rows.show_findings(findings, self._document.plan, self._kind)
        if not self.isVisible() or not findings.listed:
            # Opened anew, or nothing left to say: no more room than that takes.
            self._reached = 0
        self._fit()

    def show_line(self, finding: Finding) -> None:
        """List everything, with the cursor on what was found."""
        self._kind = None
        self.refresh()
        self.view.go_to(finding)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take less room in a low window."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize:
            self._fit()
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the room of lines that wrap elsewhere now."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._reached = 0
            self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the hairline on top."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colours.panel)
        painter.setPen(self._theme.colours.line)
        painter.drawLine(0, 0, self.width(), 0)
        painter.end()

    def _fit(self) -> None:
        """Take the room of the lines, as far as the tree can spare it.

        While the list is open it grows only: a line less must not move the tree.
        """
        parent, column = self.parentWidget(), self.layout()
        if column is None:
            return
        part = _HIGHEST if parent is None else round(parent.height() * _PART)
        most = min(max(part, _LOWEST), _HIGHEST)
        lines = (max(self.view.sizeHintForRow(row), 0) for row in range(len(self._rows.rows)))
        wanted = self._head.sizeHint().height() + _AROUND
        margins = column.contentsMargins()
        wanted += margins.top() + margins.bottom() + column.spacing()
        for line in lines:
            wanted += line
            if wanted >= most:
                break
        self._reached = max(self._reached, min(wanted, most))
        self.setFixedHeight(min(self._reached, most))

    def _lay_out(self) -> None:
        theme, text = self._theme, self._language.text
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.space.inset, 8, 8, 8)
        column.setSpacing(4)
        head = self._head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(text_label(text("Checks"), self, style=TextStyle.TITLE))
        head.addWidget(self._filter)
        head.addStretch(1)
        head.addWidget(self._back)
        close = Button(
            theme, self, icon=icon("close", theme), look=ButtonLook.BARE, name=text("Close")
        )
        close.clicked.connect(self.closed)
        head.addWidget(close)
        column.addLayout(head)
        column.addWidget(self.view)

    def _offer(self, total: int) -> None:
        """Offer the kinds that there are, unless there is but one."""
        everything = self._language.text("All ({count})", count=self._language.number(total))
        choices = [Choice(_ALL, everything)]
        choices += [
            Choice(kind, kind_count(kind, count, self._language)) for kind, count in self._offered
        ]
        self._filter.setVisible(len(self._offered) > 1)
        self._filter.set_choices(choices)

    def _choose(self, kind: object) -> None:
        self._kind = kind if isinstance(kind, FindingKind) else None
        self.refresh()

    def _refresh(self) -> None:
        if self.isVisible():
            self.refresh()
