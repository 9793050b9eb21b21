"""Hashed words: the same numbers on every machine, each once in a line, and a table that adds up what they weigh."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from cleantext.readers import read_document
from cleantext.scoring.columns import Lists
from cleantext.scoring.features import features_of
from cleantext.scoring.wording import BITS, WordTable, buckets_of


def numbers(text: str) -> set[int]:
    return set(buckets_of([text])[0].tolist())


def test_a_word_has_the_number_of_its_checksum() -> None:
    # Weights that ship were made with it: in plain numbers, CRC-32, spread, and the highest bits of 32.
    number = (zlib.crc32(b"harbour") * 2654435761 % 2**32) >> (32 - BITS)
    assert number in numbers("Harbour")
    assert number in numbers("The old HARBOUR wall")


def test_case_and_digits_make_no_difference() -> None:
    assert numbers("Harbour wall") == numbers("harbour WALL")
    assert numbers("In 1987") == numbers("In 2024") != numbers("In 19870")


def test_each_number_counts_once_in_a_line() -> None:
    buckets, lines = buckets_of([", " * 400, "The wall held.", ""])
    assert len(set(zip(buckets.tolist(), lines.tolist(), strict=True))) == len(buckets)
    assert set(lines.tolist()) == {0, 1, 2}
    assert int(buckets.max()) < 2**BITS


def test_lines_do_not_meet() -> None:
    apart = [set(buckets_of([line])[0].tolist()) for line in ("Share this", "The wall held.")]
    buckets, lines = buckets_of(["Share this", "The wall held."])
    assert [set(buckets[lines == index].tolist()) for index in (0, 1)] == apart


def test_characters_are_words_where_a_script_sets_no_spaces() -> None:
    assert len(numbers("港の防波堤は") & numbers("防波堤")) >= 5
    assert len(numbers("harbourwall") & numbers("wall")) <= 2


@pytest.mark.parametrize("text", ["", "\x00\x00", "\ud800", "a" * 5000, "💡" * 300, "\u202e\u200b"])
def test_odd_lines_have_a_score(text: str) -> None:
    table = WordTable(np.ones(2**BITS, dtype=np.int8), 0.01, -1.0)
    scores = table.scores([text, "The wall held."])
    assert scores.shape == (2,)
    assert np.isfinite(scores).all()


def test_a_line_that_all_its_words_speak_against_is_no_error() -> None:
    document, _ = read_document(
        " ".join(chr(97 + number % 26) * (1 + number // 26) for number in range(90)), kind="text"
    )
    table = WordTable(np.full(2**BITS, -127, dtype=np.int8), 0.05, 0.0)
    assert float(table.scores([document.segments[0].text])[0]) < -100
    names, values = features_of(document, Lists(("navigation",)), table)
    assert values[0, names.index("page likely share")] == 0


def test_a_table_adds_up_its_weights() -> None:
    weights = np.zeros(2**BITS, dtype=np.int8)
    weights[list(numbers("wall") - numbers(""))] = 2
    table = WordTable(weights, 0.5, -1.0)
    only, none = table.scores(["wall", ""])
    assert none == -1.0
    assert only == -1.0 + len(numbers("wall") - numbers(""))
