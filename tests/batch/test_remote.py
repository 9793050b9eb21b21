"""Inputs and outputs in other stores, and shards: every page is read by exactly one of them."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from batch.faulty import page
from batch.running import ENVIRONMENT
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.run.command import main
from cleantext.batch.settings import InputOptions, SourcePage

fsspec = pytest.importorskip("fsspec")


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """An empty store in memory; the current folder is empty, too."""
    monkeypatch.chdir(tmp_path)
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pseudo_dirs[:] = [""]
    yield memory
    memory.store.clear()


def lines(*numbers: int) -> bytes:
    return "".join(json.dumps({"id": f"p{number}", "html": page(number)}) + "\n" for number in numbers).encode()


def ids_of(data: bytes) -> list[str]:
    return [json.loads(line)["id"] for line in data.splitlines()]


def run(*arguments: object) -> int:
    return main([*map(str, arguments), "--quiet", "--workers", "1"])


def test_files_folders_and_globs_of_a_store_are_read(store: Any) -> None:
    store.pipe({"/crawl/a.jsonl": lines(0, 1), "/crawl/b/c.jsonl.gz": gzip.compress(lines(2)), "/crawl/.x": b"hidden"})
    pages = [one.id for one in read_pages(["memory://crawl"]) if isinstance(one, SourcePage)]
    assert pages == ["p0", "p1", "p2"]
    for name in ("memory://crawl/*.jsonl", "memory://crawl/a.jsonl"):
        found = [(one.id, one.file) for one in read_pages([name]) if isinstance(one, SourcePage)]
        assert found == [("p0", "memory:///crawl/a.jsonl"), ("p1", "memory:///crawl/a.jsonl")]


def test_a_batch_reads_from_a_store_and_writes_to_it_and_goes_on(
    store: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    store.pipe("/crawl/a.jsonl", lines(0, 1))
    command = ("memory://crawl", "-o", "memory://out/articles.jsonl", "--spool", "spool")
    Path("spool").mkdir()
    assert run(*command) == 0
    assert ids_of(store.cat("/out/articles.jsonl")) == ["p0", "p1"]
    store.pipe("/crawl/b.jsonl", lines(2))
    assert run(*command) == 0
    assert ids_of(store.cat("/out/articles.jsonl")) == ["p0", "p1", "p2"]
    store.pipe("/crawl/a.jsonl", lines(0, 3))
    assert run(*command) == 1
    assert "a.jsonl:" in capsys.readouterr().err


def test_what_is_in_the_store_is_not_replaced_unasked(store: Any, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_bytes(lines(0))
    store.pipe("/out/articles.jsonl", b"old")
    assert run("a.jsonl", "-o", "memory://out/articles.jsonl") == 1
    assert "memory://out/articles.jsonl exists already" in capsys.readouterr().err
    assert run("a.jsonl", "-o", "memory://out/articles.jsonl", "--overwrite") == 0
    assert ids_of(store.cat("/out/articles.jsonl")) == ["p0"]


def test_two_addresses_that_end_alike_are_two_outputs(store: Any, capsys: pytest.CaptureFixture[str]) -> None:
    Path("a.jsonl").write_bytes(lines(0))
    assert run("a.jsonl", "-o", "memory://one/articles.jsonl") == 0
    assert run("a.jsonl", "-o", "memory://two/articles.jsonl") == 1
    assert 'output was "memory://one/articles.jsonl"' in capsys.readouterr().err


@pytest.mark.parametrize("suffix", [".parquet", ".jsonl.gz", "/"])
def test_every_format_can_be_written_to_a_store(store: Any, suffix: str) -> None:
    Path("a.jsonl").write_bytes(lines(0, 1))
    assert run("a.jsonl", "-o", f"memory://out/articles{suffix}") == 0
    if suffix == "/":
        assert len(store.ls("/out/articles")) == 2
    else:
        assert store.cat(f"/out/articles{suffix}") == Path(f"articles{suffix}").read_bytes() != b""


def test_parquet_of_a_store_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pq, pa = pytest.importorskip("pyarrow.parquet"), pytest.importorskip("pyarrow")
    monkeypatch.chdir(tmp_path)
    pq.write_table(pa.table({"id": ["a", "b"], "html": [page(0), page(1)]}), "a.parquet")
    assert [one.id for one in read_pages([f"file://{tmp_path}/a.parquet"]) if isinstance(one, SourcePage)] == ["a", "b"]


@pytest.mark.parametrize("name", ["memory://no/such.jsonl", "memory://no/*.jsonl", "nosuch://a/b.jsonl"])
def test_what_is_not_there_is_a_wrong_command_line(store: Any, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run(name, "-o", "out.jsonl")
    assert end.value.code == 2
    assert name in capsys.readouterr().err


def test_without_the_library_the_extra_is_named() -> None:
    code = "import sys; sys.modules['fsspec'] = None; from cleantext.cli import main; sys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", code, "batch", "s3://crawl/a.warc.gz", "-o", "out.jsonl"]
    done = subprocess.run(command, capture_output=True, check=False, env=ENVIRONMENT, text=True)
    assert done.returncode == 2
    assert "cleantext-ledger[remote]" in done.stderr


@pytest.mark.parametrize("count", [1, 3, 7])
def test_shards_of_files_take_each_page_once(store: Any, count: int) -> None:
    store.pipe({f"/crawl/{number}.jsonl": lines(2 * number, 2 * number + 1) for number in range(10)})
    taken: Counter[str] = Counter()
    for number in range(1, count + 1):
        options = InputOptions(shard=(number, count))
        taken.update(one.id for one in read_pages(["memory://crawl"], options) if isinstance(one, SourcePage))
    assert taken == Counter(f"p{number}" for number in range(20))


def test_new_files_do_not_move_others_to_another_shard(store: Any) -> None:
    store.pipe({f"/crawl/{number}.jsonl": lines(number) for number in range(0, 20, 2)})
    options = InputOptions(shard=(1, 3))
    before = {one.id for one in read_pages(["memory://crawl"], options) if isinstance(one, SourcePage)}
    store.pipe({f"/crawl/{number}.jsonl": lines(number) for number in range(1, 20, 2)})
    after = {one.id for one in read_pages(["memory://crawl"], options) if isinstance(one, SourcePage)}
    assert before < after


def test_shards_of_one_file_take_its_pages_in_turn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(lines(*range(5)))
    for number, wanted in ((1, ["p0", "p2", "p4"]), (2, ["p1", "p3"])):
        out = Path(f"out{number}.jsonl")
        assert run("a.jsonl", "-o", out, "--shard", f"{number}/2") == 0
        assert ids_of(out.read_bytes()) == wanted


def test_another_shard_does_not_go_on_with_an_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.jsonl").write_bytes(lines(0, 1))
    assert run("a.jsonl", "-o", "out.jsonl", "--shard", "1/2") == 0
    assert run("a.jsonl", "-o", "out.jsonl", "--shard", "1/2") == 0
    assert run("a.jsonl", "-o", "out.jsonl", "--shard", "2/2") == 1
    assert "input shard was [1, 2], now [2, 2]" in capsys.readouterr().err


@pytest.mark.parametrize("shard", ["0/2", "3/2", "1", "a/b", "1/"])
def test_what_is_no_shard_is_a_wrong_command_line(shard: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run("a.jsonl", "-o", "out.jsonl", "--shard", shard)
    assert end.value.code == 2
    assert "is not a shard; write the third of eight as 3/8" in capsys.readouterr().err
