"""Compiles src/cleantext/data/*.toml into vocabulary.json, which is what the library loads.

python scripts/build_vocabulary.py [--check]
"""

from __future__ import annotations

import json
import sys
import tomllib
from pathlib import Path
from typing import Any

from cleantext.vocabulary import MAX_WORDS, normalised

DATA = Path(__file__).resolve().parent.parent / "src/cleantext/data"
TARGET = DATA / "vocabulary.json"
MODES = ("exact", "prefix", "contains")
#: What maps words to values: seconds of units, and what labels state.
TABLES = ("relative-time", "labelled", "mail-head", "front-matter", "reader-head", "crawl-record", "feed-tail")
#: Categories that the notations of dumps ask for by themselves: no line is looked up in them.
WORDS = ("forwarded", "mail-prefix", "link-list", "letter-words")
#: Tables of words around names and in dates: build_places.py and build_cldr.py read these.
OTHER_TABLES = ("names", "dates")
#: Files of data/ that hold no phrases of one language.
OTHERS = {"classes", "dangling", "tokens", "dates", "places", "languages"}


def compiled() -> str:
    """The text of vocabulary.json."""
    phrases: dict[str, dict[str, dict[str, list[Any]]]] = {}
    tables: dict[str, dict[str, Any]] = {name: {} for name in (*TABLES, *WORDS)}
    for path in sorted(DATA.glob("*.toml")):
        if path.stem in OTHERS:
            continue
        data = tomllib.loads(path.read_text("utf-8"))
        language = phrases.setdefault(data["language"], {})
        for category, modes in data.items():
            if category in WORDS:
                for text in modes["exact"]:
                    tables[category].setdefault(_phrase(text, "exact"), []).append(data["language"])
            elif isinstance(modes, dict) and category not in OTHER_TABLES:
                language[category] = _modes(modes)
                tables["relative-time"].update(_keys(modes.get("units", {})))
                if "fields" in modes:
                    tables[category].update(_keys(modes["fields"]))
    for category in ("dangling", "tokens"):
        for code, words in tomllib.loads((DATA / f"{category}.toml").read_text("utf-8")).items():
            phrases.setdefault(code, {})[category] = {"exact": [word.casefold() for word in words]}
    function_words = tomllib.loads((DATA / "languages.toml").read_text("utf-8"))
    data = {"phrases": phrases, "tables": tables, "function_words": function_words, "class_words": _classes()}
    return json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"


def _classes() -> list[dict[str, str]]:
    """Class word -> reason, for the words of the page's regions and for those that go late."""
    reasons = tomllib.loads((DATA / "classes.toml").read_text("utf-8"))
    late = reasons.pop("late")
    return [{word: reason for reason, words in one.items() for word in words} for one in (reasons, late)]


def _modes(modes: dict[str, Any]) -> dict[str, list[Any]]:
    result: dict[str, list[Any]] = {}
    for mode in MODES:
        result[mode] = sorted({_phrase(text, mode) for text in modes.get(mode, [])})
    for row in modes.get("risky", []):
        result[row["mode"]].append(
            {
                "phrase": _phrase(row["phrase"], row["mode"]),
                "max_words": row.get("max_words", MAX_WORDS),
                "not": [_phrase(text, "exact") for text in row["not"]],
            }
        )
    return {mode: rows for mode, rows in result.items() if rows}


def _phrase(text: str, mode: str) -> str:
    """The phrase in the form of keys; a label keeps its colon where more of the line follows it."""
    key = normalised(text.replace("#", "0"))
    last = text.rstrip()[-1:].replace("：", ":")
    return key + last if mode != "exact" and last in ":|=" and key else key


def _keys(table: dict[str, Any]) -> dict[str, Any]:
    return {_phrase(word, "exact"): value for word, value in table.items()}


if __name__ == "__main__":
    text = compiled()
    if "--check" in sys.argv:
        sys.exit(0 if TARGET.read_text("utf-8") == text else "vocabulary.json is stale: run make data")
    TARGET.write_text(text, "utf-8")
