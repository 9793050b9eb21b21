"""Regions, countries, news agencies and the small words around names, read once from the compiled data."""

from __future__ import annotations

import functools
import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Any

Region = tuple[str, str]
"""A region's code and its country's code."""


@dataclass(frozen=True, slots=True)
class Places:
    """The compiled data: regions by code (as written) and by name (casefolded), countries by
    casefolded name, agencies by casefolded alias, and the word lists of places.toml and of
    the languages' tables ``[names]``; ``around`` has by language what stands around places."""

    codes: Mapping[str, tuple[Region, ...]]
    regions: Mapping[str, tuple[Region, ...]]
    countries: Mapping[str, str]
    agencies: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    around: Mapping[str, Mapping[str, list[str]]]


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
        around=own["around"],
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
