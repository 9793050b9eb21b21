"""Progress: a bar in a terminal, a line every 30 seconds elsewhere; the summary adds up."""

from __future__ import annotations

import io
import os
import pty
import select
import subprocess
from pathlib import Path

import pytest

from batch.running import COMMAND, ENVIRONMENT, FAULTY, write_pages
from cleantext.batch.run.record import PageStats, Status
from cleantext.batch.run.report import (
    MAX_REASONS,
    OTHER_REASONS,
    SLOWEST_PAGES,
    LineProgress,
    Tally,
    format_progress,
    format_summary,
)


def test_lines_come_at_intervals() -> None:
    stream = io.StringIO()
    often, seldom = LineProgress(stream, None, every=0.0), LineProgress(stream, None)
    often.update(1, {}, 10)
    often.update(2, {"crash": 1}, 20)
    seldom.update(3, {}, 30)
    first, second = stream.getvalue().splitlines()
    assert first.startswith("cleantext: 1 pages, ")
    assert second.endswith(", 1 crash")


def test_the_speed_is_that_of_this_run_and_the_count_that_of_all() -> None:
    assert format_progress(1000, 100, {}, 10, None, 10.0) == "1,000 pages, 10.0 pages/s, 0.0 MB/s"
    assert format_progress(1, 1, {}, 1, 10_000, 1.0).endswith("0 %, 2:46:39 left")


def test_a_terminal_gets_a_bar(tmp_path: Path) -> None:
    pytest.importorskip("rich")
    write_pages(tmp_path / "pages.jsonl", ["order: slow"] * 8)
    leader, follower = pty.openpty()
    command = [*COMMAND, str(tmp_path / "pages.jsonl"), "-o", str(tmp_path / "out.jsonl"), *FAULTY]
    process = subprocess.Popen(command, stderr=follower, env={**ENVIRONMENT, "TERM": "xterm", "COLUMNS": "100"})
    os.close(follower)
    shown = b""
    while select.select([leader], [], [], 20)[0]:
        try:
            shown += os.read(leader, 65536)
        except OSError:
            # The other side has closed.
            break
    os.close(leader)
    assert process.wait() == 0
    assert b"pages/s" in shown
    assert b"\x1b[" in shown
    assert b"lines removed" in shown


def test_a_tally_comes_back_from_the_journal_as_it_was() -> None:
    tally = Tally()
    for number in range(30):
        tally.add(PageStats(f"p{number}", Status.OK, None, float(number), ("headline",), number / 30, (("share", 2),)))
        tally.add(PageStats(f"q{number}", Status.ERROR, f"reason {number}", 0.5))
    assert Tally.from_dict(tally.to_dict()).to_dict() == tally.to_dict()
    assert [one["id"] for one in tally.to_dict()["slowest"]] == [f"p{29 - number}" for number in range(SLOWEST_PAGES)]
    assert (tally.pages, tally.failed, tally.removed["share"]) == (60, {"error": 30}, 60)


def test_kinds_of_failures_are_bounded() -> None:
    tally = Tally()
    for number in range(2 * MAX_REASONS):
        tally.add(PageStats(str(number), Status.ERROR, f"reason {number}", 0.5))
    assert len(tally.failures) == MAX_REASONS + 1
    assert tally.failures[OTHER_REASONS] == MAX_REASONS


def test_a_long_name_keeps_its_number_on_the_line() -> None:
    tally = Tally()
    tally.add(PageStats("a" * 99, Status.TIMEOUT, "the page took more than 5 s", 5000.0))
    shown = format_summary(
        tally.to_dict() | {"skipped": {"record type: request": 2}, "pages_of_this_run": 1, "seconds": 5.0}
    )
    assert f"{'a' * 99} 5,000 ms" in shown
    assert "  record type: request 2\n" in shown
