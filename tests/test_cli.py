"""The command: what it prints, where errors go, and its exit status."""

from __future__ import annotations

import csv
import gzip
import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import brotli
import pytest
import zstandard

import cleantext
from cleantext.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLE = ROOT / "examples" / "page.txt"
PAGE = """\
Mill bridge opens to cyclists
By Nadia Holt
9 March 2024

The bridge beside the old mill opened to cyclists on Saturday, after two years in which it was closed for repairs.

Engineers replaced forty beams of oak, and the council paid for lamps along the whole path.
"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    path = tmp_path / "page.txt"
    path.write_text(PAGE, "utf-8")
    return path


def run(*arguments: str, stdin: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    """The command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "cleantext", *arguments],
        input=stdin,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), **environment},
    )


def test_the_article_comes_as_plain_text(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(page)]) == 0
    lines = capsysbinary.readouterr().out.decode().splitlines()
    assert lines[:2] == ["Mill bridge opens to cyclists", "By Nadia Holt · 2024-03-09"]
    assert lines[-1].startswith("Engineers replaced forty beams")


def test_markdown_has_the_headline_as_heading(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--format", "markdown", str(page)]) == 0
    assert capsysbinary.readouterr().out.startswith(b"# Mill bridge opens to cyclists\n\n")


def test_json_of_one_page_is_the_article(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--format", "json", str(page)]) == 0
    data = json.loads(capsysbinary.readouterr().out)
    assert cleantext.Article.from_dict(data) == cleantext.extract(PAGE)


def test_json_of_several_pages_is_one_line_a_page(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--format", "json", str(page), str(EXAMPLE)]) == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.splitlines()]
    assert [row["file"] for row in rows] == [str(page), str(EXAMPLE)]
    assert rows[0]["headline"] == "Mill bridge opens to cyclists"


def test_several_pages_are_set_apart(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(page), str(page)]) == 0
    assert capsysbinary.readouterr().out.decode().count(f"==> {page} <==\n\nMill bridge") == 2


def test_explain_alone_lists_every_line(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--explain", str(page)]) == 0
    listed = capsysbinary.readouterr().out.decode().splitlines()
    assert [line.split()[:3] for line in listed[:2]] == [["1", "+", "headline"], ["2", "+", "byline"]]
    assert len(listed) == 5


def test_explain_follows_the_article_where_a_format_is_given(
    page: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["--format", "text", "--explain", str(page)]) == 0
    out = capsysbinary.readouterr().out.decode()
    assert out.startswith("Mill bridge")
    assert "+ headline" in out


def test_now_resolves_relative_dates(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "page.txt"
    path.write_text(PAGE.replace("9 March 2024", "3 hours ago"), "utf-8")
    assert main(["--format", "json", "--now", "2025-07-18T14:05", str(path)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["date"] == "2025-07-18"


def test_url_is_evidence_for_the_publisher(page: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main(["--format", "json", "--url", "https://www.example.org/mill-bridge", str(page)]) == 0
    assert json.loads(capsysbinary.readouterr().out)["publisher"]["domain"] == "example.org"


def test_a_missing_file_is_named_and_the_others_are_printed(
    page: Path, tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    missing = tmp_path / "missing.txt"
    assert main([str(missing), str(page)]) == 1
    captured = capsysbinary.readouterr()
    assert captured.err.decode().startswith(f"cleantext: {missing}: No such file or directory")
    assert b"Mill bridge opens" in captured.out


def test_a_folder_is_no_page(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert main([str(tmp_path)]) == 1
    assert str(tmp_path) in capsysbinary.readouterr().err.decode()


def test_a_page_without_an_article_fails_and_says_what_helps(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"\n")
    assert main([str(path)]) == 1
    assert b"no article was found; --explain" in capsysbinary.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "yaml", "page.txt"], "invalid choice: 'yaml'"),
        (["--now", "yesterday", "page.txt"], "'yesterday' is not an ISO 8601 time; write it as"),
        (["--url", "https://example.org/", "a.txt", "b.txt"], "run the command for each"),
        (["--favour", "recall", "page.txt"], "there is no argument --favour; did you mean --favor?"),
        (["--fields", "headlin", "page.txt"], "There is no field 'headlin'; did you mean 'headline'?"),
        (["--fields", "date", "--format", "html", "page.txt"], "--fields and --format csv or json belong together"),
        (["--format", "csv", "page.txt"], "--fields and --format csv or json belong together"),
        (["--fields", "date", "--explain", "page.txt"], "choose one"),
        (["--nonsense", "page.txt"], "there is no argument --nonsense (cleantext --help)"),
    ],
)
def test_a_wrong_command_line_ends_with_2(
    arguments: list[str],
    message: str,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    (line,) = capsysbinary.readouterr().err.decode().splitlines()
    assert message in line


def test_nothing_to_read_is_a_wrong_command_line(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert b"name a FILE, or pipe a page in" in capsysbinary.readouterr().err


def test_version_is_the_package_s_and_tells_whether_the_kernel_is_compiled(
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    kernel = "compiled" if cleantext.__compiled__ else "not compiled"
    assert capsysbinary.readouterr().out.decode() == f"cleantext {cleantext.__version__} ({kernel})\n"


def test_bytes_of_a_pipe_are_read_and_utf_8_comes_out_whatever_the_locale() -> None:
    words = "Die Brücke über den Fluss ist am Samstag nach zwei Jahren für Räder geöffnet worden – endlich."
    done = run("--kind", "text", stdin=words.encode("utf-16"), LC_ALL="C", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert (done.returncode, done.stdout.decode(), done.stderr) == (0, words + "\n", b"")


def test_a_pipe_that_closes_early_is_quiet(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text(PAGE + "\n".join(f"Paragraph {n} says that the beams were of oak." for n in range(12_000)), "utf-8")
    read, write = os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-m", "cleantext", "--format", "json", str(path)],
        stdout=write,
        stderr=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )
    os.close(write)
    os.close(read)
    _, errors = process.communicate()
    assert (process.returncode, errors) == (0, b"")


@pytest.mark.parametrize(
    ("suffix", "compress"),
    [(".gz", gzip.compress), (".zst", zstandard.compress), (".br", brotli.compress), ("", gzip.compress)],
)
def test_a_compressed_page_is_read_as_batches_read_it(
    tmp_path: Path, suffix: str, compress: Callable[[bytes], bytes], capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path, out = tmp_path / f"page.txt{suffix}", tmp_path / "out.jsonl"
    path.write_bytes(compress(PAGE.encode()))
    assert main(["--format", "json", str(path)]) == 0
    article = json.loads(capsysbinary.readouterr().out)
    assert article["headline"] == "Mill bridge opens to cyclists"
    assert main(["batch", str(path), "-o", str(out), "--workers", "1", "--quiet"]) == 0
    assert json.loads(out.read_text("utf-8"))["body"] == "\n\n".join(one["text"] for one in article["paragraphs"])


def test_standard_input_may_be_compressed() -> None:
    done = run("-", stdin=gzip.compress(PAGE.encode()))
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"Mill bridge opens to cyclists\n")


#: A compressed page without its end, the same in every process that collects the tests.
CUT = gzip.compress(PAGE.encode(), mtime=0)[:-9]


@pytest.mark.parametrize(
    ("data", "arguments", "message"),
    [
        (CUT, (), "the page could not be read whole: truncated: the gzip data end early"),
        (PAGE.encode(), ("--limit", "segments=4"), "The page has more segments than limits.segments"),
        (PAGE.encode(), ("--limit", "characters=90"), "The page is longer than limits.characters"),
    ],
)
def test_a_page_that_was_not_read_whole_is_printed_and_said(
    tmp_path: Path,
    data: bytes,
    arguments: tuple[str, ...],
    message: str,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = tmp_path / "page.txt"
    path.write_bytes(data)
    assert main(["--format", "json", *arguments, str(path)]) == 1
    captured = capsysbinary.readouterr()
    assert message in captured.err.decode()
    article = json.loads(captured.out)
    assert article["truncated"]
    assert article["headline"] == "Mill bridge opens to cyclists"


def test_a_binary_file_is_named_with_its_type(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(b"%PDF-1.7\nThe bridge beside the old mill opened to cyclists on Saturday.\n")
    assert main([str(path)]) == 1
    captured = capsysbinary.readouterr()
    assert captured.err.decode() == f"cleantext: {path}: The input is no text but a binary file: PDF.\n"
    assert captured.out.strip() == b""


def test_chosen_fields_are_columns_of_csv_or_lines_of_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, day in (("a.txt", "9 March 2024"), ("b.txt", "10 March 2024")):
        text = f"Mill bridge opens\nBy Ada Moreno\n{day}\n\nThe bridge, which is old, opened to cyclists on Saturday.\n"
        (tmp_path / name).write_text(text)
    assert main(["--fields", "file,date,authors.name,status,body", "a.txt", "b.txt"]) == 0
    rows = list(csv.reader(io.StringIO(capsysbinary.readouterr().out.decode())))
    body = "The bridge, which is old, opened to cyclists on Saturday."
    assert rows == [
        ["file", "date", "authors.name", "status", "body"],
        ["a.txt", "2024-03-09", '["Ada Moreno"]', "ok", body],
        ["b.txt", "2024-03-10", '["Ada Moreno"]', "ok", body],
    ]
    assert main(["--fields", "date,status", "--format", "json", "a.txt"]) == 0
    assert json.loads(capsysbinary.readouterr().out) == {"date": "2024-03-09", "status": "ok"}


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("https://ferry.example/a?b=1&c=2", "curl -sL 'https://ferry.example/a?b=1&c=2' | cleantext --url 'https"),
        ("bach", "did you mean `cleantext batch`?"),
        ("page.txt", "No such file"),
    ],
)
def test_the_name_of_no_file_is_explained(
    name: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([name]) == 1
    assert message in capsysbinary.readouterr().err.decode()


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (["--fa"], {"--favor"}),
        (["batch", "--recy"], {"--recycle"}),
        (["learn", "--tex"], {"--texts", "--text-field"}),
        (["--favor", ""], {"precision", "recall"}),
    ],
)
def test_the_shell_completes_arguments(words: list[str], wanted: set[str]) -> None:
    pytest.importorskip("shtab")
    script = subprocess.run(
        [sys.executable, "-m", "cleantext", "--completion", "bash"], capture_output=True, check=True, text=True
    ).stdout
    line = " ".join(f"'{word}'" for word in ["cleantext", *words])
    program = f"""{script}
COMP_WORDS=({line}); COMP_CWORD={len(words)}; COMP_LINE="${{COMP_WORDS[*]}}"; COMP_POINT=${{#COMP_LINE}}
function=$(complete -p cleantext | sed 's/.*-F \\([^ ]*\\) .*/\\1/')
$function cleantext '{words[-1]}' '{["cleantext", *words][-2]}'
printf '%s\n' "${{COMPREPLY[@]}}"
"""
    done = subprocess.run(["bash", "-c", program], capture_output=True, check=True, text=True)
    assert set(done.stdout.split()) == wanted
