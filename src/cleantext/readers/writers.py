"""Declared authors: one name each, without addresses, accounts and the publisher's own name."""

from __future__ import annotations

import functools
import json
import re
from collections.abc import Iterable

from cleantext.data_files import read_data
from cleantext.grammar.byline_parts import split_names
from cleantext.grammar.east_asian_bylines import east_asian_names
from cleantext.grammar.people import looks_like_name
from cleantext.patterns import pattern
from cleantext.readers.subject import folded

#: Longer texts are notes about an author.
MAX_NAME = 120
_MAX_NAMES = 30

_ADDRESS = pattern(r"https?://|www\.|^/|^@\w+$|^\S[^\s@]*@\S+\.\w+$", re.I)
_EMAIL = pattern(r"\s?[(<\[]?\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,4}[)>\]]?\s?")
_BRACKETS = pattern(r"\s?[(\[][^()\[\]]{0,80}[)\]]$")
_HARD = pattern(r"\s?[;|•·]\s?|\s/\s|\n")
_TEMPLATE = pattern(r"^\w+(?:\.\w+){2,9}$|\{\{|%[A-Za-z_]|\$\{|\[%|<%")
_LAST_FIRST = pattern(r"([^\W\d_][\w'’-]{1,30}),\s?([^\W\d_][\w.'’-]{0,30}(?:\s[A-Z]\.?)?)")


@functools.cache
def _words(kind: str) -> frozenset[str]:
    """One list of accounts.json, casefolded; the value never changes."""
    text = read_data("data/accounts.json")
    return frozenset(json.loads(text)[kind])


def _without_prefix(text: str) -> str:
    """The text without what stands before a name in a declared value: "By Ada Moreno"."""
    for prefix in _words("prefixes"):
        if text[: len(prefix)].casefold() == prefix:
            rest = text[len(prefix) :].lstrip(" \t:")
            if len(rest) < len(text) - len(prefix) and rest[:1].isalpha() and not rest[0].islower():
                return rest
    return text


def written_by() -> frozenset[str]:
    """What stands before an author on the card that messengers show, casefolded."""
    return _words("written-by")


def writers(value: str) -> list[str]:
    """The names in one declared value; what names nobody is left out.

    >>> writers("By Ada Brook and Lin Marsh"), writers("Ada Brook, Lin Marsh"), writers("Brook, Ada")
    (['Ada Brook', 'Lin Marsh'], ['Ada Brook', 'Lin Marsh'], ['Ada Brook'])
    >>> writers("admin"), writers("https://orrin.example/ada"), writers("desk@orrin.example")
    ([], [], [])
    >>> writers("Society of Mills and Locks")
    ['Society of Mills and Locks']
    """
    found: list[str] = []
    for piece in _HARD.split(value[: 20 * MAX_NAME]):
        found += _split(_bare(piece))
    return [name for name in dict.fromkeys(found) if _names_somebody(name)][:_MAX_NAMES]


def _bare(text: str) -> str:
    """The text without e-mail address, "By" and a note in brackets at its end."""
    text = text.strip(' ,.–—-|\t"')
    if _ADDRESS.search(text):
        return ""
    if "@" in text:
        text = _EMAIL.sub(" ", text).strip(" ,")
    return _BRACKETS.sub("", _without_prefix(text)).strip(" ,")


def _split(text: str) -> list[str]:
    """Names joined by commas or "and" apart, where the pieces read as names; the text itself otherwise."""
    if (asian := east_asian_names(text, marked=True)) is not None:
        return list(asian.names)
    if match := _LAST_FIRST.fullmatch(text):
        return [f"{match[2]} {match[1]}"]
    parts = split_names(text).parts if " " in text else [text]
    if len(parts) < 2:
        return [text] if text else []
    names = [part for part in parts if looks_like_name(part)]
    if len(names) == len(parts) or (
        names and all(len(part.split()) in (2, 3) and all(word[0].isupper() for word in part.split()) for part in parts)
    ):
        return parts
    # "Ada Brook, Political editor": what follows a name is told of it.
    return names if names and looks_like_name(parts[0]) and "," in text else [text]


def _names_somebody(name: str) -> bool:
    return (
        1 < len(name) <= MAX_NAME
        and any(map(str.isalpha, name))
        and name.casefold() not in _words("accounts")
        and name.split()[-1].casefold() not in _words("account-words")
        and not _TEMPLATE.search(name)
        and not _ADDRESS.search(name)
    )


def is_publisher(name: str, publishers: Iterable[str], hosts: Iterable[str]) -> bool:
    """Whether a name is the publisher's, or the first label of its host.

    >>> is_publisher("Orrin Courier", ["The Orrin Courier"], [])
    True
    >>> is_publisher("OrrinCourier", [], ["www.orrincourier.example"])
    True
    """
    key = folded(name).removeprefix("the")
    if any(key == folded(publisher).removeprefix("the") for publisher in publishers):
        return True
    for host in hosts:
        labels = host.casefold().removeprefix("www.").split(".")
        if key in {folded(".".join(labels)), *map(folded, labels[:-1])} and len(key) > 2:
            return True
    return False
