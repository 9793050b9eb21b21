"""Write src/cleantext/data/cldr.json from CLDR (through babel), data/dates.toml and the languages' words of dates.

``--check`` writes nothing and fails where the file on disk differs. Names of months, weekdays
and am/pm markers are keyed folded (see ``cleantext.grammar.names.fold``), country names casefolded.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from babel import Locale

from cleantext.grammar.names import fold

LANGUAGES = "en de fr es pt it nl pl sv da nb fi cs hu tr ru uk el ar fa hi zh ja ko vi id".split()
#: Of these only the names of months and weekdays are taken: of months those that name no other month in any language.
#: Croatian is left out, whose October is the November of its neighbours.
MORE = "ro bg sr sr_Latn sk sl mk be et lv lt ca gl eu is sq az kk ka hy he ur th bn mr gu ta te ms sw".split()
DATA = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "data"
_CONTEXTS = ("format", "stand-alone")
_WIDTHS = ("wide", "abbreviated")
_NO_COUNTRIES = frozenset({"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"})
_HOURS = {"am": 0, "pm": 12}


class ConflictError(ValueError):
    """One name means two things; the message says which, for the lists of data/ to settle."""


def build() -> dict[str, Any]:
    """Return the content of cldr.json.

    Raises ConflictError where one month name would stand for two months, or a zone or an era has two values.
    """
    press = _press()
    locales = [Locale.parse(language) for language in LANGUAGES]
    return {
        "countries": _countries(locales),
        "eras": press["eras"],
        "jalali": _numbered(press["jalali"]),
        "meridiems": _meridiems(locales, press["meridiems"], press["words"].pop("not_meridiems")),
        "months": _more_months(_months(locales, press["months"])),
        "weekdays": _weekdays(locales, press["weekdays"]),
        "words": {role: sorted({fold(word) for word in words}) for role, words in press["words"].items()},
        "zones": press["zones"],
    }


def _press() -> dict[str, dict[str, Any]]:
    """dates.toml, and with it the tables ``[dates]`` of the files that are of one language."""
    press: dict[str, dict[str, Any]] = tomllib.loads((DATA / "dates.toml").read_text("utf-8"))
    for path in sorted(DATA.glob("*.toml")):
        data = tomllib.loads(path.read_text("utf-8"))
        own = data.get("dates", {}) if isinstance(data.get("language"), str) else {}
        words = {role: listed for role, listed in own.items() if isinstance(listed, list)}
        tables = {name: table for name, table in own.items() if isinstance(table, dict)}
        for name, table in {**tables, "words": words}.items():
            known = press.setdefault(name, {})
            for key, value in table.items():
                if isinstance(value, list):
                    known[key] = [*known.get(key, []), *value]
                elif known.setdefault(key, value) != value:
                    raise ConflictError(f"{key!r} in {name} is {known[key]!r} and {value!r}")
    return press


def _names(table: Any) -> Iterator[tuple[int, str]]:
    """Yield number and name of a month or weekday table, all contexts and widths."""
    for context in _CONTEXTS:
        for width in _WIDTHS:
            yield from table.get(context, {}).get(width, {}).items()


def _numbered(table: dict[str, list[str]]) -> dict[str, int]:
    return {fold(name): int(number) for number, listed in table.items() for name in listed}


def _months(locales: list[Locale], press: dict[str, list[str]]) -> dict[str, int]:
    """Return folded month names; names that hold a digit ("7月") belong to the grammar."""
    found: dict[str, int] = {}
    pairs = [pair for locale in locales for pair in _names(locale.months)]
    pairs += [(int(number), name) for number, listed in press.items() for name in listed]
    for number, name in pairs:
        key = fold(name)
        if any(character.isdigit() for character in key):
            continue
        if found.setdefault(key, number) != number:
            raise ConflictError(f"{name!r} names month {found[key]} and month {number}")
    return found


def _more_months(found: dict[str, int]) -> dict[str, int]:
    """Add the names of further languages; abbreviations only where they are not plain Latin letters."""
    added: dict[str, set[int]] = {}
    for language in MORE:
        for context in _CONTEXTS:
            months = Locale.parse(language).months.get(context, {})
            for number, name in [*months.get("wide", {}).items(), *months.get("abbreviated", {}).items()]:
                key = fold(name.split()[-1].removeprefix("d’"))
                wide = name == months.get("wide", {}).get(number)
                if (wide or (not key.isascii() and len(key) > 2)) and not any(map(str.isdigit, key)):
                    added.setdefault(key, set()).add(number)
                    if language == "he":
                        added.setdefault(f"ב{key}", set()).add(number)
    clear = {name: min(numbers) for name, numbers in added.items() if len(numbers) == 1}
    return {**clear, **found}


def _weekdays(locales: list[Locale], press: dict[str, list[str]]) -> dict[str, list[int]]:
    """Return folded weekday names with the ISO numbers (Monday 1) that they can mean."""
    found: dict[str, set[int]] = {}
    pairs = [(number + 1, name) for locale in locales for number, name in _names(locale.days)]
    pairs += [(int(number), name) for number, listed in press.items() for name in listed]
    for language in MORE:
        for number, name in Locale.parse(language).days["format"]["wide"].items():
            pairs.append((number + 1, name))
            if language == "th":  # "Sunday" is written with "day" before it, with "the" after that, or bare
                pairs += [(number + 1, name.removeprefix("วัน")), (number + 1, f"{name}ที่")]
    for number, name in pairs:
        found.setdefault(fold(name), set()).add(number)
    return {name: sorted(numbers) for name, numbers in found.items()}


def _meridiems(locales: list[Locale], press: dict[str, list[str]], plain: list[str]) -> dict[str, int]:
    """Return am/pm markers, dots and spaces dropped, with the hours that they add; ``plain`` words are left out."""
    pairs = [(half, name) for half, listed in press.items() for name in listed]
    for locale in locales:
        for context in _CONTEXTS:
            for width in _WIDTHS:
                periods = locale.day_periods.get(context, {}).get(width, {})
                pairs += [(half, periods[half]) for half in _HOURS if half in periods]
    found = {"".join(fold(name).replace(".", "").split()): _HOURS[half] for half, name in pairs}
    return {name: hours for name, hours in found.items() if name not in plain}


def _countries(locales: list[Locale]) -> dict[str, str]:
    """Return casefolded country names with their ISO 3166-1 code; names of two countries are left out."""
    found: dict[str, set[str]] = {}
    for locale in locales:
        for code, name in locale.territories.items():
            if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRIES:
                found.setdefault(name.casefold(), set()).add(code)
    return {name: min(codes) for name, codes in found.items() if len(codes) == 1}


def serialised() -> str:
    """Return cldr.json as text, the same bytes each time."""
    return json.dumps(build(), ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"


def main() -> int:
    """Write the file, or compare it with ``--check``."""
    parser = argparse.ArgumentParser(description="Build cldr.json from CLDR and the words of data/.")
    parser.add_argument("--check", action="store_true", help="compare only, exit 1 where the file differs")
    check = parser.parse_args().check
    target = DATA / "cldr.json"
    text = serialised()
    if not check:
        target.write_text(text, "utf-8")
        return 0
    if target.is_file() and target.read_text("utf-8") == text:
        return 0
    print(f"{target.name} differs from CLDR: run scripts/build_cldr.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
