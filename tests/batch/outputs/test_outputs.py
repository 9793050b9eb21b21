"""Outputs: chunks append, fields are chosen by name, tables and folders appear whole and hold every record."""

from __future__ import annotations

import gzip
import io
import json
import os
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import cleantext
from cleantext.batch.inputs.streams import Stream
from cleantext.batch.outputs import finish as finish_module
from cleantext.batch.outputs.finish import check_output, finish_output, make_file_name, render_record
from cleantext.batch.outputs.tables import TABLE_FIELDS, make_record_batch, record_schema
from cleantext.batch.outputs.writing import (
    HEAD,
    encode_record,
    field_shape,
    get_compressor,
    get_field,
    read_records,
    record_shape,
    select_fields,
)
from cleantext.batch.settings import OUTPUT_FORMATS, SPOOLED, OutputFormat, OutputOptions, detect_output_format
from cleantext.errors import CleantextError

PAGE = """Mill bridge opens to cyclists
By Nadia Holt
9 March 2024

The bridge beside the old mill opened to cyclists on Saturday, after two years of repairs.

Riders had waited for it since the flood, the council said, and the ferry will stop running in May.
"""
APPENDABLE = [name for name in OUTPUT_FORMATS if name not in SPOOLED]


def article_record(page_id: str = "a.txt:0", *, ledger: bool = False) -> dict[str, Any]:
    """A record as a run makes it."""
    fields = cleantext.extract(PAGE, url="https://ferry.example/a").to_dict()
    if not ledger:
        del fields["source"], fields["ledger"]
    return {
        **failed_record(page_id),
        "status": "ok",
        "reason": None,
        **fields,
        "canonical": fields["url"],
        "removed": {"repeated": 1},
    }


def failed_record(page_id: str = "b.txt:0") -> dict[str, Any]:
    return {
        "id": page_id,
        "file": "b.txt",
        "offset": 0,
        "url": None,
        "status": "error",
        "reason": "not JSON",
        "version": "1",
        "milliseconds": 1.5,
        **dict.fromkeys(("stored_offset", "stored_length", "crawled", "now", "now_source")),
    }


def encoded(records: list[dict[str, Any]], name: OutputFormat = "jsonl", options: OutputOptions | None = None) -> bytes:
    """A chunk of an output."""
    fields = options.fields if options else None
    return get_compressor(name)(b"".join(encode_record(record, fields) for record in records))


def spooled(folder: Path, records: list[dict[str, Any]], options: OutputOptions | None = None) -> str:
    path = folder / "out.partial"
    path.write_bytes(encoded(records, options=options))
    return str(path)


_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
_RECORDS = st.lists(st.dictionaries(st.text(max_size=5), _VALUES, max_size=4), max_size=4)


@pytest.mark.parametrize("name", APPENDABLE)
@given(chunks=st.lists(_RECORDS, max_size=4))
def test_chunks_one_after_the_other_are_the_records(name: OutputFormat, chunks: list[list[dict[str, Any]]]) -> None:
    data = b"".join(encoded(chunk, name) for chunk in chunks)
    lines = Stream(io.BytesIO(data)).read().decode().split("\n")
    assert lines.pop() == ""
    assert [json.loads(line) for line in lines] == [record for chunk in chunks for record in chunk]
    assert data == b"".join(encoded(chunk, name) for chunk in chunks)


@pytest.mark.parametrize("name", APPENDABLE)
def test_a_file_cut_back_to_the_end_of_a_chunk_goes_on(name: OutputFormat, tmp_path: Path) -> None:
    path = tmp_path / f"out.{name}"
    one, two, three = (encoded([failed_record(page_id)], name) for page_id in "abc")
    path.write_bytes(one + two[: len(two) // 2])
    os.truncate(path, len(one))
    with path.open("ab") as file:
        file.write(two + three)
    assert [record["id"] for record in read_records(str(path))] == ["a", "b", "c"]


def test_a_record_is_one_line_for_every_reader_and_holds_no_control() -> None:
    record = {"id": "a\x85b\u2028c\x1bd\x9be\x7f"}
    line = encode_record(record).decode()
    assert len(line.splitlines()) == 1
    assert line.rstrip("\n").isprintable()
    assert json.loads(line) == record


def test_half_a_surrogate_pair_is_replaced() -> None:
    [line] = encode_record({"id": "a\ud800b"}).splitlines()
    assert json.loads(line) == {"id": "a\ufffdb"}


def test_a_damaged_spool_is_named(tmp_path: Path) -> None:
    (tmp_path / "out.partial").write_bytes(b'{"id": "a"}\n{"id": "b')
    with pytest.raises(CleantextError, match=r"out\.partial: line 2 is no record"):
        list(read_records(str(tmp_path / "out.partial")))
    (tmp_path / "out.gz").write_bytes(gzip.compress(b'{"id": "a"}\n')[:-4])
    with pytest.raises(CleantextError, match="truncated"):
        list(read_records(str(tmp_path / "out.gz")))


# --- formats and fields


def test_a_name_says_its_format(tmp_path: Path) -> None:
    names = ["a.jsonl", "a.JSONL.GZ", "a.jsonl.zst", "a.parquet", "pages/", str(tmp_path)]
    assert [detect_output_format(name) for name in names] == [
        "jsonl",
        "jsonl.gz",
        "jsonl.zst",
        "parquet",
        "markdown",
        "markdown",
    ]
    with pytest.raises(CleantextError, match=r"The name 'out.txt' does not tell the output format: end it in .jsonl"):
        detect_output_format("out.txt")


@pytest.mark.parametrize("name", ["jsonl", "parquet"])
@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("headlin", "There is no field 'headlin'; did you mean 'headline'"),
        ("publisher.nam", "There is no field 'publisher.nam'; did you mean 'name'"),
        ("authors.age", "There is no field 'authors.age'; there are: name, role"),
        ("headline.text", "There is no field 'headline.text'; 'headline' has no fields of its own"),
        ("", "There is no field ''; there are: id"),
    ],
)
def test_an_unknown_field_is_an_error_that_names_the_known_ones(name: str, field: str, message: str) -> None:
    with pytest.raises(CleantextError, match=message):
        check_output("out." + name, options=OutputOptions(fields=("id", field)))


def test_no_field_and_columns_of_markdown_are_errors() -> None:
    with pytest.raises(CleantextError, match="No field is chosen"):
        check_output("out.jsonl", options=OutputOptions(fields=()))
    with pytest.raises(CleantextError, match="no columns"):
        check_output("pages/", options=OutputOptions(fields=("id",)))


def test_every_field_of_a_record_is_known() -> None:
    assert set(article_record(ledger=True)) == set(record_shape())
    for field in record_shape():
        field_shape(field)


def test_chosen_fields_keep_their_order_and_nesting() -> None:
    record = article_record()
    fields = (
        "status",
        "authors.name",
        "publisher.domain",
        "publisher.name",
        "published",
        "published.iso",
        "place.name",
    )
    [line] = encode_record(record, fields).splitlines()
    assert json.loads(line) == {
        "status": "ok",
        "authors": [{"name": "Nadia Holt"}],
        "publisher": {"domain": "ferry.example", "name": record["publisher"]["name"]},
        "published": record["published"],
        "place": None,
    }
    assert list(json.loads(line)) == ["status", "authors", "publisher", "published", "place"]
    assert select_fields(failed_record(), ["id", "authors.name"]) == {"id": "b.txt:0", "authors": None}


def test_a_whole_field_holds_its_parts_in_either_order() -> None:
    record = {"published": {"iso": "2024", "raw": "2024"}}
    assert select_fields(record, ["published.iso", "published"]) == record
    assert select_fields(record, ["published", "published.iso"]) == record


# --- Parquet


def test_a_table_has_a_row_for_each_record(tmp_path: Path) -> None:
    records = [article_record("a"), failed_record("b"), article_record("c", ledger=True)]
    out = str(tmp_path / "out.parquet")
    assert finish_output(spooled(tmp_path, records), out, "parquet") == 3
    table = pq.read_table(out)
    assert table.column_names == [name.replace(".", "_") for name in TABLE_FIELDS]
    assert table["id"].to_pylist() == ["a", "b", "c"]
    row, failure, _ = table.to_pylist()
    article = cleantext.extract(PAGE, url="https://ferry.example/a")
    assert (row["headline"], row["date"], row["authors_name"]) == (article.headline, article.date, ["Nadia Holt"])
    assert (row["body"], row["publisher_domain"]) == (article.body, "ferry.example")
    assert json.loads(row["removed"]) == {"repeated": 1}
    assert (failure["status"], failure["reason"], failure["body"]) == ("error", "not JSON", None)
    assert sorted(os.listdir(tmp_path)) == ["out.parquet", "out.partial"]


def test_a_table_without_a_choice_is_flat() -> None:
    for name in TABLE_FIELDS:
        kind = record_schema([name]).field(0).type
        flat = kind.value_type if pa.types.is_list(kind) else kind
        assert not pa.types.is_nested(flat), name


def test_records_become_a_batch_of_the_schema_with_kept_columns_after_the_head() -> None:
    kept = {
        "seen": "timestamp[ns, tz=UTC]",
        "rank": "uint64",
        "warm": "bool",
        "day": "date32[day]",
        "note": "string",
    }
    values = {"seen": "2024-03-09T10:00:00.123456789Z", "rank": 2**64 - 1, "warm": True, "day": "2024-03-09"}
    batch = make_record_batch([article_record() | values | {"note": {"a": [1]}}, failed_record()], kept=kept)
    assert batch.schema == record_schema(kept=kept)
    assert batch.schema.names[len(HEAD) :][: len(kept) + 1] == [*kept, "kind"]
    assert [str(batch.schema.field(name).type) for name in kept] == list(kept.values())
    assert batch["seen"].cast(pa.int64())[0].as_py() % 10**9 == 123456789
    assert batch.select(["rank", "warm", "note"]).to_pylist() == [
        {"rank": 2**64 - 1, "warm": True, "note": '{"a": [1]}'},
        {"rank": None, "warm": None, "note": None},
    ]
    assert make_record_batch([], ["id"]).num_rows == 0


def test_a_kept_column_without_a_type_is_text_and_fields_choose_it() -> None:
    batch = make_record_batch([{"id": "a", "x.y": 5, "z": "half \ud800"}], ["z", "id"], kept=["x.y", "z"])
    assert batch.to_pylist() == [{"z": "half \ufffd", "id": "a", "x.y": "5"}]
    with pytest.raises(CleantextError, match="Two columns are named 'publisher_name'"):
        record_schema(["publisher.name", "publisher_name"], kept=["publisher_name"])
    with pytest.raises(CleantextError, match="cannot have the type 'list<int>'"):
        record_schema(kept={"a": "list<int>"})


def test_the_ledger_is_a_column_on_request(tmp_path: Path) -> None:
    record = article_record(ledger=True)
    options = OutputOptions(ledger=True)
    finish_output(spooled(tmp_path, [record], options), str(tmp_path / "out.parquet"), "parquet", options)
    [row] = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert row["ledger"] == record["ledger"]
    assert "".join(entry["text"] for entry in row["ledger"]) == row["source"] == PAGE


@pytest.mark.parametrize("field", list(record_shape()))
def test_every_field_can_be_a_column(field: str, tmp_path: Path) -> None:
    options = OutputOptions(fields=(field,))
    records = [article_record(ledger=True), failed_record()]
    finish_output(spooled(tmp_path, records, options), str(tmp_path / "out.parquet"), "parquet", options)
    found = pq.read_table(tmp_path / "out.parquet").to_pylist()
    wanted = _filled(get_field(records[0], field), field_shape(field))
    kept = found[0][field]
    assert (json.loads(kept) if isinstance(wanted, dict) and isinstance(kept, str) else kept) == wanted


def _filled(value: Any, shape: Any) -> Any:
    """The value with None for what records leave out: a column has room for every field."""
    if isinstance(shape, list) and isinstance(value, list):
        return [_filled(one, shape[0]) for one in value]
    if isinstance(shape, dict) and isinstance(value, dict):
        return {name: _filled(value.get(name), one) for name, one in shape.items()}
    return value


def test_groups_are_bounded_and_no_records_are_an_empty_table(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finish_module, "GROUP_ROWS", 2)
    out = str(tmp_path / "out.parquet")
    finish_output(spooled(tmp_path, [failed_record(str(number)) for number in range(5)]), out, "parquet")
    with pq.ParquetFile(out) as file:
        assert [file.metadata.row_group(number).num_rows for number in range(file.num_row_groups)] == [2, 2, 1]
    finish_output(spooled(tmp_path, []), out, "parquet")
    assert pq.read_table(out).num_rows == 0


def test_odd_numbers_and_text_do_not_stop_a_table(tmp_path: Path) -> None:
    record = {**article_record(), "comment_count": 10**30, "headline": "half \ud800 pair"}
    finish_output(spooled(tmp_path, [record]), str(tmp_path / "out.parquet"), "parquet")
    [row] = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert (row["comment_count"], row["headline"]) == (None, "half \ufffd pair")


def test_a_failure_leaves_the_last_table_and_nothing_else(tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    finish_output(spooled(tmp_path, [failed_record()]), str(out), "parquet")
    before = out.read_bytes()
    (tmp_path / "bad.partial").write_bytes(b'{"id": "a"}\n{"id"')
    with pytest.raises(CleantextError):
        finish_output(str(tmp_path / "bad.partial"), str(out), "parquet")
    assert out.read_bytes() == before
    assert sorted(os.listdir(tmp_path)) == ["bad.partial", "out.parquet", "out.partial"]


# --- Markdown


def test_a_folder_has_a_file_for_each_record(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    records = [article_record("crawl/a.html:0"), failed_record("crawl/b.html:0")]
    spool = spooled(tmp_path, records)
    assert finish_output(spool, str(folder), "markdown") == 2
    names = sorted(os.listdir(folder))
    assert names == sorted(make_file_name(record["id"]) for record in records)
    text = (folder / make_file_name("crawl/a.html:0")).read_text("utf-8")
    assert text.startswith(
        '---\nid: "crawl/a.html:0"\nfile: "b.txt"\noffset: 0\nurl: "https://ferry.example/a"\nstatus: "ok"\n'
    )
    assert text.endswith("---\n\n" + cleantext.extract(PAGE, url="https://ferry.example/a").to_markdown())
    assert 'reason: "not JSON"' in (folder / make_file_name("crawl/b.html:0")).read_text("utf-8")


def test_a_second_run_writes_the_same_files_and_clears_what_the_first_left(tmp_path: Path) -> None:
    folder = tmp_path / "pages"
    spool = spooled(tmp_path, [article_record("a"), article_record("b")])
    finish_output(spool, str(folder), "markdown")
    before = {name: (folder / name).read_bytes() for name in os.listdir(folder)}
    (folder / "half-0123.md.tmp").write_text("half")
    (folder / "own.txt").write_text("a file of the user")
    finish_output(spool, str(folder), "markdown")
    assert {name: (folder / name).read_bytes() for name in os.listdir(folder) if name != "own.txt"} == before


@given(st.lists(st.text(max_size=200), unique=True, max_size=20))
def test_names_are_safe_and_unique(ids: list[str]) -> None:
    names = [make_file_name(one) for one in ids]
    assert len({name.lower() for name in names}) == len(ids)
    for name in names:
        assert name.isascii()
        assert len(name) < 100
        assert set(name.removesuffix(".md")) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_ids_whose_digests_begin_alike_have_files_of_their_own(tmp_path: Path) -> None:
    # The SHA-256 of both begins with the same 48 bits, and what names show of them is the same.
    ids = [number + "/" + "x" * 59 for number in ("20984911", "24078243")]
    finish_output(spooled(tmp_path, [failed_record(one) for one in ids]), str(tmp_path / "pages"), "markdown")
    assert len(os.listdir(tmp_path / "pages")) == 2


ODD_TEXT = [
    "null",
    "~",
    "- a",
    "a: b",
    "#",
    "'",
    '"',
    "\\",
    "%YAML",
    "a\n---\nb",
    "&a",
    "*a",
    "!a",
    "| x",
    "\x85\u2028\u2029",
    "\ufeff",
    "\0",
]


@pytest.mark.parametrize("text", ODD_TEXT)
def test_odd_fields_are_read_from_the_head_of_a_page_as_they_were(text: str) -> None:
    record = failed_record(text) | {"file": f"a{text}", "reason": f"{text} b", "url": text, text: text}
    head = render_record(record, [text]).removeprefix("---\n").removesuffix("---\n")
    # What a record lacks is not in the head.
    assert yaml.safe_load(head) == {name: value for name, value in record.items() if value is not None}


@given(
    st.text(), st.dictionaries(st.text(), st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.text()))
)
def test_the_head_of_a_page_is_yaml(page_id: str, kept: dict[str, Any]) -> None:
    kept = {name: value for name, value in kept.items() if name not in record_shape()}
    head = render_record(failed_record(page_id) | kept, tuple(kept)).removeprefix("---\n").removesuffix("---\n")
    wanted = failed_record(page_id) | kept
    assert yaml.safe_load(head) == {name: value for name, value in wanted.items() if value not in (None, "", [])}


def test_only_spooled_formats_have_an_end(tmp_path: Path) -> None:
    with pytest.raises(CleantextError, match="jsonl is appended to"):
        finish_output(spooled(tmp_path, []), "out.jsonl", "jsonl")
