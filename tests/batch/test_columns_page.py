"""The page about batches lists the columns that the code writes, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from cleantext.batch.outputs.tables import TABLE_FIELDS, column_name, record_schema

PAGE = Path(__file__).parent.parent.parent / "docs" / "batch.md"


def test_the_documented_columns_are_those_of_the_table() -> None:
    section = PAGE.read_text("utf-8").partition("## Columns\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| `([a-z_.]+)` \| ([^|]+) \| (.+) \|$", section, re.M)
    wanted = [
        (column_name(name), name, str(column.type).replace("item: ", ""))
        for name, column in zip(TABLE_FIELDS, record_schema(), strict=True)
    ]
    assert [row[:3] for row in rows] == wanted
