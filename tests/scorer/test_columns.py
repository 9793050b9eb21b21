"""Columns are collected in order, and a table is taken apart, put beside another and averaged column by column."""

from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.scorer.columns import Columns, Table, write_shifted

TABLE = Table(["words", "ends", "prose"], array("f", [3, 12, 0, 1, 0.5, 0.25]), 2)


def test_columns_stand_in_the_order_in_which_they_were_added() -> None:
    columns = Columns(3)
    columns.add("words", array("f", [3, 12, 7]))
    first = columns.take(("ends", "prose"))
    columns.add_page({"lines": 3, "share": 0.5})
    # New columns are filled after they were taken.
    columns.cells[first + 1], columns.cells[first + 5] = 1, 2
    names, values, size = columns.table()
    assert (names, size) == (["words", "ends", "prose", "lines", "share"], 3)
    assert values.tolist() == [3, 12, 7, 0, 1, 0, 0, 0, 2, 3, 3, 3, 0.5, 0.5, 0.5]
    assert values.typecode == "f"


def test_columns_beyond_the_room_are_made_room_for() -> None:
    columns = Columns(2, 1)
    columns.add("words", array("f", [3, 12]))
    first = columns.take(("ends", "prose"))
    columns.cells[first + 3] = 1
    assert columns.table() == Table(["words", "ends", "prose"], array("f", [3, 12, 0, 0, 0, 1]), 2)


@pytest.mark.parametrize("shift", range(-4, 5))
def test_values_of_neighbours_are_those_so_many_places_further_down(shift: int) -> None:
    row = [1.0, 2.0, 3.0]
    cells = array("f", [9] * 5)
    write_shifted(array("f", row), 0, shift, -1, cells, 1, 3)
    assert cells.tolist() == [9, *[row[at + shift] if 0 <= at + shift < 3 else -1 for at in range(3)], 9]


def test_a_page_without_columns_has_an_empty_table() -> None:
    assert Columns(2).table() == Table([], array("f"), 2)


def test_a_column_is_a_copy() -> None:
    column = TABLE.column("ends")
    assert column.tolist() == [0, 1]
    column[0] = 5
    assert TABLE.column("ends").tolist() == [0, 1]


def test_a_name_that_no_column_has_is_an_error() -> None:
    with pytest.raises(ValueError, match="likely"):
        TABLE.column("likely")


def test_rows_are_spread_over_a_longer_table() -> None:
    longer = TABLE.spread(array("i", [3, 1]), 5)
    assert (longer.names, longer.size) == (TABLE.names, 5)
    assert longer.column("words").tolist() == [0, 12, 0, 3, 0]
    assert longer.column("prose").tolist() == [0, 0.25, 0, 0.5, 0]
    assert TABLE.spread(array("i", [0, 1]), 2) == TABLE


def test_other_rows_are_those_that_are_given() -> None:
    longer = TABLE.spread(array("i", [2, 0]), 3, TABLE.means())
    assert longer.column("words").tolist() == [12, 7.5, 3]
    assert longer.means().column("prose")[0] == TABLE.means().column("prose")[0]


def test_no_rows_spread_to_rows_of_0() -> None:
    assert Table(["words", "ends"], array("f"), 0).spread(array("i"), 2).values.tolist() == [0] * 4


def test_tables_stand_beside_each_other() -> None:
    other = Table(["likely"], array("f", [1, 0]), 2)
    both = TABLE.beside(other)
    assert both.names == ["words", "ends", "prose", "likely"]
    assert [both.column(name) for name in TABLE.names] == [TABLE.column(name) for name in TABLE.names]
    assert both.column("likely") == other.values
    assert len(TABLE.names) == 3


def test_the_means_of_a_table_are_a_table_of_one_row() -> None:
    assert TABLE.means() == Table(TABLE.names, array("f", [7.5, 0.5, 0.375]), 1)
    assert TABLE.means().means() == TABLE.means()


@given(st.lists(st.lists(st.floats(-1e6, 1e6, width=32), min_size=4, max_size=4), min_size=1, max_size=30))
def test_means_are_those_of_the_columns(rows: list[list[float]]) -> None:
    columns = list(zip(*rows, strict=True))
    table = Table([*"abcd"], array("f", [value for column in columns for value in column]), len(rows))
    assert table.means().values == array("f", [sum(column) / len(rows) for column in columns])
