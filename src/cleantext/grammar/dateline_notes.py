"""The notes of a dateline: its date and its agency."""

from __future__ import annotations

import re

from cleantext.grammar.dates import find_dates
from cleantext.grammar.gazetteer import load_places
from cleantext.grammar.names import fold, names
from cleantext.grammar.places import is_capitals
from cleantext.patterns import pattern

# Longer names in brackets are rather explanations.
MAX_AGENCY = 16
_NUMERIC = pattern(r"\d{1,4}(?:[./-]\d{1,2}){1,2}(?:[./-]\d{2,4})?\.?")
_NUMBER = pattern(r"\d{1,4}(?:st|nd|rd|th|er|º|°|\.)?|de|del|di|г\.?|года|року|r\.?|kl\.?")
_CLOCK = pattern(r"\d{1,2}[:.h]\d{2}")
# A broadcaster's call sign, or the name of an outlet as its domain.
_STATION = pattern(r"[KW][A-Z]{2,3}(?:[- ](?:TV|FM|AM|DT|LP))?")
_DOMAIN = pattern(r"[^\W_][\w-]{1,30}\.(?:com|net|org|news|info|[a-z]{2})", re.IGNORECASE)


def is_station(agency: str) -> bool:
    """Whether a name is a broadcaster's call sign, and no agency's.

    >>> is_station("WSVN"), is_station("KNA")
    (True, False)
    """
    return bool(_STATION.fullmatch(agency)) and agency.casefold() not in load_places().agencies


def is_domain(text: str) -> bool:
    """Whether a text is the name of an outlet as its domain: "harbour.com"."""
    return bool(_DOMAIN.fullmatch(text))


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
    # A number is looked for first: most openings have none.
    if not any(word[0].isdigit() for word in words):
        return False
    known, before = names(), load_places().words["before-date"]
    joints = known.words["joints"]
    months = 0
    for word in words:
        folded = fold(word)
        if folded in known.months:
            months += 1
        elif folded not in known.weekdays:
            small = word.casefold()
            if not (small in joints or small in before or _NUMBER.fullmatch(small) or _CLOCK.fullmatch(word)):
                return False
    return months > 0


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
