"""The names that dates are written with, read once from the built data."""

from __future__ import annotations

import functools
import json
import unicodedata
from collections.abc import Mapping

from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.word_table import load_table

# Accents of Latin, Greek and Cyrillic letters, the joiners of Persian, the dot of Hindi: the press leaves them out.
_DROPPED = pattern("[\u0300-\u036f\u0640\u064b-\u0652\u093c\u200c\u200d]")
_EDGE_DOTS = ".॰"


def fold(name: str) -> str:
    """Return the form in which names are compared: lower case, no accents, no final dot, spaces for hyphens.

    >>> fold("Août."), fold("KASIM"), fold("terça-feira"), fold("p. m.")
    ('aout', 'kasim', 'terca feira', 'p. m')
    """
    folded = name.casefold().rstrip(_EDGE_DOTS)
    if not folded.isascii():
        plain = _DROPPED.sub("", unicodedata.normalize("NFD", folded))
        folded = unicodedata.normalize("NFC", plain).replace("ı", "i").replace("ي", "ی")
    return folded.replace("-", " ")


@dataclass(frozen=True, slots=True)
class Names:
    """Names of months, weekdays and zones, and the small words around them, by folded form.

    ``weekdays`` gives the ISO numbers a name can mean ("mar" is a Tuesday in two languages),
    ``meridiems`` the hours to add to a 12-hour time, ``zones`` the offset or an empty text where
    the name has more than one; zones are keyed as written. ``words`` holds the small words by role.
    """

    months: Mapping[str, int]
    jalali: Mapping[str, int]
    weekdays: Mapping[str, tuple[int, ...]]
    meridiems: Mapping[str, int]
    zones: Mapping[str, str]
    eras: Mapping[str, int]
    words: Mapping[str, frozenset[str]]


@functools.cache
def names() -> Names:
    """Return the names of all languages; they are read at the first call."""
    data = json.loads(load_table()["dates"])
    return Names(
        months=data["months"],
        jalali=data["jalali"],
        weekdays={name: tuple(days) for name, days in data["weekdays"].items()},
        meridiems=data["meridiems"],
        zones=data["zones"],
        eras=data["eras"],
        words={role: frozenset(words) for role, words in data["words"].items()},
    )
