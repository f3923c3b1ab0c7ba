"""The window: menus, the start page or an open plan, and what happens when an action is done."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QMenu, QStackedWidget
from typing_extensions import override

from models.keys import BASE, PersonKey
from ui.asking_why import AskingWhy
from ui.document import Document
from ui.finding import Finding
from ui.handing_out import HandingOut
from ui.importing import TABLES, Importing
from ui.importing_people import ImportingPeople
from ui.menus import Menus, Situation
from ui.plan_files import SUFFIX, PlanFiles
from ui.plan_views import PlanViews
from ui.preferences import LOOKS, Preferences
from ui.room import DECOMPOSE, PRIORITISE
from ui.scenario_actions import ScenarioActions
from ui.scenario_bar import ScenarioBar
from ui.scenario_edits import ScenarioEdits
from ui.start_page import StartPage
from ui.submenus import Submenus
from ui.theme import Theme
from ui.undo_hints import UndoHints
from ui.window_dialogs import WindowDialogs
from ui.window_state import WindowState
from workbench.language import Language

if TYPE_CHECKING:
    from ui.frame import Frame

PROGRAM = "KPI Workbench"
_SMALLEST = QSize(860, 540)


class MainWindow(QMainWindow):
    """The one window of the program.

    Attributes:
        menus: the menu bar and every action.
        finding: the palette, and walking through what was found.
        dialogs: preferences, keys, export.
        importing: takes tables in.
        importing_people: takes tables of people in.
        handing_out: writes statements.
    """

    rebuild_asked = Signal(str)
    """The name of the preference that needs a window built anew."""
    preferences_changed = Signal()
    """Something else is preferred now."""

    def __init__(
        self,
        document: Document,
        files: PlanFiles,
        preferences: Preferences,
        theme: Theme,
        language: Language,
    ) -> None:
        super().__init__()
        self._document = document
        self._files = files
        self._preferences = preferences
        self._theme = theme
        self._language = language
        self.menus = Menus(theme, language, self)
        self._pages = QStackedWidget(self)
        self.start_page = StartPage(preferences, theme, language, self._pages)
        self._frame: Frame | None = None
        self._pages.addWidget(self.start_page)
        self.setCentralWidget(self._pages)
        self.setAcceptDrops(True)
        self.setMinimumSize(_SMALLEST)
        edits = ScenarioEdits(document, language, self.say)
        self._scenarios = ScenarioActions(document, edits, self._shown_chips)
        self.dialogs = WindowDialogs(
            document, files, preferences, self, theme=theme, language=language
        )
        self.importing = Importing(document, files, theme, language, self)
        self._asking_why = AskingWhy(preferences, theme, language, self)
        document.let_ask(self._asking_why)
        self.importing_people = ImportingPeople(document, theme, language, self)
        self.handing_out = HandingOut(
            document,
            files,
            self,
            theme=theme,
            language=language,
            looked_at=self._looked_at,
        )
        self._hints = UndoHints(document, language, self)
        self._views = PlanViews(document, files, preferences, self._shown_frame, self)
        self.finding = Finding(
            document,
            preferences,
            self._shown_frame,
            self._situation,
            self,
            theme=theme,
            language=language,
        )
        self._handlers = {
            **self._own_handlers(),
            **self._scenarios.handlers(),
            **self.finding.handlers(),
            **self.dialogs.handlers(),
            **self.handing_out.handlers(),
        }
        self._connect()
        self._plan_shown()

    @property
    def frame(self) -> Frame:
        """What is shown of an open plan; built with the first one."""
        if self._frame is None:
            self._frame = self._build_frame()
        return self._frame

    @property
    def state(self) -> WindowState:
        """What a window built anew should take over."""
        whole = self.isMaximized() or self.isFullScreen()
        place = self.normalGeometry() if whole else self.geometry()
        view = None if self._frame is None else self._frame.view
        return WindowState(view, place, self.windowState(), self.dialogs.preference)

    def restore(self, state: WindowState) -> None:
        """Stand where another window stood, and show what it showed."""
        self.setGeometry(state.place)
        self.setWindowState(state.state)
        if state.view is not None:
            self.frame.restore_view(state.view)

    def resume(self, state: WindowState) -> None:
        """Go on with the preferences where they were being chosen."""
        if state.preference is not None:
            self.dialogs.show_preferences(state.preference)

    def retire(self) -> None:
        """Leave the screen for good: another window stands here now."""
        self.dialogs.retire()
        self.hide()
        self.deleteLater()

    def say(self, sentence: str) -> None:
        """Say what happened, in the line that leaves again."""
        self.frame.status.say(sentence)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask where something would be lost."""
        if not self._files.may_close(self):
            event.ignore()
            return
        self._preferences.window_place = self.saveGeometry()
        self._files.shut()
        event.accept()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a plan file or a table that is dragged in."""
        if _dropped(event) is not None:
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Open the plan file, or ask how the table is to be imported."""
        path = _dropped(event)
        if path is None:
            return
        event.acceptProposedAction()
        if path.suffix.lower() == SUFFIX:
            self._files.open(path, self)
        else:
            self.importing.ask_about(path)

    def _build_frame(self) -> Frame:
        # Rooms and all that is in them take as long to load as everything else together, and
        # the welcome page needs none of it.
        from ui.frame import Frame  # noqa: PLC0415

        frame = Frame(
            self._document,
            self._theme,
            self._language,
            self.menus.actions,
            self._pages,
            kept=self._preferences,
        )
        self._pages.addWidget(frame)
        frame.top_bar.plan_name.show_autosave(on=self._preferences.autosave)
        frame.let_move(on=self._preferences.animations)
        frame.room_changed.connect(self._room_shown)
        frame.action_asked.connect(self._trigger)
        frame.catalogue.setVisible(self._preferences.catalogue_shown)
        frame.catalogue.toggled.connect(self._keep_catalogue)
        frame.problems_shown.connect(self._refresh_actions)
        self._scenarios.follow(frame.top_bar.scenarios)
        return frame

    def _shown_frame(self) -> Frame:
        return self.frame

    def _looked_at(self) -> PersonKey | None:
        return None if self._frame is None else self._frame.person

    def _shown_chips(self) -> ScenarioBar:
        return self.frame.top_bar.scenarios

    def _changed(self) -> None:
        """Be there with the first plan: the frame hears of everything else about it."""
        self._shown_frame()
        self._refresh_title()

    def _connect(self) -> None:
        document, files = self._document, self._files
        self.menus.triggered.connect(self._do)
        submenus = Submenus(
            self.menus,
            document,
            self._preferences,
            self._language,
            periods=self._fill_periods,
        )
        submenus.plan_asked.connect(self._open_path)
        submenus.sample_asked.connect(self._open_sample)
        # The document outlives the window: only methods of widgets let go of it by themselves.
        document.undo_stack.undoTextChanged.connect(self._undo_named)
        document.undo_stack.redoTextChanged.connect(self._redo_named)
        document.undo_stack.canUndoChanged.connect(self._refresh_actions)
        document.undo_stack.canRedoChanged.connect(self._refresh_actions)
        document.selection_changed.connect(self._refresh_actions)
        document.shown_changed.connect(self._refresh_actions)
        document.changed.connect(self._changed)
        document.file_changed.connect(self._refresh_title)
        files.opened.connect(self._plan_opened)
        files.closed.connect(self._plan_shown)
        files.said.connect(self.say)
        self.dialogs.said.connect(self.say)
        self._hints.said.connect(self.say)
        self._asking_why.said.connect(self.say)
        self.dialogs.preferred.connect(self._preferred)
        self.importing.said.connect(self.say)
        self.importing_people.said.connect(self.say)
        self.handing_out.said.connect(self.say)
        self.finding.action_asked.connect(self._trigger)
        self.finding.plan_asked.connect(self._open_path)
        self.finding.said.connect(self.say)
        self.start_page.new_asked.connect(self._new)
        self.start_page.import_asked.connect(self.importing.ask)
        self.start_page.template_asked.connect(self._open_template)
        self.start_page.open_asked.connect(self._open)
        self.start_page.recent_asked.connect(self._open_path)
        self.start_page.sample_asked.connect(self._open_sample)

    def _own_handlers(self) -> dict[str, Callable[[], object]]:
        """Return what the window itself does, by the ids of actions."""
        stack = self._document.undo_stack
        return {
            "new": self._new,
            "open": self._open,
            "save": partial(self._files.save, self),
            "save_as": partial(self._files.ask_and_save, self),
            "import_tree": self.importing.ask,
            "import_people": self.importing_people.ask,
            "close": self._close_plan,
            "quit": self.close,
            "undo": stack.undo,
            "redo": stack.redo,
            "room_decompose": partial(self._show_room, DECOMPOSE),
            "room_prioritise": partial(self._show_room, PRIORITISE),
            "life": self._show_life,
            "checks": self._toggle_problems,
            "inspector": self._toggle_inspector,
            "next_pane": self._focus_next_pane,
            "previous_pane": self._focus_previous_pane,
            "full_screen": self._toggle_full_screen,
        }

    def _do(self, name: str) -> None:
        """Do an action: the window's own, else the room's."""
        handler = self._handlers.get(name)
        if handler is None and self._frame is not None:
            handler = self._frame.current.action_handlers().get(name)
        if handler is not None:
            handler()
        self._refresh_actions()

    def _trigger(self, name: str) -> None:
        """Do what an entry of the menu would do."""
        self.menus.actions[name].trigger()

    def _refresh_actions(self) -> None:
        self.menus.show_situation(self._situation())
        if self._frame is None:
            return
        actions, room = self.menus.actions, self.frame.room
        actions["room_decompose"].setChecked(room == DECOMPOSE)
        actions["room_prioritise"].setChecked(room == PRIORITISE)
        actions["checks"].setChecked(not self.frame.problems.isHidden())
        actions["inspector"].setChecked(not self.frame.inspector.isHidden())
        for name, on in self.frame.current.action_states().items():
            actions[name].setChecked(on)

    def _situation(self) -> Situation:
        document, frame = self._document, self._frame
        return Situation(
            plan=self._files.is_open,
            can_undo=document.undo_stack.canUndo(),
            can_redo=document.undo_stack.canRedo(),
            room=frozenset(() if frame is None else frame.current.action_handlers()),
            selection=document.selection is not None,
            own_scenario=document.scenario != BASE,
        )

    def _undo_named(self, step: str) -> None:
        self.menus.name_step("undo", step)

    def _redo_named(self, step: str) -> None:
        self.menus.name_step("redo", step)

    def _refresh_title(self) -> None:
        if not self._files.is_open:
            self.setWindowTitle(PROGRAM)
            self.setWindowModified(False)
            return
        # In a title Qt reads [*] as the place of its own star; doubled it is only text.
        name = self._document.plan.name.replace("[*]", "[*][*]") or self._language.text("Plan")
        self.setWindowTitle(f"{name}[*] — {PROGRAM}")
        self.setWindowModified(self._document.is_modified)

    def _plan_opened(self) -> None:
        """Show another plan, as it was looked at the last time."""
        self._plan_shown()
        view = self._views.recall()
        if view is not None:
            self.frame.restore_view(view)

    def _plan_shown(self) -> None:
        """Show the plan, or the start page where none is open."""
        is_open = self._files.is_open
        self._pages.setCurrentWidget(self.frame if is_open else self.start_page)
        stack = self._document.undo_stack
        self.menus.name_step("undo", stack.undoText())
        self.menus.name_step("redo", stack.redoText())
        self._refresh_title()
        if self._frame is not None:
            self._room_shown(self._frame.room)
        else:
            self._refresh_actions()
        if is_open:
            self.frame.focus_room()
        else:
            self.start_page.focus_first()

    def _room_shown(self, room: str) -> None:
        self.frame.inspector.setVisible(self._preferences.inspector_in(room))
        self._refresh_actions()

    def _new(self) -> None:
        self._files.new(self)

    def _open(self) -> None:
        self._files.ask_and_open(self)

    def _open_path(self, path: Path) -> None:
        self._files.open(path, self)

    def _open_sample(self, path: Path) -> None:
        self._files.open_sample(path, self)

    def _open_template(self, key: str) -> None:
        # The catalogue is read only by those who ask for it.
        from workbench.catalogue import template_plan  # noqa: PLC0415

        self._files.start(template_plan(key, self._language), self)

    def _close_plan(self) -> None:
        if self._files.may_close(self):
            self._files.close()

    def _preferred(self, name: str) -> None:
        if self._frame is not None:
            self._frame.top_bar.plan_name.show_autosave(on=self._preferences.autosave)
            self._frame.let_move(on=self._preferences.animations)
        if name in LOOKS:
            self.rebuild_asked.emit(name)
        self.preferences_changed.emit()

    def _show_room(self, name: str) -> None:
        self.frame.show_room(name)
        self.frame.focus_room()

    def _show_life(self) -> None:
        self.frame.show_life()

    def _toggle_problems(self) -> None:
        self.frame.toggle_problems()

    def _focus_next_pane(self) -> None:
        self.frame.focus_next_pane()

    def _focus_previous_pane(self) -> None:
        self.frame.focus_previous_pane()

    def _fill_periods(self, menu: QMenu) -> None:
        self.frame.top_bar.period.fill_menu(menu)

    def _toggle_inspector(self) -> None:
        shown = self.frame.inspector.isHidden()
        self.frame.hold_view()
        self.frame.inspector.setVisible(shown)
        self._preferences.keep_inspector(self.frame.room, shown=shown)

    def _keep_catalogue(self, shown: bool) -> None:  # noqa: FBT001 - a signal hands it over
        self._preferences.catalogue_shown = shown
        self._refresh_actions()

    def _toggle_full_screen(self) -> None:
        self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)


def _dropped(event: QDropEvent) -> Path | None:
    """Return the plan file or table that is dragged, if it is one."""
    urls = event.mimeData().urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in {SUFFIX, *TABLES} else None
