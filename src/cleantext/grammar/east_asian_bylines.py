"""Bylines of Chinese, Japanese and Korean pages: "记者王敬照 编辑：王华军", "이하늘 기자"."""

from __future__ import annotations

from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.people import looks_like_name
from cleantext.patterns import pattern
from cleantext.records import NamedTuple

MAX_NAMES = 6

_BETWEEN = pattern(r"[、，,·・&]|\s{1,2}|와|과")
_LETTERS = pattern(r"[぀-ヿ㐀-鿿가-힣]")
_FOLLOWS = pattern(r"[|｜/／(（\[【<]|\d|[A-Za-z]|[一-鿿가-힣]{2,6}\s?[:：]")


class AsianNames(NamedTuple):
    """The writers' names, and what follows them."""

    names: tuple[str, ...]
    rest: str


def east_asian_names(text: str, *, marked: bool) -> AsianNames | None:
    """Read names beside the word for reporter; without it, only where ``marked`` by a prefix or one name is all.

    >>> east_asian_names("记者王敬照 编辑： 王华军", marked=True)
    AsianNames(names=('王敬照',), rest='编辑： 王华军')
    >>> east_asian_names("이하늘 기자 | 2019-11-12", marked=False)
    AsianNames(names=('이하늘',), rest='2019-11-12')
    """
    if not _LETTERS.match(text):
        return None
    cut = _FOLLOWS.search(text)
    zone, rest = (text[: cut.start()], text[cut.start() :]) if cut else (text, "")
    words = load_places().words
    found: list[str] = []
    titled = False
    for token in _BETWEEN.split(zone.strip(" :：")):
        name = _bare(token)
        titled = titled or name != token
        if not name:
            continue
        if name in words["not-author"]:
            break
        if not looks_like_name(name):
            return None
        found.append(name)
    if not found or len(found) > MAX_NAMES or not (titled or marked or len(found) == 1):
        return None
    return AsianNames(tuple(found), rest.strip(" |｜/／"))


def _bare(token: str) -> str:
    """The token without a word for reporter before or after it."""
    for word in sorted(load_places().words["reporter"], key=len, reverse=True):
        if token == word:
            return ""
        if token.startswith(word) and len(word) > 1:
            return token[len(word) :].lstrip(":：")
        if token.endswith(word) and len(word) > 1:
            return token[: -len(word)]
    return token
