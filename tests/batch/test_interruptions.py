"""A run that ends early, however it does, leaves no process, and the same command completes it."""

from __future__ import annotations

import json
import signal
from collections import Counter
from pathlib import Path

import pytest

from batch.running import FAULTY, alive, children, ids, kill, records, run, start, wait_until, write_pages
from cleantext.batch.run.journal import Journal

#: Slow enough to be met in the middle: a tenth of a second a page.
PAGES = 60


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    write_pages(path, ["order: slow"] * PAGES)
    return path


def in_the_middle(process: object, out: Path) -> None:
    """Wait until some records lie in the spool."""
    partial = out.with_name(out.name + ".partial")
    wait_until(lambda: partial.exists() and partial.stat().st_size > 0)


@pytest.mark.parametrize("order", [(), ("--unordered",)])
@pytest.mark.parametrize("whom", ["parent", "all"])
def test_kill_9_loses_nothing_and_gives_nothing_twice(
    pages: Path, tmp_path: Path, whom: str, order: tuple[str, ...]
) -> None:
    out = tmp_path / "out.jsonl"
    command = (pages, "-o", out, "--workers", "2", *FAULTY, *order)
    process = start(*command)
    in_the_middle(process, out)
    workers = children(process.pid)
    assert workers
    kill(process.pid, *(workers if whom == "all" else ()))
    process.communicate()
    wait_until(lambda: not alive(workers), 5)
    assert not out.exists()
    before = len((tmp_path / "out.jsonl.partial").read_bytes().splitlines())

    done = run(*command)
    assert (done.returncode, Counter(ids(out))) == (0, Counter(f"p{number}" for number in range(PAGES))), done.stderr
    assert before > 0
    assert {path.name for path in tmp_path.iterdir()} == {"pages.jsonl", "out.jsonl", "out.jsonl.journal"}


def test_workers_in_c_code_die_with_the_parent(tmp_path: Path) -> None:
    pages, out = tmp_path / "pages.jsonl", tmp_path / "out.jsonl"
    write_pages(pages, ["order: hang in C"] * 2)
    process = start(pages, "-o", out, "--workers", "2", *FAULTY, "--timeout", "60")
    wait_until(lambda: len(children(process.pid)) == 2)
    workers = children(process.pid)
    # Far enough for both to be in the pattern.
    with pytest.raises(AssertionError, match="in vain"):
        wait_until(lambda: process.poll() is not None, 2)
    kill(process.pid)
    process.communicate()
    wait_until(lambda: not alive(workers), 5)


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_signals_end_a_run_cleanly_and_it_says_how_to_resume(
    pages: Path, tmp_path: Path, number: signal.Signals, status: int
) -> None:
    out = tmp_path / "out.jsonl"
    command = (pages, "-o", out, "--workers", "2", *FAULTY)
    process = start(*command)
    in_the_middle(process, out)
    workers = children(process.pid)
    process.send_signal(number)
    _, messages = process.communicate(timeout=10)
    assert process.returncode == status
    assert "cleantext: stopped after " in messages
    assert messages.endswith("pages. The same command resumes the run.\n")
    assert not alive(workers)
    kept = len(records(tmp_path / "out.jsonl.partial"))
    state = Journal(f"{out}.journal").load()
    assert state is not None
    assert state.tally is not None
    assert kept == state.tally["pages"] > 0

    done = run(*command, "--summary", tmp_path / "summary.json")
    assert done.returncode == 0
    assert ids(out) == [f"p{number}" for number in range(PAGES)]
    summary = json.loads((tmp_path / "summary.json").read_text())
    assert (summary["pages"], summary["pages_of_this_run"]) == (PAGES, PAGES - kept)
    assert summary["status"]["ok"] == PAGES


def test_two_runs_do_not_write_the_same_output(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    process = start(pages, "-o", out, "--workers", "1", *FAULTY)
    in_the_middle(process, out)
    second = run(pages, "-o", out, "--workers", "1", *FAULTY)
    assert second.returncode == 1
    assert f"Another run is writing {out}.partial" in second.stderr
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert ids(out) == [f"p{number}" for number in range(PAGES)]
