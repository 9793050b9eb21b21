"""Frozen values some of whose fields are made when they are first read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from threading import RLock
from typing import TYPE_CHECKING, Any, Self, TypeVar

#: Makes a field of the value that it is given.
Maker = Callable[[Any], object]
Value = TypeVar("Value", bound="Lazy")


class Lazy:
    """The base of a frozen dataclass with slots, whose fields may be made when they are first read.

    A slot that holds nothing yet asks the maker of its field, once; the maker and what it alone holds on to then go.
    Comparing, copying and pickling read all fields, and so make them.

    >>> from dataclasses import dataclass
    >>> @dataclass(frozen=True, slots=True)
    ... class Wall(Lazy):
    ...     stones: int
    ...     weight: int
    >>> wall = Wall.with_makers({"stones": 3}, {"weight": lambda wall: 20 * wall.stones})
    >>> wall.weight, wall == Wall(3, 60)
    (60, True)
    """

    __slots__ = ("_lock", "_makers")

    if TYPE_CHECKING:
        _makers: dict[str, Maker]

    @classmethod
    def with_makers(cls, values: Mapping[str, object], makers: dict[str, Maker]) -> Self:
        """A value of these fields, and of others that ``makers`` make of it."""
        made = cls.__new__(cls)
        for name, value in values.items():
            object.__setattr__(made, name, value)
        object.__setattr__(made, "_lock", RLock())
        object.__setattr__(made, "_makers", makers)
        return made

    if not TYPE_CHECKING:  # a type checker is to know the fields, and no others

        def __getattr__(self, name: str) -> object:
            """The field ``name``, made now; whoever asks meanwhile waits, and gets the same."""
            makers = {} if name == "_makers" else getattr(self, "_makers", {})
            if name in makers:
                with self._lock:
                    if name in makers:
                        object.__setattr__(self, name, makers[name](self))
                        del makers[name]
                        if makers.keys().isdisjoint(type(self).__slots__):
                            makers.clear()  # what is no field can be told from the fields
            return object.__getattribute__(self, name)


def completed(value: Value) -> Value:
    """The value, all of whose fields are made now."""
    for name in type(value).__slots__:
        getattr(value, name)
    return value
