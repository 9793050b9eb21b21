"""Runs the command in a process of its own, and watches what it leaves."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from batch.faulty import page

ROOT = Path(__file__).parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT / 'tests'}"}
COMMAND = (sys.executable, "-m", "cleantext", "batch")
#: Steps that do what pages say, and limits that make it quick.
FAULTY = ("--pipeline", "batch.faulty:PIPELINE", "--timeout", "1", "--memory", "128M")


def write_pages(path: Path, orders: Iterable[str]) -> list[str]:
    """JSONL with a page for each order; their ids."""
    rows = [{"id": f"p{number}", "text": page(number, order)} for number, order in enumerate(orders)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return [row["id"] for row in rows]


def run(*arguments: object, **settings: Any) -> subprocess.CompletedProcess[str]:
    """The command, waited for."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        **{"stdout": subprocess.PIPE, **settings},
        stderr=subprocess.PIPE,
        check=False,
        text=True,
        env=ENVIRONMENT,
        timeout=60,
    )


def start(*arguments: object) -> subprocess.Popen[str]:
    """The command, begun."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=ENVIRONMENT
    )


def records(*paths: Path) -> list[dict[str, Any]]:
    """The records of JSONL files, one after the other."""
    return [json.loads(line) for path in paths for line in path.read_text("utf-8").splitlines()]


def ids(*paths: Path) -> list[str]:
    """The ids of all records, repeated ones too."""
    return [record["id"] for record in records(*paths)]


def without_times(found: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Records as far as they are the same in every run, by their ids."""
    return sorted(
        ({name: value for name, value in one.items() if name != "milliseconds"} for one in found),
        key=lambda one: str(one["id"]),
    )


def wait_until(holds: Callable[[], object], seconds: float = 20.0) -> None:
    """Wait for a condition; a test that waits in vain fails."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def children(parent: int) -> set[int]:
    """The child processes of a process."""
    return {pid for pid, of in _parents().items() if of == parent}


def own_workers() -> set[int]:
    """The workers that this process has started."""
    found = set()
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = (entry / "stat").read_text().rpartition(")")[2].split()[1]
                command = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if int(parent) == os.getpid() and b"cleantext.batch.workers" in command:
                found.add(int(entry.name))
    return found


def alive(pids: Iterable[int]) -> set[int]:
    """Those of the processes that still run."""
    return set(pids) & set(_parents())


def _parents() -> dict[int, int]:
    found = {}
    listing = subprocess.run(["ps", "-eo", "pid=,ppid=,stat="], capture_output=True, check=True, text=True).stdout
    for line in listing.splitlines():
        pid, parent, state = line.split()
        # What is dead and not yet taken note of does not run.
        if not state.startswith("Z"):
            found[int(pid)] = int(parent)
    return found


def kill(*pids: int) -> None:
    """Kill them by signal 9, whether they still run or not."""
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
