"""What an input can make the parent of a batch use: a quarter of a gigabyte of memory, and work in proportion."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import zstandard

from batch.bombs import AFTER, BOMBS
from batch.invented_inputs import pages_of, problems
from batch.running import ENVIRONMENT
from cleantext.batch.inputs.http import parse_response
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.settings import InputOptions

#: What reading any input may add to the peak memory of the process that reads, and what its child may grow by, in MiB.
PARENT, CHILD = 256, 200
#: Without a header there are no rows, after a quote out of place there are others, and one page comes before its bomb.
NOTHING_AFTER = ("csv_header", "csv_field", "zstd_window")
READ = """
import json, resource, sys
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.settings import InputOptions

def peak():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) >> 10 for line in status if line.startswith("VmHWM"))

def child_peak():
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss >> 10

small, bomb, memory = sys.argv[1:]
options = InputOptions(memory=int(memory))
list(read_pages([small], options))
before, child_before = peak(), child_peak()
problems, last = [], None
for page in read_pages([bomb], options):
    problems.append(page.problem)
    last = page.raw
last = last.decode() if isinstance(last, bytes) else last
print(json.dumps([peak() - before, child_peak() - child_before, next(filter(None, problems), None), last[:100]]))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="/proc says what a process takes")
@pytest.mark.parametrize(("name", "make", "problem"), BOMBS, ids=[make.__name__ for _, make, _ in BOMBS])
def test_a_bomb_costs_its_page_alone_and_little_memory(
    tmp_path: Path, name: str, make: Callable[[Path], None], problem: str | None
) -> None:
    small, bomb = tmp_path / f"small.{name.partition('.')[2]}", tmp_path / name
    write_small(small)
    make(bomb)
    done = subprocess.run(
        [sys.executable, "-c", READ, small, bomb, str(CHILD << 20)],
        capture_output=True,
        check=True,
        env=ENVIRONMENT,
        timeout=120,
    )
    grown, child_grown, said, last = json.loads(done.stdout)
    assert (said or "").startswith(problem or "")
    assert (said is None) == (problem is None)
    assert grown < PARENT
    assert child_grown < CHILD + 16
    assert (last == AFTER) != (make.__name__ in NOTHING_AFTER)


def write_small(path: Path) -> None:
    """A file of the same format, which loads what reads it."""
    from batch.bombs import write_gzip, write_tables
    from batch.invented_inputs import response

    if path.suffix == ".parquet":
        import pyarrow

        write_tables(path, pyarrow.table({"text": ["Wall"]}))
    elif path.suffix == ".zst":
        path.write_bytes(zstandard.compress(b'{"text": "Wall"}'))
    elif ".warc" in path.name:
        write_gzip(path, response())
    else:
        path.write_text('{"text": "Wall"}\n' if ".jsonl" in path.name else "text\nWall\n")


HEAD = "HTTP/1.1 200 OK\r\n{}\r\n<p>Wall"
READERS = {
    "folded head": lambda size: parse_response(HEAD.format("X: a\r\n" + " b\r\n" * size).encode()),
    "repeated head": lambda size: parse_response(HEAD.format("a:b\n" * size).encode()),
    "zstd frame": lambda size: Stream(io.BytesIO(zstandard.compress(bytes(size << 9)))).read(),
}


@pytest.mark.parametrize("name", READERS)
def test_work_grows_with_the_length(name: str) -> None:
    def measure(size: int) -> float:
        began = time.process_time()
        READERS[name](size)
        return time.process_time() - began

    # Four times the length is four times the work, and would be sixteen times if each step copied all before it.
    ratios = [measure(64_000) / measure(16_000) for _ in range(7)]
    assert min(ratios) < 8


def test_a_file_of_many_damaged_row_groups_is_given_up(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"text": ["Wall"] * 300})
    pyarrow.parquet.write_table(
        table, tmp_path / "a.parquet", row_group_size=1, compression="none", use_dictionary=False
    )
    data = (tmp_path / "a.parquet").read_bytes()
    (tmp_path / "a.parquet").write_bytes(data.replace(b"\x04\0\0\0Wall", b"\xff\xff\xff\x7fWall"))
    found = list(read_pages([str(tmp_path / "a.parquet")]))
    assert len(found) == 101
    assert problems(found)[-1] == "damaged Parquet: the 200 row groups after 100 damaged ones are not read"
    assert [page.offset for page in pages_of(found)] == list(range(101))


@pytest.mark.parametrize(
    ("act", "how"), [("os.kill(os.getpid(), 11)", "SIGSEGV"), ("parquet._extend_time() or spin()", "SIGXCPU")]
)
def test_a_child_that_ends_costs_its_row_group_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, act: str, how: str
) -> None:
    import pyarrow

    from batch.bombs import write_tables
    from cleantext.batch.inputs import parquet

    write_tables(tmp_path / "a.parquet", *(pyarrow.table({"text": [f"page {one}"]}) for one in range(4)))
    acting = f"""
import os
from cleantext.batch.inputs import parquet
parquet.BATCH_SECONDS = 1
read = parquet._Child._read_rows
def spin():
    while True:
        pass
def read_rows(self, group, *more):
    if group == 2:
        {act}
    return read(self, group, *more)
parquet._Child._read_rows = read_rows
"""
    monkeypatch.setattr(parquet, "_PROGRAM", parquet._PROGRAM.replace("main(int", acting + "main(int"))
    found = pages_of(read_pages([str(tmp_path / "a.parquet")]))
    assert [page.raw for page in found] == ["page 0", "page 1", "", "page 3", AFTER]
    assert problems(found) == [f"damaged Parquet: row group 2, 1 rows lost: its reader ended (signal {how})"]
    assert [page.offset for page in found] == [0, 1, 2, 3, 4]


def test_a_file_that_ends_its_reader_again_and_again_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pyarrow
    import pyarrow.parquet

    from cleantext.batch.inputs import parquet

    table = pyarrow.table({"text": ["Wall"] * 30})
    pyarrow.parquet.write_table(table, tmp_path / "a.parquet", row_group_size=1)
    ending = "import os\nfrom cleantext.batch.inputs import parquet\nparquet._Child._read_row_group = lambda *_: os.abort()\n"
    monkeypatch.setattr(parquet, "_PROGRAM", parquet._PROGRAM.replace("main(int", ending + "main(int"))
    monkeypatch.setattr(parquet, "MAX_ENDS", 2)
    found = list(read_pages([str(tmp_path / "a.parquet")]))
    assert problems(found)[-1] == "damaged Parquet: the 28 row groups after 2 damaged ones are not read"
    assert len(found) == 3


def test_a_row_of_csv_that_ends_with_a_piece_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleantext.batch.inputs.csv_rows.LINE_PIECE", 4)
    (tmp_path / "a.csv").write_text("id,text\n1,abcdef\n2,abcdef")
    pages = pages_of(read_pages([str(tmp_path / "a.csv")], InputOptions()))
    assert [page.raw for page in pages] == ["abcdef", "abcdef"]
