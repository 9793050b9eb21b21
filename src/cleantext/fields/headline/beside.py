"""The features of a headline in what stands around it: the lines beside it, the text, what other steps have said."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from math import log1p

from cleantext.document import Decision, Document
from cleantext.fields.byline.parse_line import reads_as_byline
from cleantext.fields.headline.titles import heads_and_tails, stems_of
from cleantext.fields.publisher import houses_of
from cleantext.grammar.bylines import has_year, is_record
from cleantext.layout import MARGIN, BodyScores
from cleantext.marks import Field, Removed
from cleantext.metadata.collector import letters_of
from cleantext.text.segment import Segment
from cleantext.words.vocabulary import normalised

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: The last 40 lines of a page are its foot.
FOOT = 40
#: At most 60 segments of the article are compared with the candidates, the first 400 characters of each.
COMPARED, COMPARED_CHARS = 60, 400
#: At most 60 lines are counted between a candidate and the text; candidates within the first 60 of it may be prose.
MOST_BETWEEN = 60
#: The first 200 characters of the lines beside a candidate are compared with the text.
HEARD = 200
#: A record is looked for in 5 lines after a candidate and 3 before it.
RECORD_AFTER, RECORD_BEFORE = 5, 3

BESIDE = (
    *("words in the text above", "words in the text below", "reads as a byline", "byline before", "byline after"),
    *("dated before", "dated", "dated after", "record after", "record right after", "record before", "among titles"),
    *("space around", "gap", "gap after", "words after", "words before", "ends after"),
)
STANDING = (
    *("distance before", "distance inside", "place", "first of the page", "score", "kept", "score before"),
    *("score after", "score after next", "from the text", "words kept before", "words kept beside"),
    *("words kept in 5 after", "words kept in 15 after", "below the text", "titles between", "open between"),
    *("removed before", "removed after", "suspected"),
)


class PageView:
    """The page as the candidates for its headline see it."""

    def __init__(self, document: Document) -> None:
        """Read the page once; ``document`` is as it is when the headline is looked for."""
        segments = document.segments
        self.body = BodyScores(document)
        #: How often lines open others, and what stands after titles, both by their keys.
        self.copies, self.sites = heads_and_tails(document)
        houses = houses_of(document)
        #: The names that may be the publisher's, by key, with their probabilities; None where they were not weighed.
        self.houses: Mapping[str, float] | None = houses.scores if houses is not None else None
        page = document.page
        #: The titles that an HTML page declares, as keys.
        self.titles = [normalised(declared.value) for declared in page.titles] if page is not None else []
        sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
        #: Where the page begins after the sponsors that aggregators put on top.
        self.top = next((index for index in range(len(segments)) if index not in sponsors), 0)
        once: set[str] = set()
        twice: set[str] = set()
        for line in segments[self.body.first : self.body.first + COMPARED]:
            if line.prose:
                words = stems_of(line.text[:COMPARED_CHARS])
                twice |= once & words
                once |= words
        #: What the article says in any line, and in two or more.
        self._said = (once, twice)
        foot = segments[self.body.last + 1 :][-FOOT:]
        self._foot = {one.key: one.index for one in foot}
        self._rights = [(one.index, one.text.casefold()) for one in foot if "copyright" in one.hits]
        self._host = letters_of(document.url)

    def shared(self, words: set[str], twice: bool) -> float:
        """The share of some words that the article says, or says in two lines; less for fewer than three words."""
        return len(words & self._said[twice]) / len(words) * min(1.0, len(words) / 3) if words else 0.0

    def is_at_foot(self, segment: Segment) -> bool:
        """Whether a line stands again at the foot of the page."""
        return len(segment.key) > 3 and self._foot.get(segment.key, -1) > segment.index

    def is_in_copyright(self, segment: Segment) -> bool:
        """Whether a line's words stand again in a copyright line."""
        key = segment.key
        if not self._rights or len(key) <= 3:
            return False
        return any(at > segment.index and key in text for at, text in self._rights)

    def in_host(self, segment: Segment) -> float:
        """Whether a line's letters are those of the page's host; -1 where that is unknown."""
        if not self._host:
            return -1.0
        letters = "".join(filter(str.isalnum, segment.key))
        return float(len(letters) > 3 and letters in self._host)


#: What is read in each line near a candidate, in the order of the rows of :func:`_line_facts`.
_FACTS = ("words in the text", "reads as a byline", "dated", "ends", "title", "gap", "words", "record")


def beside_of(
    document: Document, lines: Sequence[Segment], known: Mapping[int, set[str]], around: PageView
) -> array[float]:
    """What stands before and after the candidates ``lines``; ``known`` are the words of lines that have been read."""
    size: cython.Py_ssize_t = len(lines)
    block = array("f", bytes(4 * size * len(BESIDE)))
    if not size:
        return block
    places = [line.index for line in lines]
    low: cython.Py_ssize_t = min(places) - RECORD_BEFORE
    count: cython.Py_ssize_t = max(places) + RECORD_AFTER + 1 - low
    facts: cython.float[::1] = _line_facts(document, places, low, count, known, around)
    cells: cython.float[::1] = block
    index: cython.int[::1] = array("i", places)
    at: cython.Py_ssize_t
    here: cython.Py_ssize_t
    record: cython.Py_ssize_t
    for at in range(size):
        here = index[at] - low
        record = 7 * count + here
        cells[at] = facts[here - 1]
        cells[size + at] = facts[here + 1]
        cells[2 * size + at] = facts[count + here]
        cells[3 * size + at] = facts[count + here - 1]
        cells[4 * size + at] = facts[count + here + 1]
        cells[5 * size + at] = facts[2 * count + here - 1]
        cells[6 * size + at] = facts[2 * count + here]
        cells[7 * size + at] = facts[2 * count + here + 1]
        cells[8 * size + at] = max(
            facts[record + 1], facts[record + 2], facts[record + 3], facts[record + 4], facts[record + 5]
        )
        cells[9 * size + at] = facts[record + 1]
        cells[10 * size + at] = max(facts[record - 1], facts[record - 2], facts[record - 3])
        cells[11 * size + at] = facts[4 * count + here - 1] > 0 and facts[4 * count + here + 1] > 0
        cells[12 * size + at] = facts[5 * count + here] > 0 and facts[5 * count + here + 1] != 0
        cells[13 * size + at] = min(facts[5 * count + here], 4)
        cells[14 * size + at] = min(facts[5 * count + here + 1], 4)
        cells[15 * size + at] = facts[6 * count + here + 1]
        cells[16 * size + at] = facts[6 * count + here - 1]
        cells[17 * size + at] = facts[3 * count + here + 1]
    return block


def _line_facts(
    document: Document,
    places: Sequence[int],
    low: cython.Py_ssize_t,
    count: cython.Py_ssize_t,
    known: Mapping[int, set[str]],
    around: PageView,
) -> array[float]:
    """The facts of ``count`` lines from ``low`` on, a row for each fact.

    Beyond the ends of the page the words in the text, the end, the gap and the words are -1, the others 0.
    """
    block = array("f", bytes(4 * count * len(_FACTS)))
    facts: cython.float[::1] = block
    at: cython.Py_ssize_t
    here: cython.Py_ssize_t
    for at in range(count):
        facts[at] = facts[3 * count + at] = facts[5 * count + at] = facts[6 * count + at] = -1
    segments, memo = document.segments, document.memo
    size: cython.Py_ssize_t = len(segments)
    near = {place + step for place in places for step in (-1, 0, 1)}
    wide = {place + step for place in places for step in range(-RECORD_BEFORE, RECORD_AFTER + 1)}
    line: Segment
    for at in wide:
        if not 0 <= at < size:
            continue
        line, here = segments[at], at - low
        year = has_year(line.text)
        facts[7 * count + here] = is_record(line, year)
        if at in near:
            words = known.get(at)
            facts[here] = around.shared(stems_of(line.text[:HEARD]) if words is None else words, False)
            facts[count + here] = reads_as_byline(line, memo)
            facts[2 * count + here] = year
            facts[3 * count + here] = line.ends
            facts[4 * count + here] = _is_title(line)
            facts[5 * count + here] = line.gap
            facts[6 * count + here] = line.words
    return block


def standing_of(document: Document, lines: Sequence[Segment], around: PageView) -> array[float]:
    """How the candidates ``lines`` stand to those that are likely the article's."""
    size: cython.Py_ssize_t = len(lines)
    block = array("f", bytes(4 * size * len(STANDING)))
    cells: cython.float[::1] = block
    body, segments, decisions = around.body, document.segments, document.decisions
    values, keeps, said = body.values, body.kept, body.said
    count: cython.Py_ssize_t = len(segments)
    first: cython.Py_ssize_t = body.first
    last: cython.Py_ssize_t = body.last
    top: cython.Py_ssize_t = around.top
    end: cython.Py_ssize_t = min(first, count)
    low: cython.Py_ssize_t = min([line.index for line in lines], default=end)
    # How many titles, and open lines, stand from each line on before the text.
    titled, opened = array("i", bytes(4 * (max(end - low, 0) + 1))), array("i", bytes(4 * (max(end - low, 0) + 1)))
    titles: cython.int[::1] = titled
    opens: cython.int[::1] = opened
    at: cython.Py_ssize_t
    place: cython.Py_ssize_t
    away: cython.Py_ssize_t
    line: Segment
    for at in range(end - 1, low - 1, -1):
        titles[at - low] = titles[at - low + 1] + _is_title(segments[at])
        opens[at - low] = opens[at - low + 1] + (decisions[at] is None)
    kept: cython.double = said[len(said) - 1]
    every: cython.double = max(1.0, kept)
    for at in range(size):
        line = lines[at]
        place = line.index
        away = place + MARGIN
        cells[at] = log1p(first - place) if place < first else 0.0
        cells[size + at] = log1p(place - first + 1) if place >= first else 0.0
        cells[2 * size + at] = place - top
        cells[3 * size + at] = place - top <= 1
        cells[4 * size + at] = values[away]
        cells[5 * size + at] = keeps[away]
        cells[6 * size + at] = values[away - 1]
        cells[7 * size + at] = values[away + 1]
        cells[8 * size + at] = values[away + 2]
        cells[9 * size + at] = max(-MOST_BETWEEN, min(place - first, MOST_BETWEEN))
        cells[10 * size + at] = said[away] / every
        cells[11 * size + at] = said[away] + kept - said[away + 1]
        cells[12 * size + at] = said[away + 6] - said[away + 1]
        cells[13 * size + at] = said[away + 16] - said[away + 1]
        cells[14 * size + at] = place > last
        cells[15 * size + at] = min(titles[place + 1 - low], MOST_BETWEEN) if place < end else 0
        cells[16 * size + at] = min(opens[place + 1 - low], MOST_BETWEEN) if place < end else 0
        cells[17 * size + at] = place > 0 and _is_removed(decisions[place - 1])
        cells[18 * size + at] = place + 1 < count and _is_removed(decisions[place + 1])
        cells[19 * size + at] = decisions[place] is not None
    return block


def _is_removed(decision: Decision | None) -> bool:
    """Whether a step has removed the line, sure of it or not."""
    return decision is not None and isinstance(decision.mark, Removed)


@cython.cfunc
@cython.inline
def _is_title(line: Segment) -> cython.bint:
    """Whether a line reads as the title of something: several words, no sentence end."""
    return 3 <= line.words <= 20 and not line.ends and not line.hits
