"""What the record of a page says of its input: when the page was seen, whether it was read whole, whether it is text."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest

from batch.faulty import page
from batch.invented_inputs import PAGE, members, response
from batch.running import records
from cleantext.batch.run.record import extract_page
from cleantext.batch.settings import SourcePage
from cleantext.cli import main

#: 9 March 2024 at eight, when the WARC records were fetched, less three hours.
FETCHED, SEEN = "2024-03-09T08:00:00+00:00", "2024-03-09T05+00:00"
RELATIVE = (
    b"<html><body><h1>Harbour wall holds</h1><p>3 hours ago</p>" + b"<p>The harbour wall held, engineers said.</p>" * 3
)


def batch(folder: Path, *arguments: str) -> list[dict[str, Any]]:
    out = folder / "out.jsonl"
    out.unlink(missing_ok=True)
    assert (
        main(["batch", str(folder / "in"), "-o", str(out), "--workers", "1", "--quiet", "--overwrite", *arguments]) == 0
    )
    return records(out)


def write(folder: Path, name: str, data: bytes) -> Path:
    path = folder / "in" / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def test_relative_dates_count_from_when_the_page_was_fetched_unless_an_option_says_otherwise(tmp_path: Path) -> None:
    write(tmp_path, "a.warc.gz", members([response(RELATIVE)]))
    [one] = batch(tmp_path)
    assert one["published"]["iso"] == SEEN
    assert (one["crawled"], one["now"], one["now_source"]) == (FETCHED, FETCHED, "warc-date")
    assert (one["stored_offset"], one["stored_length"]) == (0, (tmp_path / "in" / "a.warc.gz").stat().st_size)
    [one] = batch(tmp_path, "--now", "2025-07-18T14:05")
    assert one["published"]["iso"] == "2025-07-18T11"
    assert (one["crawled"], one["now"], one["now_source"]) == (FETCHED, "2025-07-18T14:05:00", "option")


def test_the_time_of_a_file_counts_where_it_is_asked_for(tmp_path: Path) -> None:
    path = write(tmp_path, "a.html", RELATIVE)
    write(tmp_path, "b.jsonl", json.dumps({"html": RELATIVE.decode()}).encode())
    os.utime(path, (1709971200, 1709971200))
    os.utime(tmp_path / "in" / "b.jsonl", (1709971200, 1709971200))
    assert [(one["published"]["iso"], one["now"], one["now_source"]) for one in batch(tmp_path)] == [
        (None, None, None)
    ] * 2
    assert [(one["published"]["iso"], one["now"], one["now_source"]) for one in batch(tmp_path, "--file-times")] == [
        (SEEN, FETCHED, "file-time"),
        (None, None, None),
    ]


@pytest.mark.parametrize(
    ("raw", "settings", "reason"),
    [
        (page(1), {"problem": "truncated: by the crawler (length)"}, "truncated: by the crawler (length)"),
        ("<html><body>" + "<p>The wall held." * 20_000, {}, "The page has more segments than limits.segments; the rest was not read."),
        (page(1) + "\n" + "x" * 1_000_001, {}, "A line is longer than limits.segment_length; its rest was not read."),
    ],
)  # fmt: skip
def test_a_page_that_was_not_read_whole_is_truncated_in_status_article_and_warning(
    raw: str, settings: dict[str, Any], reason: str
) -> None:
    outcome = extract_page(SourcePage("a", raw, file="a", offset=0, **settings))
    assert (outcome.status, outcome.reason) == ("truncated", reason)
    assert outcome.article is not None
    assert outcome.article.truncated
    assert reason in [notice.message for notice in outcome.article.warnings]


def test_what_is_left_of_a_damaged_file_is_extracted(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(PAGE + os.urandom(90_000).hex().encode(), mtime=0))
    data[-2000:-1900] = b"\xff" * 100
    write(tmp_path, "a.html.gz", bytes(data))
    [one] = batch(tmp_path)
    assert one["reason"].startswith("truncated: damaged gzip data")
    assert (one["status"], one["truncated"], one["headline"]) == ("truncated", True, "Mill bridge opens")


PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 9


def test_a_binary_page_has_a_record_and_a_binary_file_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path, "a.png", PNG)
    write(tmp_path, "b.pdf", b"%PDF-1.7\n")
    write(tmp_path, "c.html", PNG)
    write(tmp_path, "d.warc.gz", members([response(PNG, 1), response(PNG, 2, content_type=None), response(number=3)]))
    lines = [{"id": "latin", "text": PNG.decode("latin-1")}, {"id": "pdf", "text": "%PDF-1.7\n%\ufffd\ufffd\n"}]
    write(tmp_path, "e.jsonl", "".join(json.dumps(line) + "\n" for line in lines).encode())
    found = batch(tmp_path, "--rejected", str(tmp_path / "rejected.jsonl"), "--summary", str(tmp_path / "summary.json"))
    assert [one["status"] for one in found] == ["ok"]
    rejected = records(tmp_path / "rejected.jsonl")
    assert [(one["status"], one["reason"]) for one in rejected] == [
        ("binary", "PNG"),
        ("binary", "PNG"),
        ("binary", "PNG"),
        ("binary", "PDF"),
    ]
    assert not any("body" in one for one in rejected)
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert summary["status"]["binary"] == 4
    assert summary["failures"] == {"binary: PNG": 3, "binary: PDF": 1}
    assert summary["skipped"] == {"file type: PNG": 1, "file type: PDF": 1, "content type: none, PNG": 1}
