"""What stands in a dateline, piece by piece: places, dates, agencies; nothing else may."""

from __future__ import annotations

from cleantext.grammar.dateline_notes import agency_of, is_date_text, is_domain, is_station
from cleantext.grammar.gazetteer import country_of, load_places, regions_of
from cleantext.grammar.heard_places import Heard, nowhere
from cleantext.grammar.names import fold, names
from cleantext.grammar.places import is_capitals, is_place_shaped, parse_place
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Place

MAX_PIECES = 9
# "NEW YORK and CHICAGO", "Berlin/Frankfurt", "LONDON/PARIS/ROME".
MAX_PLACES = 3
# An agency that no list holds has at most 5 letters, outside of brackets.
MAX_ACRONYM = 5

# Brackets, slashes and commas cut an opening into pieces; the brackets stay with their piece.
_PIECE = pattern(r"\(([^()]{0,50})\)|\[([^\[\]]{0,50})\]|([^,،()\[\]/]+)|([,،/])")
_STOPPED = pattern(r"([^\W\d_][^\d.,;:()]{2,30})\.\s(\d{1,2}\s[^\W\d_]{3,12})(?:\.\s?|$)")
_FIRST_DATE_WORD = pattern(r"\s(?=\d)|\s(?=[^\W\d_]{3,12}\.?\s\d)")


class Opening(NamedTuple):
    """A dateline as read: ``located`` where region or country is told, ``dated`` where a date is,
    ``known_agency`` where the agency is one of the data or a ``station``, ``known`` where a city
    is in the list or told of as a place, ``doubtful`` where "Jane Smith, MD" would read alike."""

    places: tuple[Place, ...]
    agency: str | None
    known_agency: bool
    station: bool
    dated: bool
    located: bool
    known: bool
    doubtful: bool


def _dated_tail(piece: str) -> tuple[str, str]:
    """Cut a date from the end of a piece: "Praha 18. července" is a place and a date."""
    if is_date_text(piece):
        return piece, ""
    for cut in _FIRST_DATE_WORD.finditer(piece):
        if is_date_text(piece[cut.end() :]):
            head, _, last = piece[: cut.start()].rpartition(" ")
            joint = head and last.casefold() in load_places().words["before-date"]  # "Lunden am 3. Mai"
            return head if joint else piece[: cut.start()], piece[cut.end() :]
    return piece, ""


def _cities(text: str) -> tuple[Place, ...] | None:
    """One place, or several joined by a slash or an "and"; None where one of them is not a place."""
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
    """The town's piece with the regions and countries after it, and the pieces that are left."""
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


def read_opening(text: str, heard: Heard = nowhere) -> Opening | None:
    """Read the text before a dash as a dateline; None unless every piece is a place, a date or an agency.

    What the text tells of as a place (``heard``) counts like a known city.

    >>> opening = read_opening("PHENIX CITY, Ala. (WRBL)")
    >>> opening.places[0].region, opening.agency, opening.located
    ('AL', 'WRBL', True)
    >>> read_opening("Breakfast, the best meal") is None
    True
    """
    pieces: list[str] = []
    notes: list[str] = []
    stopped = _STOPPED.match(text)
    if stopped is not None and is_date_text(stopped[2]):  # "Москва. 2 мая. Интерфакс"
        text = f"{stopped[1]}, {stopped[2]}, {text[stopped.end() :]}"
    for round_, square, plain, mark in _PIECE.findall(text):
        note = round_ or square
        if note:
            # "MANCHESTER (BRITAIN)", "Mumbai (Maharashtra) [India]"
            located = regions_of(note) or country_of(note) or (round_ and "[" in text)
            (pieces if located else notes).append(note)
        elif mark == "/" or plain.strip(" .-–—"):
            pieces.append(mark if mark == "/" else plain.strip().rstrip("-–—: "))
        if len(pieces) + len(notes) > MAX_PIECES:
            return None
    if not pieces or pieces[0] == "/":
        return None
    if len(pieces) > 1 and is_domain(pieces[0]):  # "Outlet.com, Surabaya"
        notes.append(pieces.pop(0))
    words = pieces[0].rsplit(" ", 1)
    if len(words) == 2 and is_capitals(words[0]) and not is_capitals(words[1]) and regions_of(words[1]):
        pieces[:1] = words  # "GADSDEN Ala."
    head, tail = _dated_tail(pieces[0])
    pieces[:1] = [head, tail] if tail else [head]
    if not tail:
        last, date = _dated_tail(pieces[-1])
        pieces[-1:] = [last, date] if date else [last]
    town, rest = _place_text(pieces)
    if "/" in rest:
        notes += [piece for piece in rest if piece != "/"]
        rest = []
    return _judged(town, rest, notes, heard)


def _spelled(town: str) -> str:
    """A town without the full stop that closes the opening; that of a region stays: "PHENIX CITY, Ala."."""
    return town if regions_of(town.rpartition(", ")[2]) else town.rstrip(".")


def _is_acronym(piece: str) -> bool:
    """Whether a piece is as short as an agency's letters, and letters alone."""
    return piece.isalpha() and len(piece) <= MAX_ACRONYM


def _judged(town: str, rest: list[str], notes: list[str], heard: Heard) -> Opening | None:
    """Sort what stands after the town into dates and agencies; an unknown agency counts in brackets only."""
    places = _cities(_spelled(town))
    before, point, behind = town.rpartition(". ")
    if not places and not point:
        return None

    def is_known(name: str = town) -> bool:
        # Most openings are told by less: the text is searched for the name where it has to be.
        return name.casefold() in load_places().words["cities"] or heard(name)

    agency: tuple[str, bool] | None = None
    dates: list[str] = []
    firm = town == town.upper()
    for piece in (*rest, *notes):
        found = agency_of(piece)
        if is_date_text(piece):
            dates.append(piece)
        elif agency is None and found and not _is_calendar_word(piece) and (found[1] or piece in notes or "." in piece):
            agency = found
        elif agency is None and piece in notes and (dates or (firm and is_known())) and not piece[:1].islower():
            agency = piece, False  # "COLOMBO (News 1st)"
        elif agency is None and dates and piece.isupper() and _is_acronym(piece) and is_known():
            agency = piece, False  # "Accra, Jan. 5, GNA"
        elif not (rest[:1] == [piece] and is_capitals(f"{town} {piece}") and is_place_shaped(piece) and is_known()):
            return None  # all but "MONTERREY, NUEVO LEÓN"
    if agency is None and point and (found := agency_of(behind)):
        town, agency = before, found  # "ПЕТРОПАВЛОВСК. КАЗИНФОРМ –"
        places = _cities(_spelled(town))
    if _is_calendar_word(town) or (agency is None and not dates and town.casefold() in load_places().agencies):
        return None
    if not places:
        return None
    data = load_places().words
    degree = town.rpartition(", ")[2].casefold() in data["credentials"] and "," in town and not is_capitals(town)
    return Opening(
        places=places,
        agency=agency[0] if agency else None,
        known_agency=bool(agency and agency[1]),
        station=bool(agency and is_station(agency[0])),
        dated=bool(dates),
        located=any(place.region or place.country_code for place in places) and "," in town,
        known=any((place.city or place.name).casefold() in data["cities"] for place in places) or is_known(),
        doubtful=degree,
    )
