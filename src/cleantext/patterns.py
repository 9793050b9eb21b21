"""Patterns that are compiled when they are first used: a page needs some of them, and compiling all takes long."""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING, Any


class LazyPattern:
    """Stands for a compiled pattern until one of its attributes is asked for.

    >>> LazyPattern("[0-9]+").findall("2 ferries, 30 cars")
    ['2', '30']
    """

    def __init__(self, text: str | bytes, flags: int = 0) -> None:
        self._source = (text, flags)

    def compiled(self) -> re.Pattern[Any]:
        """The pattern that this one stands for."""
        return re.compile(*self._source)

    def __getattr__(self, name: str) -> object:
        """An attribute of the compiled pattern, which now replaces this object in the module that asks.

        Where a table holds the pattern, this object keeps the attribute. Threads that ask at once do the same twice.
        """
        compiled = self.compiled()
        found: object = getattr(compiled, name)
        names = sys._getframe(1).f_globals
        mine = [one for one, value in list(names.items()) if value is self]
        names.update(dict.fromkeys(mine, compiled))
        if not mine:
            setattr(self, name, found)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        return re.compile, self._source


# To a type checker the one is the other.
if TYPE_CHECKING:
    pattern = re.compile
else:
    pattern = LazyPattern
