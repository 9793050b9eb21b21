"""The programs of docs/engines run, lose no page and read no page twice; skipped where an engine is not installed."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from batch.invented_inputs import PAGE, record_id, response
from batch.running import ENVIRONMENT
from markdown_blocks import Block, python_blocks

pyarrow = pytest.importorskip("pyarrow")
parquet = pytest.importorskip("pyarrow.parquet")

ENGINES = {"datatrove": "datatrove", "spark": "pyspark", "ray": "ray.data", "dask": "distributed"}
PROGRAMS = [block for block in python_blocks() if block.name.startswith("docs/engines/")]
IDS = [f"p{number}" for number in range(12)]
#: A program may have at most 40 lines.
LINES = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """What the programs read: a table, lines of JSON, WARC files."""
    rows = [
        {"id": name, "html": PAGE.decode(), "url": f"https://ferry.example/{name}", "depth": number % 3}
        for number, name in enumerate(IDS)
    ]
    (tmp_path / "pages.parquet").mkdir()
    parquet.write_table(pyarrow.Table.from_pylist(rows[:6]), tmp_path / "pages.parquet" / "0.parquet")
    parquet.write_table(pyarrow.Table.from_pylist(rows[6:]), tmp_path / "pages.parquet" / "1.parquet")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "0.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (tmp_path / "crawl").mkdir()
    for file in (0, 1):
        records = [gzip.compress(response(number=number)) for number in range(6 * file, 6 * file + 6)]
        (tmp_path / "crawl" / f"{file}.warc.gz").write_bytes(b"".join(records))
    return tmp_path


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda block: f"{block.name}:{block.line}")
def test_programs_give_a_record_for_each_page(program: Block, folder: Path) -> None:
    pytest.importorskip(ENGINES[Path(program.name).stem])
    assert program.code.count("\n") <= LINES
    (folder / "program.py").write_text(program.code)
    # Spark takes another Python otherwise; Ray waits a second for what is written to standard error.
    environment = {**ENVIRONMENT, "PYSPARK_PYTHON": sys.executable}
    done = subprocess.run(
        [sys.executable, "program.py"],
        capture_output=True,
        check=False,
        text=True,
        cwd=folder,
        env=environment,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    rows = read_output(folder)
    warc = "crawl" in program.code
    assert sorted(row["id"] for row in rows) == sorted(map(record_id, range(12)) if warc else IDS)
    assert {row["headline"] for row in rows} == {"Mill bridge opens"}
    if "depth" in program.code.partition("keep_columns")[2]:
        assert {row["id"]: row["depth"] for row in rows} == {name: number % 3 for number, name in enumerate(IDS)}


def read_output(folder: Path) -> list[dict[str, Any]]:
    """The rows that a program has written."""
    if (folder / "articles").is_dir():
        files = sorted((folder / "articles").glob("*.jsonl.gz"))
        lines = [line for file in files for line in gzip.decompress(file.read_bytes()).splitlines()]
        return [row | row["metadata"] for row in map(json.loads, lines)]
    files = sorted((folder / "articles.parquet").glob("*.parquet"))
    return [row for file in files for row in parquet.ParquetFile(file).read().to_pylist()]


def test_each_engine_has_a_program() -> None:
    assert {Path(block.name).stem for block in PROGRAMS} == set(ENGINES)
