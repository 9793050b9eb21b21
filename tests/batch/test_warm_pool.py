"""A pool keeps its workers from one map to the next, wherever it lives, and leaves none behind."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleantext
from batch.faulty import PIPELINE, page
from batch.running import ENVIRONMENT, alive, kill, own_workers, wait_until
from cleantext.batch.workers.pool import AHEAD_BYTES

PAGES = [page(number) for number in range(30)]


def run_program(code: str) -> subprocess.CompletedProcess[str]:
    """A program in a Python of its own that warns of what it leaves open."""
    return subprocess.run(
        [sys.executable, "-X", "dev", "-W", "ignore::DeprecationWarning", "-c", code],
        capture_output=True,
        check=False,
        text=True,
        env=ENVIRONMENT,
        timeout=120,
    )


def test_workers_stay_from_one_map_to_the_next_and_end_with_the_block() -> None:
    with cleantext.Pool(workers=1) as pool:
        first = [result.article for result in pool.map(PAGES)]
        started = own_workers()
        second = [result.article for result in pool.map(PAGES)]
        assert len(started) == 1
        assert own_workers() == started
    assert own_workers() == set()
    assert first == second == [cleantext.extract(raw) for raw in PAGES]


def test_without_a_page_no_worker_starts() -> None:
    with cleantext.Pool(workers=1) as pool:
        assert list(pool.map([])) == list(pool.map(iter(()))) == []
        assert own_workers() == set()


def test_a_closed_pool_starts_again() -> None:
    with cleantext.Pool(workers=1) as pool:
        list(pool.map(PAGES[:1]))
    assert [result.status.value for result in pool.map(PAGES[:2])] == ["ok", "ok"]
    pool.close()
    pool.close()
    assert own_workers() == set()


def test_an_iterator_that_is_closed_half_way_leaves_the_pool_usable() -> None:
    with cleantext.Pool(workers=2) as pool:
        for _ in range(3):
            results = pool.map(PAGES)
            assert next(results).id == 0
            results.close()  # type: ignore[attr-defined]
        assert [result.id for result in pool.map(PAGES)] == list(range(30))
        assert len(own_workers()) <= 2


def test_an_iterator_that_is_dropped_half_way_leaves_the_pool_usable() -> None:
    with cleantext.Pool(workers=1) as pool:
        next(pool.map(PAGES))
        gc.collect()
        assert [result.id for result in pool.map(PAGES)] == list(range(30))


@pytest.mark.parametrize("error", [OSError, KeyboardInterrupt])
def test_an_error_of_the_callers_iterable_leaves_the_pool_usable(error: type[BaseException]) -> None:
    def broken() -> Iterator[str]:
        yield from PAGES[:5]
        raise error("the line is cut")

    with cleantext.Pool(workers=1) as pool:
        with pytest.raises(error, match="the line is cut"):
            list(pool.map(broken()))
        assert [result.id for result in pool.map(PAGES)] == list(range(30))


def test_faulty_pages_of_one_map_do_not_reach_the_next() -> None:
    with cleantext.Pool(workers=2, pipeline=PIPELINE, timeout=1.0) as pool:
        orders = ("", "order: kill", "", "order: hang", "")
        first = [str(result.status) for result in pool.map(page(n, order) for n, order in enumerate(orders))]
        assert first == ["ok", "crash", "ok", "timeout", "ok"]
        assert {str(result.status) for result in pool.map(PAGES)} == {"ok"}


def test_workers_are_replaced_after_their_number_of_pages_across_maps() -> None:
    seen = set()
    with cleantext.Pool(workers=1, recycle=15) as pool:
        for start in range(0, 30, 10):
            list(pool.map(PAGES[start : start + 10]))
            seen |= own_workers()
    assert len(seen) >= 2


def test_a_pool_reads_one_iterator_at_a_time() -> None:
    with cleantext.Pool(workers=1) as pool:
        results = pool.map(PAGES)
        next(results)
        with pytest.raises(cleantext.CleantextError, match="is reading other pages: read that iterator to its end"):
            next(pool.map(PAGES))
        assert [result.id for result in results] == list(range(1, 30))


def test_closing_the_pool_ends_its_open_iterator() -> None:
    pool = cleantext.Pool(workers=1)
    results = pool.map(PAGES)
    next(results)
    pool.close()
    with pytest.raises(cleantext.CleantextError, match="The pool was closed"):
        next(results)
    assert [result.id for result in pool.map(PAGES)] == list(range(30))
    pool.close()


def test_the_garbage_collector_ends_the_workers() -> None:
    pool = cleantext.Pool(workers=2)
    list(pool.map(PAGES))
    assert own_workers()
    del pool
    gc.collect()
    assert own_workers() == set()


def test_a_pickled_pool_is_its_configuration() -> None:
    with cleantext.Pool(workers=1, pipeline=PIPELINE, timeout=1.0, ordered=False) as pool:
        list(pool.map(PAGES[:1]))
        with pickle.loads(pickle.dumps(pool)) as copied:
            pages = [page(0), page(1, "order: hang")]
            assert sorted(str(result.status) for result in copied.map(pages)) == ["ok", "timeout"]


@pytest.mark.parametrize("settings", [{"workers": 0}, {"timeout": 0.0}, {"memory_limit": 0}, {"recycle": 0}])
def test_settings_that_make_no_sense_are_refused_at_once(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at least one|greater than 0"):
        cleantext.Pool(**settings)  # type: ignore[arg-type]


def test_a_program_that_leaves_its_pool_open_ends_without_a_word() -> None:
    done = run_program(f"""
import os, subprocess, sys, cleantext
pool = cleantext.Pool(workers=2)
results = pool.map({PAGES!r})
next(results)
print(*subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True).stdout.split())
""")
    assert (done.returncode, done.stderr) == (0, "")
    found = {int(pid) for pid in done.stdout.split()}
    assert found
    wait_until(lambda: not alive(found))


@pytest.mark.parametrize("method", ["fork", "forkserver", "spawn"])
def test_a_pool_lives_in_a_daemonic_process(tmp_path: Path, method: str) -> None:
    program = tmp_path / "program.py"
    program.write_text(f"""
import multiprocessing, cleantext

def work(pool, queue):
    assert multiprocessing.current_process().daemon
    queue.put([result.id for result in pool.map({PAGES!r})])

if __name__ == "__main__":
    context = multiprocessing.get_context({method!r})
    with cleantext.Pool(workers=1) as pool:
        if {method!r} == "fork":
            list(pool.map({PAGES[:1]!r}))
        queue = context.SimpleQueue()
        child = context.Process(target=work, args=(pool, queue), daemon=True)
        child.start()
        print(queue.get() == list(range(30)))
        child.join()
""")
    code = f"import runpy; runpy.run_path({str(program)!r}, run_name='__main__')"
    done = run_program(code) if method == "fork" else run_file(program)
    assert (done.stdout, done.stderr) == ("True\n", "")


def run_file(program: Path) -> subprocess.CompletedProcess[str]:
    """A program file, which children of multiprocessing import."""
    return subprocess.run(
        [sys.executable, program], capture_output=True, check=False, text=True, env=ENVIRONMENT, timeout=120
    )


FORKED = f"""
import os, subprocess, sys, threading, time, cleantext
pages = {PAGES!r}
pool = cleantext.Pool(workers=1)
threading.Thread(target=time.sleep, args=(30,), daemon=True).start()
open_one = pool.map(pages)
next(open_one)

def children():
    return subprocess.run(["pgrep", "-P", str(os.getpid())], capture_output=True, text=True).stdout.split()

"""


def test_a_fork_of_a_threaded_parent_has_workers_of_its_own() -> None:
    done = run_program(
        FORKED
        + """
child = os.fork()
if not child:
    try:
        next(open_one)
    except cleantext.CleantextError as error:
        print(error)
    print([result.id for result in pool.map(pages)] == list(range(30)), flush=True)
    pool.close()
    print([result.id for result in pool.map(pages)] == list(range(30)), flush=True)
    sys.exit()
assert os.waitpid(child, 0)[1] == 0
print([result.id for result in open_one] == list(range(1, 30)))
"""
    )
    assert (done.stdout.splitlines(), done.stderr) == (
        ["The pool was closed, or the process forked, before all pages were read.", "True", "True", "True"],
        "",
    )


def test_workers_end_with_their_parent_though_a_fork_of_it_lives_on() -> None:
    done = run_program(
        FORKED
        + """
workers = children()
child = os.fork()
if not child:
    os.close(1), os.close(2)
    time.sleep(60)
    os._exit(0)
print(child, *workers, flush=True)
os._exit(0)
"""
    )
    forked, *left = (int(pid) for pid in done.stdout.split())
    try:
        assert left
        wait_until(lambda: not alive(left))
        assert alive([forked])
    finally:
        kill(forked)


def test_steps_of_a_main_program_survive_two_journeys() -> None:
    """As an engine brings them: pickled by value in the driver, and sent on from a process of another program."""
    cloudpickle = pytest.importorskip("cloudpickle")
    made = run_program("""
import sys, cloudpickle, cleantext
from cleantext import Pipeline, Reason, Removed, step

@step("weather-lines", Reason.BOILERPLATE)
def weather_lines(document):
    for segment in document.open():
        if segment.key.startswith("weather today"):
            yield Removed(segment.index, Reason.BOILERPLATE, "begins with: weather today")

pipeline = Pipeline.default().before("headline", weather_lines)
sys.stdout.buffer.write(cloudpickle.dumps(cleantext.Pool(1, pipeline=pipeline)).hex().encode())
""")
    assert made.returncode == 0, made.stderr
    with cloudpickle.loads(bytes.fromhex(made.stdout)) as pool:
        text = "Weather today: rain\n\nThe harbour wall held through the storm, engineers said on Monday evening."
        (result,) = pool.map([text])
    assert [verdict.step for verdict in result.article.removed if not verdict.text.isspace()] == ["weather-lines"]


@pytest.mark.parametrize("ordered", [True, False])
def test_large_pages_are_not_read_far_ahead(ordered: bool) -> None:
    size, read = 6_000_000, 0

    def pages() -> Iterator[bytes]:
        nonlocal read
        for _ in range(30):
            read += 1
            yield b" " * size

    returned = most = 0
    for _ in cleantext.extract_many(pages(), 2, ordered=ordered):
        most = max(most, read - returned)
        returned += 1
    assert returned == 30
    assert most <= AHEAD_BYTES // size + 2
