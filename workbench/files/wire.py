"""The shape of a plan in its file, derived from the frozen dataclasses of :mod:`models`.

Each dataclass becomes a msgspec Struct that forbids unknown fields (dataclasses cannot), so
that the model is written down once. A table becomes an array of its rows in their order, a
map an object, a month "2027-01", a date its ISO form, and a field that has its default is
left out.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import types
import typing
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from operator import attrgetter
from typing import Annotated, Any, Final, NewType, Union, cast

import msgspec
from immutables import Map

from models.calendar import Calendar, Month
from models.kpi import Unit
from models.plan import Plan
from models.scenario import Lever
from models.table import Table

Convert = Callable[[Any], Any]

_LIMITS: Final[Mapping[tuple[type, str], msgspec.Meta]] = {
    # What the program could not even show as a problem: it would count or write for ever.
    (Calendar, "count"): msgspec.Meta(ge=1, le=1200),
    (Calendar, "fiscal_start"): msgspec.Meta(ge=1, le=12),
    (Lever, "start"): msgspec.Meta(ge=0, le=1200),
    (Unit, "decimals"): msgspec.Meta(ge=0, le=15),
    (Plan, "currency"): msgspec.Meta(pattern="^[A-Z]{3}$"),
}
_MONTH: Final = Annotated[
    str, msgspec.Meta(pattern="^(19|20|21)[0-9]{2}-(0[1-9]|1[0-2])$", description="month")
]


class MisplacedError(ValueError):
    """A repeated row, which only the table notices, and the way to it from the plan."""

    def __init__(self, key: str, index: int) -> None:
        """Remember the repeated ``key`` and the ``index`` at which it stands again."""
        super().__init__(key)
        self.key = key
        self.place = f"[{index}]"

    def inside(self, step: str) -> None:
        """Put one step of the way in front."""
        self.place = f"{step}{self.place}"


@dataclass(frozen=True, slots=True)
class Translation:
    """How values of one type stand in a file.

    Attributes:
        wire: the type that msgspec decodes.
        read: from the decoded value to the model's; None where they are the same.
        write: from the model's value to what msgspec encodes; None likewise.
    """

    wire: Any
    read: Convert | None = None
    write: Convert | None = None


@cache
def translation(hint: Any) -> Translation:
    """Return how values of the type ``hint`` stand in a file.

    Raises:
        TypeError: the model uses a type that the file does not know.
    """
    if isinstance(hint, NewType):
        return translation(hint.__supertype__)
    if hint is float:
        return Translation(float, write=_plain_number)
    if hint is Month:
        return Translation(_MONTH, _read_month, _write_month)
    if hint in {str, int, bool, dt.date} or (isinstance(hint, type) and issubclass(hint, StrEnum)):
        return Translation(hint)
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin is None and dataclasses.is_dataclass(cast("object", hint)):
        return _of_dataclass(hint)
    if origin is tuple and arguments[1:] == (...,):
        return _of_tuple(translation(arguments[0]))
    if origin is Table:
        return _of_table(translation(arguments[1]))
    if origin is Map:
        return _of_map(translation(arguments[1]))
    if origin in {types.UnionType, Union} and type(None) in arguments and len(arguments) == 2:
        return _of_optional(translation(next(kind for kind in arguments if kind is not type(None))))
    raise TypeError(f"a plan file does not know {hint}")


def _of_dataclass(cls: Any) -> Translation:
    hints = typing.get_type_hints(cls)
    fields = dataclasses.fields(cls)
    inner = {field.name: translation(hints[field.name]) for field in fields}
    wire_fields: list[Any] = []
    reads: list[tuple[int, str, Convert | None, Any]] = []
    writes: list[tuple[str, Any, Convert | None]] = []
    for index, field in enumerate(fields):
        kind = _limited(inner[field.name].wire, _LIMITS.get((cls, field.name)))
        default = _default(field)
        if default is dataclasses.MISSING:
            wire_fields.append((field.name, kind))
        else:
            wire_fields.append((field.name, kind | msgspec.UnsetType, msgspec.UNSET))
        if default is not dataclasses.MISSING or inner[field.name].read is not None:
            reads.append((index, field.name, inner[field.name].read, default))
        writes.append((field.name, default, inner[field.name].write))
    struct = msgspec.defstruct(
        cls.__name__, wire_fields, forbid_unknown_fields=True, kw_only=True, gc=False
    )
    return Translation(
        struct, _struct_reader(cls, [f.name for f in fields], reads), _struct_writer(writes)
    )


def _limited(kind: Any, limit: msgspec.Meta | None) -> Any:
    if limit is None:
        return kind
    whole: Any = Annotated[int, limit]
    return whole | None if type(None) in typing.get_args(kind) else Annotated[kind, limit]


def _default(field: dataclasses.Field[Any]) -> Any:
    # Tables and maps never change: one empty one serves every row.
    if field.default_factory is not dataclasses.MISSING:
        return field.default_factory()
    return field.default


def _struct_reader(
    cls: Callable[..., Any], names: list[str], reads: list[tuple[int, str, Convert | None, Any]]
) -> Convert:
    get = attrgetter(*names) if len(names) > 1 else None
    unset = msgspec.UNSET

    def read(struct: Any) -> Any:
        values: list[Any] = [getattr(struct, names[0])] if get is None else list(get(struct))
        for index, name, convert, default in reads:
            value = values[index]
            if value is unset:
                values[index] = default
            elif convert is not None:
                try:
                    values[index] = convert(value)
                except MisplacedError as error:
                    error.inside(f".{name}")
                    raise
        return cls(*values)

    return read


def _struct_writer(writes: list[tuple[str, Any, Convert | None]]) -> Convert:
    def write(value: Any) -> dict[str, Any]:
        row: dict[str, Any] = {}
        for name, default, convert in writes:
            field = getattr(value, name)
            if field is not default and field != default:
                row[name] = field if convert is None else convert(field)
        return row

    return write


def _of_tuple(item: Translation) -> Translation:
    read, write = item.read, item.write

    def read_all(values: tuple[Any, ...]) -> tuple[Any, ...]:
        return values if read is None else _read_each(values, read)

    def write_all(values: tuple[Any, ...]) -> Any:
        return values if write is None else [write(value) for value in values]

    return Translation(
        tuple[item.wire, ...],
        None if read is None else read_all,
        None if write is None else write_all,
    )


def _of_table(row: Translation) -> Translation:
    read, write = row.read, row.write
    assert read is not None  # noqa: S101 - rows of a table are dataclasses
    assert write is not None  # noqa: S101

    def read_rows(values: tuple[Any, ...]) -> Table[Any, Any]:
        rows = _read_each(values, read)
        try:
            return Table(rows)
        except ValueError:
            raise _repeated(rows) from None

    def write_rows(table: Table[Any, Any]) -> list[Any]:
        return [write(each) for each in table.values()]

    return Translation(tuple[row.wire, ...], read_rows, write_rows)


def _repeated(rows: tuple[Any, ...]) -> MisplacedError:
    seen: set[str] = set()
    for index, row in enumerate(rows):
        if row.key in seen:
            return MisplacedError(row.key, index)
        seen.add(row.key)
    raise AssertionError("a table refused rows whose keys all differ")


def _of_map(value: Translation) -> Translation:
    read, write = value.read, value.write

    def read_map(values: dict[str, Any]) -> Map[str, Any]:
        return Map(values if read is None else {key: read(each) for key, each in values.items()})

    def write_map(values: Map[str, Any]) -> dict[str, Any]:
        return {key: each if write is None else write(each) for key, each in values.items()}

    return Translation(dict[str, value.wire], read_map, write_map)


def _of_optional(inner: Translation) -> Translation:
    read, write = inner.read, inner.write
    return Translation(
        inner.wire | None,
        None if read is None else lambda value: None if value is None else read(value),
        None if write is None else lambda value: None if value is None else write(value),
    )


def _read_each(values: tuple[Any, ...], read: Convert) -> tuple[Any, ...]:
    rows: list[Any] = []
    try:
        for value in values:
            rows.append(read(value))  # noqa: PERF401 - the place of a fault is len(rows)
    except MisplacedError as error:
        error.inside(f"[{len(rows)}]")
        raise
    return tuple(rows)


def _plain_number(value: float) -> float:
    # 1200 reads better than 1200.0, and is the same float when it is read again.
    return int(value) if abs(value) < 1e15 and value == int(value) else float(value)


def _read_month(text: str) -> Month:
    return Month(int(text[:4]), int(text[5:]))


def _write_month(month: Month) -> str:
    return f"{month.year:04}-{month.month:02}"
