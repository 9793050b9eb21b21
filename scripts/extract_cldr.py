"""Write src/cleantext/data/cldr.json: the names of dates and places that Unicode CLDR has, read through babel.

``--check`` writes nothing and fails where the file on disk differs. The file is a source like the TOML files beside it,
and is committed: it changes when CLDR or this script does, and who builds the package needs no babel.
Names of months, weekdays and am/pm markers are keyed folded (``cleantext.grammar.tokens.fold``), countries and cities
casefolded.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from babel import Locale
from sources import DATA, ConflictError

from cleantext.grammar.tokens import fold

TARGET = DATA / "cldr.json"
LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs hu tr ru uk el ar fa hi zh ja ko vi id".split()
#: Of these only the names of months and weekdays are taken: of months those that name no other month in any language.
#: Croatian is left out, whose October is the November of its neighbours.
MORE = "ro bg sr sr_Latn sk sl mk be et lv lt ca gl eu is sq az kk ka hy he ur th bn mr gu ta te ms sw".split()
#: Languages whose names of cities are taken.
CITIES = "en de fr es it pt nl sv da nb fi pl cs sk hu ro hr tr ru uk bg el ca id vi".split()
#: Zones whose exemplar "city" is a base, an island group or a word of other use.
NO_CITIES = ("Antarctica/", "Arctic/", "Etc/")
#: Shorter names of cities are rather acronyms or words.
MIN_LETTERS = 4
_CONTEXTS = ("format", "stand-alone")
_WIDTHS = ("wide", "abbreviated")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})


def extracted() -> str:
    """Return the text of cldr.json, the same bytes each time."""
    locales = [Locale.parse(language) for language in LANGUAGES]
    data = {
        "cities": sorted(_cities()),
        "countries": _countries(locales),
        "meridiems": _meridiems(locales),
        "months": _months(locales),
        "more_months": _more_months(),
        "weekdays": _weekdays(locales),
    }
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def _names(table: Any) -> Iterator[tuple[int, str]]:
    """Yield number and name of a month or weekday table, all contexts and widths."""
    for context in _CONTEXTS:
        for width in _WIDTHS:
            yield from table.get(context, {}).get(width, {}).items()


def _has_digit(name: str) -> bool:
    return any(map(str.isdigit, name))


def _months(locales: list[Locale]) -> dict[str, int]:
    """Return folded month names; names that hold a digit ("7月") belong to the grammar."""
    found: dict[str, int] = {}
    for number, name in (pair for locale in locales for pair in _names(locale.months)):
        if not _has_digit(name) and found.setdefault(fold(name), number) != number:
            raise ConflictError(f"{name!r} names month {found[fold(name)]} and month {number}")
    return found


def _more_months() -> dict[str, int]:
    """Return the names of further languages; abbreviations only where they are not plain Latin letters."""
    added: dict[str, set[int]] = {}
    for language in MORE:
        for context in _CONTEXTS:
            months = Locale.parse(language).months.get(context, {})
            for number, name in [*months.get("wide", {}).items(), *months.get("abbreviated", {}).items()]:
                key = fold(name.split()[-1].removeprefix("d’"))
                wide = name == months.get("wide", {}).get(number)
                if (wide or (not key.isascii() and len(key) > 2)) and not _has_digit(key):
                    added.setdefault(key, set()).add(number)
                    if language == "he":
                        added.setdefault(f"ב{key}", set()).add(number)
    return {name: min(numbers) for name, numbers in added.items() if len(numbers) == 1}


def _weekdays(locales: list[Locale]) -> dict[str, list[int]]:
    """Return folded weekday names with the ISO numbers (Monday 1) that they can mean."""
    found: dict[str, set[int]] = {}
    pairs = [(number + 1, name) for locale in locales for number, name in _names(locale.days)]
    for language in MORE:
        for number, name in Locale.parse(language).days["format"]["wide"].items():
            pairs.append((number + 1, name))
            if language == "th":  # "Sunday" is written with "day" before it, with "the" after that, or bare
                pairs += [(number + 1, name.removeprefix("วัน")), (number + 1, f"{name}ที่")]
    for number, name in pairs:
        found.setdefault(fold(name), set()).add(number)
    return {name: sorted(numbers) for name, numbers in found.items()}


def _meridiems(locales: list[Locale]) -> dict[str, str]:
    """Return am/pm markers as written, with the half of the day that they name."""
    found: dict[str, str] = {}
    for locale in locales:
        for context in _CONTEXTS:
            for width in _WIDTHS:
                periods = locale.day_periods.get(context, {}).get(width, {})
                found |= {periods[half]: half for half in ("am", "pm") if half in periods}
    return found


def _countries(locales: list[Locale]) -> dict[str, str]:
    """Return casefolded country names with their ISO 3166-1 code; names of two countries are left out."""
    found: dict[str, set[str]] = {}
    for locale in locales:
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                found.setdefault(name.casefold(), set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def _cities() -> set[str]:
    """Return the casefolded cities that CLDR names for time zones."""
    found = set()
    for language in CITIES:
        for zone, names in Locale.parse(language).time_zones.items():
            # Where a language writes the city as the zone's name does, CLDR leaves it out.
            for city in (names.get("city", ""), zone.rpartition("/")[2].replace("_", " ")):
                if len(city) >= MIN_LETTERS and not zone.startswith(NO_CITIES) and "," not in city and "(" not in city:
                    found.add(city.casefold())
    return found


if __name__ == "__main__":
    text = extracted()
    if "--check" in sys.argv:
        same = TARGET.read_text("utf-8") == text
        sys.exit(0 if same else "cldr.json differs from CLDR: run python scripts/extract_cldr.py")
    TARGET.write_text(text, "utf-8")
