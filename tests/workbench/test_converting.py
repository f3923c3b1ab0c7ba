"""Types are learned by one thread at a time, since msgspec ends the process otherwise."""

from __future__ import annotations

import threading
import time

import pytest

from workbench import converting


def test_that_no_two_threads_learn_types_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    most: list[int] = []

    def learn(_data: object, kind: type) -> object:
        inside.append(1)
        time.sleep(0.005)
        most.append(len(inside))
        inside.pop()
        return kind()

    monkeypatch.setattr(converting.msgspec, "convert", learn)
    threads = [threading.Thread(target=converting.convert, args=({}, dict)) for _ in range(6)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert most == [1] * 6
