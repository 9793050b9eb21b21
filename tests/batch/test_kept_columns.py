"""Columns of the input pass through to the records: under their own names, of their own types, and missing ones as null."""

from __future__ import annotations

import datetime
import gzip
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import yaml

from batch.invented_inputs import PAGE, response
from batch.running import records
from cleantext.batch.outputs.writing import HEAD
from cleantext.cli import main

TEXT = "Mill bridge opens\n\nThe bridge beside the old mill opened to cyclists on Saturday, after two years of repairs."


def run(*arguments: object) -> int:
    return main(["batch", *map(str, arguments), "--workers", "1", "--quiet"])


def write_lines(path: Path, *rows: object) -> Path:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


def test_fields_of_json_stand_after_the_head_as_they_were(tmp_path: Path) -> None:
    deep: object = []
    for _ in range(60):
        deep = [deep]
    rows = write_lines(
        tmp_path / "a.jsonl",
        {"id": "a", "text": TEXT, "lang": "en", "date": 5, "meta": {"x": [1, None, 2.5, True]}, "deep": deep},
        {"id": "b", "title": "no page here", "lang": float("nan")},
        {"id": "c", "text": TEXT, "lang": "\ud800"},
        5,
    )
    out = tmp_path / "out.jsonl"
    assert run(rows, "-o", out, "--keep-columns", "lang, date=day,meta,meta.x=x,deep") == 0
    first, second, third, fourth = records(out)
    assert list(first)[: len(HEAD) + 5] == [*HEAD, "lang", "day", "meta", "x", "deep"]
    assert (first["lang"], first["day"], first["meta"], first["x"]) == (
        "en",
        5,
        {"x": [1, None, 2.5, True]},
        [1, None, 2.5, True],
    )
    assert len(json.dumps(first["deep"])) < 110
    assert (second["status"], second["lang"], second["day"]) == ("error", None, None)
    assert (third["lang"], third["deep"]) == ("\ufffd", None)
    assert {fourth[name] for name in ("lang", "day", "x", "deep")} == {None}


def test_columns_of_csv_are_text_and_headers_of_warc_are_known_by_name(tmp_path: Path) -> None:
    table, warc = tmp_path / "a.csv", tmp_path / "a.warc.gz"
    table.write_text(f'id,text,rank\n1,"{TEXT}",7\n2,"{TEXT}"\n3\n')
    warc.write_bytes(gzip.compress(response(PAGE, more="WARC-IP-Address: 192.0.2.7\r\n")))
    out = tmp_path / "out.jsonl"
    assert run(table, warc, "-o", out, "--keep-columns", "rank,warc-ip-address=ip") == 0
    assert [(one["rank"], one["ip"]) for one in records(out)] == [
        ("7", None),
        (None, None),
        (None, None),
        (None, "192.0.2.7"),
    ]


ARROW = {
    "whole": pa.array([2**64 - 1, None], pa.uint64()),
    "small": pa.array([-5, 5], pa.int8()),
    "real": pa.array([0.1, float("inf")], pa.float32()),
    "truth": pa.array([True, False]),
    "day": pa.array([datetime.date(2024, 3, 9), None]),
    "moment": pa.array([1709978400123456789, None], pa.timestamp("ns", "UTC")),
    "local": pa.array([datetime.datetime(2024, 3, 9, 10), None], pa.timestamp("ms")),
    "word": pa.array(["mill", "bridge"]).dictionary_encode(),
}
OTHERS = {
    "price": pa.array([Decimal("0.10"), None]),
    "raw": pa.array([b"mill", b"\xff"]),
    "list": pa.array([[1, 2], None]),
    "struct": pa.array([{"a": datetime.date(2024, 3, 9)}, None]),
}


def test_simple_types_of_parquet_stay_and_others_are_text(tmp_path: Path) -> None:
    columns = {"id": ["a", "b"], "text": [TEXT, TEXT], **ARROW, **OTHERS}
    pq.write_table(pa.table(columns), tmp_path / "a.parquet")
    out, lines = tmp_path / "out.parquet", tmp_path / "out.jsonl"
    keep = ",".join(f"{name}=my_{name}" for name in {**ARROW, **OTHERS})
    assert run(tmp_path / "a.parquet", "-o", out, "--keep-columns", keep) == 0
    table = pq.read_table(out)
    assert table.column_names[len(HEAD) :][: len({**ARROW, **OTHERS})] == [f"my_{name}" for name in {**ARROW, **OTHERS}]
    kinds = {name: table.schema.field(f"my_{name}").type for name in ARROW}
    assert kinds == {name: one.type for name, one in ARROW.items()} | {"word": pa.string()}
    kept = pa.table({name: table[f"my_{name}"] for name in {**ARROW, **OTHERS}})
    assert kept["moment"].cast(pa.int64()).to_pylist() == [1709978400123456789, None]
    for name in ("whole", "small", "truth", "day", "local", "word"):
        assert kept[name].to_pylist() == pa.chunked_array([ARROW[name]]).to_pylist(), name
    assert kept["real"].to_pylist() == [pytest.approx(0.1), None]
    assert kept.select(list(OTHERS)).to_pylist() == [
        {"price": "0.10", "raw": "mill", "list": "[1, 2]", "struct": '{"a": "2024-03-09"}'},
        {"price": None, "raw": "\ufffd", "list": None, "struct": None},
    ]
    assert run(tmp_path / "a.parquet", "-o", lines, "--keep-columns", "moment,local,list,price,day") == 0
    values = [[one[name] for name in ("moment", "local", "list", "price", "day")] for one in records(lines)]
    assert values == [
        ["2024-03-09T10:00:00.123456789Z", "2024-03-09T10:00:00.000", [1, 2], "0.10", "2024-03-09"],
        [None] * 5,
    ]


def test_a_column_that_is_not_parquet_everywhere_is_text(tmp_path: Path) -> None:
    pq.write_table(pa.table({"text": [TEXT], "rank": [7], "only": [1.5]}), tmp_path / "a.parquet")
    pq.write_table(pa.table({"text": [TEXT], "rank": ["7"]}), tmp_path / "b.parquet")
    assert (
        run(
            tmp_path / "a.parquet",
            tmp_path / "b.parquet",
            "-o",
            tmp_path / "one.parquet",
            "--keep-columns",
            "rank,only",
        )
        == 0
    )
    assert pq.read_table(tmp_path / "one.parquet").select(["rank", "only"]).to_pylist() == [
        {"rank": "7", "only": 1.5},
        {"rank": "7", "only": None},
    ]
    lines = write_lines(tmp_path / "c.jsonl", {"text": TEXT, "rank": {"a": "ü"}, "only": "1"})
    assert run(tmp_path / "a.parquet", lines, "-o", tmp_path / "two.parquet", "--keep-columns", "rank,only") == 0
    assert pq.read_table(tmp_path / "two.parquet").select(["rank", "only"]).to_pylist() == [
        {"rank": "7", "only": "1.5"},
        {"rank": '{"a": "ü"}', "only": "1"},
    ]


def test_fields_place_kept_columns_and_markdown_has_them_in_its_head(tmp_path: Path) -> None:
    rows = write_lines(tmp_path / "a.jsonl", {"id": "a", "text": TEXT, "lang": "no", "x.y": 5})
    assert run(rows, "-o", tmp_path / "out.jsonl", "--keep-columns", "lang,x.y", "--fields", "x.y,id,headline") == 0
    [found] = records(tmp_path / "out.jsonl")
    assert list(found.items()) == [("x.y", 5), ("id", "a"), ("headline", "Mill bridge opens"), ("lang", "no")]
    assert run(rows, "-o", f"{tmp_path}/out/", "--keep-columns", "lang,x.y") == 0
    [path] = (tmp_path / "out").iterdir()
    head = yaml.safe_load(path.read_text().split("---\n")[1])
    assert (head["lang"], head["x.y"]) == ("no", 5)


@pytest.mark.parametrize("output", ["out.jsonl", "out.parquet", "pages/"])
@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("date", "Records have a field 'date' already; give the column another name: date=OTHER."),
        ("lang=status", "Records have a field 'status' already; give the column another name: status=OTHER."),
        ("publisher_name", "Records have a field 'publisher_name' already"),
        ("lang,other=lang", "Two columns are named 'lang'"),
        ("", "does not name columns; write them as lang or lang,date=seen"),
        ("lang=", "does not name columns"),
    ],
)
def test_a_name_that_is_taken_is_an_error_before_the_run(
    tmp_path: Path, output: str, columns: str, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = write_lines(tmp_path / "a.jsonl", {"text": TEXT})
    with pytest.raises(SystemExit) as ended:
        run(rows, "-o", tmp_path / output if "/" not in output else f"{tmp_path}/{output}", "--keep-columns", columns)
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_another_choice_of_columns_is_another_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = write_lines(tmp_path / "a.jsonl", {"text": TEXT, "lang": "en"})
    command = (rows, "-o", tmp_path / "out.jsonl", "--keep-columns")
    assert run(*command, "lang") == 0
    assert run(*command, "lang") == 0
    assert run(*command, "lang=language_of_page") == 1
    assert 'keep-columns was [["lang", "lang"]], now [["lang", "language_of_page"]]' in capsys.readouterr().err
