"""Join the lines of a dump that read as one, and split those that hold several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from cleantext.grammar.bylines import RECORD_KINDS
from cleantext.patterns import pattern
from cleantext.text.lines import Row, first_word_width, width_of
from cleantext.text.notations.draft import Draft
from cleantext.text.segment import is_fence, is_table_row, opens_shape
from cleantext.words.scripts import count_words, ends_sentence
from cleantext.words.vocabulary import PageVocabulary

#: A line with 1 seam is a paragraph with a name that is written in one word.
MIN_SEAMS = 2
#: Only the first 15,000 seams count: no page has as many blocks, and each costs 10 microseconds.
MAX_SEAMS = 15_000
#: A stretch of more than 2,000 characters is cut at the ends of its sentences: nearly all paragraphs are shorter.
MAX_STRETCH = 2000
#: Sentences of less than 12 characters on average are abbreviations: a megabyte of "Mar. " made 200,000 segments.
MIN_SENTENCE = 12

_LOWER = "a-zß-öø-ÿā-žа-яёіїєґα-ω"
_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω"
# A pattern that begins with a set of characters is many times as fast as one that begins by looking back.
_SEAM = pattern(
    f"[„«{_UPPER}](?:"
    f"(?:(?<=[{_LOWER}][{_LOWER}].)|(?<=[0-9][0-9].))(?:(?<=[„«])(?=[{_UPPER}][{_LOWER}])|(?<=[{_UPPER}])(?=[{_LOWER}]))"
    f'|(?:(?<=[{_LOWER}0-9)\\]”"»][.!?…:].)|(?<=[.!?…][”“"»’)].))'
    f"(?:(?<=[„«])(?=[{_UPPER}][{_LOWER}{_UPPER}])|(?<=[{_UPPER}])(?=[{_LOWER}{_UPPER}])))"
)
_SENTENCE = pattern(f'(?:(?<=[{_LOWER}0-9)\\]][.!?…])|(?<=[.!?…][”"»’)])) (?=[“"„«]?[{_UPPER}])|(?<=[。！？])')
_WORD = pattern(r"\w+")

#: Lines of more than 240 characters are paragraphs: they are split neither at separators nor at glued labels.
MAX_RECORD = 240
#: A record of more than 40 pieces is a menu or a table; the rest of its line stays in one piece.
MAX_PIECES = 40
#: Up to 100 characters of white space between two blocks are left out.
SPACE = 100
#: What stands between the pieces of a record.
SEPARATORS = "|｜•·│"

_SEPARATOR = pattern(f"[{SEPARATORS}]")
_GLUE = pattern(r"[A-ZÀ-Þ](?<=[a-zß-öø-ÿ0-9)\]A-Z].)(?=[a-zß-öø-ÿ]{2})")
# Either of the two, in one pass.
_PARTING = pattern(rf"[{SEPARATORS}A-ZÀ-Þ](?:(?<=[{SEPARATORS}])|(?<=[a-zß-öø-ÿ0-9)\]A-Z].)(?=[a-zß-öø-ÿ]{{2}}))")
#: Categories of labels that may be glued to the text before them.
_GLUED = ("sponsor", "published", "modified", "byline", "advertisement", "source", "share")

_CONTINUES = frozenset(",.;:)]?!”’%")
#: Marks that close or part what stands before them.
_CLOSING = frozenset("，、。；」』")
#: A sentence that goes on a line has at least 3 words.
GOING_ON = 3
#: No kana of a longer word, and no syllable of one.
_AFTER_PARTICLE = pattern("[^\u3040-\u309f\uac00-\ud7af]")
#: Categories of words that tell where lines are broken, and nothing else.
_BROKEN = frozenset(("dangling", "attached"))
#: A credit has at most 6 words.
CREDIT_WORDS = 6
#: No rule asks for more than 7 words before a break.
_MANY = 7
#: A unit takes no more lines from 200 on.
MAX_LINES = 200
_OPENS = ("(", "[", "“", "„", "‘")
#: What rules between the paragraphs of a wrapped text are made of, and how their labels open.
_RULE = ("---", "===", "***", "___")
_NUMBER = pattern(r"\d{1,3}\\?[.)] ")
_CAPITALS = pattern(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я ]{2,30}:")


def seams_of(line: str) -> list[int]:
    """Return where to cut a long line, in rising order; nowhere if it reads as one paragraph.

    >>> line = "Home and gardenLog inThe wall held through the storm, they said.Read moreAda Moreno writes about tides."
    >>> cuts = [0, *seams_of(line), len(line)]
    >>> [line[low:high] for low, high in zip(cuts, cuts[1:])][2:4]
    ['The wall held through the storm, they said.', 'Read more']
    """
    found: list[int] = []
    low = 0
    for high in (*_glued(line), len(line)):
        if high - low > MAX_STRETCH:
            ends = [match.end() for match in _SENTENCE.finditer(line, low, high) if low < match.end() < high]
            found.extend(ends if len(ends) * MIN_SENTENCE <= high - low else ())
        found.append(high)
        low = high
    return found[:-1]


def is_plain(line: str) -> bool:
    """Return whether a line is one segment: it has no separators and no place where a label may be glued."""
    return _PARTING.search(line) is None


def pieces_of(unit: list[Row], vocabulary: PageVocabulary) -> Iterator[tuple[int, int, bool]]:
    """Yield the spans of the unit's segments, and whether each is a piece of a record."""
    start, end = unit[0].start, unit[-1].end
    if len(unit) > 1 or end - start > MAX_RECORD:
        yield from _blocks(unit)
        return
    line = unit[0].text
    if is_table_row(line) or is_plain(line):
        yield start, end, False
        return
    cuts = [match.span() for match in _SEPARATOR.finditer(line) if _separates(line, *match.span())][:MAX_PIECES]
    bounds: list[tuple[int, int]] = []
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


def units_of(draft: Draft, vocabulary: PageVocabulary) -> Iterator[list[Row]]:
    """Yield the runs of lines that read as one; lines that a notation has taken stand alone."""
    rows, roles, bound = draft.rows, draft.roles, draft.bound
    joins = _Joins(vocabulary, draft.width)
    index = 0
    fenced = False
    while index < len(rows):
        unit = [rows[index]]
        index += 1
        fence = is_fence(unit[0].text)
        fenced = fenced != fence
        alone = fence or fenced or unit[0].start in roles
        while index < len(rows) and rows[index].start not in roles:
            if rows[index].start in bound:
                unit.append(rows[index])
                index += 1
                continue
            if alone or rows[index].gap or unit[-1].start in draft.shapes:
                break
            count = joins.following(unit, rows, index)
            if not count or any(row.start in roles for row in rows[index : index + count]):
                break
            if joins.tight:
                draft.tight.add(rows[index].start)
            unit.extend(rows[index : index + count])
            index += count
        yield unit


def _glued(line: str) -> list[int]:
    """Return where blocks are glued; a word with a capital inside that stands there again is a name."""
    places = [match.start() for match in islice(_SEAM.finditer(line), MAX_SEAMS)]
    if len(places) < MIN_SEAMS:
        return []
    counts = Counter(_WORD.findall(line))
    glued = [at for at in places if not line[at - 1].isalpha() or counts[_word_at(line, at)] < 2]
    return glued if len(glued) >= MIN_SEAMS else []


def _word_at(line: str, place: int) -> str:
    """Return the whole word around a place inside it."""
    words = _WORD.finditer(line, max(0, place - 40), place + 40)
    return next((word.group() for word in words if word.start() < place < word.end()), "")


def _blocks(unit: list[Row]) -> Iterator[tuple[int, int, bool]]:
    """Yield the blocks that long lines hold: mostly one, whatever the number of lines."""
    cuts: list[tuple[int, int]] = []
    for row in unit:
        for cut in seams_of(row.text) if len(row.text) > MAX_RECORD else ():
            # A line may be cut 100,000 times, so only the text around the cut is read.
            high = len(row.text[max(0, cut - SPACE) : cut].rstrip()) + max(0, cut - SPACE)
            following = row.text[cut : cut + SPACE]
            low = cut + len(following) - len(following.lstrip())
            cuts.append((row.start + high, row.start + low))
    bounds = [(0, unit[0].start), *cuts, (unit[-1].end, 0)]
    for (_, low), (high, _) in pairwise(bounds):
        if low < high:
            yield low, high, len(bounds) > 2


def _separates(line: str, low: int, high: int) -> bool:
    """Return whether the separator stands free: a bar on one side, a dot (also in words and titles) on both."""
    if low == 0 and line[0] in "•·":
        return False
    free_before, free_after = not line[low - 1 : low].strip(), not line[high : high + 1].strip()
    return (free_before and free_after) if line[low] in "•·" else (free_before or free_after)


def _unglued(line: str, low: int, high: int, vocabulary: PageVocabulary) -> Iterator[tuple[int, int]]:
    """Cut the stretch before every label that is glued to the text before it."""
    for match in _GLUE.finditer(line, low, high):
        rest = line[match.start() : high]
        hits = vocabulary.ask(rest).hits
        if any(category in hits and hits[category].mode != "contains" for category in _GLUED):
            yield low, match.start()
            low = match.start()
    yield low, high


class _Joins:
    """Decides how many of the next lines belong to the unit before them."""

    def __init__(self, vocabulary: PageVocabulary, width: int) -> None:
        self._ask = vocabulary.ask
        self._width = width
        #: Whether the line that was taken last has no space before it.
        self.tight = False
        words = vocabulary.vocabulary
        self._dangling = words.of("dangling")
        self._attached = words.of("attached")
        self._bylines = words.of("byline") | words.of("reviewer")
        self._credits = words.of("caption")

    def following(self, unit: list[Row], rows: list[Row], index: int) -> int:
        """Return how many lines to take: 0 if the unit is complete, 2 if the first is a short link text.

        No blank line stands before the line at ``index``.
        """
        row = rows[index]
        last = unit[-1].text
        self.tight = False
        items = row.text[0].isdigit() and _NUMBER.match(row.text) and _NUMBER.match(unit[0].text)
        if items or len(unit) > MAX_LINES:
            return 0
        quoted = row.text[0] == unit[0].text[0] == ">"
        following = row.text.lstrip("> ") if quoted else row.text
        filled = self._width and following and width_of(last) + 1 + first_word_width(following) > self._width
        if filled and (quoted or not opens_shape(row.text)):
            apart = last.endswith(_RULE) or row.text.startswith(_RULE) or _CAPITALS.match(row.text)
            return int(not apart)
        first = row.text[0]
        if (first in _CONTINUES and not row.text.startswith("![")) or row.text.startswith(("'s ", "’s ")):
            return int(last[-1] not in SEPARATORS and not self._furniture(last))
        if last[-1] in ".!?…。！？:|" or ends_sentence(last) or first in SEPARATORS or opens_shape(row.text):
            return 0
        words = _words(unit)
        if self._label(unit, row):
            return 1
        if not row.text.isascii() and self._goes_on_after_word(unit, row):
            self.tight = True
            return 1
        comma = last[-1] in ",，、،;；" and not first.isupper()
        if comma or last.endswith((*_OPENS, ",”", ',"', ",’", ",“")):
            return int(words >= 4)
        # In capitals the last word closes a title in another language ("EL MIRADOR DEL SUR").
        if last.rsplit(" ", 1)[-1] in self._dangling and not self._furniture(row.text) and not self._furniture(last):
            return int(words >= 2 or len(row.text) > 30 or self._broken(rows, index))
        return self._bridge(unit, words, rows, index)

    def _bridge(self, unit: list[Row], words: int, rows: list[Row], index: int) -> int:
        """Join sentences in which a link or an emphasis got a line of its own."""
        row = rows[index]
        size = count_words(row.text)
        cased = row.text[0].lower() != row.text[0].upper()
        if row.text[0].islower():
            if self._furniture(row.text) or self._is_record(unit[-1].text) or self._signs(row.text, size):
                return 0
            short = size < 4 and not ends_sentence(row.text)
            return int(self._goes_on(rows, index) if short else words >= 4 or size >= 6)
        # A third of digits is a day and a time, below a title of two sentences.
        uncased = not cased and 3 * sum(map(str.isdigit, row.text)) < len(row.text)
        several = uncased and words >= 6 and (_several_sentences(unit[0].text) or _several_sentences(unit[-1].text))
        # A credit closes a caption: "The pool opened in 1974. Foto: Beate Illing".
        several = several and self._credits.isdisjoint(unit[-1].text.casefold().split()[-CREDIT_WORDS:])
        short = words >= (3 if cased else 7) and size <= 8
        if not (several or short) or self._furniture(row.text):
            return 0
        if several:
            return 1
        return 2 if self._broken(rows, index) else 0

    def _broken(self, rows: list[Row], index: int) -> bool:
        """Return whether the line after ``index`` goes on in the middle of a sentence."""
        if index + 1 >= len(rows) or rows[index + 1].gap or ends_sentence(rows[index].text):
            return False
        text = rows[index + 1].text
        if text[0] in ",.;)?!”，。、；）”" or text.startswith(("'s ", "’s ")):
            return True
        if text[0].lower() == text[0].upper() and not text[0].isdigit():
            return text[0].isalpha() and ends_sentence(text) and count_words(text) >= 4
        return text[0].islower() and (count_words(text) >= 6 or ends_sentence(text) or text.endswith(_OPENS))

    def _goes_on(self, rows: list[Row], index: int) -> bool:
        """Return whether the rest of its sentence follows a short lower-case line, not the next word of a list."""
        if index + 1 >= len(rows) or rows[index + 1].gap:
            return False
        text = rows[index + 1].text
        return text[0] in _CONTINUES or (count_words(text) >= 4 and (text[0].islower() or ends_sentence(text)))

    def _goes_on_after_word(self, unit: list[Row], row: Row) -> bool:
        """Return whether a sentence begins with a particle or a mark that is written onto the word before it."""
        text, last = row.text, unit[-1].text
        if not ends_sentence(text) or count_words(text) < GOING_ON:
            return False
        if text[0] in _CLOSING:
            begins = text[1].isalnum()
        else:
            size = next((size for size in (4, 3, 2, 1) if text[:size] in self._attached), 0)
            following = text[size : size + 1]
            spaced = following == " " and "\uac00" <= text[0] <= "\ud7af"
            kana = following.isalnum() and _AFTER_PARTICLE.match(following) is not None and not text[0] >= "\uac00"
            begins = bool(size) and (spaced or kana or text[size - 1] == "、")
        return (
            begins
            and _PARTING.search(last) is None
            and not opens_shape(unit[0].text)
            and not (self._furniture(last) or self._is_record(last))
        )

    def _label(self, unit: list[Row], row: Row) -> bool:
        """Return whether a byline's opening word stands alone on its line, before a short line."""
        return (
            len(unit) == 1
            and len(unit[0].text) <= 20
            and len(row.text) <= 60
            and self._ask(unit[0].text).key in self._bylines
            and not self._furniture(row.text)
        )

    def _signs(self, text: str, size: int) -> bool:
        """Return whether a lower-case line is a byline ("by Ada Moreno", "by Ada Moreno March 9, 2024")."""
        opens = text.split(" ", 1)[0] in self._bylines
        return opens and (2 <= size <= 6 or (size <= 12 and any(map(str.isdigit, text))))

    def _is_record(self, text: str) -> bool:
        """Return whether a short line dates or signs an article: something else begins after it."""
        return len(text) <= 100 and not RECORD_KINDS.isdisjoint(self._ask(text).hits)

    def _furniture(self, text: str) -> bool:
        """Return whether a word list knows the whole line as furniture of the page."""
        hits = self._ask(text).hits if len(text) <= 80 else {}
        return any(phrase.mode == "exact" and category not in _BROKEN for category, phrase in hits.items())


def _words(unit: list[Row]) -> int:
    """Count the words of a unit as far as the rules of joining ask for them."""
    words = 0
    for row in unit:
        words += count_words(row.text)
        if words >= _MANY:
            break
    return words


def _several_sentences(text: str) -> bool:
    """Return whether a sentence ends inside the text, as in paragraphs and not in titles (scripts without case)."""
    return any(mark in text[:-1] for mark in "。！？؟।") or ". " in text
