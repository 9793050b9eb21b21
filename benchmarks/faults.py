"""Runs faulty pages and killed processes through every engine, and counts what comes out: one table.

    make engines                                # an environment for each engine, its tests, then this
    python benchmarks/faults.py batch dask      # some of them; build/engines/NAME has the environment of each

Each engine reads 8 Parquet files of 15 pages and writes records, three times. In the first job a page kills its
process, one hangs, one asks for 4 GB, and one has its worker killed from outside. In the second the process of the
engine that holds the worker is killed. In the third the driver is killed half-way, and the same job is run again. A
cell is the number of different ids that came out; it says "twice" or "wrong" if an id came out more than once, or a
record has another status than its page deserves.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fault_pages import FOLDER, PIPELINE, make_page

ROOT = Path(__file__).parent.parent
ENGINES = ("batch", "datatrove", "spark", "ray", "dask")
#: Pages of a job: 8 files of 15. Slow ones take 0.1 s each, so that there is a half-way.
FILES, PAGES = 8, 15
#: A job that is not over after 180 seconds has stopped, and is killed.
PATIENCE_SECONDS = 180.0
#: The driver is killed when a third of the pages are done.
KILL_AT = FILES * PAGES // 3
SETTINGS: dict[str, Any] = {"timeout": 2.0, "memory_limit": 1 << 27}
HEAD = ("engine", "crash", "hang", "memory", "worker killed", "engine's process killed", "driver killed, run again")


def main() -> int:
    """Print the table, or run the job of one engine."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("engines", nargs="*", metavar="ENGINE", help="default: all")
    parser.add_argument("--job", nargs=2, metavar=("PAGES", "OUT"), help="run one engine on these, here")
    options = parser.parse_args()
    if options.job is not None:
        JOBS[options.engines[0]](*options.job)
        return 0
    print(f"| {' | '.join(HEAD)} |\n|{' --- |' * len(HEAD)}", flush=True)
    failed = False
    # Two at a time: most of the time a job waits for something to be over.
    with ThreadPoolExecutor(2) as pool:
        for cells in pool.map(make_row, options.engines or ENGINES):
            print(f"| {' | '.join(cells)} |", flush=True)
            failed |= any("twice" in cell or "wrong" in cell or "lost" in cell for cell in cells)
    return int(failed)


def make_row(engine: str) -> list[str]:
    """The cells of an engine; they say "lost", "twice" or "wrong" where it did not give each page once as it should."""
    python = ROOT / "build" / "engines" / engine / "bin" / "python"
    if engine == "batch":
        python = Path(sys.executable)
    if not python.exists():
        return [engine, "not installed", *[""] * (len(HEAD) - 2)]
    with tempfile.TemporaryDirectory() as folder:
        return [engine, *run_faulty(engine, python, Path(folder, "a")), *run_killed(engine, python, Path(folder))]


def run_faulty(engine: str, python: Path, folder: Path) -> Iterator[str]:
    """The cells of the job with faulty pages."""
    orders = {17: "order: kill", 33: "order: hang", 64: "order: allocate", 81: "order: end worker once"}
    job = Job(engine, python, folder, orders)
    job.run()
    statuses = {17: "crash", 33: "timeout", 64: "crash"}
    for number in (17, 33, 64, 81):
        yield job.describe(statuses, number)


def run_killed(engine: str, python: Path, folder: Path) -> Iterator[str]:
    """The cells of the jobs whose processes are killed."""
    slow = dict.fromkeys(range(FILES * PAGES), "order: slow")
    if engine == "batch":
        yield "is the driver"
    else:
        job = Job(engine, python, folder / "b", {**slow, 40: "order: end engine once"})
        done = job.run()
        again = "" if done else f"the engine waits for ever; run again: {job.count_again()}"
        yield f"{job.describe({})} {again}".strip()
    job = Job(engine, python, folder / "c", slow)
    with job.start() as driver:
        job.wait(lambda: job.pages_done() >= KILL_AT or driver.poll() is not None)
        driver.kill()
    job.end_leftovers()
    again = job.count_again()
    yield f"{job.describe({})}, {again}"


@dataclass
class Job:
    """A job of an engine: its folder holds the pages, the output, and a log of the pages that workers read."""

    engine: str
    python: Path
    folder: Path
    orders: dict[int, str]

    def __post_init__(self) -> None:
        import pyarrow
        from pyarrow import parquet

        (self.folder / "pages").mkdir(parents=True)
        for file in range(FILES):
            numbers = range(file * PAGES, (file + 1) * PAGES)
            texts = [make_page(number, self.orders.get(number, "order: none")) for number in numbers]
            rows = pyarrow.table({"id": [f"p{number}" for number in numbers], "text": texts})
            parquet.write_table(rows, self.folder / "pages" / f"{file}.parquet")

    def start(self) -> subprocess.Popen[bytes]:
        """Begin the job in a process of its own."""
        paths = os.pathsep.join(str(ROOT / name) for name in ("src", "benchmarks"))
        environment = {**os.environ, "PYTHONPATH": paths, FOLDER: str(self.folder)}
        out = open(self.folder / "output.log", "ab")  # noqa: SIM115  # The driver has it.
        command = [self.python, __file__, self.engine, "--job", self.folder / "pages", self.folder / "out"]
        return subprocess.Popen(command, env=environment, stdout=out, stderr=out, cwd=self.folder)

    def run(self) -> bool:
        """Run the job to its end; false if it had to be killed."""
        with self.start() as driver:
            try:
                driver.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                driver.kill()
                self.end_leftovers()
                return False
        if driver.returncode:
            log = (self.folder / "output.log").read_text("utf-8", "replace")
            print(f"the job of {self.engine} ended with {driver.returncode}: ...{log[-1000:]}", file=sys.stderr)
        return True

    def count_again(self) -> str:
        """Run the job again; how many pages were extracted again, of those that were read before."""
        before = self.pages_done()
        self.run()
        again = self.pages_done() - FILES * PAGES
        return f"{max(0, again)} of {before} again"

    def pages_done(self) -> int:
        """The number of pages that workers were given, repeated ones too."""
        log = self.folder / "pages.log"
        return log.stat().st_size if log.exists() else 0

    def wait(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, up to the patience."""
        end = time.monotonic() + PATIENCE_SECONDS
        while not holds() and time.monotonic() < end:
            time.sleep(0.05)

    def end_leftovers(self) -> None:
        """Wait up to 20 s until the processes of this job have ended with their driver; then kill them."""
        end = time.monotonic() + 20.0
        while (left := list(self._find_processes())) and time.monotonic() < end:
            time.sleep(0.2)
        for pid in left:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _find_processes(self) -> Iterator[int]:
        mark = f"{FOLDER}={self.folder}\0".encode()
        for entry in Path("/proc").iterdir():
            with contextlib.suppress(OSError):
                if entry.name.isdigit() and mark in (entry / "environ").read_bytes():
                    yield int(entry.name)

    def describe(self, statuses: dict[int, str], only: int | None = None) -> str:
        """How many ids came out; whether each came once, with the status it should have."""
        found: Counter[tuple[str, str]] = Counter(read_output(self.folder / "out"))
        ids = Counter(name for name, _ in found.elements())
        wrong = {
            name
            for name, status in found
            if status != statuses.get(int(name[1:]), "ok") and (only is None or name == f"p{only}")
        }
        total = FILES * PAGES
        problems = [f"{total - len(ids)} lost"] if len(ids) < total else []
        problems += [f"{sum(ids.values()) - len(ids)} twice"] if sum(ids.values()) > len(ids) else []
        problems += [f"{len(wrong)} wrong"] if wrong else []
        return ", ".join([f"{len(ids)} of {total}", *problems])


def read_output(path: Path) -> Iterator[tuple[str, str]]:
    """The id and the status of each record of a job, whatever engine wrote it."""
    import json

    from pyarrow import parquet

    for file in sorted(path.rglob("*")):
        if file.suffix == ".parquet":
            # Engines differ in how they write text, so a file is read by itself.
            for row in parquet.ParquetFile(file).read(["id", "status"]).to_pylist():
                yield row["id"], row["status"]
        elif file.suffix == ".jsonl":
            for line in file.read_text("utf-8").splitlines():
                row = json.loads(line)
                yield row["id"], row.get("status") or row["metadata"]["status"]


def run_batch(pages: str, out: str) -> None:
    """Run ``cleantext batch``."""
    from cleantext.batch.run.command import main as run

    arguments = ["--pipeline", "fault_pages:PIPELINE", "--timeout", "2", "--memory", "128M", "--workers", "2"]
    os.makedirs(out, exist_ok=True)
    raise SystemExit(run([pages, "-o", f"{out}/records.parquet", "--quiet", *arguments]))


def run_datatrove(pages: str, out: str) -> None:
    """Run a task for each file, two at a time."""
    from datatrove.executor import LocalPipelineExecutor
    from datatrove.pipeline.readers import ParquetReader
    from datatrove.pipeline.writers import JsonlWriter

    from cleantext.integrations.datatrove import ArticleExtractor

    steps = [ParquetReader(pages), ArticleExtractor(pipeline=PIPELINE, **SETTINGS), JsonlWriter(out, compression=None)]
    LocalPipelineExecutor(steps, tasks=FILES, workers=2, logging_dir=f"{out}.log").run()


def run_spark(pages: str, out: str) -> None:
    """Run a local Spark that tries a task four times, as clusters do."""
    os.environ["PYSPARK_PYTHON"] = sys.executable
    from pyspark.sql import SparkSession

    from cleantext.integrations.spark import extract_pages

    spark = SparkSession.builder.master("local[2,4]").config("spark.ui.enabled", "false").getOrCreate()
    frame = spark.read.parquet(pages).repartition(FILES)
    extract_pages(frame, pipeline=PIPELINE, **SETTINGS).write.mode("overwrite").parquet(out)
    spark.stop()


def run_ray(pages: str, out: str) -> None:
    """Run a local Ray with two actors."""
    import ray

    from cleantext.integrations.ray import extract_pages

    # Not a cluster that runs on this machine already.
    ray.init("local", num_cpus=2, include_dashboard=False)
    dataset = ray.data.read_parquet(pages, override_num_blocks=FILES)
    records = extract_pages(dataset, actors=2, batch_size=PAGES, pipeline=PIPELINE, **SETTINGS)
    records.write_parquet(out, mode="overwrite")


def run_dask(pages: str, out: str) -> None:
    """Run two Dask workers, processes with a nanny."""
    import dask.dataframe
    from distributed import Client, LocalCluster

    from cleantext.integrations.dask import extract_pages

    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster):
        frame = dask.dataframe.read_parquet(pages, split_row_groups=True)
        extract_pages(frame, pipeline=PIPELINE, **SETTINGS).to_parquet(out, overwrite=True)


JOBS = {"batch": run_batch, "datatrove": run_datatrove, "spark": run_spark, "ray": run_ray, "dask": run_dask}

if __name__ == "__main__":
    sys.exit(main())
