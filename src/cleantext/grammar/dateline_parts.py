"""What stands in a dateline, piece by piece: places, dates, agencies, notes; and forms that no closer ends."""

from __future__ import annotations

import re

from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.places import (
    Heard,
    country_of,
    find_agency,
    find_regions,
    is_capitals,
    is_place_shaped,
    load_places,
    nowhere,
    parse_place,
)
from cleantext.grammar.tokens import fold, names
from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.values import Dateline, Place

# Names of more than 16 characters in brackets are explanations.
MAX_AGENCY = 16
_NUMERIC = pattern(r"\d{1,4}(?:[./-]\d{1,2}){1,2}(?:[./-]\d{2,4})?\.?")
_NUMBER = pattern(r"\d{1,4}(?:st|nd|rd|th|er|º|°|\.)?")
_CLOCK = pattern(r"\d{1,2}[:.h]\d{2}")
# A broadcaster's call sign, or the name of an outlet as its domain.
_STATION = pattern(r"[KW][A-Z]{2,3}(?:[- ](?:TV|FM|AM|DT|LP))?")
_DOMAIN = pattern(r"[^\W_][\w-]{1,30}\.(?:com|net|org|news|info|[a-z]{2})", re.IGNORECASE)

MAX_PIECES = 9
# "NEW YORK and CHICAGO", "Berlin/Frankfurt", "LONDON/PARIS/ROME".
MAX_PLACES = 3
# An agency that no list has is an acronym of at most 5 letters, unless it stands in brackets.
MAX_ACRONYM = 5

# Brackets, slashes and commas cut an opening into pieces.
_PIECE = pattern(r"\(([^()]{0,50})\)|\[([^\[\]]{0,50})\]|([^,،()\[\]/]+)|([,،/])")
_STOPPED = pattern(r"([^\W\d_][^\d.,;:()]{2,30})\.\s(\d{1,2}\s[^\W\d_]{3,12})(?:\.\s?|$)")
_FIRST_DATE_WORD = pattern(r"\s(?=\d)|\s(?=[^\W\d_]{3,12}\.?\s\d)")

#: After a place alone the paragraph has at least 60 characters: shorter lines are terms and list items.
MIN_WEAK_REST = 60
#: "Atl. Moreno" is an abbreviation.
MIN_STOPPED = 5

# "HOUSTON Jan 15 The ...", "شیراز- ایرنا- ...".
DAY_AFTER = pattern(r"([A-Z][A-Z.' -]{2,30}[A-Z]),?\s([A-Z][a-z]{2,8}\.?\s\d{1,2})\s(?=[A-Z“\"])")
# A name of up to three words before a colon or a full stop.
_HEARD = pattern(
    r"([^\s\d.:,;!?()\[\]\"“”«»—–/|]{3,20}(?: [^\s\d.:,;!?()\[\]\"“”«»—–/|]{2,20}){0,2})(?: ?:|[.।])\s{1,2}"
    r"(?=[^\W\d_a-z]|[\"“«„(])"
)
_GLUED_DASHES = pattern(r"([؀-ۿ][؀-ۿ\u200c ]{1,24})\s?[-–]\s?([؀-ۿ\u200c ]{2,24}?)\s?[-–]\s")


def is_station(agency: str) -> bool:
    """Return whether a name is a broadcaster's call sign, and no agency's.

    >>> is_station("WSVN"), is_station("KNA")
    (True, False)
    """
    return _STATION.fullmatch(agency) is not None and find_agency(agency) is None


def is_domain(text: str) -> bool:
    """Return whether a text is an outlet's domain: "harbour.com"."""
    return _DOMAIN.fullmatch(text) is not None


def is_date_text(text: str) -> bool:
    """Return whether all of a piece is a date: "Sept 28", "18. července", "péntek", "2024".

    >>> [is_date_text(piece) for piece in ("Sept 28", "2025. július 18.", "péntek", "5 Star", "March")]
    [True, True, True, False, False]
    """
    words = text.replace(",", " ").split()
    if not 1 <= len(words) <= 6:
        return False
    if len(words) == 1:
        return bool(_NUMERIC.fullmatch(text)) or fold(text) in names().weekdays or (text.isdigit() and len(text) == 4)
    if not any(word[0].isdigit() for word in words):
        return False
    known, before = names(), load_places().words["before-date"]
    months = 0
    for word in words:
        folded = fold(word)
        if folded in known.months:
            months += 1
        elif folded not in known.weekdays:
            small = word.casefold()
            listed = small in known.words["joints"] or folded in known.words["beside_day"] or small in before
            if not (listed or _NUMBER.fullmatch(small) or _CLOCK.fullmatch(word)):
                return False
    return months > 0


def date_of(text: str) -> str | None:
    """Return the day of a dateline as ISO text; None if it has no year, or if day and month could change places.

    >>> date_of("Washington, 13 Mar 2020 (AFP)"), date_of("LONDON, Sept 28 (Reuters)")
    ('2020-03-13', None)
    """
    days = (found.stamp.day for found in find_dates(text) if not found.stamp.ambiguous)
    return next((day.isoformat() for day in days if day is not None), None)


def agency_of(text: str) -> tuple[str, bool] | None:
    """Return the agency that a note names, and whether it is a known one: "AP", "dpa/lni", "WSVN", "Elpaís.cr".

    >>> agency_of("dpa/lni"), agency_of("WSVN"), agency_of("see below")
    (('dpa', True), ('WSVN', True), None)
    """
    note = " ".join(text.split()).strip(" .;")
    for part in (note, note.partition("/")[0], note.partition("-")[0]):
        if name := find_agency(part):
            return name, True
    if _STATION.fullmatch(note):
        return note, True
    if _DOMAIN.fullmatch(note):
        return note, False
    plain = note.replace(" ", "").replace("-", "")
    named = plain.isalnum() and not plain.isdigit() and 2 < len(plain) <= MAX_AGENCY
    if not named or note.casefold() in load_places().words["not-places"]:
        return None
    return (note, False) if is_capitals(note) or (" " not in note and note[0].isupper()) else None


class DatelineReading(NamedTuple):
    """What a dateline says.

    It is ``located`` by a region or country, ``dated`` by a date; ``known_agency`` means a listed one or a ``station``,
    ``known`` that a city is listed or mentioned by the text, ``doubtful`` that "Jane Smith, MD" would read alike.
    """

    places: tuple[Place, ...]
    agency: str | None
    known_agency: bool
    station: bool
    dated: bool
    located: bool
    known: bool
    doubtful: bool


def read_opening(text: str, heard: Heard = nowhere) -> DatelineReading | None:
    """Read the text before a dash as a dateline; None unless every piece is a place, a date or an agency.

    A place that the text mentions (``heard``) counts like a known city.

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
            located = find_regions(note) or country_of(note) or (round_ and "[" in text)
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
    if len(words) == 2 and is_capitals(words[0]) and not is_capitals(words[1]) and find_regions(words[1]):
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


class DatelineMatch(NamedTuple):
    """A dateline, and the offset in the paragraph where the report itself begins."""

    end: int
    dateline: Dateline


def heard_alone(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Read "Karimpet: Police …" and "Nagholm. Färjan …" if the article mentions that place; "BERLIN. Die …"."""
    found = _HEARD.match(head)
    if found is None or len(text) - found.end() < MIN_WEAK_REST:
        return None
    stopped = "." in found[0][len(found[1]) :]
    city = is_capitals(found[1]) and found[1].casefold() in load_places().words["cities"]
    if (stopped and len(found[1]) < MIN_STOPPED) or not (
        heard(found[1]) or (stopped and city and not is_title(text[found.end() :]))
    ):
        return None
    place = parse_place(found[1], "dateline")
    return DatelineMatch(found.end(), Dateline(text=found[1], places=(place,))) if place is not None else None


def is_title(rest: str) -> bool:
    """Return whether the rest of a title in capitals follows: "THE BRIDGE - A SHORT HISTORY …"."""
    return is_capitals("".join(rest.split(None, 2)[:2]))


def agency_phrase(head: str) -> DatelineMatch | None:
    """Read "به گزارش خبرگزاری …،": an opening phrase, the agency's name, a comma."""
    if not "؀" <= head[0] <= "ۿ":
        return None
    for phrase in load_places().words["agency-before"]:
        if head.startswith(phrase + " "):
            name, comma, _ = head[len(phrase) + 1 :].partition("،")
            if comma and 1 <= len(name.split()) <= 3:
                end = len(phrase) + 1 + len(name) + 1
                end += len(head[end:]) - len(head[end:].lstrip())
                return DatelineMatch(end, Dateline(text=f"{phrase} {name}".rstrip(), agency=name.strip()))
    return None


def glued_dashes(head: str) -> DatelineMatch | None:
    """Read "شیراز- ایرنا- …": a town, a known agency, a dash after each."""
    found = _GLUED_DASHES.match(head)
    agency = find_agency(found[2]) if found else None
    place = parse_place(found[1].strip(), "dateline") if found and agency else None
    if found is None or place is None:
        return None
    return DatelineMatch(found.end(), Dateline(text=head[: found.end(2)], places=(place,), agency=agency))


def day_after(head: str, text: str, heard: Heard) -> DatelineMatch | None:
    """Read "HOUSTON Jan 15 The …": a known town in capitals and a day, with nothing between them and the sentence."""
    found = DAY_AFTER.match(head)
    if found is None or not is_date_text(found[2]) or len(text) - found.end() < MIN_WEAK_REST:
        return None
    opening = read_opening(found[1], heard)
    if opening is None or not opening.known:
        return None
    written = head[: found.end(2)]
    return DatelineMatch(found.end(), Dateline(text=written, places=opening.places, date=date_of(written)))


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
    """Read one place, or several joined by a slash or an "and"; None if one of them is not a place."""
    whole = parse_place(text, "dateline")
    if whole is not None and country_of(text):
        return (whole,)
    joints = load_places().words["and"] - load_places().words["town-joints"]
    parts, current = list[str](), list[str]()
    for word in text.replace("/", " / ").split():
        if word == "/" or (word.casefold() in joints and current):
            parts.append(" ".join(current))
            current = []
        else:
            current.append(word)
    if not parts:
        return None if whole is None else (whole,)
    parts.append(" ".join(current))
    found = tuple(place for part in parts if (place := parse_place(part, "dateline")) is not None)
    return found if len(found) == len(parts) <= MAX_PLACES else None


def _is_calendar_word(text: str) -> bool:
    known = names()
    return any(fold(word) in known.weekdays or fold(word) in known.months for word in text.split()[:2] if len(word) > 3)


def _place_text(pieces: list[str]) -> tuple[str, list[str]]:
    """Return the town with the regions and countries after it, and the pieces that are left."""
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
        if not (find_regions(part) or country_of(part)):
            ahead = pieces[taken + 1] if taken + 1 < len(pieces) else ""
            if not (ahead and country_of(ahead) and is_place_shaped(part)):
                break
        taken += 1
    return ", ".join(pieces[:taken]), pieces[taken:]


def _spelled(town: str) -> str:
    """Return a town without the full stop of the opening; that of a region stays: "PHENIX CITY, Ala."."""
    return town if find_regions(town.rpartition(", ")[2]) else town.rstrip(".")


def _judged(town: str, rest: list[str], notes: list[str], heard: Heard) -> DatelineReading | None:
    """Sort the pieces after the town into dates and agencies; an unknown agency counts only in brackets."""
    places = _cities(_spelled(town))
    before, point, after = town.rpartition(". ")
    if not places and not point:
        return None

    def is_known(name: str = town) -> bool:
        # Searching the text takes long, so it is the last test.
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
        elif (
            agency is None
            and dates
            and piece.isupper()
            and piece.isalpha()
            and len(piece) <= MAX_ACRONYM
            and is_known()
        ):
            agency = piece, False  # "Accra, Jan. 5, GNA"
        elif not (rest[:1] == [piece] and is_capitals(f"{town} {piece}") and is_place_shaped(piece) and is_known()):
            return None  # all but "MONTERREY, NUEVO LEÓN"
    if agency is None and point and (found := agency_of(after)):
        town, agency = before, found  # "ПЕТРОПАВЛОВСК. КАЗИНФОРМ –"
        places = _cities(_spelled(town))
    if _is_calendar_word(town) or (agency is None and not dates and find_agency(town)):
        return None
    if not places:
        return None
    data = load_places().words
    degree = town.rpartition(", ")[2].casefold() in data["credentials"] and "," in town and not is_capitals(town)
    return DatelineReading(
        places=places,
        agency=agency[0] if agency else None,
        known_agency=bool(agency and agency[1]),
        station=bool(agency and is_station(agency[0])),
        dated=bool(dates),
        located=any(place.region or place.country_code for place in places) and "," in town,
        known=any((place.city or place.name).casefold() in data["cities"] for place in places) or is_known(),
        doubtful=degree,
    )
