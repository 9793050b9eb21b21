"""Regions, countries, news agencies and the small words around names, read once from the built data."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping

from cleantext.records import dataclass
from cleantext.word_table import load_table

Region = tuple[str, str]
"""A region's code and its country's code."""


@dataclass(frozen=True, slots=True)
class Places:
    """The built data: regions by code (as written) and by name (casefolded), countries by
    casefolded name, agencies by casefolded alias, and the word lists of places.toml and of
    the languages' tables ``[names]``; ``around`` has by language what stands around places."""

    codes: Mapping[str, tuple[Region, ...]]
    regions: Mapping[str, tuple[Region, ...]]
    countries: Mapping[str, str]
    agencies: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    around: Mapping[str, Mapping[str, list[str]]]


@functools.cache
def load_places() -> Places:
    """Read the places once; the value never changes.

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
