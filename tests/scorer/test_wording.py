"""Hashed words: the same numbers on every machine, each once in a line, and a table that adds up what they weigh."""

from __future__ import annotations

import math
import zlib
from array import array
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cleantext.input.read import read_document
from cleantext.scorer.columns import Lists
from cleantext.scorer.scores import features_of
from cleantext.scorer.wording import BEGINNING, BITS, END, WordWeights, buckets_of, patterned_checksums
from odd_texts import TEXTS


def test_a_word_has_the_number_of_its_checksum() -> None:
    # Weights that ship were made with it: in plain numbers, CRC-32, spread, and the highest bits of 32.
    number = (zlib.crc32(b"harbour") * 2654435761 % 2**32) >> (32 - BITS)
    assert number in buckets_of("Harbour")
    assert number in buckets_of("The old HARBOUR wall")


def test_case_and_digits_make_no_difference() -> None:
    assert buckets_of("Harbour wall") == buckets_of("harbour WALL")
    assert buckets_of("In 1987") == buckets_of("In 2024") != buckets_of("In 19870")


def test_each_number_counts_once_in_a_line() -> None:
    table = WordWeights(array("b", [1]) * 2**BITS, 1.0, 0.0)
    lines = [", " * 400, "The wall held.", "", "The wall held."]
    assert table.scores(lines).tolist() == [len(buckets_of(line)) for line in lines]
    assert all(0 <= number < 2**BITS for line in lines for number in buckets_of(line))


def test_lines_do_not_meet() -> None:
    table = WordWeights(array("b", [number % 7 - 3 for number in range(2**BITS)]), 1.0, 0.0)
    lines = ["Share this", "The wall held.", "", "Share this, all of you"]
    assert table.scores(lines).tolist() == [table.scores([line])[0] for line in lines]


def numbers_as_defined(text: str) -> set[int]:
    """The numbers of a line by the definition: words, pairs, either word and pair at an end, the length, spread."""
    if len(text) > BEGINNING + END:
        text = f"{text[:BEGINNING]} … {text[-END:]}"
    words = patterned_checksums(text.lower()) or [0]
    pairs = [(one * 2246822519 + other) % 2**32 for one, other in pairwise(words)]
    ends = [words[0] * 3266489917, (pairs or words)[0] * 668265263]
    ends += [words[-1] * 374761393, (pairs or words)[-1] * 3624381081]
    ends.append((int(2 * math.log2(len(words) + 1)) + 1) * 2654435789)
    return {(one % 2**32 * 2654435761 % 2**32) >> (32 - BITS) for one in (*words, *pairs, *ends)}


#: Weights that tell any two sums apart that a wrong number would make.
WEIGHTS = WordWeights(array("b", [number * number % 255 - 127 for number in range(2**BITS)]), 1.0, 0.0)


@given(st.lists(TEXTS, max_size=4))
@example(["İ" * 1000])
@example([""])
def test_numbers_are_those_of_the_definition(lines: list[str]) -> None:
    numbers = [numbers_as_defined(line) for line in lines]
    assert [buckets_of(line) for line in lines] == numbers
    assert WEIGHTS.scores(lines).tolist() == [sum(WEIGHTS.weights[one] for one in some) for some in numbers]


@pytest.mark.parametrize("unit", ["İ", ".", "a ", "港", "İ.", "\U0001f4a1", "\ud800", "x", "İ\u0307", "ẞ", "ﬃ"])
def test_lines_of_every_length_have_a_score(unit: str) -> None:
    # What is read of a line is written to a buffer of one size: neither a long line nor a capital that becomes two
    # small letters leaves it.
    lines = [(unit * length)[:length] for length in range(2001)]
    found = WEIGHTS.scores(lines)
    for length in (*range(0, 590, 31), *range(590, 620), *range(620, 2001, 97), 2000):
        numbers = numbers_as_defined(lines[length])
        assert found[length] == sum(WEIGHTS.weights[one] for one in numbers), length
        assert buckets_of(lines[length]) == numbers


def test_characters_are_words_where_a_script_sets_no_spaces() -> None:
    assert len(buckets_of("港の防波堤は") & buckets_of("防波堤")) >= 5
    assert len(buckets_of("harbourwall") & buckets_of("wall")) <= 2


@pytest.mark.parametrize("text", ["", "\x00\x00", "\ud800", "a" * 5000, "💡" * 300, "\u202e\u200b"])
def test_odd_lines_have_a_score(text: str) -> None:
    table = WordWeights(array("b", [1]) * 2**BITS, 0.01, -1.0)
    scores = table.scores([text, "The wall held."])
    assert len(scores) == 2
    assert all(map(math.isfinite, scores))


def test_a_line_that_all_its_words_speak_against_is_no_error() -> None:
    document, _ = read_document(
        " ".join(chr(97 + number % 26) * (1 + number // 26) for number in range(90)), kind="text"
    )
    table = WordWeights(array("b", [-127]) * 2**BITS, 0.05, 0.0)
    assert table.scores([document.segments[0].text])[0] < -100
    assert features_of(document, Lists(("navigation",)), table).column("page likely share")[0] == 0


def test_a_table_adds_up_its_weights() -> None:
    weights = array("b", bytes(2**BITS))
    for number in buckets_of("wall") - buckets_of(""):
        weights[number] = 2
    table = WordWeights(weights, 0.5, -1.0)
    only, none = table.scores(["wall", ""])
    assert none == -1.0
    assert only == -1.0 + len(buckets_of("wall") - buckets_of(""))
