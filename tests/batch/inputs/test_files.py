"""Files, folders, globs and standard input: each format is detected, always in the same order."""

from __future__ import annotations

import gzip
import io
import os
import sys
import tracemalloc
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from batch.invented_inputs import PAGE, members, pages_of, problems, read, reasons, response
from cleantext.batch.inputs.files import count_bytes, sniff_format
from cleantext.batch.inputs.reading import read_pages
from cleantext.batch.inputs.streams import Meter
from cleantext.batch.settings import InputOptions, SourcePage


def _mixed(folder: Path) -> None:
    (folder / "deep" / "er").mkdir(parents=True)
    (folder / "a.html").write_bytes(PAGE)
    (folder / "b.txt").write_text("Mill bridge opens")
    (folder / "c.jsonl").write_text('{"text": "one"}\n{"text": "two"}\n')
    (folder / "d.warc.gz").write_bytes(members([response(number=1)]))
    (folder / "deep" / "e.csv").write_text("text\nthree\n")
    (folder / "deep" / "er" / "f.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0")
    (folder / "deep" / "er" / "g.htm.gz").write_bytes(gzip.compress(PAGE))
    (folder / "h").write_bytes(bytes(range(32)) * 99)
    (folder / "i.json").write_text('{\n  "pretty": 1\n}\n')
    pq.write_table(pa.table({"text": ["four"]}), folder / "j.dat")
    (folder / ".hidden").write_text("no page")


def test_a_folder_of_mixed_files_is_read_in_order(tmp_path: Path) -> None:
    _mixed(tmp_path)
    found = list(read_pages([str(tmp_path)]))
    assert [page.raw for page in pages_of(found)] == [
        PAGE,
        b"Mill bridge opens",
        "one",
        "two",
        PAGE,
        "three",
        PAGE,
        "four",
    ]
    assert reasons(found) == [
        "hidden file",
        "file type: PNG",
        "file type: unknown binary",
        "file type: JSON document, not JSON lines",
    ]
    assert problems(found) == []
    assert list(read_pages([str(tmp_path)])) == found


def test_globs_and_several_inputs(tmp_path: Path) -> None:
    _mixed(tmp_path)
    found = pages_of(read_pages([str(tmp_path / "*.jsonl"), str(tmp_path / "**" / "*.htm*")]))
    assert [page.raw for page in found] == ["one", "two", PAGE, PAGE]
    [page] = pages_of(read_pages([str(tmp_path / "*.none")]))
    assert page.problem == "no file matches"


def test_a_name_that_looks_like_a_glob_is_taken_literally(tmp_path: Path) -> None:
    (tmp_path / "a[1].txt").write_text("Mill bridge")
    assert [page.raw for page in pages_of(read_pages([str(tmp_path / "a[1].txt")]))] == [b"Mill bridge"]


def test_the_own_output_is_no_input(tmp_path: Path) -> None:
    for name in ("a.txt", "out.jsonl", "out.jsonl.partial", "outer.txt"):
        (tmp_path / name).write_text("Mill bridge")
    (tmp_path / "pages").mkdir()
    (tmp_path / "pages" / "b.md").write_text("Mill bridge")
    options = InputOptions(exclude=(f"{tmp_path}/out.jsonl", f"{tmp_path}/pages/"))
    for name in (str(tmp_path), str(tmp_path / "*")):
        files = [os.path.basename(page.file) for page in pages_of(read_pages([name], options))]
        assert files == ["a.txt", "outer.txt"]
    assert count_bytes([str(tmp_path)], options) == 22
    assert len(pages_of(read_pages([str(tmp_path / "out.jsonl")], options))) == 1


def test_what_cannot_be_opened_is_one_problem(tmp_path: Path) -> None:
    found = pages_of(read_pages([str(tmp_path / "none.txt"), "a\0b"]))
    assert [page.problem for page in found] == ["No such file or directory", "embedded null byte"]
    assert [page.raw for page in found] == ["", ""]


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Mill bridge")
    (tmp_path / "a.txt").chmod(0)
    assert [page.problem for page in pages_of(read_pages([str(tmp_path)]))] == ["Permission denied"]


def test_links_pipes_and_loops_end(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "gone").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe")
    found = list(read_pages([str(tmp_path)]))
    assert problems(found) == ["No such file or directory"]
    assert reasons(found) == ["link to a folder", "not a regular file"]


def test_a_file_that_vanishes_is_one_problem(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_text(name)
    found = []
    for page in read_pages([str(tmp_path)]):
        found.append(page)
        (tmp_path / "b.txt").unlink(missing_ok=True)
    assert [page.problem for page in pages_of(found)] == [None, "No such file or directory", None]


def test_a_format_can_be_forced(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    [whole] = pages_of(read(path, b'{"text": "one"}\n', format="files"))
    assert whole.raw == b'{"text": "one"}\n'
    [line] = pages_of(read(path, b"Mill bridge\n", format="jsonl"))
    assert line.problem is not None
    for name in ("csv", "parquet", "warc", "wet", "jsonl"):
        assert all(page.problem for page in pages_of(read(path, b"\0\1 no such thing", format=name)))


@pytest.mark.parametrize("data", [b'{"text": "one"}\n', gzip.compress(b'{"text": "one"}\n', mtime=0), b"one"])
def test_standard_input_is_recognised(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    [page] = pages_of(read_pages(["-"]))
    assert page.raw in ("one", b"one")
    assert (page.file, page.id) == ("-", "-:0")


def test_parquet_on_standard_input_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"PAR1...")))
    [page] = pages_of(read_pages(["-"]))
    assert page.problem == "Parquet is read from the end: name a file instead of standard input"


def test_a_page_is_bounded_and_empty_ones_are_pages(tmp_path: Path) -> None:
    [page] = pages_of(read(tmp_path / "a.txt", b"Mill bridge", max_page_bytes=4))
    assert (page.raw, page.problem) == (b"Mill", "truncated: more than 4 bytes, cut there")
    assert pages_of(read(tmp_path / "b.txt", b"")) == [SourcePage(f"{tmp_path}/b.txt:0", b"", f"{tmp_path}/b.txt", 0)]
    cut = pages_of(read(tmp_path / "c.txt.gz", gzip.compress(b"Mill bridge" * 99)[:-3]))
    assert problems(cut) == ["truncated: the gzip data end early"]


def test_progress_counts_what_lies_on_disk(tmp_path: Path) -> None:
    _mixed(tmp_path)
    names = [str(tmp_path / name) for name in ("a.html", "c.jsonl", "d.warc.gz")]
    meter = Meter()
    list(read_pages(names, InputOptions(), meter))
    assert meter.done == count_bytes(names, InputOptions()) == sum(os.path.getsize(name) for name in names)
    assert count_bytes(["-"], InputOptions()) is None


@pytest.mark.parametrize(
    ("name", "head", "kind"),
    [
        ("a.txt", b"PAR1\0\0", "parquet"),
        ("a.txt", b"\r\nWARC/1.0\r\n", "warc"),
        ("a.wet", b"", "warc"),
        ("a", b'{"text": "one"}\n', "jsonl"),
        ("a.txt", b'{"text": "one"}\n', "jsonl"),
        ("a", b'{"text": "' + b"x" * 70_000, "jsonl"),
        ("a.html", b'{"text": "' + b"x" * 70_000, "page"),
        ("a", '{"text": "Über"}\n'.encode("utf-16"), "jsonl"),
        ("a.txt", b"{braces} and text", "page"),
        ("a", "Über die Brücke".encode("latin-1"), "page"),
        ("a", "Über die Brücke".encode("utf-16-le"), "page"),
        ("a", b"", "page"),
        ("a.md", b"# Mill bridge", "page"),
        ("a.html", b"<p>" + bytes(99), "page"),
        ("a.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "skip"),
        ("a.txt", b"PK are two letters of the alphabet", "page"),
        ("a.txt", b"ID3 is the name of a line", "page"),
        ("a.CSV.GZ", b"a,b", "csv"),
        ("a.xml", b"<?xml version='1.0'?><rss>", "page"),
    ],
)
def test_content_comes_before_the_name(name: str, head: bytes, kind: str) -> None:
    assert sniff_format(name, head)[0] == kind


def test_names_and_ids_that_are_no_text_stay_apart_and_go_into_utf8(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    for name, data in ((b"a\xe4.txt", b"one"), (b"a\xf6.txt", b"two"), (b"b\xe4.png", b"\x89PNG\0")):
        with open(os.path.join(folder, name), "wb") as file:
            file.write(data)
    pq.write_table(pa.table({"text": ["four"]}), tmp_path / "c.parquet")
    os.rename(tmp_path / "c.parquet", os.path.join(folder, b"c\xe4.parquet"))
    (tmp_path / "d.jsonl").write_text('{"id": "\\ud800", "text": "five"}\n{"id": "\\udfff", "text": "six"}\n')
    found = list(read_pages([str(tmp_path)]))
    assert [page.raw for page in pages_of(found)] == [b"one", b"two", "four", "five", "six"]
    assert len({page.id for page in pages_of(found)}) == 5
    for one in found:
        assert one.file.encode()
        assert not isinstance(one, SourcePage) or one.id.encode()


@pytest.mark.parametrize("kind", ["jsonl", "csv", "warc", "parquet"])
def test_memory_does_not_grow_with_the_file(kind: str, tmp_path: Path) -> None:
    def peak(number: int) -> int:
        path = tmp_path / f"{number}.{kind}"
        text = "Mill bridge " * 400
        if kind == "warc":
            path.write_bytes(members(response(text.encode(), one) for one in range(number)))
        elif kind == "parquet":
            pq.write_table(pa.table({"text": [text] * number}), path, row_group_size=50)
        else:
            lines = ['{"text": "%s"}\n' if kind == "jsonl" else "%s\n"] * number
            path.write_text(("text\n" if kind == "csv" else "") + "".join(line % text for line in lines))
        tracemalloc.start()
        try:
            assert sum(page.problem is None for page in pages_of_stream(path)) == number
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(1)
    assert peak(1200) < 1.3 * peak(400) + 100_000


def pages_of_stream(path: Path) -> Iterator[SourcePage]:
    return (page for page in read_pages([str(path)]) if isinstance(page, SourcePage))
