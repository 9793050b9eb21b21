"""Where the reading of a text stops: after a number of characters or lines, and within a segment that is too long."""

from __future__ import annotations

from itertools import islice

from cleantext.patterns import pattern

# What str.splitlines splits at.
_LINE_END = pattern("\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")


def end_of_lines(text: str, count: int) -> int:
    """The offset after the first ``count`` lines of ``text``; its length where there are no more.

    >>> end_of_lines("one\\r\\ntwo\\nthree", 2), end_of_lines("one\\n", 2)
    (9, 4)
    """
    if len(text) <= count:
        return len(text)
    last = next(islice(_LINE_END.finditer(text), count - 1, None), None)
    return len(text) if last is None else last.end()


def end_of_line(text: str, offset: int) -> int:
    """The offset after the line end that follows ``offset``.

    >>> end_of_line("one\\r\\ntwo", 1), end_of_line("one\\r\\ntwo", 6)
    (5, 8)
    """
    found = _LINE_END.search(text, offset)
    return len(text) if found is None else found.end()


def end_of_part(text: str, start: int, end: int, length: int) -> int:
    """Where the stretch ``start`` to ``end`` is cut so that it has ``length`` characters at most, between words if any.

    >>> end_of_part("the harbour wall", 0, 16, 13), end_of_part("the harbour wall", 0, 16, 16)
    (11, 16)
    """
    if end - start <= length:
        return end
    space = text.rfind(" ", start + length // 2, start + length)
    return start + length if space < 0 else space
