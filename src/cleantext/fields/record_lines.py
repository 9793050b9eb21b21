"""Which lines around a candidate read as a byline."""

from __future__ import annotations

from cleantext.document import Document, Segment
from cleantext.fields.signed_shapes import named

#: A line of at most 8 words may be names alone.
MAX_NAMES = 8


def reads_as_byline(document: Document, segment: Segment) -> bool:
    """Whether a short line reads as a byline: after a label, or as names alone."""
    return segment.words <= MAX_NAMES and not segment.ends and document.memo.of(named, segment.text) is not None
