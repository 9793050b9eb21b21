"""How inputs are read: the settings of a run that concern them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cleantext.batch.page import PageKind

InputFormat = Literal["auto", "files", "jsonl", "csv", "parquet", "warc", "wet"]

#: A page is read up to 10,000,000 decoded bytes, more than any article needs.
MAX_PAGE_BYTES = 10_000_000

#: Fields and columns tried in this order where none is named; the first that a row has is the page.
HTML_FIELDS = ("html", "raw_html", "page_html")
TEXT_FIELDS = ("text", "content", "body", "raw", "page", "dump")
ID_FIELDS = ("id", "_id", "uid", "record_id")
URL_FIELDS = ("url", "uri", "link", "source_url", "warc_target_uri")


@dataclass(frozen=True, slots=True)
class InputOptions:
    """The format of the inputs, the names of their fields, and the bound of a page.

    ``format`` "auto" recognises each file by its content, then by its name; "files" takes each as one page. A named
    ``html_field`` or ``text_field`` is the only one looked for, and settles the kind of page; without a name the first
    of HTML_FIELDS, then of TEXT_FIELDS is the page. Names may be dotted paths into nested JSON. ``kind`` other than
    "auto" forces the reader of every page. A page of more than ``max_page_bytes`` decoded bytes is cut there.

    >>> InputOptions(text_field="dump").max_page_bytes
    10000000
    """

    format: InputFormat = "auto"
    text_field: str | None = None
    html_field: str | None = None
    id_field: str | None = None
    url_field: str | None = None
    kind: PageKind = "auto"
    max_page_bytes: int = MAX_PAGE_BYTES
    exclude: tuple[str, ...] = ()
