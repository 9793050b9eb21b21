"""The built table: what is written is found, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext import CleantextError
from cleantext.words import table as word_table
from cleantext.words.table import WordTable, load_table, packed

#: Texts of all scripts, without half surrogates, line breaks and tabs.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n\t"), max_size=30)


@given(st.dictionaries(texts, texts), st.lists(texts))
def test_what_is_written_is_found_and_nothing_else(entries: dict[str, str], others: list[str]) -> None:
    table = WordTable(packed(entries))
    assert {key: table[key] for key in entries} == entries
    assert all(table.find(key) < 0 for key in others if key not in entries)


@given(st.dictionaries(texts, texts))
def test_the_order_of_entries_changes_nothing(entries: dict[str, str]) -> None:
    assert packed(dict(reversed(entries.items()))) == packed(entries)


@pytest.mark.parametrize("count", [0, 1, 2, 1000])
def test_tables_of_any_size(count: int) -> None:
    entries = {f"key {number}": f"value {number}" * number for number in range(count)}
    table = WordTable(packed(entries))
    assert {key: table[key] for key in entries} == entries
    assert table.find("key -1") < 0


@pytest.mark.parametrize("key", ["", "\ud800", "share\ud83d", "=share\t", "\n=share", "=" + "x" * 100_000])
def test_odd_keys_are_not_found(key: str) -> None:
    assert load_table().find(key) < 0
    with pytest.raises(KeyError):
        load_table()[key]


@pytest.mark.parametrize("entry", [("a\tb", ""), ("a\nb", ""), ("a", "b\nc")])
def test_what_would_not_be_read_back_is_refused(entry: tuple[str, str]) -> None:
    with pytest.raises(ValueError, match="line break or a tab"):
        packed(dict([entry]))


def test_a_missing_file_is_an_error_that_says_how_to_make_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(word_table, "FILE", "data/missing.bin")
    with pytest.raises(CleantextError, match=r"data/missing.bin is missing.*python scripts/build_words.py"):
        load_table.__wrapped__()
