"""The page about batches lists the columns that the code writes, and no others."""

from __future__ import annotations

import re
from pathlib import Path

from cleantext.batch.outputs.finish import column_name, table_schema
from cleantext.batch.outputs.writing import TABLE

PAGE = Path(__file__).parent.parent.parent / "docs" / "batch.md"


def test_the_documented_columns_are_those_of_the_table() -> None:
    section = PAGE.read_text("utf-8").partition("## Columns\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| `([a-z_]+)` \| `([a-z_.]+)` \| ([^|]+) \| (.+) \|$", section, re.M)
    types = table_schema(name for name, _ in TABLE)
    wanted = [
        (column_name(name), name, str(types.field(column_name(name)).type).replace("item: ", ""), sentence)
        for name, sentence in TABLE
    ]
    assert rows == wanted
