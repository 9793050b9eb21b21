"""The word lists: what is built is what is written, and risky phrases miss their own counter-examples."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from cleantext.grammar.tokens import fold
from cleantext.words.scripts import count_words
from cleantext.words.table import load_table
from cleantext.words.vocabulary import Phrase, load_vocabulary, normalised

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "src" / "cleantext" / "data"
LANGUAGES = {
    data["language"]: data
    for path in sorted(DATA.glob("*.toml"))
    if isinstance((data := tomllib.loads(path.read_text("utf-8"))).get("language"), str)
}
MODES = ("exact", "prefix", "contains")
#: Keys of a category that are no lists of phrases: counter-examples and tables.
TABLES = ("risky", "units", "fields")
#: Tables of words around names and in dates; the others are categories of phrases. What belongs to no language of
#: these files stands in the file named here.
WORD_TABLES = {"names": "places.toml", "dates": "dates.toml"}


def rows() -> list[tuple[str, str, dict[str, Any]]]:
    """Every risky phrase: language, category, row."""
    return [
        (code, category, row)
        for code, data in LANGUAGES.items()
        for category, modes in data.items()
        if isinstance(modes, dict)
        for row in modes.get("risky", [])
    ]


def keys_of_the_readme(heading: str) -> set[str]:
    """The keys that data/README.md explains in the sections whose heading begins so."""
    sections = re.split("^## ", (DATA / "README.md").read_text("utf-8"), flags=re.M)
    return {
        key
        for section in sections
        if section.startswith(heading)
        for key in re.findall(r"^\| `([a-z_-]+)` \|", section, re.M)
    }


def words_of(table: dict[str, Any]) -> set[tuple[str, ...]]:
    """The words of a table [names] or [dates], each after the keys that it stands under."""
    found: set[tuple[str, ...]] = set()
    for key, value in table.items():
        if isinstance(value, dict):
            found |= {(key, *rest) for rest in words_of(value)}
        else:
            found |= {(key, fold(word)) for word in value} if isinstance(value, list) else {(key,)}
    return found


def test_the_built_file_agrees_with_its_sources() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "build_words.py"), "--check"]
    done = subprocess.run(script, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_files_are_named_by_their_language() -> None:
    for code, data in LANGUAGES.items():
        assert (DATA / f"{code}.toml").exists(), code
        assert data["name"]


def test_categories_modes_and_keys_are_those_of_the_readme() -> None:
    known = keys_of_the_readme("Categories ")
    for code, data in LANGUAGES.items():
        for category, modes in data.items():
            if isinstance(modes, dict) and category not in WORD_TABLES:
                assert category in known, f"{code}.toml: data/README.md knows no category {category}"
                assert set(modes) <= {*MODES, *TABLES}, f"{code}.toml, {category}: {sorted(modes)}"


def test_words_around_names_and_in_dates_have_the_keys_of_the_built_data_and_of_the_readme() -> None:
    places, dates = (json.loads(load_table()[name]) for name in ("places", "dates"))
    # "not_meridiems" says what is left out of the built data.
    compiled = {
        "names": {*places["words"], *places["around"]},
        "dates": {*dates["words"], *dates, "not_meridiems"} - {"words"},
    }
    headings = {"names": "Words around names", "dates": "Words in dates"}
    for code, data in LANGUAGES.items():
        for name, keys in compiled.items():
            own = set(data.get(name, {}))
            assert own <= keys, f"{code}.toml, {name}: {sorted(own - keys)}"
            unknown = own - keys_of_the_readme(headings[name])
            assert not unknown, f"{code}.toml, {name}: data/README.md knows no {sorted(unknown)}"


def test_words_of_a_language_stand_in_its_file_only() -> None:
    for name, beside in WORD_TABLES.items():
        data = tomllib.loads((DATA / beside).read_text("utf-8"))
        others = words_of({**data, **data["words"]})
        for code, own in LANGUAGES.items():
            both = words_of(own.get(name, {})) & others
            assert not both, f"{code}.toml, {name}: {beside} holds {sorted(both)} too"


def test_every_risky_phrase_misses_its_counter_examples() -> None:
    vocabulary = load_vocabulary()
    wrong = []
    for code, category, row in rows():
        assert row["not"], f"{code}, {category}: {row['phrase']!r} needs counter-examples"
        own = normalised(row["phrase"].replace("#", "0"))
        for text in row["not"]:
            line = text.replace("#", "5")
            hit = vocabulary.lookup(normalised(line), count_words(line)).get(category)
            if hit is not None and hit.language == code and hit.mode == row["mode"] and hit.text.rstrip(":：|") == own:
                wrong.append((code, category, row["phrase"], text))
    assert not wrong


def test_no_phrase_is_empty_or_a_letter_that_any_line_can_hold() -> None:
    for code, data in LANGUAGES.items():
        for category, modes in data.items():
            for mode in MODES if isinstance(modes, dict) else ():
                for phrase in modes.get(mode, []):
                    key = normalised(phrase.replace("#", "0"))
                    assert key, f"{code}, {category}, {mode}: {phrase!r} is empty once it is normalised"
                    letter = len(key) == 1 and phrase.rstrip()[-1:] not in ":："
                    assert mode == "exact" or not letter, f"{code}, {category}, {mode}: {phrase!r}"


@pytest.mark.parametrize(
    ("phrase", "line", "holds"),
    [
        (Phrase("share", "share", "exact", "en"), "Share", True),
        (Phrase("share", "share", "exact", "en"), "Share prices", False),
        (Phrase("read also:", "related-inline", "prefix", "en"), "Read also: The wall", True),
        (Phrase("read also", "related-inline", "prefix", "en"), "Read alsoran", False),
        (Phrase("continue reading", "paywall", "contains", "en"), "Subscribe to continue reading now", True),
        (Phrase("continue reading", "paywall", "contains", "en"), "discontinue readings", False),
        (Phrase("share", "share", "prefix", "en", 4, ("share prices",)), "Share prices fall", False),
        (Phrase("share", "share", "prefix", "en", 4), "Share this with all your friends", False),
        (Phrase("广告", "advertisement", "contains", "zh"), "以下是广告内容", True),
    ],
)
def test_how_a_phrase_holds(phrase: Phrase, line: str, holds: bool) -> None:
    assert phrase.holds(normalised(line), count_words(line)) is holds


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("  • Read   Also: ", "read also"),
        ("“5 things”", "# things"),
        ("1,204 views", "# views"),
        ("Ada’s boat", "ada's boat"),
        ("…", ""),
        ("分享：", "分享"),
    ],
)
def test_how_lines_are_compared(text: str, key: str) -> None:
    assert normalised(text) == key
