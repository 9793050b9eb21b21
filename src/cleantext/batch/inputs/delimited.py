"""CSV and its relatives: a page a row, with the names of the columns in the first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from cleantext.batch.inputs.fields import no_page, page_names, page_of_row
from cleantext.batch.inputs.files import unreadable
from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.page import SourcePage
from cleantext.readers.encoding import decode_page

#: The first 65,536 bytes tell the encoding and the delimiter.
SAMPLE = 65536
#: A field may be twice as long as a page: the row is cut to a page afterwards, and told.
FIELD_FACTOR = 2
_DELIMITERS = ",;\t|"


def csv_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """A page for each row; offsets are row numbers, the first row below the header being 0."""
    head = stream.peek(SAMPLE)
    encoding = decode_page(head, html=False).encoding if head else "utf-8"
    text = io.TextIOWrapper(io.BufferedReader(stream, SAMPLE), encoding, errors="replace", newline="")
    rows = _rows(text, _delimiter(decode_page(head, html=False).text), FIELD_FACTOR * options.max_page_bytes)
    header = next(rows, None)
    if header is None:
        if stream.problem is not None:
            yield unreadable(name, stream.problem)
        return
    if isinstance(header, str):
        yield unreadable(name, header)
        return
    # A header twice or without a name is still a column.
    names = [column.lstrip("\ufeff").strip() for column in header]
    if not set(names) & set(page_names(options)):
        yield unreadable(name, no_page(names, options, "header"))
        return
    number = 0
    for row in rows:
        if isinstance(row, str):
            yield unreadable(name, row, number)
        elif not row:
            continue
        else:
            page = page_of_row(dict(zip(names, row, strict=False)), name, number, options)
            yield page or _short(row, name, number, no_page(names[: len(row)], options))
        number += 1
    if stream.problem is not None:
        yield unreadable(name, stream.problem, number)


def _rows(text: io.TextIOBase, delimiter: str, bound: int) -> Iterator[list[str] | str]:
    """The rows, or what is wrong with one; a quote that is never closed takes at most ``bound`` characters."""
    reader = csv.reader(_lines(text, bound), delimiter=delimiter)
    while True:
        # The limit is one for the whole process: it holds while this row is read.
        before = csv.field_size_limit(bound)
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield f"not CSV: {error}"
            continue
        finally:
            csv.field_size_limit(before)
        yield row


def _lines(text: io.TextIOBase, bound: int) -> Iterator[str]:
    """The lines; one that is longer than two fields may be becomes a field that the reader refuses."""
    while line := text.readline(2 * bound):
        if len(line) == 2 * bound and not line.endswith(("\n", "\r")):
            while (rest := text.readline(bound)) and not rest.endswith(("\n", "\r")):
                pass
            line = "x" * (bound + 1) + "\n"
        yield line


def _short(row: list[str], name: str, number: int, problem: str) -> SourcePage:
    """A row without the page's column: its text is kept."""
    return SourcePage(f"{name}:{number}", "\n".join(row), name, number, kind="text", problem=problem)


def _delimiter(text: str) -> str:
    """The delimiter that the header has most often, outside quotes.

    >>> _delimiter('id;"a,b,c,d";text\\n1;2;3')
    ';'
    """
    unquoted = "".join(text.partition("\n")[0].split('"')[::2])
    return max(_DELIMITERS, key=unquoted.count)
