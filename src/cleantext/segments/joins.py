"""Which lines read as one: sentences that in-line tags broke, hard-wrapped paragraphs, a label and its value."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.page_vocabulary import PageVocabulary
from cleantext.patterns import pattern
from cleantext.segments.notations import Draft
from cleantext.segments.pieces import SEPARATORS
from cleantext.segments.records import RECORD_KINDS
from cleantext.segments.rows import Row, first_word_width, width_of
from cleantext.segments.shapes import is_fence, opens_shape
from cleantext.writing import count_words, ends_sentence

_CONTINUES = frozenset(",.;:)]?!”’%")
#: A credit has at most 6 words.
CREDIT_WORDS = 6
#: No rule asks for more words before a break than this.
_MANY = 7
_OPENS = ("(", "[", "“", "„", "‘")
#: What a line drawn between paragraphs of a wrapped text is made of, and how their labels open.
_RULE = ("---", "===", "***", "___")
_NUMBER = pattern(r"\d{1,3}\\?[.)] ")
_CAPITALS = pattern(r"[A-ZÀ-ÞА-Я][A-ZÀ-ÞА-Я ]{2,30}:")


def units_of(draft: Draft, vocabulary: PageVocabulary) -> Iterator[list[Row]]:
    """Runs of lines that read as one; lines that a notation has taken stand alone."""
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
            unit.extend(rows[index : index + count])
            index += count
        yield unit


class _Joins:
    """Decides how many of the next lines belong to the unit that stands before them."""

    def __init__(self, vocabulary: PageVocabulary, width: int) -> None:
        self._ask = vocabulary.ask
        self._width = width
        words = vocabulary.vocabulary
        self._dangling = words.of("dangling")
        self._bylines = words.of("byline") | words.of("reviewer")
        self._credits = words.of("caption")

    def following(self, unit: list[Row], rows: list[Row], index: int) -> int:
        """0 where the unit is complete; else how many lines to take (two where a short link text stands between).

        There is no blank line before the line at ``index``.
        """
        row = rows[index]
        last = unit[-1].text
        if len(unit) > 200:
            return 0
        if row.text[0].isdigit() and _NUMBER.match(row.text) and _NUMBER.match(unit[0].text):
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
        # Below a title of two sentences a line that is digits for a third is a day and a time.
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
            and self._ask(unit[0].text).key in self._bylines
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
        return not RECORD_KINDS.isdisjoint(self._ask(text).hits)

    def _dangles(self, text: str) -> bool:
        last = text.rsplit(" ", 1)[-1]
        return last in self._dangling  # in capitals it closes a title in another language ("EL MIRADOR DEL SUR")

    def _furniture(self, text: str) -> bool:
        """Whether a word list knows the whole line as something of the page rather than of a sentence."""
        if len(text) > 80:
            return False
        hits = self._ask(text).hits
        return any(phrase.mode == "exact" and category != "dangling" for category, phrase in hits.items())


def _words(unit: list[Row]) -> int:
    """The words of a unit, counted as far as the rules of joining ask for them."""
    words = 0
    for row in unit:
        words += count_words(row.text)
        if words >= _MANY:
            break
    return words


def _several_sentences(text: str) -> bool:
    """Whether a sentence ends inside the text, as it does in paragraphs and not in titles (scripts without case)."""
    return any(mark in text[:-1] for mark in "。！？؟।") or ". " in text
