"""What one page leaves in the profile of its site: its lines, where its fields stand, a fingerprint of its article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from cleantext.document import Document, Segment
from cleantext.fields.headline.titles import split_title
from cleantext.grammar.bylines import has_year
from cleantext.grammar.date_finder import find_dates
from cleantext.html.facts import Facts
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.metadata.collector import host_of
from cleantext.patterns import pattern
from cleantext.records import cached_property
from cleantext.scorer.surroundings import make_of
from cleantext.words.similarity import NUMBERED, Sketch, key_of, keyed, shape_key, sketch_of
from cleantext.words.vocabulary import detect_language, load_vocabulary, normalised

#: The first part of a path is the name of a section up to 24 characters.
MAX_SECTION = 24
#: Hosts have at most 253 characters.
MAX_HOST = 253
#: The fields whose places are learned, and those whose names are: who signs one page may sign another.
LEARNED = (Field.HEADLINE, Field.BYLINE, Field.PUBLISHED, Field.DATE, Field.SECTION, Field.PLACE, Field.PUBLISHER)
NAMED = (Field.BYLINE, Field.PUBLISHER)
#: Why date lines are removed that are not the article's; other header lines are removed for the second reason too.
_OTHER_DATES = (Reason.PAGE_DATE, Reason.HEADER_RECORD)
#: All date lines of at most 12 words are the same neighbour.
MAX_DATED = 12
#: Titles are looked for in the first 40 lines, and have at most 40 words; a token stands in their first 40 characters.
TOP, MAX_TITLE, MAX_BEFORE = 40, 40, 40
#: A word and a colon, as feeds put before titles.
TOKEN = pattern(r"(?<!\S)[^\W\d_][\w.-]{1,14}:(?=\s?\S)")
#: The language is detected in the first 2,000 characters of the article.
READ = 2000
_DIGIT = pattern(r"\d")
_NUMERIC = pattern(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2\d{4}(?![\d/-]|\.\d)")

_DATE, _EDGE = keyed("# a date line"), 0
#: Turn the key of a neighbour into that of the place below or above it.
_UNDER, _OVER, _WORD = keyed("# under"), keyed("# over"), 2**64 - 1
#: Turn the key of a line into that of its removal, for the reasons that say something of other pages too.
REASON_KEYS: Mapping[Reason, int] = {
    reason: keyed(f"# removed as {reason}")
    for reason in Reason
    if reason not in (Reason.SCORED, Reason.SITE_REPEATS, Reason.OUT_OF_TIME)
}
#: What a profile counts beside lines: makes of elements, parts of titles, lines above the article, reasons of removals,
#: slots of date lines that are not the article's, names of authors and publishers; besides, the slots of each field.
MAKES, TITLES, ABOVE, REASONS = "makes", "titles", "above the article", "reasons"
PASSED, NAMES = "other dates", "names"
#: The ways of a site that its pages show.
DAY_FIRST, MONTH_FIRST, LANGUAGE = "day first", "month first", "language "


def site_of(url: str) -> str:
    """The registrable domain of an address; the host where it has none, "" where there is no host.

    The list of suffixes is the one that ``tld`` brings along; nothing is downloaded. Blogs of one platform are sites of
    their own.

    >>> site_of("https://news.tidewater.co.uk/a"), site_of("http://localhost:8000/"), site_of("/a")
    ('tidewater.co.uk', 'localhost', '')
    >>> site_of("https://ada.github.io/notes"), site_of("https://www.post.example/"), site_of("http://127.0.0.1/")
    ('ada.github.io', 'post.example', '127.0.0.1')
    """
    from tld import get_fld

    host = host_of(url)
    if not host or len(host) > MAX_HOST or not host.isprintable():
        return ""
    found = get_fld(f"https://{host}", fail_silently=True, search_private=True)
    if found or host.replace(".", "").isdigit() or ":" in host:
        return found or host
    return ".".join(host.split(".")[-2:])  # the rule of the list for endings that it does not have


def section_of(url: str) -> str:
    """The section of a site: the host, and the first part of the path where it is a word and more follows it.

    >>> section_of("https://www.tidewater.example/sport/ferry-race-1"), section_of("https://blog.tidewater.example/42")
    ('tidewater.example/sport', 'blog.tidewater.example')
    """
    host = host_of(url).removeprefix("www.")
    try:
        first, more, _ = urlsplit(url).path.lstrip("/").partition("/")
    except ValueError:
        return host
    is_name = more and first.isascii() and first.replace("-", "").isalpha() and len(first) <= MAX_SECTION
    return f"{host}/{first.casefold()}" if is_name else host


class Slot(NamedTuple):
    """A place by its key, and the key of what makes it: an element's make, or a neighbour."""

    key: int
    maker: int


class Slots:
    """The places of the lines of a page: for each its own key, and the slots that it stands in.

    >>> from cleantext.input.read import read_document
    >>> one, other = (read_document(f"Quayside Post\\n{name}\\n9 May 2024\\nA story.")[0] for name in ("Ada", "Ida"))
    >>> Slots(one).of(1) == Slots(other).of(1), Slots(one).of(1) == Slots(one).of(2)
    (True, False)
    """

    def __init__(self, document: Document) -> None:
        """Read the keys of all lines of a page."""
        self.segments = document.segments
        self.keys = [key_of(segment) for segment in self.segments]
        self._unnumbered: dict[frozenset[str], frozenset[str]] = {}
        self._made: dict[tuple[str, frozenset[str]], int] = {}

    @cached_property
    def makes(self) -> list[int]:
        """The make of each line's element: its tag, and the class words of it and those around it; 0 in a dump."""
        return [self._find_make(segment.facts) for segment in self.segments]

    @cached_property
    def _beside(self) -> list[int]:
        """What each line is to those beside it, between the page's edges."""
        return [_EDGE, *map(_find_neighbour, self.segments, self.keys), _EDGE]

    @cached_property
    def _counts(self) -> Counter[int]:
        return Counter([*self.makes, *self._beside])

    def of(self, index: int) -> tuple[Slot, ...]:
        """The slots that a line stands in; being the page's first or last line does not count: all pages have these."""
        above, below = self._beside[index], self._beside[index + 2]
        make = self.makes[index]
        found = (
            Slot(above ^ _UNDER, above) if above else None,
            Slot(below ^ _OVER, below) if below else None,
            Slot((above * 3 + below) & _WORD, above) if above and below else None,
            Slot(make, make) if make else None,
        )
        return tuple(filter(None, found))

    def crowd(self, slot: Slot) -> int:
        """How many lines of the page have what makes a slot: that element's make, or that neighbour."""
        return self._counts[slot.maker]

    def _find_make(self, facts: Facts | None) -> int:
        if facts is None:
            return 0
        make = make_of(self._unnumbered, facts)
        if make not in self._made:
            self._made[make] = keyed(f"# {make[0]} {' '.join(sorted(make[1]))}")
        return self._made[make]


def _find_neighbour(segment: Segment, key: int) -> int:
    """What a line is to those beside it: all date lines are the same, and all counts in the same words."""
    is_numbered = segment.words < NUMBERED and _DIGIT.search(segment.text) is not None
    if (is_numbered or segment.words <= MAX_DATED) and has_year(segment.text):
        return _DATE
    return shape_key(segment) if is_numbered else key


def name_key(field: Field, name: str) -> int:
    """The key of a name that a field may hold, wherever it stands."""
    return keyed(f"# {field} {normalised(name)}")


def part_key(text: str) -> int:
    """The key of a part of a title."""
    return keyed(f"# part {text.strip().casefold()}")


class Trace(NamedTuple):
    """What a page leaves.

    ``lines`` says of each line by its key whether it was the article's; ``sketch`` is the fingerprint of the article;
    ``slots`` are the keys of what else is counted, by its kind; ``ways`` are the ways of its site that the page shows.
    ``texts`` are short lines by their keys.
    """

    lines: Mapping[int, bool]
    sketch: Sketch
    slots: Mapping[str, Mapping[int, bool]] = {}
    ways: frozenset[str] = frozenset()
    texts: Mapping[int, str] = {}


def trace_of(document: Document) -> Trace:
    """What a page that all steps have seen leaves."""
    slots = Slots(document)
    lines: dict[int, bool] = {}
    makes: dict[int, bool] = {}
    texts: dict[int, str] = {}
    above: dict[int, bool] = {}
    reasons: dict[int, bool] = {}
    body: list[str] = []
    for segment, key, make, decision in zip(
        document.segments, slots.keys, slots.makes, document.decisions, strict=True
    ):
        mark = decision.mark if decision is not None else None
        kept = isinstance(mark, Claimed) and mark.field is Field.BODY
        lines[key] = lines.get(key, False) or kept
        texts[key] = segment.text
        if make:
            makes[make] = makes.get(make, False) or kept
        if not body and segment.words <= MAX_TITLE:
            above[key] = True
        if isinstance(mark, Removed) and mark.reason in REASON_KEYS:
            reasons[key ^ REASON_KEYS[mark.reason]] = True
        if kept:
            body.append(segment.text)
    counted: dict[str, Mapping[int, bool]] = {MAKES: makes} if makes else {}
    if body:
        counted[ABOVE] = above
    counted[REASONS] = reasons
    counted[TITLES] = dict.fromkeys(_find_title_parts(document), True)
    counted[PASSED] = dict.fromkeys(_find_other_dates(document, slots), True)
    counted[NAMES] = dict.fromkeys(_find_names(document), True)
    counted |= {field.value: dict.fromkeys(keys, True) for field, keys in _find_fields(document, slots)}
    language = detect_language(" ".join(body)[:READ])
    ways = {*_find_orders(document), *([f"{LANGUAGE}{language}"] if language else [])}
    return Trace(lines, sketch_of(body), counted, frozenset(ways), texts)


def _find_other_dates(document: Document, slots: Slots) -> Iterator[int]:
    """The slots of the date lines of a page that are not its article's."""
    units = load_vocabulary().tables["relative-time"]
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        mark = decision.mark if decision is not None else None
        if isinstance(mark, Removed):
            is_other = mark.reason in _OTHER_DATES and bool(find_dates(segment.text, relative_units=units))
        else:
            is_other = mark is not None and mark.field is Field.DATE
        if is_other:
            yield from [slot.key for slot in slots.of(segment.index)]


def _find_fields(document: Document, slots: Slots) -> Iterator[tuple[Field, list[int]]]:
    """The fields of a page, each with the slots that hold it: where it is claimed, or the line that a note is about."""
    for field in LEARNED:
        claimed = document.claimed(field)
        line: Segment | None = claimed[0][0] if claimed else None
        span = next((note.span for note in document.noted(field) if note.span is not None), None)
        if line is None and span is not None:
            line = next((one for one in document.segments if one.start <= span.start < one.end), None)
        if line is not None:
            yield field, [slot.key for slot in slots.of(line.index)]


def _find_names(document: Document) -> Iterator[int]:
    for field in NAMED:
        values = [mark.value for _, mark in document.claimed(field)] or [note.value for note in document.noted(field)]
        if field is Field.BYLINE:
            names = [one.name for value in values[:1] for one in getattr(value, "authors", ())]
        else:
            names = [name for value in values if isinstance(name := getattr(value, "name", None), str)][:1]
        yield from [name_key(field, name) for name in names]


def _find_title_parts(document: Document) -> Iterator[int]:
    """The keys of what stands before and after the titles of a page: a site's name, a feed's token."""
    claimed = document.claimed(Field.HEADLINE)
    headline = str(claimed[0][1].value or claimed[0][0].text).casefold() if claimed else ""
    longest = max((line for line, _ in document.claimed(Field.BODY)), key=lambda one: one.words, default=None)
    for segment in document.segments[:TOP]:
        if segment.words > MAX_TITLE:
            continue
        if longest is not None and segment.index < longest.index:
            for token in TOKEN.finditer(segment.text[:MAX_BEFORE]):
                yield part_key(token[0])
        parts = split_title(segment.text)
        # Titles are the first line, what the window shows, and copies of the headline.
        is_title = segment.index == 0 or (segment.facts is not None and segment.facts.tag == "title")
        if len(parts) > 1 and (is_title or (headline and headline in segment.text.casefold())):
            yield part_key(parts[0])
            yield part_key(parts[-1])


def _find_orders(document: Document) -> set[str]:
    """Whether the dates of a page can only be read with the day first, or with the month first."""
    found = set()
    for segment in document.segments:
        for match in _NUMERIC.finditer(segment.text) if segment.words <= MAX_TITLE else ():
            first, second = int(match[1]), int(match[3])
            if 12 < first <= 31 and 1 <= second <= 12:
                found.add(DAY_FIRST)
            elif 1 <= first <= 12 < second <= 31:
                found.add(MONTH_FIRST)
    return found if len(found) == 1 else set()
