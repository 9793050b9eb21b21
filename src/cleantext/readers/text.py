"""The reader of flat text."""

from __future__ import annotations

import datetime

from cleantext.document import Document
from cleantext.readers.unread import with_unread
from cleantext.segments import read_dump
from cleantext.vocabulary import load_vocabulary
from cleantext.watch import Watch


def read_text(
    text: str, *, url: str | None = None, now: datetime.datetime | None = None, watch: Watch | None = None
) -> Document:
    """The document of a text dump; its segments are the dump's lines, joined and split as they read."""
    watch = watch or Watch()
    segments, notation = read_dump(text, load_vocabulary(), watch)
    nothing = (None,) * len(segments)
    document = Document(
        text=text, segments=segments, decisions=nothing, url=url or notation.url, now=now, notation=notation
    )
    return with_unread(document, watch)
