"""Time zones beside a time: GMT, EST, (GMT+0300), +02:00, Z."""

from __future__ import annotations

from cleantext.grammar.names import names
from cleantext.grammar.tokens import Line
from cleantext.records import NamedTuple

_MAX_OFFSET_HOURS = 14


class Zone(NamedTuple):
    """A zone: the token after it, the name as written, and the offset where one is known."""

    last: int
    name: str
    offset: str


def zone_at(line: Line, index: int, *, exact: bool) -> Zone | None:
    """Return the zone that opens at a token.

    ``exact`` says that the time before is ISO-like, so that ``-05:00`` is an offset and no range.

    >>> zone_at(Line("(GMT+0300)"), 0, exact=False)
    Zone(last=5, name='GMT+0300', offset='+03:00')
    """
    first = index + 1 if line.words[index] == "(" else index
    zone = _named(line, first) if line.kinds[first] == "word" else _offset(line, first, exact=exact)
    if zone is None or first == index:
        return zone
    return zone._replace(last=zone.last + 1) if line.words[zone.last] == ")" else None


def _named(line: Line, index: int) -> Zone | None:
    name = line.words[index]
    offset = names().zones.get(name)
    if offset is None:
        return None
    if name in ("GMT", "UTC") and line.words[index + 1] in ("+", "-", "\u2212") and line.adjacent(index + 2):
        shifted = _offset(line, index + 1, exact=True)
        if shifted is not None:
            return Zone(shifted.last, name + shifted.name, shifted.offset)
    return Zone(index + 1, name, offset)


def _offset(line: Line, index: int, *, exact: bool) -> Zone | None:
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
