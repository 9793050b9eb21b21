"""Titles as pages write them: a feed's token before, a site's name after, copies, and the record that follows them.

A page's title stands at its top, and again above the article; in a dump, who signs and dates the article may run into
it without a space.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import compress, islice, pairwise

from cleantext.document import Document, Segment
from cleantext.fields.byline.names import EDGES, glued_label
from cleantext.fields.date_records import Role, role_of_label
from cleantext.grammar.date_finder import find_dates
from cleantext.marks import Field
from cleantext.patterns import pattern
from cleantext.text.segment import make_segment
from cleantext.values import Timestamp
from cleantext.words.scripts import UNSPACED_RUN, has_digit
from cleantext.words.vocabulary import PageVocabulary, load_vocabulary, normalised

#: A headline has at most 32 words.
MAX_WORDS = 32
#: Words are compared by their first 6 letters.
STEM = 6
#: A title before a day has at least 2 words, a label between the two at most 4.
MIN_TITLE_WORDS, MAX_LABEL = 2, 4
#: A token and its colon have at most 16 characters.
MAX_TOKEN = 16
#: A block with more than 14 words is prose; a block's date begins within its first 30 characters.
MAX_BLOCK_WORDS, DATE_AT = 14, 30
#: Words have at most 40 letters.
MAX_WORD = 40
#: Only 200,000 characters of a page are searched for its title; the first 6 copies of it are looked at.
SEARCHED, COPIES = 200_000, 6
#: A record stands in the 90 characters before the title, or in the first 9 blocks of the 260 characters after it (set
#: by counting on public pages).
BEFORE, AFTER, BLOCKS = 90, 260, 9
#: The first 30 mentions of a year are looked at, in the first 60 % of a page: what follows dates teasers and comments
#: (set by counting on public pages).
YEARS, YEAR_SHARE = 30, 0.6
#: The first 20 characters tell a title from other lines; it has at most 300.
MIN_TITLE_CHARS, MAX_TITLE_CHARS = 20, 300

_OPEN = "([|·–—-:, "
_DIGITS = tuple("0123456789")
_PUNCTUATION = ".,;:!?()[]{}\"'“”„‘’«»…–—-|/।،؟"
_TOKEN = pattern(r"([A-Z][A-Za-z]{1,14}):(?=\S)")
_INNER_CAPITAL = pattern(r"[A-Z][a-z]+[A-Z]")
_SUFFIX = pattern(r"\s[|–—\-•·:»]\s|\s?[|｜_]\s?")
#: Few texts have a separator, and the search for one by itself is fast.
_SEPARATOR = pattern(r"[|–—\-•·:»｜_]")
_LOWER = "a-zß-öø-ÿā-žа-яёіїєґα-ω"
_UPPER = "A-ZÀ-ÞА-ЯЁІЇЄҐΑ-Ω"
#: Where blocks run together: a capital or a digit after a word, a capital after a number, a number after a year.
_SEAM = pattern(
    f"(?<=[{_LOWER}][{_LOWER}.])(?=[{_UPPER}])|(?<=[{_LOWER})])(?=\\d)|(?<=\\d)(?=[{_UPPER}])"
    f"|(?<=, (?:19|20)\\d\\d)(?=\\d)"
    f"|(?<=[?!”])(?=[{_UPPER}])|(?<=[{_UPPER}][{_UPPER}])(?=[{_UPPER}][{_LOWER}][{_LOWER}])"
)
_BREAK = pattern(r"\n|\s?[|•·⋅●∙×]\s?")
# Both patterns open with a set of characters, which the search skips to.
#: A run of white space with a line break in it, or of more than one character.
_GAP = pattern(r"\s(?:\s+|(?<=[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]))")
#: A number of four digits that begins with 19 or 20.
_YEAR = pattern(r"[12](?:(?<=1)9|(?<=2)0)\d\d(?<!\d{5})")

#: A date, and what its label says of it.
Dated = tuple[Timestamp, Role]


def without_token(text: str) -> tuple[str, bool]:
    """The text without a feed's token before it, and whether there was one.

    >>> without_token("NextImg:Moscow’s Recognition")
    ('Moscow’s Recognition', True)
    >>> without_token("Explained: what the vote means")
    ('Explained: what the vote means', False)
    """
    mark = _TOKEN.match(text) if ":" in text[:MAX_TOKEN] else None
    if mark is None:
        return text, False
    word = mark[1]
    if not _INNER_CAPITAL.match(word) and word.casefold() not in load_vocabulary().of("tokens"):
        return text, False
    return text[mark.end() :].strip(), True


def without_day(title: str) -> str:
    """The title without a day after it in brackets, after a separator, or after a label that dates.

    >>> without_day("Owl sings on tape (Mar 9, 2013)"), without_day("Ferry sails Posted at 11:34, 9 March 2024")
    ('Owl sings on tape', 'Ferry sails')
    >>> without_day("Ferry sails - 12.03.2024"), without_day("Ferry sails again | Published 2024-03-12")
    ('Ferry sails', 'Ferry sails again')
    >>> without_day("What the keeper saw on 9 March 2024")
    'What the keeper saw on 9 March 2024'
    """
    if not title[-12:].strip(" )]").endswith(_DIGITS):
        return title
    found = find_dates(title)
    if not found or title[found[-1].end :].strip(" )]"):
        return title
    before = title[: found[-1].start].rstrip()
    head = before.rstrip(_OPEN)
    words = head.split()
    for count in range(min(MAX_LABEL, len(words) - MIN_TITLE_WORDS), 0, -1):
        label = normalised(" ".join(words[-count:]))
        if "published" in load_vocabulary().lookup(label, count):
            return " ".join(words[:-count]).rstrip(_OPEN)
    return head if head != before and len(words) >= MIN_TITLE_WORDS and before[-1] in "([|·–—-" else title


def without_site(title: str, known: Collection[str]) -> str:
    """The title without a site's name after or before a separator; only names that are known, as keys, are cut.

    >>> without_site("Ferry returns - Orrin Courier", ["orrin courier"])
    'Ferry returns'
    >>> without_site("Ferry returns - in spring", ["orrin courier"])
    'Ferry returns - in spring'
    """
    while known and _SEPARATOR.search(title) is not None:
        parts = [(one.start(), one.end()) for one in _SUFFIX.finditer(title)]
        if not parts:
            break
        if normalised(title[parts[-1][1] :]) in known:
            title = title[: parts[-1][0]].rstrip()
        elif normalised(title[: parts[0][0]]) in known:
            title = title[parts[0][1] :].lstrip()
        else:
            break
    return title


def split_title(title: str) -> list[str]:
    """The parts of a title between separators.

    >>> split_title("Ferry returns - Orrin Courier"), split_title("Ferry returns")
    (['Ferry returns', 'Orrin Courier'], ['Ferry returns'])
    """
    parts = _SUFFIX.split(title) if _SEPARATOR.search(title) is not None else [title]
    return [part for part in parts if part.strip()]


def is_repeat(segment: Segment, wanted: str) -> bool:
    """Whether a line is the headline again, alone or with a site's name after it."""
    # Casefolding makes no character shorter, so that the beginning of a line is enough for most.
    if not wanted or not segment.text[: len(wanted)].casefold().startswith(wanted):
        return False
    rest = segment.text.casefold()[len(wanted) :]
    return not rest or (segment.words < MAX_WORDS and not segment.ends and bool(_SUFFIX.match(rest)))


def heads_and_tails(document: Document) -> tuple[Mapping[str, int], set[str]]:
    """How often the text of a line opens a line of the page, and what stands after the last separator of lines.

    The second are names of the site, among others; both are keys.
    """
    lines = [one for one in document.segments if one.key and 2 <= one.words <= MAX_WORDS]
    keys = [line.key for line in lines]
    count = Counter(keys)
    tails: set[str] = set()
    for line in compress(lines, map(_SEPARATOR.search, keys)):
        if not line.piece:
            head, *more = _SUFFIX.split(line.key)
            count[head] += bool(more)
            if line.words > 2:
                tails.add(more[-1] if more else head)
    return count, tails


def stems_of(text: str) -> set[str]:
    """The words that texts are compared by: the beginnings of longer words, since endings vary.

    Where no spaces are, they are pairs of characters.

    >>> sorted(stems_of("The ferries of Orrin"))
    ['ferrie', 'orrin']
    """
    folded: list[str] = text.casefold().split()
    words: set[str] = set()
    word: str
    stem: str
    for word in folded:
        if len(word) >= 4:
            # Most words have no mark before them, and are too long for one after them to count.
            stem = word[:STEM]
            words.add(stem if stem.isalnum() else word.strip(_PUNCTUATION)[:STEM])
    if not text.isascii():
        for run in UNSPACED_RUN.findall(text):
            words.update(first + second for first, second in pairwise(run))
    words.discard("")
    return words


class Blocks:
    """The blocks of a stretch of text that runs them together; each is read once, when it is first asked about."""

    __slots__ = ("_dates", "_known", "_segments", "_texts")

    def __init__(self, texts: Sequence[str], known: PageVocabulary) -> None:
        """Begin with the bare texts."""
        self._texts = texts
        self._known = known
        self._segments: dict[int, Segment] = {}
        self._dates: dict[int, Dated | None] = {}

    def __len__(self) -> int:
        return len(self._texts)

    def segment(self, at: int) -> Segment:
        """A block as a segment that belongs to no document."""
        if at not in self._segments:
            text = self._texts[at]
            self._segments[at] = make_segment(at, (0, len(text)), text, 1, 0, True, "", self._known)
        return self._segments[at]

    def date(self, at: int) -> Dated | None:
        """The date that a block is, or begins with; None where it has none, or where no such block is."""
        if not 0 <= at < len(self._texts) or not has_digit(self._texts[at]):
            return None
        if at not in self._dates:
            self._dates[at] = self._read_date(at)
        return self._dates[at]

    def _read_date(self, at: int) -> Dated | None:
        text = self._texts[at]
        for match in find_dates(text)[:1]:
            ahead = text[: match.start]
            if match.stamp.iso is None or match.stamp.precision in ("month", "year") or match.start > DATE_AT:
                return None
            role = role_of_label(ahead)
            if role or not ahead.strip() or self.segment(at).words <= MAX_BLOCK_WORDS:
                return match.stamp, role
        return None


def split_blocks(zone: str, text: str) -> Iterator[str]:
    """The blocks of a stretch of a text that runs them together; a byline's label is a block of its own.

    >>> zone = "ByAda Moreno9 min readUpdated October 8, 2025Table of Contents"
    >>> list(split_blocks(zone, zone))
    ['By', 'Ada Moreno', '9 min read', 'Updated October 8, 2025', 'Table of Contents']
    """
    for line in _BREAK.split(zone):
        seams = [seam.start() for seam in _SEAM.finditer(line) if not _is_in_word(line, seam.start(), text)]
        for low, high in pairwise((0, *seams, len(line))):
            block = line[low:high].strip(EDGES)
            if label := glued_label(block):
                yield block[:label]
            if block[label:]:
                yield block[label:]


def _is_in_word(line: str, at: int, text: str) -> bool:
    """Whether a capital stands inside a word that the page writes again: "HarborTech"."""
    if not (line[at - 1].isalpha() and line[at].isalpha()):
        return False
    low, high = at, at
    while low > 0 and line[low - 1].isalpha():
        low -= 1
    while high < len(line) and line[high].isalpha():
        high += 1
    return text.count(line[low:high]) > 1


class TitleRecords:
    """The beginning of a page, each gap between two blocks one line break, and the records in it."""

    __slots__ = ("_document", "_known", "_text")

    def __init__(self, document: Document) -> None:
        """Read the page once for all that is asked of it."""
        self._document = document
        # A feed's sponsors on top are not what the page begins with.
        sponsors = {segment.index for segment, _ in document.claimed(Field.SPONSORS)}
        start = next((segment.start for segment in document.segments if segment.index not in sponsors), 0)
        self._text = _GAP.sub("\n", document.text[start : start + SEARCHED]).replace("\xa0", " ")
        self._known = PageVocabulary(load_vocabulary())

    def of_title(self) -> Iterator[Blocks]:
        """The blocks after each copy of the title, then those right before it."""
        text = self._text
        places = list(islice(_distinct(_copies(self._document, text)), COPIES))
        for _, end in places:
            yield self._blocks(end, _out_of_word(text, end + AFTER, 1), slice(BLOCKS))
        for start, _ in places:
            yield self._blocks(_out_of_word(text, start - BEFORE, -1), start, slice(-2, None))

    def of_years(self) -> Iterator[Blocks]:
        """The blocks around each of the first years on the page."""
        text = self._text
        last = 0
        for match in islice(_YEAR.finditer(text, 0, int(len(text) * YEAR_SHARE)), YEARS):
            if match.start() > last:
                last = match.end() + 30
                low, high = _out_of_word(text, match.start() - BEFORE, -1), _out_of_word(text, last, 1)
                yield self._blocks(low, high, slice(None))

    def _blocks(self, low: int, high: int, kept: slice) -> Blocks:
        return Blocks(list(split_blocks(self._text[low:high], self._text))[kept], self._known)


def _out_of_word(text: str, at: int, step: int) -> int:
    """The place moved out of the word that it stands in, forward or back."""
    for _ in range(MAX_WORD):
        if not 0 < at < len(text) or not (text[at - 1].isalpha() and text[at].isalpha()):
            break
        at += step
    return min(max(0, at), len(text))


def dated_title(document: Document) -> Dated | None:
    """The first date beside a copy of the title, and what its label says of it."""
    found = (blocks.date(at) for blocks in TitleRecords(document).of_title() for at in range(len(blocks)))
    return next((dated for dated in found if dated is not None), None)


def dated_headline(document: Document) -> Dated | None:
    """The day that a headline begins with: "23.01.2022 - The harbour wall holds"."""
    for _, claim in document.claimed(Field.HEADLINE):
        for match in find_dates(str(claim.value))[:1]:
            if match.start == 0 and match.stamp.iso is not None and match.stamp.precision == "day":
                return match.stamp, ""
    return None


def _distinct(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Each place once, as it is found: a text that repeats its title all over is not searched to its end."""
    seen: set[tuple[int, int]] = set()
    for place in places:
        if place not in seen:
            seen.add(place)
            yield place


def _copies(document: Document, text: str) -> Iterator[tuple[int, int]]:
    """Where copies of the title stand: of what the page begins with, and of the headline that was found."""
    low = len(text) - len(text.lstrip())
    opening = text[low : low + MAX_TITLE_CHARS]
    for at in _places(text, opening[:MIN_TITLE_CHARS], low + MIN_TITLE_CHARS):
        yield at, at + _common(opening, text[at : at + MAX_TITLE_CHARS])
    for _, claim in document.claimed(Field.HEADLINE):
        for at in _places(text, str(claim.value), 0):
            yield at, at + len(str(claim.value))


def _places(text: str, title: str, low: int) -> Iterator[int]:
    """Where a title of some length stands in a text, from ``low`` on."""
    at = text.find(title, low) if len(title) >= MIN_TITLE_CHARS else -1
    while at >= 0:
        yield at
        at = text.find(title, at + len(title))


def _common(one: str, other: str) -> int:
    """How many first characters two texts share."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
