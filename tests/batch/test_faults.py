"""Pages, inputs and disks that fail: one record for each page, no process left, a clear message."""

from __future__ import annotations

import gzip
import json
import resource
from collections import Counter
from pathlib import Path

import pytest

from batch.invented_inputs import PAGE, members, record_id, response
from batch.running import FAULTY, ids, records, run, without_times, write_pages


def test_pages_that_hang_die_or_grow_cost_themselves_alone(tmp_path: Path) -> None:
    pages, out, rejected = (tmp_path / name for name in ("pages.jsonl", "out.jsonl", "rejected.jsonl"))
    orders = [""] * 30
    orders[4], orders[11], orders[12], orders[20] = "order: kill", "order: hang", "order: allocate", "order: raise"
    known = write_pages(pages, orders)
    done = run(pages, "-o", out, "--rejected", rejected, "--workers", "2", *FAULTY)
    assert done.returncode == 0, done.stderr
    assert Counter(ids(out, rejected)) == Counter(known)
    assert {one["id"]: (one["status"], one["reason"]) for one in records(rejected)} == {
        "p4": ("crash", "the page ended its worker (signal SIGKILL)"),
        "p11": ("timeout", "the page took more than 1 s"),
        "p12": ("crash", "the page needs more memory than a worker may have"),
        "p20": ("error", "ValueError: as ordered, in the step 'orders'"),
    }
    assert {one["status"] for one in records(out)} == {"ok"}
    assert "crash: the page ended its worker (signal SIGKILL) 1" in done.stderr


def test_a_tag_of_100_000_attributes_has_its_record(tmp_path: Path) -> None:
    page, out = tmp_path / "bomb.html", tmp_path / "out.jsonl"
    attributes = " ".join(f"a{number}=1" for number in range(100_000))
    page.write_text(f"<html><body><p {attributes}>The harbour wall held.</p></body></html>", "utf-8")
    done = run(page, "-o", out, "--workers", "1")
    assert done.returncode == 0
    assert [one["id"] for one in records(out)] == [f"{page}:0"]


def test_a_full_disk_ends_the_run_with_a_message_and_it_goes_on_when_there_is_room(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages.jsonl", tmp_path / "out.jsonl"
    known = write_pages(pages, [""] * 200)
    command = (pages, "-o", out, "--workers", "1", "--ledger")
    full = run(*command, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, 300_000)))
    assert full.returncode == 1
    assert full.stderr.startswith(f"cleantext: cannot write {out}.partial: File too large")
    assert "Traceback" not in full.stderr
    assert not out.exists()
    done = run(*command)
    assert (done.returncode, ids(out)) == (0, known), done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_standard_output_may_be_full_too(tmp_path: Path) -> None:
    pages = tmp_path / "pages.jsonl"
    write_pages(pages, [""])
    with open("/dev/full", "wb") as full:
        done = run(pages, "-o", "-", "--workers", "1", stdout=full)
    assert done.returncode == 1
    assert "cleantext: cannot write standard output: No space left on device\n" in done.stderr


@pytest.mark.parametrize("name", ["missing/out.jsonl", "pages.jsonl/out.jsonl"])
def test_an_output_that_cannot_be_written_is_told_before_any_work(tmp_path: Path, name: str) -> None:
    pages = tmp_path / "pages.jsonl"
    write_pages(pages, [""])
    done = run(pages, "-o", tmp_path / name)
    assert done.returncode == 1
    assert done.stderr.startswith(f"cleantext: cannot write {tmp_path / name}.")
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == [pages]


@pytest.mark.parametrize("order", [(), ("--unordered",)])
def test_records_are_the_same_with_one_and_two_workers_whatever_the_order_of_the_files(
    tmp_path: Path, order: tuple[str, ...]
) -> None:
    files = [tmp_path / f"{name}.jsonl" for name in "abc"]
    for number, path in enumerate(files):
        write_pages(path, ["order: slow", "", ""] * 4)
        path.write_text(path.read_text().replace('"id": "p', f'"id": "{number}-'))
    assert run(*files, "-o", tmp_path / "one.jsonl", "--workers", "1", *FAULTY).returncode == 0
    assert run(*files[::-1], "-o", tmp_path / "two.jsonl", "--workers", "2", *FAULTY, *order).returncode == 0
    one, two = records(tmp_path / "one.jsonl"), records(tmp_path / "two.jsonl")
    assert len(one) == 36
    assert without_times(one) == without_times(two)


def damaged_inputs(folder: Path) -> list[Path]:
    """A cut .warc.gz, a gzip bomb in a record, a Parquet file with a hole, a line that is no JSON."""
    import pyarrow
    import pyarrow.parquet

    cut, bomb, table, lines = (folder / name for name in ("cut.warc.gz", "bomb.warc.gz", "hole.parquet", "lines.jsonl"))
    folder.mkdir()
    cut.write_bytes(members([response(number=1), response(number=2), response(PAGE * 9, number=3)])[:-60])
    long = gzip.compress(b"The wall held. " * 7_000_000)
    bomb.write_bytes(members([response(long, number=4, headers="Content-Encoding: gzip\r\n"), response(number=5)]))
    rows = pyarrow.table({"id": [f"row{number}" for number in range(20)], "html": [PAGE.decode()] * 20})
    pyarrow.parquet.write_table(rows, table, row_group_size=10, compression="none", use_dictionary=False)
    data = bytearray(table.read_bytes())
    data[60:90] = b"\xff" * 30
    table.write_bytes(data)
    good = json.dumps({"id": "line", "html": PAGE.decode()})
    lines.write_text(f'{good}\n{{"id": "broken", "html": \n{good}\n')
    return [cut, bomb, table, lines]


def test_damaged_inputs_give_one_record_for_each_page_and_for_each_damage(tmp_path: Path) -> None:
    files = damaged_inputs(tmp_path / "in")
    done = run(tmp_path / "in", "-o", tmp_path / "out.jsonl", "--workers", "1")
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    found = {one["id"]: one for one in records(tmp_path / "out.jsonl")}
    assert len(found) == len(ids(tmp_path / "out.jsonl"))
    of = {path.name: [one for one in found.values() if one["file"] == str(path)] for path in files}
    assert [found[record_id(number)]["status"] for number in (1, 2, 5)] == ["ok"] * 3
    assert found[record_id(4)]["status"] == "truncated"
    assert found[record_id(4)]["reason"] == "truncated: more than 10000000 bytes, cut there"
    assert {one["status"] for one in of["cut.warc.gz"][2:]} <= {"truncated", "error"}
    assert any("the gzip data end early" in one["reason"] for one in of["cut.warc.gz"][2:])
    [hole] = [one for one in of["hole.parquet"] if one["status"] == "error"]
    assert hole["reason"].startswith("damaged Parquet: ")
    assert [one["id"] for one in of["hole.parquet"] if one["status"] == "ok"] == [f"row{n}" for n in range(10, 20)]
    line, broken, repeated = of["lines.jsonl"]
    assert [one["status"] for one in (line, broken, repeated)] == ["ok", "error", "ok"]
    assert repeated["id"].startswith("line#")
    assert "JSON" in broken["reason"]
