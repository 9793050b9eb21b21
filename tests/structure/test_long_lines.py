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


ROWS = "The wall held through the storm, they said.\n\n| Boat | Berth |\n|---|---|\n| Otter | 4 |\n\nNobody slept."


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_the_head_of_a_table_is_one_whatever_ends_its_line(end: str) -> None:
    article = cleantext.extract(ROWS.replace("\n", end))
    assert [[cell.header for cell in one.cells] for one in article.paragraphs if one.kind == "table_row"] == [
        [True, True],
        [False, False],
    ]


def test_a_long_row_has_cells_and_one_of_bars_alone_has_none() -> None:
    long = cleantext.extract(f"Boats in the harbour\n\n| Otter | {'Eva ' * 6000} |\n\nNobody slept, they said.")
    assert [len(one.cells) for one in long.paragraphs if one.kind == "table_row"] == [2]
    assert not any(one.cells for one in cleantext.extract("| " * 50_000).paragraphs)
