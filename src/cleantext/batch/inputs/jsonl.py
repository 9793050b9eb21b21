"""JSONL: a page a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from cleantext.batch.inputs.fields import no_page, page_of_row
from cleantext.batch.inputs.files import too_long, unreadable
from cleantext.batch.inputs.options import InputOptions
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.inputs.text_lines import Line, lines, utf8
from cleantext.batch.page import SourcePage
from cleantext.readers.encoding import decode_page

#: A line may be 4 times as long as a page: JSON escapes a character of three bytes as six, and a line has more
#: fields than the page.
LINE_FACTOR = 4


def jsonl_pages(stream: Stream, name: str, options: InputOptions) -> Iterator[SourcePage]:
    """A page for each line that is not blank; a line that is no JSON, or lacks the field, is a page with a problem."""
    bound = LINE_FACTOR * options.max_page_bytes
    while True:
        source = utf8(stream)
        for line in lines(source, bound, stream.tell()):
            if line.data.strip():
                yield _page(line, name, options)
        if stream.problem is None:
            return
        yield unreadable(name, stream.problem, stream.tell())
        if not stream.resume((b"{", b"\xef\xbb\xbf")):
            return


def _page(line: Line, name: str, options: InputOptions) -> SourcePage:
    if line.cut:
        return _unread(line, name, options, f"line too long: over {LINE_FACTOR * options.max_page_bytes} bytes")
    try:
        row: Any = json.loads(line.data)
    except UnicodeDecodeError:
        row = _recoded(line.data)
    except (ValueError, RecursionError) as error:
        return _unread(line, name, options, f"not JSON: {error}")
    if not isinstance(row, dict):
        return _unread(line, name, options, "not a JSON object")
    page = page_of_row(row, name, line.offset, options)
    return page or _unread(line, name, options, no_page(row, options, "line"))


def _recoded(data: bytes) -> Any:
    """A line in an older encoding, or with bytes of no encoding; None where it is no JSON either."""
    try:
        return json.loads(decode_page(data, html=False).text)
    except (ValueError, RecursionError):
        return None


def _unread(line: Line, name: str, options: InputOptions, problem: str) -> SourcePage:
    """The page of a line that gives none: the line itself, and why."""
    raw = line.data
    if len(raw) > options.max_page_bytes:
        raw, problem = raw[: options.max_page_bytes], f"{problem}; {too_long(options)}"
    return SourcePage(f"{name}:{line.offset}", raw, name, line.offset, kind="text", problem=problem)
