"""From lines to segments: one walk that joins what a dumper broke and splits what it glued.

Joined: sentences that in-line tags put on lines of their own, hard-wrapped paragraphs, a label and its
value (``By`` / ``Jane Doe``). Split: records with separators (``Jul 18, 2025 | 0 | Remer,MN``) and
labels glued to what precedes them (``Remer,MNSponsor: QWIKET``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from cleantext.document import Segment
from cleantext.values import Span
from cleantext.vocabulary import MAX_KEY, Vocabulary, normalised
from cleantext.writing import UNSPACED, count_words, ends_sentence

if TYPE_CHECKING:
    from cleantext.readers.facts import Facts

#: Lines longer than this are paragraphs: they are neither split at separators nor at glued labels.
MAX_RECORD = 240
#: A record of more pieces is a menu or a table; the rest of its line stays in one piece.
MAX_PIECES = 40
#: Hard-wrapped text: the widths that terminals and mail use, and the share of lines that come close to it.
WRAP_WIDTHS = range(50, 101)
WRAP_SHARE = 0.4

#: A longer line that holds quotation marks quotes phrases; it is not one of the page's own.
MAX_QUOTED = 14

_QUOTES = frozenset("\"“”„«»「」『』")
_SEPARATOR = re.compile(r"[|｜•·│]")
_SEPARATORS = "|｜•·│"
_GLUE = re.compile(r"(?<=[a-zß-öø-ÿ0-9)\]A-Z])(?=[A-ZÀ-Þ][a-zß-öø-ÿ]{2,})")
_CONTINUES = frozenset(",.;:)]?!”’%")
_OPENS = ("(", "[", "“", "„", "‘")
_WIDE = frozenset("，。、；：！？（）「」『』【】《》　％") | {chr(code) for code in range(0xAC00, 0xD7A4)}
_LINK = re.compile(r"!?\[([^\[\]\n]{0,400})\]\(([^()\s]{0,2000})(?:\s\"[^\"\n]{0,300}\")?\)")
_EMPHASIS = re.compile(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_SHAPES = re.compile(r"(?P<h>#{1,6}) (?=\S)|(?P<li>[*•▪‣-] )(?=\S)|(?P<quote>> ?)(?=\S)")
#: Categories of lines that date or sign an article.
_RECORDS = frozenset(("byline", "published", "modified", "reading-time", "relative-time"))
#: Categories that a label glued to the text before it may have.
_GLUED = ("sponsor", "published", "modified", "byline", "advertisement", "source", "share")


class Row(NamedTuple):
    """A line that is not blank: number from 1, span of its visible text, blank lines before it, the text."""

    number: int
    start: int
    end: int
    gap: int
    text: str


def rows_of(text: str) -> list[Row]:
    """The lines of ``text`` that hold more than white space."""
    rows = []
    gap = offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        visible = line.strip()
        if visible:
            start = offset + line.index(visible[0])
            rows.append(Row(number, start, start + len(visible), gap, visible))
            gap = 0
        else:
            gap += 1
        offset += len(line)
    return rows


def read_segments(text: str, vocabulary: Vocabulary) -> tuple[Segment, ...]:
    """The segments of a flat text, in order; what they leave out is white space and separators."""
    rows = rows_of(text)
    segments: list[Segment] = []
    for unit in _units(rows, vocabulary):
        for start, end, piece in pieces_of(text, unit, vocabulary):
            segments.append(_segment(text, len(segments), start, end, unit, piece, vocabulary))
    return tuple(segments)


def cut_segment(text: str, segment: Segment, span: Span) -> list[Segment]:
    """The segment as up to three: what precedes ``span``, the span, what follows; parts without text are left out."""
    bounds = (segment.start, span.start), (span.start, span.end), (span.end, segment.end)
    pieces = []
    for low, high in bounds:
        part = text[low:high]
        visible = part.strip()
        if visible:
            start = low + part.index(visible[0])
            words = " ".join(visible.split())
            pieces.append(
                replace(
                    segment,
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


def _segment(
    text: str, index: int, start: int, end: int, unit: list[Row], piece: bool, vocabulary: Vocabulary
) -> Segment:
    first = unit[0]
    raw = _joined(unit) if len(unit) > 1 else text[start:end]
    shape, visible = _shape(raw, piece)
    return made_segment(index, (start, end), visible, first.number, first.gap, piece, shape, vocabulary)


def made_segment(
    index: int,
    span: tuple[int, int],
    visible: str,
    line: int,
    gap: int,
    piece: bool,
    shape: str,
    vocabulary: Vocabulary,
    facts: Facts | None = None,
) -> Segment:
    """The segment of that place and text, looked up in the word lists; ``visible`` has single spaces."""
    words = count_words(visible)
    key = normalised(visible) if len(visible) <= MAX_KEY else ""
    return Segment(
        index=index,
        start=span[0],
        end=span[1],
        text=visible,
        key=key,
        line=line,
        gap=gap,
        words=words,
        ends=ends_sentence(visible),
        piece=piece,
        hits={} if words > MAX_QUOTED and not _QUOTES.isdisjoint(visible) else vocabulary.lookup(key, words),
        shape=shape,
        facts=facts,
    )


def _shape(raw: str, piece: bool) -> tuple[str, str]:
    """What the notation says a line is ("h2", "li", "quote", "row", "image", or "") and its plain text."""
    text = raw
    shape = ""
    if not piece and (mark := _SHAPES.match(text)):
        shape = f"h{len(mark['h'])}" if mark["h"] else "li" if mark["li"] else "quote"
        text = text[mark.end() :]
    elif not piece and ("\t" in text or (text[0] == "|" and text[-1] == "|" and len(text) > 2)):
        shape = "row"
    if "](" in text:
        if text.startswith("![") and _LINK.fullmatch(text):
            shape = "image"
        text = _LINK.sub(r"\1", text)
    if "**" in text or "__" in text or text.count("*") >= 2:
        text = _EMPHASIS.sub(r"\2", text)
    return shape, " ".join(text.split()) or raw


def _joined(unit: list[Row]) -> str:
    """The lines of a unit as one text: a space between them, none before closing punctuation."""
    text = unit[0].text
    for row in unit[1:]:
        tight = row.text[0] in ",.;:)]?!”%，。、；：？！）」』】》" or text[-1] in "([“„" or row.text.startswith(("’s", "'s"))
        unspaced = text[-1] in UNSPACED and row.text[0] in UNSPACED
        text += row.text if tight or unspaced else " " + row.text
    return text


def _units(rows: list[Row], vocabulary: Vocabulary) -> Iterator[list[Row]]:
    """Runs of lines that read as one."""
    width = _wrap_width(rows)
    joins = _Joins(vocabulary, width)
    index = 0
    fenced = False
    while index < len(rows):
        unit = [rows[index]]
        index += 1
        fence = unit[0].text.startswith("```")
        fenced = fenced != fence
        while not fence and not fenced and index < len(rows) and (count := joins.following(unit, rows, index)):
            unit.extend(rows[index : index + count])
            index += count
        yield unit


def _wrap_width(rows: list[Row]) -> int:
    """The column at which the text was hard-wrapped, 0 where it was not."""
    if len(rows) < 6 or sum(len(row.text) > WRAP_WIDTHS[-1] for row in rows) > 0.05 * len(rows):
        return 0
    widths = sorted(_width(row.text) for row in rows)
    width = next((one for one in reversed(widths) if one in WRAP_WIDTHS), 0)
    near = sum(1 for one in widths if 0.8 * width <= one <= width)
    return width if width and near >= WRAP_SHARE * len(rows) else 0


class _Joins:
    """Decides how many of the next lines belong to the unit that stands before them."""

    def __init__(self, vocabulary: Vocabulary, width: int) -> None:
        self._vocabulary = vocabulary
        self._width = width
        self._dangling = vocabulary.of("dangling")
        self._bylines = vocabulary.of("byline")

    def following(self, unit: list[Row], rows: list[Row], index: int) -> int:
        """0 where the unit is complete; else how many lines to take (two where a short link text stands between)."""
        row = rows[index]
        last = unit[-1].text
        if row.gap or len(unit) > 200:
            return 0
        if self._width and _width(last) + 1 + _first_word(row.text) > self._width and not _SHAPES.match(row.text):
            return 1
        first = row.text[0]
        if (first in _CONTINUES and not row.text.startswith("![")) or row.text.startswith(("'s ", "’s ")):
            return int(last[-1] not in _SEPARATORS and not self._furniture(last))
        if last[-1] in ".!?…。！？:|" or ends_sentence(last) or first in _SEPARATORS or _SHAPES.match(row.text):
            return 0
        words = sum(count_words(part.text) for part in unit)
        if self._label(unit, row):
            return 1
        if last.endswith(_OPENS) or last.endswith((",”", ',"', ",’", ",“")):
            return int(words >= 4)
        if last[-1] in ",，、،;；" and not first.isupper():
            return int(words >= 4)
        if self._dangles(last) and not self._furniture(row.text) and not self._furniture(last):
            return int(words >= 2 or len(row.text) > 30 or self._broken(rows, index))
        return self._bridge(unit, words, rows, index)

    def _bridge(self, unit: list[Row], words: int, rows: list[Row], index: int) -> int:
        """Sentences in which a link or an emphasis got a line of its own."""
        row = rows[index]
        size = count_words(row.text)
        cased = row.text[0].lower() != row.text[0].upper()
        if row.text[0].islower():
            if self._furniture(row.text) or self._record(unit[-1].text) or self._signs(row.text, size):
                return 0
            short = size < 4 and not ends_sentence(row.text)
            return int(self._goes_on(rows, index) if short else words >= 4 or size >= 6)
        if not cased and words >= 6 and any(_several_sentences(part.text) for part in (unit[0], unit[-1])) and not self._furniture(row.text):
            return 1
        if words < (3 if cased else 7) or size > 8 or self._furniture(row.text):
            return 0
        return 2 if self._broken(rows, index) else 0

    def _broken(self, rows: list[Row], index: int) -> bool:
        """Whether the line after ``index`` goes on in the middle of a sentence."""
        if index + 1 >= len(rows) or rows[index + 1].gap or ends_sentence(rows[index].text):
            return False
        text = rows[index + 1].text
        if text[0] in ",.;)?!”，。、；）”" or text.startswith(("'s ", "’s ")):
            return True
        if text[0].lower() == text[0].upper() and not text[0].isdigit():
            return text[0].isalpha() and ends_sentence(text) and count_words(text) >= 4
        return text[0].islower() and (count_words(text) >= 6 or ends_sentence(text) or text.endswith(_OPENS))

    def _goes_on(self, rows: list[Row], index: int) -> bool:
        """Whether a short lower-case line is followed by the rest of its sentence, not by the next word of a list."""
        if index + 1 >= len(rows) or rows[index + 1].gap:
            return False
        text = rows[index + 1].text
        return text[0] in _CONTINUES or (count_words(text) >= 4 and (text[0].islower() or ends_sentence(text)))

    def _label(self, unit: list[Row], row: Row) -> bool:
        """A byline's opening word alone on its line, and a short line after it."""
        return (
            len(unit) == 1
            and len(unit[0].text) <= 20
            and len(row.text) <= 60
            and normalised(unit[0].text) in self._bylines
            and not self._furniture(row.text)
        )

    def _signs(self, text: str, size: int) -> bool:
        """Whether a lower-case line is a byline ("by Ada Moreno", "by Ada Moreno March 9, 2024")."""
        opens = text.split(" ", 1)[0] in self._bylines
        return opens and (2 <= size <= 6 or (size <= 12 and any(map(str.isdigit, text))))

    def _record(self, text: str) -> bool:
        """Whether a short line dates or signs an article: what follows begins something else."""
        if len(text) > 100:
            return False
        hits = self._vocabulary.lookup(normalised(text), count_words(text))
        return not _RECORDS.isdisjoint(hits)

    def _dangles(self, text: str) -> bool:
        return text.rsplit(" ", 1)[-1].casefold() in self._dangling

    def _furniture(self, text: str) -> bool:
        """Whether a word list knows the whole line as something of the page rather than of a sentence."""
        if len(text) > 80:
            return False
        hits = self._vocabulary.lookup(normalised(text), count_words(text))
        return any(phrase.mode == "exact" and category != "dangling" for category, phrase in hits.items())


def _several_sentences(text: str) -> bool:
    """Whether a sentence ends inside the text, as it does in paragraphs and not in titles (scripts without case)."""
    return any(mark in text[:-1] for mark in "。！？؟।") or ". " in text


def _width(text: str) -> int:
    """The columns that a line takes up on a terminal: wide characters take two."""
    return len(text) if text.isascii() else len(text) + sum(char in UNSPACED or char in _WIDE for char in text)


def _first_word(text: str) -> int:
    """The columns of what would have had to stay on the line before: a word, or one character and its closing marks."""
    return 4 if text[0] in UNSPACED else _width(text.split(" ", 1)[0])


def is_plain(line: str) -> bool:
    """Whether a line has neither separators nor places where a label may be glued: it is one segment."""
    return _SEPARATOR.search(line) is None and _GLUE.search(line) is None


def pieces_of(text: str, unit: list[Row], vocabulary: Vocabulary) -> Iterator[tuple[int, int, bool]]:
    """The spans of the unit's segments, each with whether it is a piece of a record."""
    start, end = unit[0].start, unit[-1].end
    if len(unit) > 1 or end - start > MAX_RECORD:
        yield start, end, False
        return
    line = unit[0].text
    if line[0] == "|" and line[-1] == "|" and len(line) > 2:
        yield start, end, False
        return
    cuts = [match.span() for match in _SEPARATOR.finditer(line) if _separates(line, *match.span())][:MAX_PIECES]
    bounds = []
    low = 0
    for cut, following in [*cuts, (len(line), len(line))]:
        bounds.extend(_unglued(line, low, cut, vocabulary))
        low = following
    found = [(low, high) for low, high in bounds if line[low:high].strip()]
    for low, high in found:
        part = line[low:high]
        at = start + low + len(part) - len(part.lstrip())
        yield at, at + len(part.strip()), len(found) > 1 or bool(cuts)
    if not found:
        yield start, end, False


def _separates(line: str, low: int, high: int) -> bool:
    """Whether the separator stands free (space or edge on a side), and is no bullet that opens the line."""
    if low == 0 and line[0] in "•·":
        return False
    before, after = line[low - 1 : low], line[high : high + 1]
    return (not before.strip()) or (not after.strip())


def _unglued(line: str, low: int, high: int, vocabulary: Vocabulary) -> Iterator[tuple[int, int]]:
    """The stretch cut before every label that is glued to the text before it."""
    for match in _GLUE.finditer(line, low, high):
        rest = line[match.start() : high]
        hits = vocabulary.lookup(normalised(rest), count_words(rest))
        if any(category in hits and hits[category].mode != "contains" for category in _GLUED):
            yield low, match.start()
            low = match.start()
    yield low, high
