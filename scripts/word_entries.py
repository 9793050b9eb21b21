"""What the built table holds of the phrases, in the form that ``cleantext.words.vocabulary`` reads."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from cleantext.words.scripts import UNSPACED_CHAR
from cleantext.words.vocabulary import FIELDS, MAX_WORDS, MODES, ROWS, Phrase, first_two_words, first_word

MARKS = {mode: mark for mark, mode in MODES.items()}


def entries_of(phrases: Iterable[Phrase], data: Mapping[str, Any]) -> dict[str, str]:
    """What the table holds of the phrases, and of the other data by name (word_table.packed writes it).

    A phrase stands under the mark of its mode and the words that it is found by.
    """
    rows: dict[str, list[str]] = {}
    texts: dict[str, set[str]] = {}
    words: dict[str, set[str]] = {"exact": set(), "prefix": set(), "contains": set(), "first": set()}
    for phrase in phrases:
        text, category, mode, language, max_words, exceptions = phrase
        word = index_word(phrase)
        fields = [category, language]
        if (word, max_words, exceptions) != (text, MAX_WORDS, ()):
            fields += [text, str(max_words), *exceptions]
        rows.setdefault(MARKS[mode] + word, []).append(FIELDS.join(fields))
        texts.setdefault(category, set()).add(text)
        words[mode].add(word)
        if mode == "prefix":
            words["first"].add(first_word(word.partition(" ")[0]))
    return (
        {key: ROWS.join(found) for key, found in rows.items()}
        | {f"of {category}": ROWS.join(sorted(found)) for category, found in texts.items()}
        | {f"words {mode}": ROWS.join(sorted(words[mode])) for mode in ("first", "prefix", "contains") if words[mode]}
        | {name: json.dumps(value, ensure_ascii=False, sort_keys=True) for name, value in data.items()}
    )


def index_word(phrase: Phrase) -> str:
    """The word, or the words, of a line by which the phrase is found."""
    text = phrase.text
    if phrase.mode == "exact":
        return text
    if phrase.mode == "contains":
        # The longest word, or the first character in scripts without spaces.
        unspaced = UNSPACED_CHAR.search(text)
        return unspaced[0] if unspaced else max(text.split(" "), key=len)
    first = first_word(text.partition(" ")[0])
    two = first_two_words(text, first)
    return two if two and not text[len(two) : len(two) + 1].isalnum() else first
