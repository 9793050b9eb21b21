"""Places as texts write them: "Remer,MN", "SEOUL, South Korea"; and places that a text itself tells of as such."""

from __future__ import annotations

import functools
import json
from collections.abc import Callable, Iterator, Mapping

from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Place, PlaceSource
from cleantext.words.scripts import has_digit
from cleantext.words.table import load_table

Region = tuple[str, str]
"""A region's code and its country's code."""

# Twice the length of the longest place in datelines of real pages: "SOUTHWEST MIAMI-DADE, FLA.".
MAX_PLACE = 60
MAX_CITY_WORDS = 5
# State codes that are words count only after a name in mixed case.
_WORD_CODES = frozenset({"IN", "OR", "ME", "OK", "HI"})

_WORD = pattern(r"[^\s,;:!?()\[\]{}<>/|\"“”„«»…#@&*+=~$%—–]+")
_INITIALS = pattern(r"(?:[A-Z]\.){2,4}")
_BRACKETED = pattern(r"\s?[(\[]([^()\[\]]{2,40})[)\]]")
_SPACED_COMMA = pattern(r"\s?[,،，]\s?")
_NAME_JOINTS = pattern(r"([ \-'’])")

#: The first 20,000 characters of a text are searched for names of at most 40.
SEARCHED, MAX_NAME = 20_000, 40
#: Names of 5 letters or more may change their last letter, those of 7 their last two, for up to 4: "Пермь", "в Перми".
INFLECTED, LONG = 5, 7
#: The first 200 occurrences of a name are looked at, with 30 characters before each.
MOST, MAX_AROUND = 200, 30
#: An ending of up to 4 letters.
_LETTERS = pattern(r"\w{1,4}(?!\w)")
#: Scripts that put no spaces between words, or glue endings to any word.
_UNSPACED = pattern("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")

Heard = Callable[[str], bool]
"""Returns whether the text mentions a name as a place."""


@dataclass(frozen=True, slots=True)
class Places:
    """The names and word lists of places.toml, of the tables ``[names]`` of all languages, and of CLDR.

    Names are casefolded, codes of regions as written; ``around`` has the words around places by language.
    """

    codes: Mapping[str, tuple[Region, ...]]
    regions: Mapping[str, tuple[Region, ...]]
    countries: Mapping[str, str]
    agencies: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    around: Mapping[str, Mapping[str, list[str]]]


@functools.cache
def load_places() -> Places:
    """Return the places of the built table; they are read on first use.

    >>> load_places().codes["MN"]
    (('MN', 'US'),)
    >>> load_places().countries["south korea"]
    'KR'
    """
    data = json.loads(load_table()["places"])
    return Places(
        codes={code: tuple(map(tuple, found)) for code, found in data["codes"].items()},
        regions={name: tuple(map(tuple, found)) for name, found in data["regions"].items()},
        countries=data["countries"],
        agencies=data["agencies"],
        words={key: frozenset(found) for key, found in data["words"].items()},
        around=data["around"],
    )


def find_regions(text: str) -> tuple[Region, ...]:
    """Return the regions that a word can mean: codes in capitals, names and abbreviations in any case.

    >>> find_regions("Ala."), find_regions("WA"), find_regions("or")
    ((('AL', 'US'),), (('WA', 'AU'), ('WA', 'US')), ())
    """
    data = load_places()
    return data.codes.get(text) or data.regions.get(text.casefold()) or ()


def country_of(text: str) -> str | None:
    """Return the code of the country with that name in any language of CLDR, or None.

    >>> country_of("South Korea"), country_of("Spanien"), country_of("us")
    ('KR', 'ES', None)
    """
    if len(text) <= 3 and text.casefold() != text.upper() and not text.isupper():  # "us" is a word
        return None
    return load_places().countries.get(text.casefold())


def find_agency(name: str) -> str | None:
    """Return the news agency of that name as the lists write it, or None.

    >>> find_agency("A.P."), find_agency("The Harbour")
    ('AP', None)
    """
    return load_places().agencies.get(name.strip().casefold())


def is_capitals(text: str) -> bool:
    """Return whether all letters are capitals, except the "c" of McAllen.

    >>> is_capitals("McALLEN"), is_capitals("Seoul")
    (True, False)
    """
    return text.replace("Mc", "MC").isupper()


def title_case(text: str) -> str:
    """Write a name in capitals with small letters; any other text stays.

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
    """Return whether the text can be the name of one town: few words, capitalised, none that no place holds.

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


def parse_place(text: str, source: PlaceSource) -> Place | None:
    """Read a whole string as one place; None if it does not have the shape of one.

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
        half = len(name) // 2
        doubled = half > 3 and name[:half] == name[half:]  # a page writes "RheineRheine"
        return _single(name[:half] if doubled else name, raw, source)
    found = _qualified(parts[1:])
    if found is None or not is_place_shaped(parts[0]):
        return None
    region, country = found
    return Place(raw=raw, name=name, source=source, city=title_case(parts[0]), region=region, country_code=country)


def is_place_record(text: str) -> Place | None:
    """Read a header line as a place, only with a region or a country: "Remer,MN".

    >>> is_place_record("Remer,MN").region, is_place_record("London"), is_place_record("Hello, World")
    ('MN', None, None)
    """
    if "," not in text[:MAX_PLACE] and "،" not in text[:MAX_PLACE]:
        return None
    place = parse_place(text, "header")
    if place is None or not place.city:
        return None
    last = place.name.rpartition(", ")[2]
    words = last in _WORD_CODES and is_capitals(place.name)  # "COME IN, OK"
    degree = last.casefold() in load_places().words["credentials"] and " " in place.city  # "Jane Smith, MD"
    return None if words or degree else place


def nowhere(name: str) -> bool:
    """Return False: without a text no place is heard of."""
    return False


class HeardPlaces:
    """Tells whether a text mentions a name as a place, by the words before it or the endings after it."""

    __slots__ = ("_folded", "_known", "_language", "_text")

    def __init__(self, text: str, language: str | None) -> None:
        """Take the article's text; in a language without a list no place is heard of."""
        self._text = text[:SEARCHED].replace("’", "'")
        self._folded = self._text.casefold()
        self._language = language
        self._known: dict[str, bool] = {}

    def __call__(self, name: str) -> bool:
        """Return whether the text says "in" it, or the like.

        Names that it also writes in small letters, or only in capitals, are words or acronyms.

        >>> heard = HeardPlaces("Police in Karimpet, said Mr Rao, deal in music. IN MUSIC, NO!", "en")
        >>> heard("KARIMPET"), heard("Rao"), heard("Music")
        (True, False, False)
        """
        key = name.casefold().strip()
        if self._language is None or not 1 < len(key) <= MAX_NAME:
            return False
        if key not in self._known:
            self._known[key] = self._is_name(name.strip()) and self._is_heard(key, self._language)
        return self._known[key]

    def _is_name(self, name: str) -> bool:
        small = name.lower()
        if small == name:
            return True  # the script has no capitals
        if any(_stands_alone(self._text, at, len(small)) for at in _places(self._text, small)):
            return False
        return not name.isupper() or name.title()[: INFLECTED - 1] in self._text

    def _is_heard(self, key: str, language: str) -> bool:
        around = load_places().around
        before, after = (around[name].get(language, []) for name in ("before-place", "behind-place"))
        first, *more = key.split()
        for at in _places(self._folded, _stem(first)):
            end = _end_of(self._folded, at, [first, *more])
            ahead = self._folded[max(0, at - MAX_AROUND) : at]
            if end is not None and any(_opens(ahead, word) for word in before):
                return True
            whole = at + len(key)
            if self._folded[at:whole] == key and any(_closes(self._folded, whole, word) for word in after):
                return True
        return False


def _agreed(found: tuple[Region, ...]) -> tuple[str | None, str | None]:
    """Return the code and the country on which all readings of a region agree."""
    regions, countries = {region for region, _ in found}, {country for _, country in found}
    return (regions.pop() if len(regions) == 1 else None), (countries.pop() if len(countries) == 1 else None)


def _qualified(parts: list[str]) -> tuple[str | None, str | None] | None:
    """Return region and country that the parts after the city state, or None if one is no such name."""
    region = country = None
    for at, part in enumerate(parts):
        states, nation = find_regions(part), country_of(part)
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
    """Read a place of one part: a country, a region, or a city."""
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


def _places(text: str, part: str) -> Iterator[int]:
    """Yield the first 200 offsets of a part in a text."""
    at = text.find(part)
    for _ in range(MOST):
        if at < 0:
            return
        yield at
        at = text.find(part, at + 1)


def _stands_alone(text: str, at: int, size: int) -> bool:
    """Return whether no letter stands beside a part of the text."""
    return not text[at - 1 : at].isalnum() and not text[at + size : at + size + 1].isalnum()


def _is_unspaced(word: str) -> bool:
    return _UNSPACED.match(word) is not None


def _stem(word: str) -> str:
    """Return the part of a word that stays when its ending changes."""
    if len(word) < INFLECTED or _is_unspaced(word):
        return word
    return word[: -2 if len(word) >= LONG else -1]


def _end_of(text: str, at: int, words: list[str]) -> int | None:
    """Return where the words at an offset end, each with any ending; None if other words stand there."""
    for number, word in enumerate(words):
        if number:
            if text[at : at + 1] not in (" ", "\n"):
                return None
            at += 1
        stem = _stem(word)
        if not text.startswith(stem, at):
            return None
        at += len(stem)
        if stem != word:
            ending = _LETTERS.match(text, at)
            if ending is None:
                return None
            at = ending.end()
        elif not _is_unspaced(word) and text[at : at + 1].isalnum():
            return None
    return None if text[at : at + 1].isalnum() and not _is_unspaced(words[-1]) else at


def _opens(ahead: str, word: str) -> bool:
    """Return whether a word stands right before a place; one with a hyphen is written together with the name."""
    if word.endswith("-"):
        left = ahead.removesuffix("-")
        found = left.endswith(word[:-1])
        return found and not left[: len(left) - len(word) + 1][-1:].isalnum()
    if _is_unspaced(word):
        return ahead.endswith(word)
    left = ahead.rstrip()
    return left != ahead and left.endswith(word) and not left[: len(left) - len(word)][-1:].isalnum()


def _closes(text: str, at: int, word: str) -> bool:
    """Return whether a word, or an ending, stands right after a place."""
    ending = word[1:] if word.startswith("-") else word if word.startswith("'") else f" {word}"
    after = at + len(ending)
    return text.startswith(ending, at) and (_is_unspaced(ending) or not text[after : after + 1].isalnum())
