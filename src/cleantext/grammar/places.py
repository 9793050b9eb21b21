"""Places as texts write them: "Remer,MN", "SEOUL, South Korea", "PHENIX CITY, Ala."."""

from __future__ import annotations

from cleantext.grammar.gazetteer import Region, country_of, load_places, regions_of
from cleantext.patterns import pattern
from cleantext.values import Place, PlaceSource
from cleantext.writing import has_digit

# The longest place that datelines of real pages hold is "SOUTHWEST MIAMI-DADE, FLA.": twice that is generous.
MAX_PLACE = 60
MAX_CITY_WORDS = 5
# State codes that are words: they count only after a name that is not all in capitals.
_WORD_CODES = frozenset({"IN", "OR", "ME", "OK", "HI"})

_WORD = pattern(r"[^\s,;:!?()\[\]{}<>/|\"“”„«»…#@&*+=~$%—–]+")
_INITIALS = pattern(r"(?:[A-Z]\.){2,4}")
_BRACKETED = pattern(r"\s?[(\[]([^()\[\]]{2,40})[)\]]")
_SPACED_COMMA = pattern(r"\s?[,،，]\s?")
_NAME_JOINTS = pattern(r"([ \-'’])")


def is_capitals(text: str) -> bool:
    """Whether the letters are capitals, except the "c" of McAllen.

    >>> is_capitals("McALLEN"), is_capitals("Seoul")
    (True, False)
    """
    return text.replace("Mc", "MC").isupper()


def title_case(text: str) -> str:
    """A name in capitals as a name in small letters; any other text stays.

    >>> title_case("RIO DE JANEIRO"), title_case("L'AQUILA"), title_case("AIX-EN-PROVENCE"), title_case("de Boer")
    ('Rio de Janeiro', "L'Aquila", 'Aix-en-Provence', 'de Boer')
    """
    if not is_capitals(text):
        return text
    particles = load_places().words["particles"]
    parts = _NAME_JOINTS.split(text)
    for at, part in enumerate(parts):
        small = (part.replace("I", "ı").replace("İ", "i") if "İ" in text else part).lower()
        if part[1:2] == "." or _INITIALS.fullmatch(part):
            continue
        if at and small in particles and parts[at - 1] in (" ", "-"):
            parts[at] = small
        elif not (at and parts[at - 1] in "'’" and len(part) == 1):
            parts[at] = part[:1] + ("c" + part[2:3] + small[3:] if part.startswith("Mc") else small[1:])
        else:
            parts[at] = small
    return "".join(parts)


def is_place_shaped(text: str) -> bool:
    """Whether the text can be the name of one town: few words, capitalised, none that no place holds.

    >>> is_place_shaped("Frankfurt am Main"), is_place_shaped("Kaieteur News"), is_place_shaped("whose border")
    (True, False, False)
    """
    words = text.split()
    if not 1 <= len(words) <= MAX_CITY_WORDS or not all(map(_WORD.fullmatch, words)):
        return False
    if len(text) < 2 or not text[0].isalpha() or text[0].islower() or text[-1] in ".-'’":
        return False
    if "_" in text or has_digit(text):
        return False
    # A point stands only after a short form: "St. Gallen", not "Example.com".
    if any("." in word[:-1] or (word[-1] == "." and len(word) > 4) for word in words):
        return False
    lists = load_places().words
    names = [word for word in words if word not in lists["particles"]]
    if any(word.strip(".").casefold() in lists["not-places"] for word in names):
        return False
    return words[-1] in names and not any(word[0].islower() for word in names)


def _undoubled(city: str) -> str:
    """A name that a page glues to its copy, once.

    >>> _undoubled("RheineRheine"), _undoubled("Baden-Baden")
    ('Rheine', 'Baden-Baden')
    """
    half, odd = divmod(len(city), 2)
    return city[:half] if not odd and half > 3 and city[:half] == city[half:] else city


def _agreed(found: tuple[Region, ...]) -> tuple[str | None, str | None]:
    """What all readings of a region agree on: its code, its country."""
    regions, countries = {region for region, _ in found}, {country for _, country in found}
    return (regions.pop() if len(regions) == 1 else None), (countries.pop() if len(countries) == 1 else None)


def _qualified(parts: list[str]) -> tuple[str | None, str | None] | None:
    """Region and country that the parts after the city state, or None where one is no such name."""
    region = country = None
    for at, part in enumerate(parts):
        states, nation = regions_of(part), country_of(part)
        if states and nation and nation not in {code for _, code in states}:
            continue  # "Georgia" is a state and a country: evidence of a place, of neither one
        if states:
            region, country = _agreed(states)
        elif nation:
            country = nation
        elif not (at + 1 < len(parts) and is_place_shaped(part)):  # "Mumbai, Maharashtra, India"
            return None
        else:
            region = part
    return region, country


def _single(name: str, raw: str, source: PlaceSource) -> Place | None:
    """A place of one part: a country, a region, or a city."""
    data = load_places()
    folded = name.casefold()
    if folded not in data.words["city-names"]:
        states, country = data.regions.get(folded) or (), country_of(name)
        if country and states:
            return Place(raw=raw, name=name, source=source)
        if country:
            return Place(raw=raw, name=name, source=source, country_code=country)
        if states:
            region, country = _agreed(states)
            return Place(raw=raw, name=name, source=source, region=region, country_code=country)
    if not is_place_shaped(name):
        return None
    return Place(raw=raw, name=name, source=source, city=title_case(name))


def parse_place(text: str, source: PlaceSource) -> Place | None:
    """Read a whole string as one place; None where it has not the shape of one.

    >>> place = parse_place("Remer,MN", "header")
    >>> place.name, place.city, place.region, place.country_code
    ('Remer, MN', 'Remer', 'MN', 'US')
    >>> parse_place("London", "dateline").country_code is None
    True
    """
    if len(text) > MAX_PLACE:
        return None
    raw = " ".join(text.split())
    name = _SPACED_COMMA.sub(", ", raw)
    parts = _BRACKETED.sub(r", \1", name).split(", ")
    if len(parts) > 3 or not all(parts):
        return None
    if len(parts) == 1:
        single = _undoubled(parts[0])
        return _single(single, raw, source)
    found = _qualified(parts[1:])
    if found is None or not is_place_shaped(parts[0]):
        return None
    region, country = found
    return Place(raw=raw, name=name, source=source, city=title_case(parts[0]), region=region, country_code=country)


def is_place_record(text: str) -> Place | None:
    """Read a header line as a place, only where a region or a country is told: "Remer,MN".

    >>> is_place_record("Remer,MN").region, is_place_record("London"), is_place_record("Hello, World")
    ('MN', None, None)
    """
    if "," not in text[:MAX_PLACE] and "،" not in text[:MAX_PLACE]:
        return None
    place = parse_place(text, "header")
    if place is None or not place.city:
        return None
    last = place.name.rpartition(", ")[2]
    if last in _WORD_CODES and is_capitals(place.name):
        return None  # "COME IN, OK"
    if last.casefold() in load_places().words["credentials"] and " " in place.city:
        return None  # "Jane Smith, MD": a degree
    return place
