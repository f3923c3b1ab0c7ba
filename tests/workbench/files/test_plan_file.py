"""At every moment a plan file holds either the old plan or the new one."""

import dataclasses
import errno
import math
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QFileDevice, QLockFile, QSaveFile

from models.calendar import Calendar, Month
from models.kpi import Kpi
from models.plan import Plan
from models.table import Table
from workbench.files import plan_file, saving
from workbench.files.faults import FileFault, PlanFileError
from workbench.files.lock import PlanLock
from workbench.files.plan_file import MAX_BYTES, content_hash, open_plan, read_plan, write_plan
from workbench.files.recovery import (
    discard_recovery,
    recovery_for,
    recovery_path,
    write_recovery,
)
from workbench.files.sentences import file_sentence
from workbench.language import language

ROOT = Path(__file__).parents[3]
OLD = Plan("Old", Calendar(Month(2027, 1)), kpis=Table([Kpi("leads", "Leads", values=(1.0,))]))
NEW = dataclasses.replace(OLD, name="New")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where the old plan is saved, alone in its folder."""
    path = tmp_path / "année.kpi"
    write_plan(OLD, path)
    return path


def fault_of(act: Callable[[], object], path: Path) -> PlanFileError:
    """Return the error that ``act`` raises about ``path``, which has a sentence of its own."""
    with pytest.raises(PlanFileError) as caught:
        act()
    assert caught.value.path == str(path)
    for code in ("en", "fr"):
        sentence = file_sentence(caught.value, language(code))
        assert path.name in sentence
        assert "{" not in sentence
    return caught.value


def assert_untouched(path: Path) -> None:
    """Check that the old plan, and nothing else, is in the folder."""
    assert read_plan(path) == OLD
    assert list(path.parent.iterdir()) == [path]


def test_that_a_saved_plan_reads_back_and_leaves_nothing_beside_it(path: Path) -> None:
    opened = open_plan(path)
    saved = write_plan(NEW, path, expected_hash=opened.hash)
    assert (opened.plan, open_plan(path)) == (OLD, plan_file.OpenedPlan(NEW, saved))
    assert saved == content_hash(path.read_bytes())
    assert list(path.parent.iterdir()) == [path]


class ShortWrite(QSaveFile):
    """A disk that takes half of what it is given, and calls that no error."""

    def write(self, data: QByteArray | bytes | bytearray | memoryview) -> int:
        return super().write(bytes(data)[: len(data) // 2])


class LostFlush(QSaveFile):
    """A disk that is found to be full only when its buffer is emptied."""

    def flush(self) -> bool:
        return False


@pytest.mark.parametrize("disk", [ShortWrite, LostFlush])
def test_that_a_full_disk_does_not_destroy_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, disk: type[QSaveFile]
) -> None:
    monkeypatch.setattr(saving, "QSaveFile", disk)
    assert fault_of(lambda: write_plan(NEW, path), path).fault is FileFault.DISK_FULL
    assert_untouched(path)


@pytest.mark.parametrize(
    ("error", "fault"),
    [
        (QFileDevice.FileError.PermissionsError, FileFault.NOT_ALLOWED_TO_WRITE),
        (QFileDevice.FileError.ResourceError, FileFault.DISK_FULL),
        (QFileDevice.FileError.RenameError, FileFault.UNWRITABLE),
    ],
)
@pytest.mark.parametrize("step", ["open", "commit"])
def test_that_a_refused_save_says_why(
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    error: QFileDevice.FileError,
    fault: FileFault,
) -> None:
    def refuse(file: QSaveFile, *_: object) -> bool:
        file.cancelWriting()
        return False

    refusing = type("Refusing", (QSaveFile,), {step: refuse, "error": lambda _: error})
    monkeypatch.setattr(saving, "QSaveFile", refusing)
    assert fault_of(lambda: write_plan(NEW, path), path).fault is fault
    assert_untouched(path)


def test_that_a_save_into_no_folder_or_over_a_folder_is_refused(tmp_path: Path) -> None:
    lost = tmp_path / "gone" / "p.kpi"
    assert fault_of(lambda: write_plan(NEW, lost), lost).fault is FileFault.NO_FOLDER
    assert fault_of(lambda: write_plan(NEW, tmp_path), tmp_path).fault is FileFault.FOLDER
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "plan",
    [
        dataclasses.replace(NEW, charges=math.nan),
        dataclasses.replace(NEW, kpis=Table([Kpi("leads", "Leads", values=(math.inf,))])),
        dataclasses.replace(NEW, name="\ud800"),
    ],
)
def test_that_what_a_file_cannot_hold_is_not_saved(path: Path, plan: Plan) -> None:
    with pytest.raises(PlanFileError) as caught:
        write_plan(plan, path)
    assert caught.value.fault is FileFault.NOT_EXACT
    assert_untouched(path)


def test_that_a_file_somebody_else_changed_is_not_overwritten(path: Path) -> None:
    opened = open_plan(path)
    theirs = dataclasses.replace(OLD, note="theirs")
    write_plan(theirs, path)
    error = fault_of(lambda: write_plan(NEW, path, expected_hash=opened.hash), path)
    assert error.fault is FileFault.CHANGED
    assert error.details["time"].timestamp() == pytest.approx(path.stat().st_mtime, abs=1e-3)
    assert read_plan(path) == theirs
    write_plan(NEW, path)  # confirmed: no hash is expected
    assert read_plan(path) == NEW


def test_that_a_file_that_was_removed_meanwhile_is_saved_again(path: Path) -> None:
    opened = open_plan(path)
    path.unlink()
    write_plan(NEW, path, expected_hash=opened.hash)
    assert read_plan(path) == NEW


def test_that_two_programs_do_not_save_at_once(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(saving, "_PATIENCE", 0)
    other = QLockFile(str(path.with_name(f".{path.name}.saving")))
    assert other.tryLock(0)
    assert fault_of(lambda: write_plan(NEW, path), path).fault is FileFault.BEING_SAVED
    other.unlock()
    assert_untouched(path)
    write_plan(NEW, path)
    assert read_plan(path) == NEW


def test_that_saving_keeps_a_link_and_the_rights_of_the_file(path: Path) -> None:
    path.chmod(0o640)
    link = path.with_name("link.kpi")
    link.symlink_to(path)
    write_plan(NEW, link)
    assert link.is_symlink()
    assert read_plan(path) == NEW
    assert path.stat().st_mode & 0o777 == 0o640


def missing(folder: Path) -> Path:
    return folder / "missing.kpi"


def inside_a_file(folder: Path) -> Path:
    (folder / "file").touch()
    return folder / "file" / "p.kpi"


def endless_name(folder: Path) -> Path:
    return folder / ("n" * 300)


def impossible_name(folder: Path) -> Path:
    return folder / "nul\0.kpi"


def a_folder(folder: Path) -> Path:
    return folder


def a_pipe(folder: Path) -> Path:
    os.mkfifo(folder / "pipe.kpi")
    return folder / "pipe.kpi"


def huge(folder: Path) -> Path:
    with (folder / "huge.kpi").open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole: it takes no room
    return folder / "huge.kpi"


def empty(folder: Path) -> Path:
    (folder / "empty.kpi").touch()
    return folder / "empty.kpi"


@pytest.mark.parametrize(
    ("made", "fault"),
    [
        (missing, FileFault.MISSING),
        (inside_a_file, FileFault.MISSING),
        (endless_name, FileFault.MISSING),
        (impossible_name, FileFault.MISSING),
        (a_folder, FileFault.FOLDER),
        (a_pipe, FileFault.NOT_A_FILE),
        (huge, FileFault.TOO_LARGE),
        (empty, FileFault.EMPTY),
    ],
)
def test_that_what_cannot_be_opened_is_told_in_one_sentence(
    tmp_path: Path, made: Callable[[Path], Path], fault: FileFault
) -> None:
    path = made(tmp_path)
    assert fault_of(lambda: open_plan(path), path).fault is fault


def test_that_a_file_that_grows_while_it_is_read_is_limited(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = path.stat().st_size
    monkeypatch.setattr(plan_file, "MAX_BYTES", size)
    assert read_plan(path) == OLD
    before = path.stat()
    path.write_bytes(path.read_bytes() + b" ")
    monkeypatch.setattr(Path, "stat", lambda *_, **__: before)
    assert fault_of(lambda: open_plan(path), path).fault is FileFault.TOO_LARGE


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.EACCES, FileFault.NOT_ALLOWED_TO_READ),
        (errno.EPERM, FileFault.NOT_ALLOWED_TO_READ),
        (errno.EIO, FileFault.UNREADABLE),
    ],
)
def test_that_a_file_that_is_refused_by_the_system_is_told(
    path: Path, monkeypatch: pytest.MonkeyPatch, number: int, fault: FileFault
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "open", refuse)
    assert fault_of(lambda: open_plan(path), path).fault is fault


def test_that_a_plan_that_is_open_elsewhere_is_told(path: Path) -> None:
    here, there = PlanLock(path), PlanLock(path)
    assert here.acquire() is None
    holder = there.acquire()
    assert holder is not None
    assert holder.process == os.getpid()
    here.release()
    assert there.acquire() is None
    there.release()
    assert_untouched(path)


def test_that_a_window_that_died_holds_no_plan(path: Path) -> None:
    script = (
        "import os, sys; from pathlib import Path; from workbench.files.lock import PlanLock\n"
        "held = PlanLock(Path(sys.argv[1])); print(held.acquire()); sys.stdout.flush()\n"
        "os._exit(1)"
    )
    dying = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert dying.stdout.strip() == "None", dying.stderr
    assert len(list(path.parent.iterdir())) == 2  # its lock is still there
    lock = PlanLock(path)
    assert lock.acquire() is None
    lock.release()


def test_that_a_folder_that_cannot_be_written_locks_nobody_out(tmp_path: Path) -> None:
    assert PlanLock(tmp_path / "gone" / "p.kpi").acquire() is None


def test_that_unsaved_work_is_found_beside_an_untouched_plan(path: Path) -> None:
    assert recovery_for(path) is None
    write_recovery(NEW, path)
    found = recovery_for(path)
    assert found is not None
    assert (found.plan, found.path) == (NEW, recovery_path(path))
    assert found.time.timestamp() == pytest.approx(found.path.stat().st_mtime, abs=1e-3)
    assert read_plan(path) == OLD
    discard_recovery(path)
    discard_recovery(path)  # twice is not an error
    assert recovery_for(path) is None
    assert_untouched(path)


def test_that_a_copy_without_other_work_is_not_offered(path: Path) -> None:
    write_recovery(OLD, path)
    assert recovery_for(path) is None


def test_that_a_damaged_copy_does_not_keep_a_plan_from_opening(path: Path) -> None:
    recovery_path(path).write_bytes(path.read_bytes()[:-9])
    assert recovery_for(path) is None
    assert read_plan(path) == OLD


@pytest.mark.parametrize("left", [None, b"", b'{"format": 1'])
def test_that_the_copy_of_a_lost_or_damaged_plan_is_offered(path: Path, left: bytes | None) -> None:
    write_recovery(NEW, path)
    if left is None:
        path.unlink()
    else:
        path.write_bytes(left)
    found = recovery_for(path)
    assert found is not None
    assert found.plan == NEW
