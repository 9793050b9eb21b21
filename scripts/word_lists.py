"""The phrases of all languages, and the tables that map words to values, as the library looks them up."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sources import languages, toml_files

from cleantext.words.vocabulary import MAX_WORDS, Mode, Phrase, normalised

MODES: tuple[Mode, ...] = ("contains", "exact", "prefix")
#: Categories that the notations of dumps ask for by themselves: no line is looked up in them.
WORDS = ("forwarded", "mail-prefix", "link-list", "letter-words")
#: Tables of words around names and in dates: word_names.py reads these.
NAMES = ("names", "dates")


def phrases() -> Iterator[Phrase]:
    """All phrases, by language, category and mode: where two know a line, the first one speaks."""
    categories = {code: _categories(data) for code, data in languages().items()}
    for category in ("attached", "dangling", "tokens"):
        for code, words in toml_files()[category].items():
            exact = [Phrase(word.casefold(), category, "exact", code) for word in words]
            categories.setdefault(code, {})[category] = exact
    # English speaks for the words that several languages share.
    for _, found in sorted(categories.items(), key=lambda item: (item[0] != "en", item[0])):
        for _, listed in sorted(found.items()):
            yield from listed


def _categories(data: dict[str, Any]) -> dict[str, list[Phrase]]:
    return {
        category: list(_listed(category, modes, data["language"]))
        for category, modes in data.items()
        if isinstance(modes, dict) and category not in (*WORDS, *NAMES)
    }


def _listed(category: str, modes: dict[str, Any], language: str) -> Iterator[Phrase]:
    for mode in MODES:
        for text in sorted({_key(text, mode) for text in modes.get(mode, [])}):
            yield Phrase(text, category, mode, language)
        for row in modes.get("risky", []):
            if row["mode"] == mode:
                exceptions = tuple(_key(text, "exact") for text in row["not"])
                text, max_words = _key(row["phrase"], mode), row.get("max_words", MAX_WORDS)
                yield Phrase(text, category, mode, language, max_words, exceptions)


def tables() -> dict[str, Any]:
    """The tables by category, the commonest words of languages, and the reasons that words of class names give.

    A table maps words to values: units to seconds, labels to what they state.
    """
    found: dict[str, dict[str, Any]] = {name: {} for name in ("relative-time", *WORDS)}
    # In the order of the files' names: of two languages that give a word different values, the later one counts.
    for data in toml_files().values():
        for category, modes in data.items():
            if not isinstance(data.get("language"), str) or not isinstance(modes, dict) or category in NAMES:
                continue
            if category in WORDS:
                for text in modes["exact"]:
                    found[category].setdefault(_key(text, "exact"), []).append(data["language"])
            else:
                found["relative-time"].update(_keys(modes.get("units", {})))
                if "fields" in modes:
                    found.setdefault(category, {}).update(_keys(modes["fields"]))
    classes = dict(toml_files()["classes"])
    late = classes.pop("late")
    return {
        "tables": found,
        "function_words": toml_files()["languages"],
        "class_words": _reasons(classes),
        "late_class_words": _reasons(late),
    }


def _reasons(classes: dict[str, list[str]]) -> dict[str, str]:
    return {word: reason for reason, words in classes.items() for word in words}


def _key(text: str, mode: str) -> str:
    """The phrase in the form of keys; a label keeps its colon where more of the line follows it."""
    key = normalised(text.replace("#", "0"))
    last = text.rstrip()[-1:].replace("：", ":")
    return key + last if mode != "exact" and last in ":|=" and key else key


def _keys(table: dict[str, Any]) -> dict[str, Any]:
    return {_key(word, "exact"): value for word, value in table.items()}
