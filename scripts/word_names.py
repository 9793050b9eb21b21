"""The names that dates and places are read with: those of CLDR, and with them what the TOML files add."""

from __future__ import annotations

from typing import Any

from sources import ConflictError, cldr, languages, toml_files

from cleantext.grammar.tokens import fold

_HOURS = {"am": 0, "pm": 12}
#: Lists that count in their own language only: "a" stands before Italian places and before English people.
APART = ("before-place", "behind-place")


def dates() -> dict[str, Any]:
    """What ``cleantext.grammar.tokens`` reads.

    Raises ConflictError where one month name would stand for two months, or a zone or an era has two values.
    """
    press, known = _press(), cldr()
    words = press.pop("words")
    plain = words.pop("not_meridiems")
    halves = [(half, name) for half, listed in press["meridiems"].items() for name in listed]
    halves += [(half, name) for name, half in known["meridiems"].items()]
    meridiems = {"".join(fold(name).replace(".", "").split()): _HOURS[half] for half, name in halves}
    months = dict(known["months"])
    for name, number in _numbered(press["months"]).items():
        if months.setdefault(name, number) != number:
            raise ConflictError(f"{name!r} names month {months[name]} and month {number}")
    weekdays = {name: set(numbers) for name, numbers in known["weekdays"].items()}
    for number, listed in press["weekdays"].items():
        for name in listed:
            weekdays.setdefault(fold(name), set()).add(int(number))
    return {
        "eras": press["eras"],
        "jalali": _numbered(press["jalali"]),
        "meridiems": {name: hours for name, hours in meridiems.items() if name not in plain},
        "months": {**known["more_months"], **months},
        "weekdays": {name: sorted(numbers) for name, numbers in weekdays.items()},
        "words": {role: sorted({fold(word) for word in listed}) for role, listed in words.items()},
        "zones": press["zones"],
    }


def _press() -> dict[str, dict[str, Any]]:
    """dates.toml, and with it the tables ``[dates]`` of the languages."""
    press = {name: dict(table) for name, table in toml_files()["dates"].items()}
    for data in languages().values():
        own = data.get("dates", {})
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


def _numbered(table: dict[str, list[str]]) -> dict[str, int]:
    found: dict[str, int] = {}
    for number, listed in table.items():
        for name in map(fold, listed):
            if found.setdefault(name, int(number)) != int(number):
                raise ConflictError(f"{name!r} names month {found[name]} and month {number}")
    return found


def places() -> dict[str, Any]:
    """What ``cleantext.grammar.places`` reads: names are casefolded, codes of regions as written."""
    data, known = toml_files()["places"], cldr()
    codes: dict[str, list[tuple[str, str]]] = {}
    regions: dict[str, list[tuple[str, str]]] = {}
    for country, table in sorted(data["regions"].items()):
        for code, names in sorted(table.items()):
            codes.setdefault(code, []).append((code, country))
            for name in names:
                regions.setdefault(name.casefold(), []).append((code, country))
    # Names of three letters in an alphabet ("man", "nga") are rather words.
    countries = {name: code for name, code in known["countries"].items() if len(name) > 3 or name.upper() == name}
    own = {name.casefold(): code for code, names in sorted(data["countries"].items()) for name in names}
    agencies = sorted(data["agencies"].items())
    listed = {code: one["names"] for code, one in languages().items() if "names" in one}
    return {
        "codes": codes,
        "regions": regions,
        "countries": countries | own,
        "agencies": {alias.casefold(): name for name, more in agencies for alias in (*more, name)},
        "words": {key: sorted(words) for key, words in _words(data["words"], listed, set(known["cities"])).items()},
        "around": {key: {code: one[key] for code, one in listed.items() if key in one} for key in APART},
    }


def _words(own: dict[str, Any], listed: dict[str, Any], cities: set[str]) -> dict[str, set[str]]:
    """The words around names by role, casefolded, of places.toml and of all languages; and the cities."""
    words: dict[str, set[str]] = {}
    for table in (own, *listed.values()):
        for key in table.keys() - APART:
            words.setdefault(key, set()).update(table[key])
    words["cities"] = ({city.casefold() for city in words["cities"]} | cities) - words["not-places"]
    return {key: set(map(str.casefold, found)) for key, found in words.items()}
