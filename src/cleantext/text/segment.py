"""The segment, one unit of a page: how it is made, and how it is cut where a field claims a part of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cleantext.html.facts import Facts
from cleantext.patterns import pattern
from cleantext.values import Span
from cleantext.words.scripts import count_words, ends_sentence
from cleantext.words.vocabulary import PageVocabulary, Phrase, normalised

_LINK = pattern(r"!?\[([^\[\]\n]{0,400})\]\(([^()\s]{0,2000})(?:\s\"[^\"\n]{0,300}\")?\)")
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_OPENING = pattern(r"(?P<h>#{1,6}) (?=\S)|(?P<li>[*•▪‣-] )(?=\S)|(?P<quote>> ?)(?=\S)")

_OPENS = frozenset("#*•▪‣->")

#: A line of more than 14 words with quotation marks quotes phrases, and is no phrase of the page.
MAX_QUOTED = 14

_QUOTES = frozenset('"“”„«»「」『』')
_NAMES = "index start end text key line gap words ends piece hits shape facts".split()


def opens_shape(line: str) -> bool:
    """Return whether a line opens with the mark of a heading, a list item or a quotation.

    >>> opens_shape("## The crossing"), opens_shape("- Ropes"), opens_shape("-4 at dawn")
    (True, True, False)
    """
    return line[:1] in _OPENS and _OPENING.match(line) is not None


def is_fence(line: str) -> bool:
    """Return whether a line opens or closes a block of code."""
    return line.startswith("```")


def is_table_row(line: str) -> bool:
    """Return whether a line stands between two bars, like a row of a table."""
    return len(line) > 2 and line[0] == "|" and line[-1] == "|"


def shape_of(raw: str, piece: bool) -> tuple[str, str]:
    """Return the shape of a line ("h2", "li", "quote", "row", "image", or "") and its plain text.

    >>> shape_of("## The *old* [ferry](/ferry)", False)
    ('h2', 'The old ferry')
    """
    text = raw
    shape = ""
    if not piece and text[:1] in _OPENS and (mark := _OPENING.match(text)):
        shape = f"h{len(mark['h'])}" if mark["h"] else "li" if mark["li"] else "quote"
        text = text[mark.end() :]
    elif not piece and ("\t" in text or is_table_row(text)):
        shape = "row"
    if "](" in text:
        if text.startswith("![") and _LINK.fullmatch(text):
            shape = "image"
        text = _LINK.sub(r"\1", text)
        if raw.startswith("[![") and "](" in text:
            text = _LINK.sub(r"\1", text)  # a picture that is a link: a logo, a teaser
    if "**" in text or "__" in text or text.count("*") >= 2:
        text = _EMPHASIS.sub(r"\2", text)
    return shape, " ".join(text.split()) or raw


class Segment:
    """One unit of the page: where it stands, how it reads, and what the word lists know of it.

    ``start`` and ``end`` enclose the visible text in ``Document.text``; ``text`` is that text with collapsed white
    space; ``key`` its normalised form ("" for long lines); ``line`` the number of its first line, from 1; ``gap`` the
    number of blank lines before it; ``words`` its length in words (two characters count as a word in scripts without
    spaces); ``ends`` whether it ends like a sentence; ``piece`` whether it shares its line with other segments;
    ``shape`` its kind by notation or tag ("h2", "li", "quote", "row", "image", "pre", or ""). Treat it as frozen.
    """

    __slots__ = (
        *("end", "ends", "facts", "gap", "hits", "index", "key", "line", "piece", "shape", "start", "text", "words"),
    )

    def __init__(
        self,
        index: int,
        start: int,
        end: int,
        text: str,
        key: str,
        line: int,
        gap: int,
        words: int,
        ends: bool,
        piece: bool,
        hits: Mapping[str, Phrase],
        shape: str = "",
        facts: Facts | None = None,
    ) -> None:
        self.index = index
        self.start = start
        self.end = end
        self.text = text
        self.key = key
        self.line = line
        self.gap = gap
        self.words = words
        self.ends = ends
        self.piece = piece
        self.hits = hits
        self.shape = shape
        self.facts = facts

    def __repr__(self) -> str:
        return f"Segment({self.index}, line {self.line}, {self.text!r})"

    def changed(self, **values: Any) -> Segment:
        """Return a copy with other values.

        >>> segment = Segment(0, 0, 5, "Ferry", "ferry", 1, 0, 1, False, False, {})
        >>> segment.changed(index=3)
        Segment(3, line 1, 'Ferry')
        """
        return Segment(**({name: getattr(self, name) for name in _NAMES} | values))

    @property
    def prose(self) -> bool:
        """Whether the segment has eight words and ends a sentence, or has thirty words."""
        return (self.ends and self.words >= 8) or self.words >= 30


def make_segment(
    index: int,
    span: tuple[int, int],
    visible: str,
    line: int,
    gap: int,
    piece: bool,
    shape: str,
    known: PageVocabulary,
    facts: Facts | None = None,
) -> Segment:
    """Make a segment and look it up in the word lists; ``visible`` has single spaces."""
    key, words, hits = known.ask(visible)
    if hits and words > MAX_QUOTED and not _QUOTES.isdisjoint(visible):
        hits = {}
    # Arguments by name would take a third longer.
    ends = ends_sentence(visible)
    return Segment(index, span[0], span[1], visible, key, line, gap, words, ends, piece, hits, shape, facts)


def cut_segment(text: str, segment: Segment, span: Span) -> list[Segment]:
    """Cut the segment into up to three: before ``span``, the span, after it; parts without text are left out."""
    pieces: list[Segment] = []
    for low, high in ((segment.start, span.start), (span.start, span.end), (span.end, segment.end)):
        part = text[low:high]
        visible = part.strip()
        if visible:
            start = low + part.index(visible[0])
            words = " ".join(visible.split())
            pieces.append(
                segment.changed(
                    start=start,
                    end=start + len(visible),
                    text=words,
                    key=normalised(words),
                    words=count_words(words),
                    ends=ends_sentence(words),
                    line=segment.line + max(0, len(text[segment.start : start + 1].splitlines()) - 1),
                    piece=True,
                    gap=0 if pieces else segment.gap,
                )
            )
    return pieces
