"""Compile data/places.toml, the languages' words around names and the exemplar cities of CLDR into data/places.json.

``python scripts/build_places.py`` writes the file, ``--check`` fails where it is stale.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from pathlib import Path

from babel import Locale

DATA = Path(__file__).resolve().parent.parent / "src" / "cleantext" / "data"
LANGUAGES = (
    "en",
    "de",
    "fr",
    "es",
    "it",
    "pt",
    "nl",
    "sv",
    "da",
    "nb",
    "fi",
    "pl",
    "cs",
    "sk",
    "hu",
    "ro",
    "hr",
    "tr",
    "ru",
    "uk",
    "bg",
    "el",
    "ca",
    "id",
    "vi",
)
# Zones whose exemplar "city" is a base, an island group or a word of other use.
NO_CITIES = ("Antarctica/", "Arctic/", "Etc/")
# Shorter names are rather acronyms or words.
MIN_LETTERS = 4


def exemplar_cities() -> set[str]:
    """The cities that CLDR names for time zones, casefolded, in all languages of the list."""
    found = set()
    for language in LANGUAGES:
        for zone, names in Locale.parse(language).time_zones.items():
            # Where a language writes the city as the zone's name does, CLDR leaves it out.
            for city in (names.get("city", ""), zone.rpartition("/")[2].replace("_", " ")):
                if len(city) >= MIN_LETTERS and not zone.startswith(NO_CITIES) and "," not in city and "(" not in city:
                    found.add(city.casefold())
    return found


#: Lists that count in their own language only: "a" stands before Italian places and before English people.
APART = ("before-place", "behind-place")


def names_of_languages() -> dict[str, dict[str, list[str]]]:
    """The tables ``[names]`` of the files that are of one language, by its code."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(DATA.glob("*.toml"))]
    return {
        data["language"]: data["names"] for data in files if isinstance(data.get("language"), str) and "names" in data
    }


def compiled() -> str:
    """The text of places.json, the same bytes each time."""
    data = tomllib.loads((DATA / "places.toml").read_text(encoding="utf-8"))
    words: dict[str, set[str]] = {}
    languages = names_of_languages()
    for table in (data["words"], *languages.values()):
        for key in table.keys() - APART:
            words.setdefault(key, set()).update(table[key])
    data["around"] = {key: {code: one[key] for code, one in languages.items() if key in one} for key in APART}
    words["cities"] = ({city.casefold() for city in words["cities"]} | exemplar_cities()) - words["not-places"]
    data["words"] = {key: sorted(found) for key, found in words.items()}
    return json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write the file, or compare with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail where places.json is stale")
    path = DATA / "places.json"
    text = compiled()
    if parser.parse_args().check:
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            print(f"{path} is stale: run python scripts/build_places.py", file=sys.stderr)
            return 1
        return 0
    path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
