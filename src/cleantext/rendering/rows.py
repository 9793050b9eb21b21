"""The rows of a table as a grid: cells that take up several columns or rows leave the others empty."""

from __future__ import annotations

from collections.abc import Sequence

from cleantext.values import Cell, Paragraph

#: Rows are filled up to no more columns.
MAX_COLUMNS = 200


def cells_of(row: Paragraph) -> Sequence[Cell]:
    """The cells of a row; one for all of its text where it is not told apart."""
    return row.cells or (Cell(0, len(row.text)),)


def grid_of(rows: Sequence[Paragraph]) -> list[list[Cell | None]]:
    """The rows, all of one length; None where a cell of another place reaches, or none stands."""
    grid: list[list[Cell | None]] = []
    held: dict[int, int] = {}
    for row in rows:
        line: list[Cell | None] = []
        for cell in cells_of(row):
            _fill(line, held)
            columns = max(1, min(cell.columns, MAX_COLUMNS - len(line)))
            if cell.rows > 1:
                held.update(dict.fromkeys(range(len(line), len(line) + columns), cell.rows - 1))
            line += [cell, *[None] * (columns - 1)]
        _fill(line, held)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [None] * (width - len(line)) for line in grid]


def _fill(line: list[Cell | None], held: dict[int, int]) -> None:
    """Leave the columns empty that a cell further up reaches into."""
    while held.get(len(line), 0) and len(line) < MAX_COLUMNS:
        held[len(line)] -= 1
        line.append(None)


def held_by(rows: Sequence[Paragraph]) -> list[list[tuple[Cell, int]]]:
    """The cells of each row, each with the number of rows that it takes up; no more than there are."""
    left = len(rows)
    return [[(cell, min(cell.rows, left - number)) for cell in cells_of(row)] for number, row in enumerate(rows)]
