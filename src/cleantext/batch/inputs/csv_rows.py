"""Reads the pages in the rows of CSV files; rows are bounded before they are parsed."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from dataclasses import replace

from cleantext.batch.inputs.files import SAMPLE, unreadable_page
from cleantext.batch.inputs.rows import MAX_VALUES, describe_missing_page, find_page, keep_columns, page_fields
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.settings import InputOptions, SourcePage
from cleantext.input.encoding import decode_page

#: A CSV field may be twice as long as a page, which is cut to its limit afterwards, and a row three times.
FIELD_FACTOR, ROW_FACTOR = 2, 3
#: Long lines are read in pieces of 1,048,576 characters.
LINE_PIECE = 1 << 20
_DELIMITERS = ",;\t|"
#: Stands after the last line: a row of its own, or the end of a field whose quotes were never closed.
_END = "\0end of the file\0"


def read_csv(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """Read a page from each row; offsets are row numbers, from 0 for the first row after the header."""
    head = decode_page(sample, html=False) if (sample := stream.peek(SAMPLE)) else None
    text = io.TextIOWrapper(
        io.BufferedReader(stream, SAMPLE), head.encoding if head else "utf-8", errors="replace", newline=""
    )
    lines = _RowLines(text, _detect_delimiter(head.text if head else ""), ROW_FACTOR * options.max_page_bytes)
    rows = _parse_csv(lines, FIELD_FACTOR * options.max_page_bytes)
    header = next(rows, None)
    if header is None:
        if stream.problem is not None:
            yield unreadable_page(name, stream.problem)
        return
    if isinstance(header, str):
        yield unreadable_page(name, header)
        return
    names = [column.lstrip("\ufeff").strip() for column in header]
    if not set(names) & set(page_fields(options)):
        yield unreadable_page(name, describe_missing_page(names, options, "header"))
        return
    number = 0
    for row in rows:
        if not row:
            continue
        if isinstance(row, str):
            yield unreadable_page(name, row, number)
        else:
            fields = dict(zip(names, row, strict=False))
            page = find_page(fields, name, number, options)
            if page is None:
                page = SourcePage(
                    f"{name}:{number}",
                    "\n".join(row),
                    name,
                    number,
                    kind="text",
                    problem=describe_missing_page(names[: len(row)], options),
                    columns=keep_columns(fields, options),
                )
            if lines.quoted or (not lines.ended and stream.problem is not None):
                page = replace(page, problem=page.problem or "truncated: the file ends within the row")
            yield page
        number += 1
    if stream.problem is not None:
        yield unreadable_page(name, stream.problem, number)


def _parse_csv(lines: _RowLines, field_size: int) -> Iterator[list[str] | str]:
    """The rows, or what is wrong with one; a quote that is never closed takes no more than a row."""
    reader = csv.reader(lines, delimiter=lines.delimiter)
    while True:
        # The limit is one for the whole process: it is set while this row is read.
        before = csv.field_size_limit(field_size)
        row: list[str] | str
        try:
            lines.begin_row()
            row = next(reader)
        except StopIteration:
            return
        except (csv.Error, _RowTooLong) as error:
            row = f"not CSV: {error}"
        finally:
            csv.field_size_limit(before)
        if row == [_END]:
            return
        if isinstance(row, list) and row and row[-1].endswith(_END):
            row[-1], lines.quoted = row[-1].removesuffix(_END), True
        yield row


class _RowTooLong(Exception):
    """A row of CSV exceeds a limit, which the message names."""


class _RowLines:
    """The lines of a text for the CSV reader, and ``_END``; _RowTooLong where a row exceeds ``limit`` or its columns.

    ``ended`` says whether the last line that was read has its line break, ``quoted`` whether the text ends in quotes.
    """

    def __init__(self, text: io.TextIOBase, delimiter: str, limit: int) -> None:
        self.delimiter = delimiter
        self.ended = True
        self.quoted = False
        self._text: io.TextIOBase | None = text
        self._limit = limit
        self.begin_row()

    def begin_row(self) -> None:
        """The next line is the first of a row."""
        self._size = self._marks = 0

    def __iter__(self) -> _RowLines:
        return self

    def __next__(self) -> str:
        if self._text is None:
            raise StopIteration
        line, complete = self._read_piece(self._text)
        if not line:
            self._text = None
            return _END
        pieces = [line]
        while not complete:
            line, complete = self._read_piece(self._text)
            pieces.append(line)
        self.ended = pieces[-1].endswith(("\n", "\r"))
        return "".join(pieces)

    def _read_piece(self, text: io.TextIOBase) -> tuple[str, bool]:
        """Up to LINE_PIECE characters of a line, and whether they end it."""
        piece = text.readline(LINE_PIECE)
        ended = len(piece) < LINE_PIECE or piece.endswith(("\n", "\r"))
        # A long line with characters beyond U+FFFF counts twice: Python takes four bytes for each character.
        self._size += len(piece) * (1 if ended or sys.getsizeof(piece) < 3 * len(piece) else 2)
        self._marks += piece.count(self.delimiter)
        if self._size <= self._limit and self._marks <= MAX_VALUES:
            return piece, ended
        while not ended and (piece := text.readline(LINE_PIECE)):
            ended = piece.endswith(("\n", "\r"))
        too_wide = self._size <= self._limit
        raise _RowTooLong(
            f"a row of over {MAX_VALUES} columns" if too_wide else f"a row of over {self._limit} characters"
        )


def _detect_delimiter(text: str) -> str:
    """The most frequent delimiter of the header outside quotes.

    >>> _detect_delimiter('id;"a,b,c,d";text\\n1;2;3')
    ';'
    """
    unquoted = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)
