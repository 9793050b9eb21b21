"""Each page in gives exactly one result, whatever it does to its worker."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import cleantext
from batch.faulty import PIPELINE, page
from batch.running import ENVIRONMENT, own_workers
from cleantext.batch.settings import SourcePage
from cleantext.batch.workers.pool import PageResult, extract_many

PAGES = [page(number) for number in range(40)]


def with_orders(**orders: int) -> list[str]:
    """The pages, some with an order: ``kill=7`` is page 7."""
    pages = list(PAGES)
    for order, number in orders.items():
        pages[number] = page(number, f"order: {order.replace('_', ' ')}")
    return pages


def statuses(results: list[PageResult]) -> dict[int, str]:
    """What is not ok."""
    return {result.id: str(result.status) for result in results if result.status != "ok"}


@pytest.mark.parametrize("workers", [1, 2])
def test_results_are_those_of_extract_in_the_order_of_the_pages(workers: int) -> None:
    results = list(extract_many(PAGES, workers))
    assert [result.id for result in results] == list(range(len(PAGES)))
    assert [result.article for result in results] == [cleantext.extract(raw) for raw in PAGES]
    assert own_workers() == set()


@pytest.mark.parametrize("ordered", [True, False])
def test_a_faulty_page_costs_itself_alone(ordered: bool) -> None:
    pages = with_orders(kill=3, exit=9, allocate=17, grow=21, **{"raise": 30}, hang=35, hang_in_C=38)
    results = list(extract_many(pages, 2, pipeline=PIPELINE, timeout=1.0, memory_limit=1 << 27, ordered=ordered))
    assert sorted(result.id for result in results) == list(range(len(pages)))
    assert statuses(results) == {
        3: "crash", 9: "crash", 17: "crash", 21: "crash", 30: "error", 35: "timeout", 38: "timeout",
    }  # fmt: skip
    reasons = {result.id: result.reason for result in results if result.reason}
    assert reasons == {
        3: "the page ended its worker (signal SIGKILL)",
        9: "the page ended its worker (exit status 7)",
        17: "the page needs more memory than a worker may have",
        21: "the page needs more memory than a worker may have",
        30: "ValueError: as ordered, in the step 'orders'",
        35: "the page took more than 1 s",
        38: "the page took more than 1 s",
    }
    assert own_workers() == set()


def test_a_worker_that_is_killed_from_outside_costs_no_page() -> None:
    results = []
    for result in extract_many((page(number, "order: slow") for number in range(20)), 2, pipeline=PIPELINE):
        results.append(result)
        if result.id == 5:
            os.kill(min(own_workers()), signal.SIGKILL)
    assert [result.id for result in results] == list(range(20))
    assert statuses(results) == {}


def test_all_workers_killed_cost_no_page() -> None:
    results = []
    for result in extract_many((page(number, "order: slow") for number in range(20)), 2, pipeline=PIPELINE):
        results.append(result)
        if result.id == 5:
            for pid in own_workers():
                os.kill(pid, signal.SIGKILL)
    assert [result.id for result in results] == list(range(20))
    assert statuses(results) == {}


def test_workers_are_replaced_after_their_number_of_pages() -> None:
    seen: set[int] = set()
    results = []
    for result in extract_many(PAGES * 2, 1, recycle=20):
        results.append(result.id)
        seen |= own_workers()
    assert results == list(range(80))
    assert len(seen) >= 3
    assert own_workers() == set()


def test_closing_early_ends_the_workers() -> None:
    results = extract_many(PAGES, 2)
    assert next(results).id == 0
    assert own_workers()
    results.close()  # type: ignore[attr-defined]
    assert own_workers() == set()


def test_dropping_the_iterator_ends_the_workers() -> None:
    results = extract_many(PAGES, 2)
    next(results)
    del results
    gc.collect()
    assert own_workers() == set()


def test_pages_are_read_as_far_as_they_are_needed() -> None:
    read = 0

    def endless() -> Iterator[str]:
        nonlocal read
        while True:
            read += 1
            yield page(read)

    results = extract_many(endless(), 2)
    for _, _ in zip(range(20), results, strict=False):
        pass
    results.close()  # type: ignore[attr-defined]
    assert read < 20 + 300


def test_a_caller_that_takes_its_time_makes_no_timeouts() -> None:
    results = []
    for result in extract_many(PAGES, 2, timeout=1.0):
        results.append(result)
        if result.id == 3:
            time.sleep(1.5)
    assert statuses(results) == {}


def test_an_error_of_the_iterable_comes_after_the_results_before_it() -> None:
    def broken() -> Iterator[str]:
        yield from PAGES[:7]
        raise OSError("the line is cut")

    results = extract_many(broken(), 2)
    assert [next(results).id for _ in range(7)] == list(range(7))
    with pytest.raises(OSError, match="the line is cut"):
        next(results)
    assert own_workers() == set()


def test_ids_and_urls_come_with_the_pages() -> None:
    known = SourcePage("wall", PAGES[0], file="", offset=0, url="https://www.harbour.example/wall")
    results = list(extract_many([("a", PAGES[0]), (("b", 2), PAGES[1].encode()), known], 1))
    assert [result.id for result in results] == ["a", ("b", 2), "wall"]
    assert results[2].article is not None
    assert results[2].article.publisher is not None
    assert results[2].article.publisher.domain == "harbour.example"


@pytest.mark.parametrize("pages", [[7], [("id", None)], [("one", "two", "three")]])
def test_what_is_no_page_is_named(pages: list[object]) -> None:
    with pytest.raises(TypeError, match=r"page 0 is of type \w+: str, bytes or \(id, page\) is needed"):
        list(extract_many(pages))  # type: ignore[arg-type]


@pytest.mark.parametrize("settings", [{"workers": 0}, {"timeout": 0.0}, {"memory_limit": 0}, {"recycle": 0}])
def test_settings_that_make_no_sense_are_refused_at_once(settings: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"at least one|greater than 0"):
        extract_many(PAGES, **settings)  # type: ignore[arg-type]


def test_a_pipeline_that_cannot_be_sent_is_refused_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cloudpickle", None)

    @cleantext.step("local", cleantext.Reason.BOILERPLATE)
    def local(document: cleantext.Document) -> tuple[()]:
        return ()

    with pytest.raises(cleantext.CleantextError, match=r"cannot be sent to workers.*top of a module"):
        extract_many(PAGES, pipeline=cleantext.Pipeline.default().before("headline", local))


NOTEBOOK = """
import cleantext
from cleantext import Pipeline, Reason, Removed, step

@step("weather-lines", Reason.BOILERPLATE)
def weather_lines(document):
    for segment in document.open():
        if segment.key.startswith("weather today"):
            yield Removed(segment.index, Reason.BOILERPLATE, "begins with: weather today")

page = "Weather today: rain\\n\\nThe harbour wall held through the storm, engineers said on Monday evening."
pipeline = Pipeline.default().before("headline", weather_lines)
"""
USE = """
for result in cleantext.extract_many([page], 1, pipeline=pipeline):
    print(result.article.removed[0].step)
"""


@pytest.mark.parametrize("guarded", [True, False])
def test_a_program_s_own_steps_reach_the_workers(tmp_path: Path, guarded: bool) -> None:
    program = tmp_path / "program.py"
    use = USE.replace("\n", "\n    ")
    program.write_text(NOTEBOOK + (f'if __name__ == "__main__":{use}' if guarded else "print('no work')"))
    done = python(str(program))
    assert done.stdout == ("weather-lines\n" if guarded else "no work\n"), done.stderr


def test_a_program_without_a_guard_works_where_its_steps_are_not_in_it(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text('import cleantext\nprint([r.status.value for r in cleantext.extract_many(["", ""], 1)])\n')
    done = python(str(program))
    assert done.stdout == "['empty', 'empty']\n", done.stderr


def test_a_session_without_a_file_works_as_a_notebook_does() -> None:
    done = python("-", input='import cleantext\nprint([r.status.value for r in cleantext.extract_many([""], 1)])\n')
    assert done.stdout == "['empty']\n", done.stderr


def test_steps_of_a_session_reach_the_workers_by_cloudpickle() -> None:
    pytest.importorskip("cloudpickle")
    done = python("-", input=NOTEBOOK + USE)
    assert done.stdout == "weather-lines\n", done.stderr


def test_without_cloudpickle_steps_of_a_session_are_refused_with_a_way_out() -> None:
    done = python("-", input="import sys\nsys.modules['cloudpickle'] = None\n" + NOTEBOOK + USE)
    assert "cannot be sent to workers: " in done.stderr
    assert "install cloudpickle" in done.stderr


def python(*arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """A program in a Python of its own."""
    return subprocess.run(
        [sys.executable, *arguments],
        capture_output=True,
        check=False,
        text=True,
        env=ENVIRONMENT,
        timeout=60,
        **settings,
    )


async def _beside(raw: str) -> tuple[cleantext.Article, int]:
    """The article, and how often the event loop came round meanwhile."""
    task = asyncio.create_task(cleantext.aextract(raw))
    rounds = 0
    while not task.done():
        rounds += 1
        await asyncio.sleep(0)
    return await task, rounds


def test_aextract_leaves_the_event_loop_to_others() -> None:
    article, rounds = asyncio.run(_beside(PAGES[0]))
    assert article == cleantext.extract(PAGES[0])
    assert rounds > 2
