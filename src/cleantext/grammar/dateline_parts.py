"""What stands in a dateline, piece by piece: places, dates, agencies; nothing else may."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleantext.grammar.dates import find_dates
from cleantext.grammar.names import fold, names
from cleantext.grammar.places import country_of, is_capitals, is_place_shaped, load_places, parse_place, regions_of
from cleantext.values import Place

MAX_PIECES = 9
# "NEW YORK and CHICAGO", "Berlin/Frankfurt", "LONDON/PARIS/ROME".
MAX_PLACES = 3

# Longer names in brackets are rather explanations.
MAX_AGENCY = 16

# Brackets, slashes and commas cut an opening into pieces; the brackets stay with their piece.
_PIECE = re.compile(r"\(([^()]{0,50})\)|\[([^\[\]]{0,50})\]|([^,،()\[\]/]+)|([,،/])")
_NUMERIC = re.compile(r"\d{1,4}(?:[./-]\d{1,2}){1,2}(?:[./-]\d{2,4})?\.?")
_NUMBER = re.compile(r"\d{1,4}(?:st|nd|rd|th|er|º|°|\.)?|de|del|di|г\.?|года|року|r\.|kl\.?")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}")
_FIRST_DATE_WORD = re.compile(r"\s(?=\d)|\s(?=[^\W\d_]{3,12}\.?\s\d)")
# A broadcaster's call sign, or the name of an outlet as its domain.
_STATION = re.compile(r"[KW][A-Z]{2,3}(?:[- ](?:TV|FM|AM|DT|LP))?")
_DOMAIN = re.compile(r"[^\W_][\w-]{1,30}\.(?:com|net|org|cr|de|co|id|news|info|tv|es|mx|ar|pe|cl|uk|in|ru|ua|it|fr|br|pt)", re.IGNORECASE)


class Opening(NamedTuple):
    """A dateline as read: ``located`` where region or country is told, ``dated`` where a date is,
    ``known_agency`` where the agency is one of the data or a ``station``, ``gazetteer`` where every city
    is in the list, ``doubtful`` where "Jane Smith, MD" would read alike."""

    places: tuple[Place, ...]
    agency: str | None
    known_agency: bool
    station: bool
    dated: bool
    located: bool
    gazetteer: bool
    doubtful: bool


def is_date_text(text: str) -> bool:
    """Whether a piece is all date: "Sept 28", "18. července", "péntek", "2024"; no month, no number means no.

    >>> [is_date_text(piece) for piece in ("Sept 28", "2025. július 18.", "péntek", "5 Star", "March")]
    [True, True, True, False, False]
    """
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= 6:
        return False
    if len(words) == 1:
        return bool(_NUMERIC.fullmatch(text)) or fold(text) in names().weekdays or (text.isdigit() and len(text) == 4)
    known = names()
    months = sum(fold(word) in known.months for word in words)
    numbers = sum(word[0].isdigit() for word in words)
    rest = (word for word in words if fold(word) not in known.months and fold(word) not in known.weekdays)
    return months >= 1 and numbers >= 1 and all(_NUMBER.fullmatch(word.casefold()) or _CLOCK.fullmatch(word) for word in rest)


def date_of(text: str) -> str | None:
    """The day that a dateline states, as ISO text; None where it has no year, or day and month could change places.

    >>> date_of("Washington, 13 Mar 2020 (AFP)"), date_of("LONDON, Sept 28 (Reuters)")
    ('2020-03-13', None)
    """
    for found in find_dates(text):
        day = found.stamp.day
        if day is not None and not found.stamp.ambiguous:
            return day.isoformat()
    return None


def agency_of(text: str) -> tuple[str, bool] | None:
    """The agency a note names, and whether the data know it: "AP", "dpa/lni", "WSVN", "Elpaís.cr", "NEWS10".

    >>> agency_of("dpa/lni"), agency_of("WSVN"), agency_of("see below")
    (('dpa', True), ('WSVN', True), None)
    """
    note = " ".join(text.split()).strip(" .;")
    for known in (note, note.partition("/")[0].strip(), note.partition("-")[0].strip()):
        name = load_places().agencies.get(known.casefold())
        if name:
            return name, True
    if _STATION.fullmatch(note):
        return note, True
    if _DOMAIN.fullmatch(note):
        return note, False
    plain = note.replace(" ", "").replace("-", "")
    if not plain.isalnum() or plain.isdigit() or not 2 < len(plain) <= MAX_AGENCY:
        return None
    if note.casefold() in load_places().words["not-places"]:
        return None
    return (note, False) if is_capitals(note) or (" " not in note and note[0].isupper()) else None


def _dated_tail(piece: str) -> tuple[str, str]:
    """Cut a date from the end of a piece: "Praha 18. července" is a place and a date."""
    if is_date_text(piece):
        return piece, ""
    for cut in _FIRST_DATE_WORD.finditer(piece):
        if is_date_text(piece[cut.end() :]):
            return piece[: cut.start()], piece[cut.end() :]
    return piece, ""


def _cities(text: str) -> tuple[Place, ...] | None:
    """One place, or several joined by a slash or an "and"; None where one of them is none."""
    whole = parse_place(text, "dateline")
    if whole is not None and country_of(text):
        return (whole,)
    words = load_places().words["and"] - {"&", "y", "e", "a", "i"}  # these stand inside the names of towns
    parts, current = [], list[str]()
    for word in text.replace("/", " / ").split():
        if word == "/" or (word.casefold() in words and current):
            parts.append(" ".join(current))
            current = []
        else:
            current.append(word)
    parts.append(" ".join(current))
    found = tuple(place for part in parts if (place := parse_place(part, "dateline")) is not None)
    if len(found) != len(parts) or len(found) > MAX_PLACES:
        return None
    return found


def _is_calendar_word(text: str) -> bool:
    """Whether a would-be town is a month or a weekday."""
    known = names()
    return any(fold(word) in known.weekdays or fold(word) in known.months for word in text.split()[:2] if len(word) > 3)


def _place_text(pieces: list[str]) -> tuple[str, list[str]]:
    """The town's piece with the regions and countries behind it, and the pieces that are left."""
    taken = 1
    while taken < len(pieces) and taken < 3:
        part = pieces[taken]
        if part == "/":
            ahead = pieces[taken + 1] if taken + 1 < len(pieces) else ""
            agency = agency_of(ahead)
            if taken > 1 or not is_place_shaped(ahead) or (agency and agency[1]):
                break
            pieces[taken - 1 : taken + 2] = [f"{pieces[taken - 1]}/{ahead}"]
            continue
        if not (regions_of(part) or country_of(part)):
            ahead = pieces[taken + 1] if taken + 1 < len(pieces) else ""
            if not (ahead and country_of(ahead) and is_place_shaped(part)):
                break
        taken += 1
    return ", ".join(pieces[:taken]), pieces[taken:]


def read_opening(text: str) -> Opening | None:
    """Read the text before a dash as a dateline; None unless every piece is a place, a date or an agency.

    >>> opening = read_opening("PHENIX CITY, Ala. (WRBL)")
    >>> opening.places[0].region, opening.agency, opening.located
    ('AL', 'WRBL', True)
    >>> read_opening("Breakfast, the best meal") is None
    True
    """
    pieces: list[str] = []
    notes: list[str] = []
    for round_, square, plain, mark in _PIECE.findall(text):
        if round_ or square:
            (pieces if regions_of(round_ or square) or country_of(round_ or square) or (round_ and "[" in text) else notes).append(round_ or square)
        elif mark == "/" or plain.strip(" .-–—"):
            pieces.append(mark if mark == "/" else plain.strip().rstrip("-–— "))
        if len(pieces) + len(notes) > MAX_PIECES:
            return None
    if not pieces or pieces[0] == "/":
        return None
    head, tail = _dated_tail(pieces[0])
    pieces[:1] = [head, tail] if tail else [head]
    if not tail:
        last, date = _dated_tail(pieces[-1])
        pieces[-1:] = [last, date] if date else [last]
    town, rest = _place_text(pieces)
    if "/" in rest:
        notes += [piece for piece in rest if piece != "/"]
        rest = []
    return _judged(town, rest, notes)


def _judged(town: str, rest: list[str], notes: list[str]) -> Opening | None:
    """Sort what stands behind the town into dates and agencies; an unknown agency counts in brackets only."""
    agency, dates = None, []
    for piece in (*rest, *notes):
        found = agency_of(piece)
        if is_date_text(piece):
            dates.append(piece)
        elif agency is None and found and not _is_calendar_word(piece) and (found[1] or piece in notes or "." in piece):
            agency = found
        else:
            return None
    if agency is None and "." in town.strip(". ") and (split := town.rpartition(". "))[1] and agency_of(split[2]):
        town, agency = split[0], agency_of(split[2])  # "ПЕТРОПАВЛОВСК. КАЗИНФОРМ –"
    if _is_calendar_word(town) or (agency is None and not dates and town.casefold() in load_places().agencies):
        return None
    places = _cities(town.rstrip("."if not regions_of(town.rpartition(", ")[2]) else ""))
    if not places:
        return None
    data = load_places().words
    degree = town.rpartition(", ")[2].casefold() in data["credentials"] and "," in town and not is_capitals(town)
    return Opening(
        places=places,
        agency=agency[0] if agency else None,
        known_agency=bool(agency and agency[1]),
        station=bool(agency and _STATION.fullmatch(agency[0]) and agency[0].casefold() not in load_places().agencies),
        dated=bool(dates),
        located=any(place.region or place.country_code for place in places) and "," in town or "(" in town,
        gazetteer=any((place.city or place.name).casefold() in data["cities"] for place in places),
        doubtful=degree,
    )
