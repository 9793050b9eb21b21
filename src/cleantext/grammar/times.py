"""Times of day and their zones: 14:05, 3:15 pm, 14h05, 1432 GMT, 오후 9:30, 14時05分."""

from __future__ import annotations

from cleantext.grammar.tokens import TokenLine, names
from cleantext.records import NamedTuple
from cleantext.values import Precision

_MAX_OFFSET_HOURS = 14

_COLONS = (":", "：", "∶")
_HOUR_LETTERS = ("h", "u", "ч")
_HOUR_COUNTERS = ("時", "时", "点", "點", "시")
_MINUTE_COUNTERS = ("分", "분")
_SECOND_COUNTERS = ("秒", "초")
# A time with a point, such as 15.00, stands free before these signs, and is no decimal number.
_CLOSERS = ("|", ")", "-", "–", "—", "/", "•", "·", ",", "؛", ";")


class Zone(NamedTuple):
    """A zone: the token after it, its name as written, and its offset if that is known."""

    last: int
    name: str
    offset: str


def zone_at(line: TokenLine, index: int, *, exact: bool) -> Zone | None:
    """Return the zone that opens at a token.

    ``exact`` means that an ISO-like time stands before, so that ``-05:00`` is an offset and no range.

    >>> zone_at(TokenLine("(GMT+0300)"), 0, exact=False)
    Zone(last=5, name='GMT+0300', offset='+03:00')
    """
    first = index + 1 if line.words[index] == "(" else index
    zone = _named(line, first) if line.kinds[first] == "word" else _offset(line, first, exact=exact)
    if zone is None or first == index:
        return zone
    return zone._replace(last=zone.last + 1) if line.words[zone.last] == ")" else None


class Clock(NamedTuple):
    """A time of day: the token after it, its last character, its parts, its zone."""

    last: int
    end: int
    hour: int
    minute: int
    second: int
    precision: Precision
    zone: Zone | None = None

    def iso(self) -> str:
        """Return ``T14:05``, as fine as the precision, with the offset if there is one.

        >>> Clock(0, 0, 14, 5, 0, "minute").iso()
        'T14:05'
        """
        parts = [f"{self.hour:02d}", f"{self.minute:02d}", f"{self.second:02d}"]
        length = {"hour": 1, "minute": 2}.get(self.precision, 3)
        return "T" + ":".join(parts[:length]) + (self.zone.offset if self.zone else "")


def clock_at(line: TokenLine, index: int, *, led: bool = False) -> Clock | None:
    """Return the time that opens at a token; ``led`` means that a word such as "at" leads to it.

    >>> clock_at(TokenLine("3:15 pm EST"), 0).iso()
    'T15:15-05:00'
    """
    half, index = _leading_half(line, index)
    if line.kinds[index] != "number":
        return None
    if len(line.words[index]) == 4:
        return _military(line, index)
    if len(line.words[index]) > 2:
        return None
    bare = _digits(line, index)
    if bare is None:
        return _hour_alone(line, index, half, led=led)
    if not 0 <= bare.hour <= 24 or bare.minute > 59 or bare.second > 59:
        return None
    iso = index > 0 and line.words[index - 1] in ("T", "t") and line.adjacent(index)
    closed = _closed(line, bare, half, exact=iso)
    dotted = line.words[index + 1] == "."
    if dotted and not (led or half is not None or closed.last > bare.last or _stands_free(line, bare.last)):
        return None
    return closed if closed.hour < 24 else None


def _named(line: TokenLine, index: int) -> Zone | None:
    name = line.words[index]
    offset = names().zones.get(name)
    if offset is None:
        return None
    if name in ("GMT", "UTC") and line.words[index + 1] in ("+", "-", "\u2212") and line.adjacent(index + 2):
        shifted = _offset(line, index + 1, exact=True)
        if shifted is not None:
            return Zone(shifted.last, name + shifted.name, shifted.offset)
    return Zone(index + 1, name, offset)


def _offset(line: TokenLine, index: int, *, exact: bool) -> Zone | None:
    """Read ``+02:00``, ``+0200`` or, after a named zone, ``+7``."""
    sign = line.words[index]
    if sign not in ("+", "-", "\u2212") or line.kinds[index + 1] != "number" or not line.adjacent(index + 1):
        return None
    if sign != "+" and not exact:
        return None
    digits = line.words[index + 1]
    hours, minutes, last = digits, "0", index + 2
    if len(digits) == 4:
        hours, minutes = digits[:2], digits[2:]
    elif line.words[last] == ":" and line.kinds[last + 1] == "number" and len(line.words[last + 1]) == 2:
        minutes, last = line.words[last + 1], last + 2
    if len(hours) > 2 or int(hours) > _MAX_OFFSET_HOURS or int(minutes) > 59:
        return None
    name = line.text[line.starts[index] : line.ends[last - 1]]
    return Zone(last, name, f"{'+' if sign == '+' else '-'}{int(hours):02d}:{int(minutes):02d}")


def _leading_half(line: TokenLine, index: int) -> tuple[int | None, int]:
    """Return the hours of a marker before the time (오후 9:30) and the token after it."""
    word = line.folded(index)
    if not word:
        return None, index
    halves = names().meridiems
    half = halves.get(word)
    if half is None and not word.isascii():
        half = halves.get(word[-2:])  # no space before it: 发布下午3时
    return (None, index) if half is None else (half, index + 1)


def _digits(line: TokenLine, index: int) -> Clock | None:
    """Read hours, minutes and seconds; None without minutes and counters."""
    hour, sign = line.number(index), line.words[index + 1]
    if sign in _HOUR_COUNTERS:
        return _counted(line, index, hour)
    letter = sign.casefold() in _HOUR_LETTERS
    minute = line.words[index + 2]
    tight = line.adjacent(index + 1) and line.adjacent(index + 2)
    if line.kinds[index + 2] != "number" or not (tight or letter):
        return None
    if sign in _COLONS and 3 <= len(minute) <= 4:  # glued to the next number: 14:0514
        return Clock(index + 3, line.starts[index + 2] + 2, hour, int(minute[:2]), 0, "minute")
    if len(minute) != 2 or not (letter or sign in (".", *_COLONS)):
        return None
    last = index + 3
    if sign in (".", *_COLONS) and line.words[last] == sign and line.adjacent(last + 1):
        second = line.words[last + 1]
        if line.kinds[last + 1] == "number":
            if sign == ".":
                return None
            last, end = last + 2, line.starts[last + 1] + min(2, len(second))
            fraction = line.adjacent(last) and line.adjacent(last + 1) and line.words[last] in (".", ",")
            if fraction and line.kinds[last + 1] == "number":  # the result does not keep it
                last, end = last + 2, line.ends[last + 1]
            return Clock(last, end, hour, int(minute), int(second[:2]), "second")
    return Clock(last, line.ends[last - 1], hour, int(minute), 0, "minute")


def _counted(line: TokenLine, index: int, hour: int) -> Clock:
    """Read 14時05分30秒 from the hour on."""
    last, minute, second = index + 2, 0, 0
    precision: Precision = "hour"
    if line.words[last + 1] in _MINUTE_COUNTERS and 0 <= line.number(last) < 60:
        minute, last, precision = line.number(last), last + 2, "minute"
        if line.words[last + 1] in _SECOND_COUNTERS and 0 <= line.number(last) < 60:
            second, last, precision = line.number(last), last + 2, "second"
    return Clock(last, line.ends[last - 1], hour, minute, second, precision)


def _military(line: TokenLine, index: int) -> Clock | None:
    """Read 1432 GMT: four digits are a time if a zone follows."""
    digits = line.words[index]
    hour, minute = int(digits[:2]), int(digits[2:])
    if hour > 23 or minute > 59 or line.kinds[index + 1] != "word":
        return None
    zone = zone_at(line, index + 1, exact=False)
    if zone is None:
        return None
    last = _aside(line, zone.last)
    return Clock(last, line.ends[last - 1], hour, minute, 0, "minute", zone)


def _aside(line: TokenLine, last: int) -> int:
    """Skip the same time in another zone, in brackets: 1432 GMT (2232 HKT)."""
    if line.words[last] == "(" and line.kinds[last + 1] == "number":
        for close in range(last + 2, last + 8):
            if line.words[close] == ")":
                return close + 1 if line.kinds[close - 1] == "word" else last
    return last


def _hour_alone(line: TokenLine, index: int, half: int | None, *, led: bool) -> Clock | None:
    """Read 3 pm, 15 Uhr and, after a word that leads to a time, 15h."""
    hour, word = line.number(index), line.folded(index + 1)
    bare = Clock(index + 1, line.ends[index], hour, 0, 0, "hour")
    marked, last = _half_at(line, index + 1)
    if marked is not None and 1 <= hour <= 12 and (word in ("am", "pm") or last > index + 2 or not word.isascii()):
        return _closed(line, bare, half)
    if hour <= 23 and word in names().words["led_hour_words" if led else "hour_words"]:
        return _closed(line, bare, half)
    return None


def _half_at(line: TokenLine, index: int) -> tuple[int | None, int]:
    """Return the hours of a marker after the time (pm, p.m., p. m.) and the token after it."""
    halves = names().meridiems
    word = line.folded(index)
    if not word:
        return None, index
    if line.words[index + 1] == "." and line.kinds[index + 2] == "word" and len(word) == 1:
        half = halves.get(word + line.folded(index + 2))
        if half is not None:
            return half, index + (4 if line.words[index + 3] == "." else 3)
    half = halves.get(word)
    if half is None and word in ("a", "p") and line.folded(index + 1) == "m":
        return halves[word + "m"], index + 2
    return (None, index) if half is None else (half, index + 1)


def _closed(line: TokenLine, clock: Clock, half: int | None, *, exact: bool = False) -> Clock:
    """Take in what stands after the digits: Uhr, pm, the zone; ``exact`` is that of :func:`zone_at`."""
    last, hour = clock.last, clock.hour
    if last > 0 and line.folded(last) in names().words["time_endings"]:
        last += 1
    after, last = _half_at(line, last)
    half = after if half is None else half
    if half is not None and hour <= 12:
        hour = hour % 12 + half
    zone = zone_at(line, last, exact=exact or clock.precision == "second")
    if zone is not None:
        last = _aside(line, zone.last)
    end = clock.end if last == clock.last else line.ends[last - 1]
    return clock._replace(last=last, end=end, hour=hour, zone=zone)


def _stands_free(line: TokenLine, index: int) -> bool:
    """Return whether nothing follows that would make hours and minutes a decimal number."""
    return line.kinds[index] == "end" or line.words[index] in _CLOSERS
