"""Without the extra: what needs no library is read, what needs one says how to get it."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import zstandard

from batch.invented_inputs import PAGE, response

ROOT = Path(__file__).parent.parent.parent.parent
CODE = """
import sys
for name in ("brotli", "fastwarc", "pyarrow", "rich", "zstandard"):
    sys.modules[name] = None
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.outputs.finish import check_output
from cleantext.errors import CleantextError
print([page.problem for page in read_pages(sys.argv[1:4])])
for name in sys.argv[4:]:
    try:
        list(read_pages([name]))
    except CleantextError as error:
        print(error)
check_output("a.jsonl.gz")
try:
    check_output("a.parquet")
except CleantextError as error:
    print(error)
"""


def test_only_the_formats_that_need_a_library_ask_for_it(tmp_path: Path) -> None:
    files = {
        "a.jsonl.gz": gzip.compress(b'{"text": "one"}\n'),
        "b.csv": b"text\none\n",
        "c.html": PAGE,
        "d.jsonl.zst": zstandard.compress(b"{}\n"),
        "e.warc": response(),
        "f.parquet": b"PAR1",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", CODE, *files],
        capture_output=True,
        check=True,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT / "src")},
    )
    way_out = "pip install 'cleantext-ledger[batch]'"
    assert done.stdout.decode().splitlines() == [
        "[None, None, None]",
        f"zstandard is needed to read zstd: {way_out}",
        f"fastwarc is needed to read WARC: {way_out}",
        f"pyarrow is needed to read Parquet: {way_out}",
        f"pyarrow is needed to write Parquet: {way_out}",
    ]
