"""JSONL, CSV and Parquet: a row is a page, an invalid row is a page with a problem, the others are read."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from batch.invented_inputs import pages_of, problems, read
from cleantext.batch.inputs.json_lines import read_jsonl
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.settings import InputOptions, SourcePage

TEXT = "Mill bridge opens\nÜber die Brücke"


def _lines(*rows: object, **settings: bool) -> bytes:
    return "".join(json.dumps(row, **settings) + "\n" for row in rows).encode()


def test_a_line_is_a_page_with_its_own_id_and_url(tmp_path: Path) -> None:
    [page] = read(tmp_path / "a.jsonl", _lines({"id": 7, "url": "https://ferry.example/7", "text": TEXT}))
    assert page == SourcePage("7", TEXT, str(tmp_path / "a.jsonl"), 0, url="https://ferry.example/7")


@pytest.mark.parametrize(
    ("row", "options", "raw", "kind"),
    [
        ({"text": "t", "html": "<p>"}, {}, "<p>", "auto"),
        ({"text": "t", "html": ""}, {}, "t", "auto"),
        ({"text": "t", "html": None}, {}, "t", "auto"),
        ({"text": "t", "html": "<p>"}, {"text_field": "text"}, "t", "text"),
        ({"text": "t", "page": {"raw": "<p>"}}, {"html_field": "page.raw"}, "<p>", "html"),
        ({"text": "t", "raw": ""}, {"html_field": "raw", "text_field": "text"}, "t", "text"),
        ({"text": "t"}, {"html_field": "text"}, "t", "html"),
        ({"text": ""}, {}, "", "auto"),
    ],
)
def test_the_page_is_the_field_that_is_named_or_usual(
    tmp_path: Path, row: object, options: dict[str, object], raw: str, kind: str
) -> None:
    [page] = pages_of(read(tmp_path / "a.jsonl", _lines(row), **options))
    assert (page.raw, page.kind, page.problem) == (raw, kind, None)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        (b'{"text": "half', "not JSON"),
        (b"[1, 2]", "not a JSON object"),
        (b'"text"', "not a JSON object"),
        (b"\0\0\0\0", "not JSON"),
        (b'{"title": "a", "text": 5}', "no text in field"),
        (b"[" * 100_000, "not JSON"),
        (b"9" * 5000, "not JSON"),
        (b"\xff\xfe\xfd", "not a JSON object"),
    ],
)
def test_a_line_that_gives_no_page_is_kept_with_its_problem(tmp_path: Path, line: bytes, problem: str) -> None:
    before, after = _lines({"text": "one"}), _lines({"text": "two"})
    found = pages_of(read(tmp_path / "a.jsonl", before + line + b"\n" + after))
    assert [page.raw for page in found] == ["one", line, "two"]
    assert [page.offset for page in found] == [0, len(before), len(before) + len(line) + 1]
    [found_problem] = problems(found)
    assert found_problem.startswith(problem)


@pytest.mark.parametrize(
    "data",
    [
        "\ufeff" + '{"text": "one"}\n{"text": "Über"}\n',
        '{"text": "one"}\r\n{"text": "Über"}\r\n',
        '\n\n{"text": "one"}\n \n\n{"text": "Über"}',
    ],
    ids=["mark", "crlf", "blank"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_marks_encodings_and_line_ends_do_not_matter(tmp_path: Path, data: str, encoding: str) -> None:
    found = pages_of(read(tmp_path / "a.jsonl", data.encode(encoding)))
    assert [page.raw for page in found] == ["one", "Über"]
    assert problems(found) == []


def test_an_older_encoding_is_read(tmp_path: Path) -> None:
    [page] = pages_of(read(tmp_path / "a.jsonl", '{"text": "Über die Brücke"}\n'.encode("latin-1")))
    assert page.raw == "Über die Brücke"


def test_long_pages_and_lines_are_bounded(tmp_path: Path) -> None:
    rows = _lines({"text": "ü" * 600}, {"text": "short", "more": "x" * 9000}, {"text": "next"})
    long, line, after = pages_of(read(tmp_path / "a.jsonl", rows, max_page_bytes=1001))
    assert (long.raw, long.problem) == ("ü" * 500, "truncated: more than 1001 bytes, cut there")
    assert line.problem is not None
    assert line.problem.startswith("line too long: over 4004 bytes")
    assert len(line.raw) == 1001
    assert after.raw == "next"


@pytest.mark.parametrize("marks", [",:[{", '\\",', '\\\\\\",'])
def test_marks_within_strings_are_no_values(tmp_path: Path, marks: str) -> None:
    [page] = pages_of(read(tmp_path / "a.jsonl", _lines({"text": marks * 1_200_000, "more": ["\\"]})))
    assert (page.raw, page.problem) == (marks * 1_200_000, None)


@pytest.mark.parametrize("compress", [gzip.compress, zstandard.compress])
def test_compressed_chunks_read_as_one_and_a_cut_is_reported(tmp_path: Path, compress) -> None:  # type: ignore[no-untyped-def]
    data = compress(_lines({"text": "one"}, {"text": "two"})) + compress(_lines({"text": "three"}))
    found = pages_of(read(tmp_path / "a.jsonl.gz", data))
    assert [page.raw for page in found] == ["one", "two", "three"]
    cut = pages_of(read(tmp_path / "b.jsonl.gz", data[:-6]))
    assert [page.raw for page in cut][:2] == ["one", "two"]
    assert problems(cut)[-1].startswith("truncated")


@given(st.lists(st.text(max_size=40)), st.data())
def test_lines_cut_anywhere_give_each_whole_line_once(texts: list[str], data: st.DataObject) -> None:
    whole = _lines(*({"text": text} for text in texts), ensure_ascii=False)
    cut = data.draw(st.integers(0, len(whole)))
    found = list(read_jsonl(Stream(io.BytesIO(whole[:cut])), "a", InputOptions()))
    done = whole[:cut].count(b"\n")
    assert [page.raw for page in found if page.problem is None][:done] == texts[:done]
    assert done <= len(found) <= done + 1


# --- CSV


def _csv(*rows: list[str], delimiter: str = ",") -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows(rows)
    return text.getvalue()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "latin-1"])
def test_a_row_of_csv_is_a_page(tmp_path: Path, delimiter: str, encoding: str) -> None:
    rows = ["id", "text"], ["7", TEXT], ["8", 'a "quote", and\r\na line']
    found = pages_of(read(tmp_path / "a.csv", _csv(*rows, delimiter=delimiter).encode(encoding)))
    assert [(page.id, page.raw, page.offset) for page in found] == [("7", TEXT, 0), ("8", rows[2][1], 1)]
    assert problems(found) == []


def test_odd_rows_of_csv_are_reported(tmp_path: Path) -> None:
    data = b'id,text\n1\n\n2,"b\0c",more,and more\n3,"' + b"d" * 9000 + b'"\n4,e\n'
    found = pages_of(read(tmp_path / "a.csv", data, max_page_bytes=1000))
    assert [page.raw for page in found] == ["1", "b\0c", "", "e"]
    assert [page.offset for page in found] == [0, 1, 2, 3]
    assert [problem.partition(":")[0] for problem in problems(found)] == ["no text in field 'html' or 'raw_html' or 'page_html' or 'text' or 'content' or 'body' or 'raw' or 'page' or 'dump'; the row has", "not CSV"]  # fmt: skip


def test_a_row_that_the_end_of_the_file_cuts_is_truncated(tmp_path: Path) -> None:
    rows = _csv(["id", "text"], ["1", "Mill bridge, whole"], ["2", 'Two\nlines, "quoted"'], ["3", "three"]).encode()
    inside = rows.index(b"lines") + 3
    whole, cut = pages_of(read(tmp_path / "a.csv", rows[:inside]))
    assert (whole.raw, whole.problem) == ("Mill bridge, whole", None)
    assert (cut.raw, cut.problem) == ("Two\nlin", "truncated: the file ends within the row")
    # Without quotes a cut shows only where the compression says so.
    data = gzip.compress(b"text\n" + random.Random(7).randbytes(9000).hex().encode())
    row, tail = pages_of(read(tmp_path / "b.csv.gz", data[:3000]))
    assert row.problem == "truncated: the file ends within the row"
    assert tail.problem == "truncated: the gzip data end early"
    assert problems(read(tmp_path / "c.csv", rows.rstrip(b"\r\n"))) == []
    assert problems(read(tmp_path / "d.csv", b"text\n")) == []


def test_the_limit_of_the_csv_module_stays(tmp_path: Path) -> None:
    before = csv.field_size_limit()
    [page] = pages_of(read(tmp_path / "a.csv", b"text\n" + b"x" * 200_000))
    assert len(page.raw) == 200_000
    assert csv.field_size_limit() == before


def test_a_quote_that_never_closes_is_bounded(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", b'text\nfine\n"' + b"open\n" * 5000, max_page_bytes=1000)
    assert pages_of(found)[0].raw == "fine"
    assert problems(found)[0].startswith("not CSV")


@pytest.mark.parametrize("name", ["a.csv", "a.parquet"])
def test_a_table_without_the_column_is_one_problem_that_names_the_others(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name.endswith("csv"):
        path.write_text("headline,words\na,b\n")
    else:
        pq.write_table(pa.table({"headline": ["a"], "words": ["b"]}), path)
    [page] = pages_of(read(path, text_field="dump"))
    assert page.problem in (
        "no text in field 'dump'; the header has: headline, words",
        "no text in field 'dump'; the file has: headline, words",
    )


def test_empty_tables_have_no_pages(tmp_path: Path) -> None:
    assert read(tmp_path / "a.csv", b"") == []
    assert read(tmp_path / "b.csv", b"text\n") == []
    assert read(tmp_path / "c.jsonl", b"") == []
    assert read(tmp_path / "d.jsonl", b"\n\r\n\n") == []


# --- Parquet


def test_a_row_of_parquet_is_a_page(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": ["a", "b", "c", "d"],
            "url": ["https://ferry.example/a", None, None, None],
            "html": [b"<p>\xff", b"<p>", None, b""],
            "text": [None, None, TEXT, None],
        }
    )
    pq.write_table(table, tmp_path / "a.parquet", row_group_size=2)
    found = pages_of(read(tmp_path / "a.parquet"))
    assert [(page.id, page.raw) for page in found] == [("a", b"<p>\xff"), ("b", b"<p>"), ("c", TEXT), ("d", b"")]
    assert [page.offset for page in found] == [0, 1, 2, 3]


def test_a_nested_column_and_text_that_is_no_utf8_are_read(tmp_path: Path) -> None:
    odd = pa.Array.from_buffers(pa.string(), 1, [None, pa.py_buffer(b"\0\0\0\0\2\0\0\0"), pa.py_buffer(b"\xff\xfe")])
    pq.write_table(pa.table({"text": odd}), tmp_path / "a.parquet")
    assert [page.raw for page in pages_of(read(tmp_path / "a.parquet"))] == [b"\xff\xfe"]
    pq.write_table(pa.table({"page": [{"raw": TEXT, "other": 1}]}), tmp_path / "b.parquet")
    assert [page.raw for page in pages_of(read(tmp_path / "b.parquet", text_field="page.raw"))] == [TEXT]


def test_damage_of_parquet_costs_its_row_group(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    texts = [f"{number} " * 200 for number in range(30)]
    pq.write_table(pa.table({"text": texts}), path, row_group_size=10, compression="zstd", use_dictionary=False)
    column = pq.ParquetFile(path).metadata.row_group(1).column(0)
    data = bytearray(path.read_bytes())
    at = column.data_page_offset
    data[at + 30 : at + column.total_compressed_size] = bytes(column.total_compressed_size - 30)
    found = pages_of(read(path, bytes(data)))
    assert [page.raw for page in found if page.problem is None] == texts[:10] + texts[20:]
    [found_problem] = problems(found)
    assert found_problem.startswith("damaged Parquet: row group 1, 10 rows lost")


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"x" * 99 + b"PAR1", b"PAR1" + b"\xff" * 99])
def test_a_parquet_file_without_its_foot_is_one_problem(tmp_path: Path, data: bytes) -> None:
    [found_problem] = problems(read(tmp_path / "a.parquet", data))
    assert found_problem.startswith("damaged Parquet")
