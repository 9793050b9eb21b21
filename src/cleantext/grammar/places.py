"""Places as texts write them: "Remer,MN", "SEOUL, South Korea", "PHENIX CITY, Ala."."""

from __future__ import annotations

import functools
import json
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

from cleantext.values import Place, PlaceSource

# The longest place that datelines of real pages hold is "SOUTHWEST MIAMI-DADE, FLA.": twice that is generous.
MAX_PLACE = 60
MAX_CITY_WORDS = 5

Region = tuple[str, str]
"""A region's code and its country's code."""

_WORD = re.compile(r"[^\s,;:!?()\[\]{}<>/|\"“”„«»…#@&*+=~$%—–]+")
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}")
_BRACKETED = re.compile(r"\s*[(\[]([^()\[\]]{2,40})[)\]]")
_SPACED_COMMA = re.compile(r"\s*[,،，]\s*")


@dataclass(frozen=True, slots=True)
class Places:
    """The compiled data: regions by code (as written) and by name (casefolded), countries by
    casefolded name, agencies by casefolded alias, and the word lists of places.toml."""

    codes: Mapping[str, tuple[Region, ...]]
    regions: Mapping[str, tuple[Region, ...]]
    countries: Mapping[str, str]
    agencies: Mapping[str, str]
    words: Mapping[str, frozenset[str]]


def _data(name: str) -> dict[str, Any]:
    """One JSON file of the package's data."""
    loaded: dict[str, Any] = json.loads((resources.files("cleantext") / "data" / name).read_text(encoding="utf-8"))
    return loaded


@functools.cache
def load_places() -> Places:
    """Read places.json and cldr.json once; the value never changes.

    >>> load_places().codes["MN"]
    (('MN', 'US'),)
    >>> load_places().countries["south korea"]
    'KR'
    """
    own, cldr = _data("places.json"), _data("cldr.json")
    codes: dict[str, list[Region]] = defaultdict(list)
    regions: dict[str, list[Region]] = defaultdict(list)
    for country, table in own["regions"].items():
        for code, names in table.items():
            codes[code].append((code, country))
            for name in names:
                regions[name.casefold()].append((code, country))
    return Places(
        codes={code: tuple(found) for code, found in codes.items()},
        regions={name: tuple(found) for name, found in regions.items()},
        # Names of three letters in an alphabet ("man", "nga") are rather words.
        countries={name: code for name, code in cldr["countries"].items() if len(name) > 3 or name.upper() == name}
        | {name.casefold(): code for code, names in own["countries"].items() for name in names},
        agencies={alias.casefold(): name for name, more in own["agencies"].items() for alias in (*more, name)},
        words={key: frozenset(map(str.casefold, found)) for key, found in own["words"].items()},
    )


def regions_of(text: str) -> tuple[Region, ...]:
    """The regions that a word can mean: codes in capitals, names and abbreviations in any case.

    >>> regions_of("Ala."), regions_of("WA"), regions_of("or")
    ((('AL', 'US'),), (('WA', 'AU'), ('WA', 'US')), ())
    """
    data = load_places()
    return data.codes.get(text) or data.regions.get(text.casefold()) or ()


def country_of(text: str) -> str | None:
    """The country of that name, in any of the languages of CLDR, or None.

    >>> country_of("South Korea"), country_of("Spanien"), country_of("us")
    ('KR', 'ES', None)
    """
    if len(text) <= 3 and text.casefold() != text.upper() and not text.isupper():  # "us" is a word
        return None
    return load_places().countries.get(text.casefold())


def is_capitals(text: str) -> bool:
    """Whether the letters are capitals, but for the "c" of McAllen.

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
    parts = re.split(r"([ \-'’])", text)
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
    data = load_places().words
    if any(word.strip(".").casefold() in data["not-places"] for word in words if word not in data["particles"]):
        return False
    first = text[0]
    if not first.isalpha() or any(map(str.isdigit, text)) or "_" in text or text[-1] in "-'’":
        return False
    if len(text) < 2 or text.endswith(".") or (words[-1].casefold() in data["particles"] and len(words) > 1 and words[-1].islower()):
        return False
    # A point stands only after a short form: "St. Gallen", not "Example.com".
    if any("." in word.rstrip(".") for word in words) or any(word.endswith(".") and len(word) > 4 for word in words):
        return False
    return all(not word[0].islower() or word in data["particles"] for word in words) and not first.islower()


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
    if place is None or not place.city or (is_capitals(place.name) and place.name.rpartition(", ")[2] in {"IN", "OR", "ME", "OK", "HI"}):
        return None  # "COME IN, OK": in a line of capitals these are words
    if place.name.rpartition(", ")[2].casefold() in load_places().words["credentials"] and " " in place.city:
        return None  # "Jane Smith, MD": a degree
    return place
