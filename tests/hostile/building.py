"""How hostile inputs are built: a shape repeated until it has a given number of characters."""

from __future__ import annotations

from collections.abc import Callable

#: An input of about so many characters.
Hostile = Callable[[int], "str | bytes"]

#: A harmless article that some inputs stand in.
HEAD = "Harbour wall holds\nBy Ada Moreno\n9 March 2024\n\nThe harbour wall held through the storm, engineers said.\n"


def run(unit: str, *, before: str = "", after: str = "") -> Hostile:
    """An input that repeats ``unit``.

    >>> run("ab", before="<")(5)
    '<abab'
    """
    return lambda n: before + unit * (n // len(unit)) + after


def counted(shape: Callable[[int], str], *, before: str = "", after: str = "") -> Hostile:
    """An input whose parts differ: ``shape`` makes each from its number.

    >>> counted(lambda number: f"{number},")(6)
    '0,1,2,'
    """

    def made(n: int) -> str:
        parts: list[str] = []
        length = number = 0
        while length < n:
            parts.append(shape(number))
            length += len(parts[-1])
            number += 1
        return before + "".join(parts) + after

    return made


def within(inner: Hostile, *, head: str = "") -> Hostile:
    """The input as the body of an HTML page."""

    def page(n: int) -> str:
        text = inner(n)
        assert isinstance(text, str)
        return f"<!doctype html><html><head>{head}</head><body>{text}</body></html>"

    return page


def nested(opening: str, closing: str, text: str = "x") -> Hostile:
    """An input of elements within elements, all closed."""

    def made(n: int) -> str:
        depth = n // (len(opening) + len(closing))
        return opening * depth + text + closing * depth

    return made


def word(number: int) -> str:
    """A word of its own for each number, in letters only.

    >>> word(0), word(703)
    ('ba', 'lode')
    """
    letters = ""
    while True:
        number, rest = divmod(number, 60)
        letters += "bcdfghjklmnp"[rest // 5] + "aeiou"[rest % 5]
        if not number:
            return letters
