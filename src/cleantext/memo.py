"""What was read in the lines of one page: several steps ask the same of a line, and it is read once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class Memo:
    """The answers of functions that read a text and look at nothing else; it lives as long as the page's document."""

    __slots__ = ("_known",)

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._known: dict[tuple[Callable[[str], Any], str], Any] = {}

    def of(self, read: Callable[[str], T], text: str) -> T:
        """What ``read`` says of a text.

        >>> memo = Memo()
        >>> memo.of(str.split, "Ada Moreno") is memo.of(str.split, "Ada Moreno")
        True
        """
        key = read, text
        if key in self._known:
            known: T = self._known[key]
            return known
        found = self._known[key] = read(text)
        return found
