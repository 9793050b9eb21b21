"""The command ``cleantext batch``: what it says, what it refuses, what it writes where."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import cleantext
from batch.faulty import page
from batch.running import ids, records, run, write_pages
from cleantext.cli import main


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    write_pages(path, [""] * 3)
    return path


def test_a_record_has_its_source_its_status_and_the_article(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert main(["batch", str(pages), "-o", str(out), "--workers", "1", "--quiet"]) == 0
    first, second, _ = records(out)
    head = {name: first[name] for name in ("id", "file", "offset", "url", "status", "reason", "version")}
    assert head == {
        "id": "p0", "file": str(pages), "offset": 0, "url": None, "status": "ok", "reason": None,
        "version": cleantext.__version__,
    }  # fmt: skip
    assert second["offset"] == pages.read_bytes().index(b"\n") + 1
    expected = cleantext.extract(page(0), kind="auto")
    assert (first["headline"], first["body"]) == (expected.headline, expected.body)
    assert sum(first["removed"].values()) == len(expected.removed)
    assert not {"source", "ledger"} & set(first)


def test_fields_and_ledger_are_chosen(pages: Path, tmp_path: Path) -> None:
    chosen, ledger = tmp_path / "chosen.jsonl", tmp_path / "ledger.jsonl"
    assert main(["batch", str(pages), "-o", str(chosen), "--fields", "headline,id,ledger.reason", "--quiet"]) == 0
    assert list(records(chosen)[0]) == ["headline", "id", "ledger"]
    assert {"reason": "blank"} in records(chosen)[0]["ledger"]
    assert main(["batch", str(pages), "-o", str(ledger), "--ledger", "--quiet"]) == 0
    assert records(ledger)[0]["source"] == page(0)


def test_standard_input_and_output_make_a_filter(pages: Path) -> None:
    done = run("-", "-o", "-", "--quiet", input=pages.read_text())
    assert [json.loads(line)["id"] for line in done.stdout.splitlines()] == ["p0", "p1", "p2"]
    assert (done.returncode, done.stderr) == (0, "")


def test_the_summary_is_printed_and_written(pages: Path, tmp_path: Path) -> None:
    pages.write_text(pages.read_text() + "no JSON\n" + json.dumps({"id": "none", "text": ""}) + "\n")
    done = run(pages, "-o", tmp_path / "out.jsonl", "--summary", tmp_path / "summary.json", "--workers", "1")
    assert done.returncode == 0
    assert done.stderr.startswith(
        "pages                 5\n  ok                  3 (60.0 %)\n  empty               1 (20.0 %)"
    )
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["pages"], summary["status"]["error"], summary["fields"]["headline"]) == (5, 1, 3)
    assert len(summary["slowest"]) == 5
    assert sum(summary["quality"].values()) == 4


def test_quiet_prints_nothing(pages: Path, tmp_path: Path) -> None:
    done = run(pages, "-o", tmp_path / "out.jsonl", "--quiet")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_folder_may_hold_the_output_of_the_run(tmp_path: Path) -> None:
    for number in range(3):
        (tmp_path / f"{number}.txt").write_text(page(number))
    command = (tmp_path, "-o", tmp_path / "out.jsonl", "--workers", "1", "--quiet")
    assert [run(*command).returncode for _ in range(2)] == [0, 0]
    assert ids(tmp_path / "out.jsonl") == [f"{tmp_path}/{number}.txt:0" for number in range(3)]


def test_repeated_ids_are_made_unique_and_nothing_is_dropped(tmp_path: Path) -> None:
    for name in "ab":
        write_pages(tmp_path / f"{name}.jsonl", [""])
    assert run(tmp_path / "a.jsonl", tmp_path / "b.jsonl", "-o", tmp_path / "out.jsonl").returncode == 0
    assert ids(tmp_path / "out.jsonl") == ["p0", f"p0#{tmp_path}/b.jsonl:0"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing.jsonl", "-o", "out.jsonl"], "missing.jsonl: no such file or folder"),
        (["none-*.jsonl", "-o", "out.jsonl"], "none-*.jsonl: no file matches; check the pattern"),
        (["PAGES", "none/**/*.html", "-o", "out.jsonl"], "none/**/*.html: no file matches"),
        (["PAGES", "-o", "out.txt"], "The name 'out.txt' does not tell the output format: end it in .jsonl"),
        (["PAGES", "-o", "out.jsonl", "--fields", "titel"], "There is no field 'titel'; there are: id, file"),
        (["PAGES", "-o", "PAGES"], "is an input and the output"),
        (["PAGES", "-o", "-", "--rejected", "r.jsonl"], "--rejected needs an output file"),
        (["PAGES", "-o", "-", "--output-format", "parquet"], "parquet cannot go to standard output"),
        (["PAGES", "-o", "a.jsonl", "--rejected", "a.jsonl"], "name the same file"),
        (["PAGES", "-o", "a.jsonl", "--rejected", "a.parquet"], "rejected pages are written as JSONL"),
        (["PAGES", "-o", "a.jsonl", "--pipeline", "steps"], "write MODULE:NAME"),
        (["PAGES", "-o", "a.jsonl", "--pipeline", "nosuch:P"], "--pipeline nosuch:P: No module named 'nosuch'"),
        (["PAGES", "-o", "a.jsonl", "--pipeline", "json:dumps"], "a function, not a Pipeline"),
        (["PAGES", "-o", "a.jsonl", "--memory", "lots"], "'lots' is not a size"),
        (["PAGES", "-o", "a.jsonl", "--timeout", "0"], "'0' is not a positive number of seconds"),
        (["PAGES", "-o", "a.jsonl", "--workers", "0"], "'0' is not a whole number from 1"),
        (["PAGES"], "the following arguments are required: -o/--output"),
    ],
)
def test_a_wrong_command_line_ends_with_2(
    pages: Path, arguments: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["batch", *(str(pages) if one == "PAGES" else one for one in arguments)])
    assert ended.value.code == 2
    assert message in capsys.readouterr().err


def test_an_empty_folder_gives_no_pages_and_a_warning(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out.jsonl"
    folder.mkdir()
    (folder / ".hidden").write_text("no page")
    done = run(folder, "-o", out)
    assert (done.returncode, out.read_bytes()) == (0, b"")
    assert done.stderr.endswith(f"cleantext: {folder} holds no files.\n")
    (folder / "a.txt").write_text(page(0))
    assert run(folder, "-o", out, "--quiet").returncode == 0
    assert ids(out) == [f"{folder}/a.txt:0"]


def test_a_run_that_is_repeated_says_that_nothing_is_new(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    assert run(pages, "-o", out).returncode == 0
    done = run(pages, "-o", out)
    assert done.returncode == 0
    assert re.fullmatch(rf"cleantext: nothing new: {re.escape(str(out))} is complete, with \d+ pages\.\n", done.stderr)


def test_help_shows_examples(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["batch", "--help"])
    shown = capsys.readouterr().out
    assert "cleantext batch crawl/ -o articles.jsonl" in shown
    assert "--unordered" in shown
