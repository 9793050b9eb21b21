"""The only places that know what the input was: text, HTML, bytes."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from cleantext.document import Document

if TYPE_CHECKING:
    from cleantext.article import InputKind

_KINDS = ("auto", "text", "html")


def read_document(
    raw: str | bytes | bytearray | memoryview,
    *,
    kind: str = "auto",
    url: str | None = None,
    now: datetime.datetime | None = None,
) -> tuple[Document, InputKind]:
    """The document of any raw input, and what the input was."""
    from cleantext.readers.text import read_text

    if kind not in _KINDS:
        raise ValueError(f"kind must be one of {', '.join(_KINDS)}, not {kind!r}.")
    return read_text(_decoded(raw), url=url, now=now), "text"


def read_text_of(raw: str | bytes | bytearray | memoryview, kind: InputKind) -> str:
    """The text that the ledger of an article made from ``raw`` accounts for."""
    return _decoded(raw)


def _decoded(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    if isinstance(raw, (bytes, bytearray, memoryview)):
        from cleantext.readers.encoding import decoded

        return decoded(bytes(raw))
    raise TypeError(f"raw must be str, bytes, bytearray or memoryview, not {type(raw).__name__}.")
