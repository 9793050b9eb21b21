"""The loops over characters find the words that the patterns define, and sum them up as CRC-32 does."""

from __future__ import annotations

import sys

import pytest
from hypothesis import example, given

from cleantext.scorer.line_words import WordSet, content_words, number_of, patterned_content_words
from cleantext.scorer.wording import checksums, patterned_checksums
from odd_texts import TEXTS


@given(TEXTS)
@example("İstanbul".lower())
@example("Seite 12 von 90, ٣٤ und １２")
def test_checksums_are_those_of_the_pattern(text: str) -> None:
    for one in (text, text.lower()):
        assert checksums(one).tolist() == patterned_checksums(one)


@given(TEXTS)
@example("naïve cafés in Ελλάδα, 防波堤は, กรุงเทพ")
def test_content_words_are_those_of_the_pattern(text: str) -> None:
    for one in (text, text.casefold()):
        assert content_words(one) == [number_of(word) for word in patterned_content_words(one)]


@given(TEXTS)
@example("a\x1cb\x00c\u2003d\xa0e")
def test_a_set_tells_the_share_of_the_words_that_it_has(text: str) -> None:
    words = text.split()
    assert WordSet(words).share(text) == bool(words)
    assert WordSet(words[::2]).share(text) == sum(one in set(words[::2]) for one in words) / max(len(words), 1)
    assert WordSet([]).share(text) == 0


@pytest.mark.parametrize("start", range(0, sys.maxunicode, 0x8000))
def test_every_character_is_of_the_class_that_the_pattern_gives_it(start: int) -> None:
    text = "".join(f"ab{chr(code)}cd " for code in range(start, min(start + 0x8000, sys.maxunicode + 1)))
    assert checksums(text).tolist() == patterned_checksums(text)
    assert content_words(text) == [number_of(word) for word in patterned_content_words(text)]
    assert WordSet(text.split()).share(text) == 1
