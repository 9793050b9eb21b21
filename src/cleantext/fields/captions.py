"""Captions and credits of pictures: told by their label, or by a credit at their end."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from cleantext.document import Document, Segment
from cleantext.filters.phrase_lines import because
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.values import Caption, Span

#: Longer lines are paragraphs that mention a picture.
MAX_WORDS = 60

_CREDIT = re.compile(r"[(\[]([^()\[\]]{0,40}(?:photo|foto|image|bild|picture|via|©|写真|사진)[^()\[\]]{0,60})[)\]]\.?$", re.I)


@dataclass(frozen=True, slots=True)
class Captions:
    """Claims captions and credits; they are kept as data, out of the body."""

    name: str = "captions"
    gives: frozenset[Reason | Field] = frozenset((Field.CAPTIONS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Labelled lines, lines that close with a credit in brackets, and image lines of Markdown dumps."""
        for segment in document.open():
            if segment.words > MAX_WORDS:
                continue
            told = _told(segment)
            if told is not None:
                evidence, credit = told
                caption = Caption(segment.text, credit, Span(segment.start, segment.end))
                yield Claimed(segment.index, Field.CAPTIONS, evidence, caption)


def _told(segment: Segment) -> tuple[str, str | None] | None:
    """(evidence, credit) where the line is a caption."""
    if segment.shape == "image":
        return "an image of the dump's notation", None
    if "caption" in segment.hits:
        phrase = segment.hits["caption"]
        if phrase.mode != "prefix" or not segment.ends or segment.words <= 25:
            return because(segment, phrase), None
    match = _CREDIT.search(segment.text) if segment.text[-1] in ")]." else None
    if match:
        return "closes with a credit", match[1].strip()
    return None
