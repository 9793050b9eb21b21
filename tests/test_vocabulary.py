"""The look-up: the same answer as asking every phrase, whatever the line."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from word_entries import entries_of
from word_lists import phrases

from cleantext.words.scripts import count_words
from cleantext.words.table import WordTable, packed
from cleantext.words.vocabulary import MAX_KEY, MAX_WORDS, Phrase, Vocabulary, load_vocabulary, normalised
from invented_pages import lines

PHRASES = list(phrases())
SOME = PHRASES[::40]


def vocabulary_of(some: Iterable[Phrase]) -> Vocabulary:
    return Vocabulary(WordTable(packed(entries_of(some, {}))))


def asked(vocabulary: Vocabulary, text: str) -> set[str]:
    """The categories that know a text."""
    return {*vocabulary.lookup(text, count_words(text))}


def test_every_phrase_is_found_by_its_own_text() -> None:
    vocabulary = load_vocabulary()
    lost = [
        phrase
        for phrase in PHRASES
        if phrase.category not in asked(vocabulary, phrase.text)
        and phrase.category not in asked(vocabulary, f"{phrase.text} abc")
    ]
    assert not lost


def test_every_phrase_comes_back_as_it_was_written() -> None:
    first: dict[tuple[str, str, str], Phrase] = {}
    for phrase in PHRASES:
        first.setdefault((phrase.category, phrase.mode, phrase.text), phrase)
    # Where a phrase knows its own text, nothing that stands before it in the look-up knows the text of its kind.
    changed = []
    for (category, mode, text), phrase in first.items():
        found = load_vocabulary().lookup(text, count_words(text)).get(category)
        if found is not None and (found.mode, found.text) == (mode, text) and found != phrase:
            changed.append((phrase, found))
    assert not changed


def test_every_phrase_with_counter_examples_comes_back_with_them() -> None:
    risky = [phrase for phrase in PHRASES if phrase.exceptions]
    assert len(risky) > 500
    for phrase in risky:
        lines = (phrase.text, f"{phrase.text} abc")
        found = [vocabulary_of([phrase]).lookup(line, 1) for line in lines]
        assert {phrase.category: phrase} in found, phrase


@pytest.mark.parametrize(
    ("phrase", "line"),
    [
        (Phrase("share this", "share", "prefix", "en"), "share this 新"),
        (Phrase("分享到", "share", "prefix", "zh"), "分享到微信"),
        (Phrase("分", "share", "prefix", "zh"), "分享"),
        (Phrase("แชร์", "share", "contains", "th"), "กด แชร์ บทความ"),
        (Phrase("广告", "advertisement", "contains", "zh"), "以下是广告内容"),
        (Phrase("x" * 400, "share", "exact", "en"), "x" * 400),
        (Phrase("by: |", "byline", "prefix", "en"), "by: | ada"),
        (Phrase("читать далее", "related", "prefix", "ru"), "читать далее: мост"),
    ],
)
def test_what_is_found_is_the_phrase(phrase: Phrase, line: str) -> None:
    assert vocabulary_of([phrase]).lookup(line, 3) == {phrase.category: phrase}
    assert not vocabulary_of([phrase]).lookup(line[1:], 3) or phrase.mode == "contains"


def test_limits_of_a_phrase_hold() -> None:
    vocabulary = vocabulary_of([Phrase("share", "share", "prefix", "en", 4, ("share prices",))])
    assert vocabulary.lookup("share this", 4)
    assert not vocabulary.lookup("share this", 5)
    assert not vocabulary.lookup("share prices fall", 3)
    assert not load_vocabulary().lookup("share this article with anyone", MAX_WORDS + 1)


def test_unknown_lines_are_not_found() -> None:
    vocabulary = load_vocabulary()
    known = [phrase.text for phrase in PHRASES if phrase.text.isascii()]
    assert not [text for text in known if asked(vocabulary, f"zzz{text}zzz".replace(" ", "zzz"))]


def test_every_phrase_is_in_the_form_that_lines_are_compared_in() -> None:
    wrong = [
        phrase
        for phrase in PHRASES
        if (
            phrase.text.casefold()
            if phrase.category in ("attached", "dangling")
            else normalised(phrase.text.replace("#", "0")).rstrip(":：|")
        )
        != phrase.text.rstrip(":：|")
    ]
    assert not wrong


@given(lines)
def test_look_up_agrees_with_asking_every_phrase(line: str) -> None:
    key, words = normalised(line)[:MAX_KEY], count_words(line)
    speak = {phrase.category for phrase in SOME if key and phrase.holds(key, words)}
    assert set(vocabulary_of(SOME).lookup(key, words)) == speak


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
