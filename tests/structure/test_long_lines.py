"""A line of a dump that holds thousands of pieces costs as much as a thousand lines."""

from __future__ import annotations

from typing import Any

import pytest

import cleantext
from cleantext.document import Document
from cleantext.structure.paragraphs import Structure
from cleantext.structure.spans import SpanReader

SENTENCE = "The harbour wall of pier {} held through the [storm](https://ferry.example/{}), engineers said on Monday. "


class Counted(str):
    """A text that counts the characters that are copied when it grows, and those that are looked through."""

    work = 0

    def __add__(self, other: str) -> Counted:
        Counted.work += len(self)
        return Counted(str(self) + other)

    def __radd__(self, other: str) -> Counted:
        Counted.work += len(other)
        return Counted(other + str(self))

    def rfind(self, *given: Any) -> int:
        found = super().rfind(*given)
        Counted.work += given[2] - max(found, given[1])
        return found


def work_of(monkeypatch: pytest.MonkeyPatch, number: int) -> int:
    """What it takes to make the paragraphs of a line of ``number`` sentences, in characters."""
    joint = Structure._find_joint
    monkeypatch.setattr(Structure, "_find_joint", lambda *given: Counted(joint(*given)))
    read = SpanReader.__init__

    def count(self: SpanReader, document: Document, addresses: Any, notes: dict[str, str]) -> None:
        read(self, document, addresses, notes)
        self._text = Counted(self._text)

    monkeypatch.setattr(SpanReader, "__init__", count)
    line = "".join(SENTENCE.format(row, row) for row in range(number))
    Counted.work = 0
    article = cleantext.extract(f"Harbour wall holds\n\n{line}\n", kind="text")
    assert sum(len(one.spans) for one in article.paragraphs) > 0.9 * number
    assert len(article.body) > 60 * number
    monkeypatch.undo()
    return Counted.work


def test_no_piece_copies_or_looks_through_those_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in (1000, 8000):
        assert work_of(monkeypatch, number) < 200 * number
