"""The reader of flat text."""

from __future__ import annotations

import datetime

from cleantext.document import Document
from cleantext.segments import read_segments
from cleantext.vocabulary import load_vocabulary


def read_text(text: str, *, url: str | None = None, now: datetime.datetime | None = None) -> Document:
    """The document of a text dump; its segments are the dump's lines, joined and split as they read."""
    segments = read_segments(text, load_vocabulary())
    return Document(text=text, segments=segments, decisions=(None,) * len(segments), url=url, now=now)
