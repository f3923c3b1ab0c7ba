"""Opening and saving: what is asked, and that nobody's work is lost whatever the answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from examples.shop import LEADS, shop
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from models.edits.kpis import rename
from models.edits.settings import rename_plan
from models.plan import Plan
from ui import plan_files
from ui.dialogs.questions import Left, Unsaved
from ui.document import Document
from ui.plan_files import PlanFiles, empty_plan, sample_files
from ui.preferences import Preferences
from ui.recovery import RecoveryCopies
from workbench.files.lock import PlanLock
from workbench.files.plan_file import read_plan, write_plan
from workbench.files.recovery import recovery_for, write_recovery
from workbench.language import language


class Desk:
    """Files over a document, and a user who answers what is asked.

    Attributes:
        asked: every question, in order.
        told: every sentence that was only to be read.
        answer: to the next questions: yes or no.
        unsaved: the answer about changes that are not saved.
        left: the answer about work that a crash left.
        named: what the file dialog comes back with; empty for Cancel.
    """

    def __init__(self, preferences: Preferences, folder: Path, window: QWidget) -> None:
        self.folder = folder
        self.window = window
        self.document = Document(empty_plan(language("en")), parent=window)
        self.recovery = RecoveryCopies(self.document, folder / "kept", window)
        self.files = PlanFiles(self.document, preferences, self.recovery, language("en"), window)
        self.asked: list[str] = []
        self.told: list[str] = []
        self.answer = False
        self.unsaved = Unsaved.CANCEL
        self.left = Left.LATER
        self.named = ""

    def ask(self, _title: str, question: str, *_: object) -> bool:
        self.asked.append(question)
        return self.answer

    def ask_about_unsaved(self, name: str, *_: object) -> Unsaved:
        self.asked.append(name)
        return self.unsaved

    def ask_about_left(self, name: str, *_: object) -> Left:
        self.asked.append(name)
        return self.left

    def tell(self, _title: str, sentence: str, *_: object) -> None:
        self.told.append(sentence)

    def name(self, *_: object) -> tuple[str, str]:
        return self.named, ""

    def open(self, path: Path) -> bool:
        return self.files.open(path, self.window)

    def save(self) -> bool:
        return self.files.save(self.window)

    def save_as(self, name: str) -> bool:
        self.named = name
        return self.files.ask_and_save(self.window)

    def edit(self, name: str = "Prospects") -> Plan:
        self.document.apply("Rename", partial(rename, key=LEADS, name=name))
        return self.document.plan


def renamed(name: str) -> Plan:
    return rename_plan(shop(), name=name)[0]


@pytest.fixture
def desk(
    qtbot: QtBot, preferences: Preferences, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Desk:
    window = QWidget()
    made = Desk(preferences, tmp_path, window)
    qtbot.addWidget(window, before_close_func=lambda _: made.files.shut())
    for question in ("ask", "ask_about_unsaved", "ask_about_left", "tell"):
        monkeypatch.setattr(plan_files, question, getattr(made, question))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", made.name)
    return made


def test_that_saving_again_and_again_asks_nothing(desk: Desk, plan_file: Path) -> None:
    assert desk.open(plan_file)
    for name in ("Visitors", "Prospects"):
        plan = desk.edit(name)
        assert desk.save()
        assert read_plan(plan_file) == plan
    assert desk.asked == desk.told == []


@pytest.mark.parametrize("overwrite", [False, True])
def test_that_what_somebody_else_saved_is_overwritten_only_when_asked(
    desk: Desk, plan_file: Path, overwrite: bool
) -> None:
    desk.open(plan_file)
    mine = desk.edit()
    write_plan(renamed("Theirs"), plan_file)
    desk.answer = overwrite
    assert desk.save() is overwrite
    assert len(desk.asked) == 1
    assert "shop.kpi" in desk.asked[0]
    assert read_plan(plan_file) == (mine if overwrite else renamed("Theirs"))
    assert desk.document.is_modified is not overwrite
    assert desk.document.plan == mine


def test_that_a_plan_stays_open_where_it_cannot_be_saved(desk: Desk, plan_file: Path) -> None:
    desk.open(plan_file)
    plan = desk.edit()
    gone = plan_file.with_name("gone")
    desk.document.mark_saved(gone / "shop.kpi")
    desk.edit("Visitors")
    desk.unsaved = Unsaved.SAVE
    assert not desk.files.may_close(desk.window)
    assert len(desk.told) == 1
    assert desk.document.is_modified
    assert desk.document.plan != plan


@pytest.mark.parametrize("replace", [False, True])
def test_that_an_ending_that_is_added_does_not_replace_a_file_unasked(
    desk: Desk, plan_file: Path, replace: bool
) -> None:
    before = plan_file.read_bytes()
    desk.files.new(desk.window)
    desk.answer = replace
    assert desk.save_as(str(plan_file.with_suffix(""))) is replace
    assert desk.asked == ["“shop.kpi” exists already. Replace it?"]
    assert (plan_file.read_bytes() == before) is not replace
    assert (desk.document.path == plan_file) is replace


def test_that_nothing_happens_where_no_name_is_chosen(desk: Desk) -> None:
    desk.files.new(desk.window)
    assert not desk.save_as("")
    assert desk.document.path is None
    assert list(desk.folder.glob("*.kpi")) == []


def test_that_a_sample_is_saved_under_a_name_of_its_own(desk: Desk) -> None:
    sample = sample_files()[0]
    before = sample.read_bytes()
    assert desk.open(sample)
    desk.named = str(desk.folder / "mine.kpi")
    assert desk.save()
    assert desk.document.path == desk.folder / "mine.kpi"
    assert sample.read_bytes() == before


@pytest.mark.parametrize("leave", [Unsaved.DISCARD, Unsaved.CANCEL])
def test_that_another_plan_comes_only_where_this_one_may_go(
    desk: Desk, plan_file: Path, leave: Unsaved
) -> None:
    desk.open(plan_file)
    plan = desk.edit()
    desk.unsaved = leave
    leaves: tuple[Callable[[], bool], ...] = (
        partial(desk.files.new, desk.window),
        partial(desk.open, sample_files()[0]),
    )
    for go in leaves if leave is Unsaved.CANCEL else leaves[:1]:
        assert go() is (leave is Unsaved.DISCARD)
        assert (desk.document.plan == plan) is (leave is Unsaved.CANCEL)
    assert set(desk.asked) == {"The shop"}


def test_that_a_plan_open_elsewhere_says_so(desk: Desk, plan_file: Path, qtbot: QtBot) -> None:
    elsewhere = PlanLock(plan_file)
    assert elsewhere.acquire() is None
    with qtbot.waitSignal(desk.files.said) as said:
        assert desk.open(plan_file)
    assert said.args is not None
    assert "open in another window" in said.args[0]
    elsewhere.release()


def test_that_a_plan_let_go_can_be_held_by_another(desk: Desk, plan_file: Path) -> None:
    desk.open(plan_file)
    elsewhere = PlanLock(plan_file)
    assert elsewhere.acquire() is not None
    desk.files.close()
    assert elsewhere.acquire() is None
    elsewhere.release()


@pytest.mark.parametrize("restore", [False, True])
def test_that_work_left_by_a_crash_is_offered_once(
    desk: Desk, plan_file: Path, restore: bool
) -> None:
    write_recovery(renamed("Left"), plan_file)
    desk.left = Left.RESTORE if restore else Left.DISCARD
    assert desk.open(plan_file)
    assert desk.asked == ["Left"]
    assert desk.document.plan == (renamed("Left") if restore else shop())
    assert desk.document.is_modified is restore
    # Saved at once, before any other copy is written.
    saved = desk.edit()
    assert desk.save()
    assert desk.open(plan_file)
    assert len(desk.asked) == 1
    assert desk.document.plan == saved
    assert recovery_for(plan_file) is None


def test_that_work_left_by_a_crash_stays_where_nobody_answers(desk: Desk, plan_file: Path) -> None:
    write_recovery(renamed("Left"), plan_file)
    assert not desk.open(plan_file)
    assert not desk.files.is_open
    assert recovery_for(plan_file).plan == renamed("Left")


def test_that_work_without_a_file_is_offered_at_the_next_start(desk: Desk) -> None:
    nameless = desk.folder / "kept" / "unsaved.kpi"
    nameless.parent.mkdir()
    write_recovery(renamed("Left"), nameless)
    assert not desk.files.offer_nameless(desk.window)
    desk.left = Left.RESTORE
    assert desk.files.offer_nameless(desk.window)
    assert desk.document.plan == renamed("Left")
    assert desk.document.path is None
    assert desk.save_as(str(desk.folder / "left.kpi"))
    assert not desk.files.offer_nameless(desk.window)
    assert desk.asked == ["Left", "Left"]


def test_that_no_new_plan_takes_the_place_of_work_that_was_left(desk: Desk) -> None:
    nameless = desk.folder / "kept" / "unsaved.kpi"
    nameless.parent.mkdir()
    write_recovery(renamed("Left"), nameless)
    assert not desk.files.new(desk.window)
    assert not desk.open(sample_files()[0])
    assert recovery_for(nameless).plan == renamed("Left")
    desk.left = Left.DISCARD
    assert desk.files.new(desk.window)
    assert recovery_for(nameless) is None


def test_that_what_was_not_to_be_saved_is_not_offered_again(desk: Desk, plan_file: Path) -> None:
    desk.open(plan_file)
    desk.edit()
    desk.recovery.keep_now()
    desk.unsaved = Unsaved.DISCARD
    assert desk.open(plan_file)
    assert desk.asked == ["The shop"]
    assert desk.document.plan == shop()
    assert recovery_for(plan_file) is None


def test_that_a_copy_of_unsaved_work_goes_when_it_is_saved(desk: Desk, plan_file: Path) -> None:
    desk.open(plan_file)
    plan = desk.edit()
    desk.recovery.keep_now()
    assert recovery_for(plan_file).plan == plan
    assert desk.save()
    assert recovery_for(plan_file) is None
    assert list(desk.folder.glob(".*recovery*")) == []


@pytest.mark.parametrize("name", ["shop.kpi", "other.kpi"])
def test_that_a_copy_written_while_its_plan_is_saved_goes_too(
    desk: Desk, plan_file: Path, qtbot: QtBot, name: str
) -> None:
    desk.open(plan_file)
    desk.edit()
    desk.recovery._keep()
    # The copy may stand on the disk before anybody hears of it.
    assert desk.save_as(str(desk.folder / name))
    qtbot.waitUntil(lambda: not desk.recovery._background.busy)
    assert list(desk.folder.glob(".*recovery*")) == []


def test_that_steps_taken_back_are_not_offered_after_a_crash(desk: Desk, plan_file: Path) -> None:
    desk.open(plan_file)
    desk.edit()
    desk.recovery.keep_now()
    desk.document.undo_stack.undo()
    desk.recovery._keep()
    assert recovery_for(plan_file) is None


def test_that_no_copy_brings_back_a_folder_that_is_gone(
    desk: Desk, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    # A stick that was pulled out.
    desk.document.load(shop(), desk.folder / "stick" / "shop.kpi")
    desk.edit()
    desk.recovery._keep()
    qtbot.waitUntil(lambda: not desk.recovery._background.busy)
    assert not (desk.folder / "stick").exists()
    assert "could not be written" in caplog.text
