"""The look-up: the same answer as asking every phrase, whatever the line."""

from __future__ import annotations

import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.vocabulary import MAX_KEY, Phrase, Vocabulary, load_vocabulary, normalised
from cleantext.writing import count_words
from invented_pages import lines


def compiled_rows() -> list[tuple[str, str, str, str]]:
    data = json.loads(resources.files("cleantext.data").joinpath("vocabulary.json").read_text("utf-8"))
    return [
        (language, category, mode, row if isinstance(row, str) else row["phrase"])
        for language, categories in data["phrases"].items()
        for category, modes in categories.items()
        for mode, texts in modes.items()
        for row in texts
    ]


ROWS = compiled_rows()


def test_every_phrase_is_found_by_its_own_text() -> None:
    vocabulary = load_vocabulary()
    lost = [
        (language, category, mode, text)
        for language, category, mode, text in ROWS
        if category not in vocabulary.lookup(text, count_words(text))
        and category not in vocabulary.lookup(f"{text} abc", count_words(text) + 1)
    ]
    assert not lost


def test_every_phrase_is_in_the_form_that_lines_are_compared_in() -> None:
    wrong = [
        (language, category, text)
        for language, category, _, text in ROWS
        if (text.casefold() if category == "dangling" else normalised(text.replace("#", "0")).rstrip(":：|"))
        != text.rstrip(":：|")
    ]
    assert not wrong


@given(lines)
def test_look_up_agrees_with_asking_every_phrase(line: str) -> None:
    phrases = [Phrase(text, category, mode, language) for language, category, mode, text in ROWS[::40]]  # type: ignore[arg-type]
    vocabulary = Vocabulary(phrases, {}, {}, {}, {})
    key, words = normalised(line)[:MAX_KEY], count_words(line)
    asked = {phrase.category for phrase in phrases if key and phrase.holds(key, words)}
    assert set(vocabulary.lookup(key, words)) == asked


@given(st.text(max_size=80))
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalised(text)
    assert normalised(normalised(once)) == normalised(once)


def test_the_look_up_of_an_empty_line_is_empty() -> None:
    assert not load_vocabulary().lookup("", 0)


def test_of_gives_the_phrases_of_all_languages() -> None:
    assert {"by", "von", "par"} <= load_vocabulary().of("byline")
    assert load_vocabulary().of("no-such-category") == frozenset()


@pytest.mark.parametrize("line", ["Share", "Teilen", "Partager", "Compartir", "分享"])
def test_all_languages_are_always_on(line: str) -> None:
    assert "share" in load_vocabulary().lookup(normalised(line), count_words(line))
