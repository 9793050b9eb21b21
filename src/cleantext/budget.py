"""Resource limits and the time budget of one ``extract()`` call, and which of them were hit."""

from __future__ import annotations

import time
from collections.abc import Callable

from cleantext.records import NamedTuple, dataclass, field
from cleantext.values import Notice


def _limit(default: int, bounds: str, beyond: str, origin: str) -> int:
    """A limit with its documentation: what it bounds, what becomes of what is beyond it, where the figure is from."""
    value: int = field(default=default, metadata={"bounds": bounds, "beyond": beyond, "origin": origin})
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a page is read: text beyond a limit stands in the ledger as ``over-limit``, and a warning tells.

    All are whole numbers of at least 1, else it is a ValueError; docs/limits.md lists them with their origin.

    >>> from cleantext import Limits, extract
    >>> article = extract("The wall held.\\n\\nThe gate did not.\\n", limits=Limits(segments=1))
    >>> article.body, article.removed[-1].reason, article.removed[-1].text
    ('The wall held.', 'over-limit', 'The gate did not.\\n')
    >>> [notice.code for notice in article.warnings if notice.code.startswith("limit-")]
    ['limit-segments']
    """

    characters: int = _limit(
        20_000_000,
        "characters of the decoded page",
        "text is kept in one entry; markup is stripped of its tags first",
        "four times the largest of 2,663 public pages (5.3 million); trafilatura refuses files of more than 20 MB",
    )
    lines: int = _limit(
        100_000,
        "lines of the text, blank ones included",
        "the rest of the text is one entry",
        "the longest of 8,125 dumps of public pages has 27,523",
    )
    segments: int = _limit(
        15_000,
        "segments: the lines, or pieces of lines, that steps judge",
        "the rest of the text is one entry",
        "public pages have up to 2,683, dumps of them up to 4,216 lines of text; a segment costs up to 90 µs",
    )
    segment_length: int = _limit(
        1_000_000,
        "characters of a segment",
        "the rest of the segment is an entry of its own",
        "the whole text of the longest public page has 112,362: a dump of one line fits",
    )
    elements: int = _limit(
        80_000,
        "elements of a page's markup",
        "the text of the others is one entry",
        "five times the most of 2,663 public pages (15,793); the parser needs up to half a kilobyte for one",
    )
    depth: int = _limit(
        512,
        "elements around an element",
        "blocks further down open no line of their own: their words join the line around; beyond 2,048 levels the "
        "parser stops, and the text is read without it",
        "browsers stop nesting at 512; public pages nest up to 56",
    )
    attributes: int = _limit(
        512,
        "attributes of a tag of 2,048 characters or more; shorter ones cost little",
        "further ones are cut before the page is parsed; no text goes",
        "public pages have up to 136; the parser's time grows with the square of the number",
    )
    json_characters: int = _limit(
        2_000_000,
        "characters of JSON-LD of a page, and of one script of state",
        "a script that goes beyond is not read; no text of the page goes",
        "twice the most of 2,663 public pages (840,919)",
    )
    json_depth: int = _limit(
        64,
        "levels of lists and objects in JSON",
        "what is further down is not read; no text of the page goes",
        "public pages nest JSON-LD up to 11",
    )
    fuzzy_length: int = _limit(
        256,
        "characters of a line that are compared with a sponsor's announcement",
        "the rest of the line is not compared; no text goes",
        "cost grows with the product of the lengths",
    )

    def __post_init__(self) -> None:
        """Refuse what is no limit."""
        for name in self.__slots__:
            value = getattr(self, name)
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ValueError(f"Limits.{name} must be a whole number of at least 1, not {value!r}.")


#: The limits that hold where none are given.
DEFAULT = Limits()

#: The name under which the time budget stands among the limits that were reached.
TIME = "time"
#: The code of what is no text; with its type it stands in place of a limit for content that is left unread.
BINARY = "binary"

_MESSAGES = {
    "characters": "The page is longer than limits.characters; the rest was not read.",
    "lines": "The text has more lines than limits.lines; the rest was not read.",
    "segments": "The page has more segments than limits.segments; the rest was not read.",
    "segment_length": "A line is longer than limits.segment_length; its rest was not read.",
    "elements": "The page has more elements than limits.elements; the text of the others was not read.",
    "depth": "Elements nest deeper than limits.depth; what is further down was read without its markup.",
    "attributes": "A tag has more attributes than limits.attributes; further ones were cut.",
    "json_characters": "The page declares more JSON than limits.json_characters; what is beyond was not read.",
    "json_depth": "The page's JSON nests deeper than limits.json_depth; what is further down was not read.",
    "fuzzy_length": "A sponsor line is longer than limits.fuzzy_length; its rest was not compared.",
    TIME: "The time budget was used up; what was not read is in the ledger, and steps were left out.",
}


def code_of(name: str) -> str:
    """The code of the warning that a limit was reached.

    >>> code_of("segment_length"), code_of("time")
    ('limit-segment-length', 'out-of-time')
    """
    return "out-of-time" if name == TIME else f"limit-{name.replace('_', '-')}"


#: The codes of the warnings that say that text of the page was not read.
UNREAD_CODES = frozenset(map(code_of, ("characters", "lines", "segments", "segment_length", "elements", TIME)))


def notices_of_limits(reached: frozenset[str]) -> tuple[Notice, ...]:
    """The warnings for the limits that were reached, in a fixed order."""
    return tuple(Notice(code_of(name), message) for name, message in _MESSAGES.items() if name in reached)


#: Loops check the deadline every 500 iterations: frequent enough for milliseconds, rare enough to be free.
STRIDE = 500


class Deadline:
    """The moment at which a time budget is used up.

    >>> ticks = iter(range(9))
    >>> deadline = Deadline(1.5, clock=lambda: next(ticks))
    >>> deadline.passed(), deadline.passed()
    (False, True)
    """

    __slots__ = ("_clock", "_end")

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin now; ValueError for what is no span of time."""
        check_budget(seconds)
        self._clock = clock
        self._end = clock() + seconds

    def passed(self) -> bool:
        """Whether the budget is used up."""
        return self.seconds_left() <= 0

    def seconds_left(self) -> float:
        """How many seconds of the budget are left, negative when it is used up."""
        return self._end - self._clock()


def check_budget(seconds: float | None) -> None:
    """Raise a ValueError for what is no span of time; None is no limit."""
    if seconds is not None and not seconds >= 0:
        raise ValueError(f"budget must be a number of seconds, 0 or more, not {seconds!r}.")


class Unread(NamedTuple):
    """A stretch of the text that was not read, the number of its first line, and the name of the limit."""

    start: int
    end: int
    line: int
    limit: str


class Watch:
    """The limits of one reading; notes which are reached, and which stretches are left unread for it."""

    __slots__ = ("_deadline", "limits", "reached", "unread")

    def __init__(self, limits: Limits = DEFAULT, deadline: Deadline | None = None) -> None:
        """Begin with nothing reached; without a deadline no clock is read."""
        self.limits = limits
        self.reached: set[str] = set()
        self.unread: list[Unread] = []
        self._deadline = deadline

    def late(self) -> bool:
        """Whether the time is used up, which is noted."""
        if self._deadline is None or not self._deadline.passed():
            return False
        self.reached.add(TIME)
        return True

    def leave(self, text: str, start: int, end: int, line: int, limit: str) -> None:
        """Note that the stretch of ``text`` stays unread, without the white space around it."""
        stretch = text[start:end]
        visible = stretch.strip()
        if visible:
            low = start + len(stretch) - len(stretch.lstrip())
            self.reached.add(limit)
            self.unread.append(Unread(low, low + len(visible), line, limit))
