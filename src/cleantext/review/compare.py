"""Compares the views of one page in two runs: its fields, its lines, and how many words of the article changed."""

from __future__ import annotations

import json
import zlib
from collections import defaultdict, deque
from collections.abc import Iterable
from typing import Any

from cleantext.review.page import View
from cleantext.words.scripts import count_words

_BODY = "+body"


class OldRun:
    """What the views of an older run say that can change, by the pages' ids; packed, as there may be many."""

    def __init__(self, views: Iterable[View]) -> None:
        self._pages: dict[str, bytes] = {}
        self._addresses: dict[str, str] = {}
        for view in views:
            self._pages[view["id"]] = zlib.compress(json.dumps(_summarize(view)).encode(), 1)
            if view["url"]:
                self._addresses.setdefault(view["url"], view["id"])

    def compare(self, view: View) -> dict[str, Any]:
        """What changed on a page since then; it is found by its id, else by its address, and counts once."""
        key = view["id"] if view["id"] in self._pages else self._addresses.get(view["url"] or "")
        packed = self._pages.pop(key, None) if key is not None else None
        if packed is None:
            return {"new": True, "words": 0, "fields": [], "lines": []}
        return compare_pages(json.loads(zlib.decompress(packed)), _summarize(view))

    @property
    def left(self) -> list[str]:
        """The ids of the pages that no page was compared with."""
        return list(self._pages)


def compare_pages(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """What changed between two summaries of a page.

    ``fields`` has name, old and new value, ``lines`` the number of the new entry (-1: only the old run has it), text,
    old and new verdict; ``gained`` and ``lost`` count the words that came into the article or left it, ``words`` these
    and the words of fields.

    >>> line = "The wall held."
    >>> old = {"status": "ok", "quality": 0.9, "fields": {"section": "Port"}, "lines": [[line, "-share"]]}
    >>> new = {"status": "ok", "quality": 0.8, "fields": {"section": None}, "lines": [[line, "+body"]]}
    >>> change = compare_pages(old, new)
    >>> change["fields"], change["lines"], change["gained"], change["words"]
    ([['section', 'Port', None]], [[0, 'The wall held.', '-share', '+body']], 3, 4)
    """
    # Tables have fewer fields than JSON: only what both runs have is compared.
    fields = [[name, old["fields"][name], value] for name, value in new["fields"].items() if name in old["fields"]]
    fields = [one for one in fields if one[1] != one[2]]
    ledgers = old.get("lines") is not None and new.get("lines") is not None
    lines = _compare_lines(old["lines"], new["lines"]) if ledgers else _compare_lines(old["body"], new["body"])
    gained = sum(count_words(text) for _, text, before, after in lines if after == _BODY != before)
    lost = sum(count_words(text) for _, text, before, after in lines if before == _BODY != after)
    changed = sum(count_words(_join(value)) for _, *values in fields for value in values)
    return {
        "fields": fields,
        "lines": lines,
        "gained": gained,
        "lost": lost,
        "words": gained + lost + changed,
        "status": [old["status"], new["status"]],
        "quality": [old["quality"], new["quality"]],
    }


def _compare_lines(old: list[list[str]], new: list[list[str]]) -> list[list[Any]]:
    """Lines are the same that have the same text; of several with one text, the first is compared with the first."""
    known: dict[str, deque[str]] = defaultdict(deque)
    for text, verdict in old:
        known[text].append(verdict)
    changes: list[list[Any]] = []
    for at, (text, verdict) in enumerate(new):
        before = known[text].popleft() if known[text] else None
        if before != verdict:
            changes.append([at, text, before, verdict])
    return changes + [[-1, text, verdict, None] for text, verdicts in known.items() for verdict in verdicts]


def _summarize(view: View) -> dict[str, Any]:
    lines = view["lines"]
    return {
        "status": view["status"],
        "quality": view["quality"],
        "fields": {name: value for name, value, *_ in view["fields"]},
        "lines": None if lines is None else [[" ".join(one[1].split()), one[2]] for one in lines],
        "body": [[text, _BODY] for text, *_ in view["paragraphs"]],
    }


def _join(value: Any) -> str:
    return " ".join(value) if isinstance(value, list) else value or ""
