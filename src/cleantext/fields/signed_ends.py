"""Lines that sign an article below its text: the name on a box about the author, and the one behind a dash."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.document import Document
from cleantext.fields.anchor import Anchor
from cleantext.fields.signed_lines import BEHIND, MAX_BARE_WORDS, Signed, available
from cleantext.fields.signed_shapes import named, words_that_are_common
from cleantext.vocabulary import Vocabulary

#: A box about the author stands so many segments before and behind the last line; its name has so many words, and the
#: text tells of it in so many characters (set by counting on public pages).
BOX_BEFORE, BOX, BOX_WORDS, BOX_CHARS = 5, 60, 5, 60
#: What the author is stands in so many lines between name and text.
ROLES = 3

_POSSESSIVE = re.compile("['’]s$")


def boxed(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """The name on a box about the author below the article: a line with a name, and a text that tells of it."""
    low = max(anchor.body, anchor.last - BOX_BEFORE)
    for index in range(low, min(anchor.last + BOX, len(document.segments) - 1)):
        segment = document.segments[index]
        if not available(document, index) or segment.ends or segment.words > BOX_WORDS or segment.hits:
            continue
        told = [] if any(map(str.isdigit, segment.text)) else _words_below(document, index)
        if not told:
            continue
        match = named(segment, vocabulary)
        if match is None or len(match.authors) > 1:
            continue
        name = match.authors[0].name
        if not set(name.split()).isdisjoint(told) and not words_that_are_common(name, document):
            yield segment, match


def _words_below(document: Document, index: int) -> list[str]:
    """The words among which the text below a line tells of its name; below a role in the next line it begins so."""
    for away, below in enumerate(document.segments[index + 1 : index + 1 + ROLES]):
        if below.prose:
            told = below.text[:BOX_CHARS].split(maxsplit=6)[: 2 if away else 6]
            return [_POSSESSIVE.sub("", word).strip(".,()–—") for word in told]
        if below.words > BOX_WORDS + 4 or below.ends:
            return []
    return []


def signed_off(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[Signed]:
    """The name behind a dash at the article's end: "— Ada Moreno"."""
    for index in range(max(anchor.body + 1, anchor.last - 2), min(anchor.last + BEHIND, len(document.segments))):
        segment = document.segments[index]
        dashed = segment.text[:1] in "—–" or document.segments[index - 1].text in "—–"
        if dashed and available(document, index) and segment.words <= MAX_BARE_WORDS and not segment.ends:
            match = named(segment, vocabulary)
            if match is not None and match.authors and not words_that_are_common(match.authors[0].name, document):
                yield segment, match
