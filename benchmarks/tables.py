"""Results as Markdown tables, which read as plain text too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from metrics import Fit, Share
from scoring import Row

_NONE = "–"


def number(value: float | None, digits: int = 3) -> str:
    """A number with fixed digits, or a dash.

    >>> number(0.91249), number(None)
    ('0.912', '–')
    """
    return _NONE if value is None else f"{value:.{digits}f}"


def counted(share: Share | None) -> str:
    """A share as its value, or a dash.

    >>> counted(Share(3, 4)), counted(Share(0, 0))
    ('0.750', '–')
    """
    return number(share.value if share else None)


def of(share: Share | None) -> str:
    """A share as two counts: of few pages a quotient says too much.

    >>> of(Share(3, 4))
    '3/4'
    """
    return f"{share.hits}/{share.total}" if share and share.total else _NONE


def _part(fit: Fit | None, index: int) -> str:
    return number(fit[index] if fit else None)


COLUMNS: dict[str, Callable[[Row], str]] = {
    "engine": lambda row: row.engine,
    "input": lambda row: row.input,
    "pages": lambda row: str(row.pages),
    "word F1": lambda row: _part(row.word, 2),
    "P": lambda row: _part(row.word, 0),
    "R": lambda row: _part(row.word, 1),
    "shingle F1": lambda row: _part(row.shingle, 2),
    "snippet F1": lambda row: _part(row.snippet, 2),
    "headline": lambda row: counted(row.headline),
    "authors": lambda row: counted(row.authors),
    "date": lambda row: counted(row.date),
    "undated given a date": lambda row: of(row.date_where_none),
    "exceptions": lambda row: str(row.exceptions),
    "ledger failures": lambda row: _NONE if row.ledger_failures is None else str(row.ledger_failures),
    "ms median": lambda row: number(row.median_ms, 1),
    "ms mean": lambda row: number(row.mean_ms, 1),
}


def results(rows: Sequence[Row]) -> str:
    """The table of all rows, without the columns that none of them has anything in."""
    cells = {name: [column(row) for row in rows] for name, column in COLUMNS.items()}
    kept = {name: values for name, values in cells.items() if set(values) != {_NONE}}
    return table(list(kept), list(zip(*kept.values(), strict=True)))


def by_type(rows: Sequence[Row]) -> str:
    """Word F1 by page type, or "" where the pages are of one type."""
    types = sorted({name for row in rows for name in row.by_type})
    if len(types) < 2:
        return ""
    return table(
        ["engine", "input", *types],
        [(row.engine, row.input, *(number(row.by_type.get(name)) for name in types)) for row in rows],
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table with aligned columns, the first to the left and numbers to the right.

    >>> print(table(["engine", "F1"], [("one", "0.9"), ("other", "0.75")]))
    | engine |   F1 |
    | ------ | ---: |
    | one    |  0.9 |
    | other  | 0.75 |
    """
    widths = [max(4, *(len(row[at]) for row in [head, *rows])) for at in range(len(head))]
    numeric = [all(row[at][:1] in f"0123456789{_NONE}" for row in rows) for at in range(len(head))]
    shapes = list(zip(widths, numeric, strict=True))
    lines = [
        [cell.rjust(width) if right else cell.ljust(width) for cell, (width, right) in zip(row, shapes, strict=True)]
        for row in [head, *rows]
    ]
    rule = ["-" * (width - 1) + (":" if right else "-") for width, right in shapes]
    return "\n".join("| " + " | ".join(line) + " |" for line in [lines[0], rule, *lines[1:]])
