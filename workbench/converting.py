"""Reading plain data as typed values, one thread at a time.

msgspec learns a type when it first reads one, and two threads that learn types which share
parts end the process.
"""

from __future__ import annotations

from threading import Lock
from typing import Final, TypeVar

import msgspec

_LEARNING: Final = Lock()

_Read = TypeVar("_Read")


def convert(data: object, kind: type[_Read]) -> _Read:
    """Return ``data`` as ``kind``.

    Raises:
        msgspec.ValidationError: a field is unknown, missing or wrong.
    """
    with _LEARNING:
        return msgspec.convert(data, kind)
