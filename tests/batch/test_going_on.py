"""What a run goes on from: any write may be the last one, and only the same command goes on."""

from __future__ import annotations

import json
import os
import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from batch.faulty import page as invented_page
from batch.running import ids, records, without_times, write_pages
from cleantext.batch.outputs.writing import ResumeError, WriteError, read_records
from cleantext.batch.run import journal as journal_module
from cleantext.batch.run import runner as run_module
from cleantext.batch.run.journal import Journal
from cleantext.batch.run.record import extract_page
from cleantext.batch.run.report import Progress
from cleantext.batch.run.runner import Run, Stop
from cleantext.batch.settings import (
    OutputFormat,
    OutputOptions,
    ProcessLimits,
    Settings,
    SourcePage,
    detect_output_format,
)
from cleantext.batch.workers.worker import Task

PAGES = 4


class PowerCut(BaseException):
    """Nothing is written after it."""


class OneProcess:
    """In place of the pool: the same results, in this process; ``unordered`` gives every other page first."""

    def __init__(self, task: Task, limits: ProcessLimits) -> None:
        self._task, self._ordered = task, limits.ordered

    @classmethod
    def for_task(cls, task: Task, limits: ProcessLimits) -> OneProcess:
        return cls(task, limits)

    def close(self) -> None:
        """It has no workers."""

    def run(self, pages: Iterable[tuple[Any, SourcePage]]) -> Iterator[tuple[Any, Any]]:
        late = []
        for number, (tag, page) in enumerate(pages):
            made = (tag, self._task.make_result(page, extract_page(page)))
            if self._ordered or number % 2:
                yield made
            else:
                late.append(made)
        yield from late


class Disk:
    """Counts what is done to the disk; after ``left`` calls the power is cut. Nothing waits for a disk."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.left: int | None = None
        for name in ("write", "fsync", "replace", "ftruncate", "unlink"):
            monkeypatch.setattr(os, name, self._counted(getattr(os, name)))
        monkeypatch.setattr(os, "sync", lambda: None)
        monkeypatch.setattr(Journal, "save", self._counted(Journal.save))

    def _counted(self, call: Callable[..., Any]) -> Callable[..., Any]:
        def counted(*arguments: Any, **named: Any) -> Any:
            if self.left is not None:
                self.left -= 1
                if self.left < 0:
                    if call.__name__ == "write":
                        # Half of it gets there.
                        call(arguments[0], arguments[1][: len(arguments[1]) // 2])
                    raise PowerCut
            return None if call.__name__ == "fsync" else call(*arguments, **named)

        return counted


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run_module, "Pool", OneProcess)
    # A chunk a page.
    monkeypatch.setattr(run_module, "CHUNK_BYTES", 1)


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    path = tmp_path / "pages.jsonl"
    write_pages(path, [""] * PAGES)
    return path


def settings_for(pages: Path, out: Path | str, **more: Any) -> Settings:
    form: OutputFormat = detect_output_format(str(out))
    limits = ProcessLimits(1, ordered=more.pop("ordered", True))
    return Settings((str(pages),), str(out), form, limits, **more)


def run(settings: Settings) -> dict[str, Any]:
    with Stop() as stop:
        return Run(settings, stop, lambda _: Progress()).run()


def ids_of(out: Path) -> list[str]:
    if out.is_dir():
        return [json.loads(path.read_text().splitlines()[1].removeprefix("id: ")) for path in sorted(out.iterdir())]
    if out.suffix == ".parquet":
        import pyarrow.parquet

        found: list[str] = pyarrow.parquet.read_table(out).column("id").to_pylist()
        return found
    return [record["id"] for record in read_records(str(out))]


@pytest.mark.parametrize(
    ("name", "ordered"),
    [("out.jsonl", True), ("out.jsonl", False), ("out.jsonl.gz", True), ("out.parquet", True), ("out/", False)],
)
def test_a_power_cut_at_any_write_loses_nothing_and_gives_nothing_twice(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, ordered: bool
) -> None:
    disk = Disk(monkeypatch)
    whole: list[dict[str, Any]] = []
    cut = 0
    while True:
        folder = tmp_path / str(cut)
        folder.mkdir()
        settings = settings_for(pages, f"{folder}/{name}", ordered=ordered, rejected=f"{folder}/rejected.jsonl")
        disk.left = cut
        try:
            run(settings)
        except PowerCut:
            disk.left = None
            summary = run(settings)
            assert summary["pages"] == summary["status"]["ok"] == PAGES
        out = folder / name
        assert Counter(ids_of(out)) == Counter(f"p{number}" for number in range(PAGES)), cut
        if name == "out.jsonl":
            whole = whole or without_times(records(out))
            assert without_times(records(out)) == whole
        assert (folder / "rejected.jsonl").read_bytes() == b""
        left = {path.name for path in folder.iterdir()} - {"out.jsonl.journal.tmp"}
        assert left == {out.name, "rejected.jsonl", f"{out.name}.journal"}, cut
        if disk.left is not None:
            break
        cut += 1
    # Each page is written, synced and journalled.
    assert cut > 4 * PAGES


def test_what_lies_after_the_journal_s_end_is_written_again(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    interrupted(settings, monkeypatch)
    with open(tmp_path / "out.jsonl.partial", "ab") as file:
        file.write(b'{"id": "p3", "headl')
    run(settings)
    assert ids(tmp_path / "out.jsonl") == [f"p{number}" for number in range(PAGES)]


def test_a_finished_run_has_nothing_left_to_do(pages: Path, tmp_path: Path) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    first = run(settings)
    there = (tmp_path / "out.jsonl").read_bytes()
    second = run(settings)
    assert (tmp_path / "out.jsonl").read_bytes() == there
    assert (second["pages"], second["pages_of_this_run"]) == (PAGES, 0)
    assert {name: second[name] for name in ("status", "fields", "quality", "removed", "skipped")} == {
        name: first[name] for name in ("status", "fields", "quality", "removed", "skipped")
    }


@pytest.mark.parametrize(
    "change",
    [
        {"writing": OutputOptions(fields=("id",))},
        {"limits": ProcessLimits(1, seconds=1.0)},
        {"inputs": ("other.jsonl",)},
        {"pipeline_name": "steps:PIPELINE"},
    ],
)
def test_another_configuration_is_refused_and_named(pages: Path, tmp_path: Path, change: dict[str, Any]) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)
    with pytest.raises(ResumeError, match=r"(?s)begun by another command: \w+ was .*, now .*--overwrite") as refused:
        run(replace(settings, **change))
    assert "\n" not in str(refused.value)


def test_another_number_of_workers_is_the_same_command(pages: Path, tmp_path: Path) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)
    assert run(replace(settings, limits=ProcessLimits(7, recycle=5)))["pages_of_this_run"] == 0


NAMES = ["out.jsonl", "out.jsonl.gz", "out.jsonl.zst", "out.parquet", "out/"]


def grow(pages: Path) -> list[str]:
    """New rows at the end of a file and new files between the others; all ids."""
    with pages.open("a", encoding="utf-8") as file:
        file.write(json.dumps({"id": "p9", "text": invented_page(9)}) + "\n")
    # The id of another page, in a file that is read before it.
    (pages.parent / "before.jsonl").write_text(json.dumps({"id": "p0", "text": invented_page(10)}) + "\n")
    return [*(f"p{number}" for number in range(PAGES)), "p9", f"p0#{pages.parent}/before.jsonl:0"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("times", [1, 2])
def test_a_finished_run_goes_on_with_new_pages(tmp_path: Path, name: str, times: int) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    write_pages(folder / "pages.jsonl", [""] * PAGES)
    settings = settings_for(folder, f"{tmp_path}/{name}", rejected=f"{tmp_path}/rejected.jsonl")
    run(settings)
    before = (tmp_path / name).read_bytes() if name.startswith("out.jsonl") else b""
    expected = grow(folder / "pages.jsonl")
    summary = run(settings)
    assert (summary["pages"], summary["pages_of_this_run"]) == (PAGES + 2, 2)
    if times == 2:
        (folder / "zeros.txt").write_text(invented_page(11))
        expected.append(f"{folder}/zeros.txt:0")
        assert run(settings)["pages_of_this_run"] == 1
    assert Counter(ids_of(tmp_path / name)) == Counter(expected)
    if before:
        assert (tmp_path / name).read_bytes().startswith(before)
    left = {path.name for path in tmp_path.iterdir()}
    assert left == {"in", name.rstrip("/"), "rejected.jsonl", f"{name.rstrip('/')}.journal"}
    assert run(settings)["pages_of_this_run"] == 0


@pytest.mark.parametrize("name", ["out.jsonl", "out.parquet", "out/"])
def test_a_power_cut_at_any_write_while_a_run_is_extended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    disk = Disk(monkeypatch)
    cut = 0
    while True:
        folder = tmp_path / str(cut) / "in"
        folder.mkdir(parents=True)
        write_pages(folder / "pages.jsonl", [""] * PAGES)
        settings = settings_for(folder, f"{folder.parent}/{name}", rejected=f"{folder.parent}/rejected.jsonl")
        disk.left = None
        run(settings)
        expected = grow(folder / "pages.jsonl")
        disk.left = cut
        try:
            run(settings)
        except PowerCut:
            disk.left = None
            assert run(settings)["pages"] == PAGES + 2
        assert Counter(ids_of(folder.parent / name)) == Counter(expected), cut
        left = {path.name for path in folder.parent.iterdir()}
        assert left == {"in", name.rstrip("/"), "rejected.jsonl", f"{name.rstrip('/')}.journal"}, cut
        if disk.left is not None:
            break
        cut += 1
    assert cut > 2 * 2


def test_inputs_of_a_finished_run_are_not_read_again_if_no_file_has_changed(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)
    with monkeypatch.context() as patch:
        patch.setattr(run_module, "read_pages", None)
        assert run(settings)["pages"] == PAGES
    os.utime(pages, (0, 0))
    assert run(settings)["pages_of_this_run"] == 0
    with monkeypatch.context() as patch:
        patch.setattr(run_module, "read_pages", None)
        assert run(settings)["skipped"] == {}


def test_pages_at_one_place_are_told_apart(pages: Path, tmp_path: Path) -> None:
    settings = replace(settings_for(pages, tmp_path / "out.jsonl"), inputs=(str(pages), str(pages)))
    assert run(settings)["pages"] == 2 * PAGES
    whole = ids(tmp_path / "out.jsonl")
    assert len(set(whole)) == 2 * PAGES
    write_pages(pages, [""] * (PAGES + 1))
    assert run(settings)["pages_of_this_run"] == 2
    assert ids(tmp_path / "out.jsonl") == [
        *whole,
        f"p{PAGES}",
        f"p{PAGES}#{pages}:{records(tmp_path / 'out.jsonl')[-1]['offset']}",
    ]


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("done", range(2 * PAGES))
def test_pages_at_one_place_are_told_apart_after_an_interruption(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ordered: bool, done: int
) -> None:
    (tmp_path / "other.jsonl").write_text('{"id": "other", "text": "The wall held."}\n')
    settings = settings_for(pages, tmp_path / "out.jsonl", ordered=ordered)
    # With an odd number of pages, and out of order, the second of two is done before the first.
    settings = replace(settings, inputs=(str(pages), str(tmp_path / "other.jsonl"), str(pages)))
    interrupted(settings, monkeypatch, done)
    summary = run(settings)
    assert (summary["pages"], summary["pages_of_this_run"]) == (2 * PAGES + 1, 2 * PAGES + 1 - done)
    assert len(set(ids(tmp_path / "out.jsonl"))) == 2 * PAGES + 1


def test_a_problem_and_a_page_may_share_a_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    both = [SourcePage("a:0", "", "a", 0, problem="damaged"), SourcePage("a:0", invented_page(1), "a", 0)]
    monkeypatch.setattr(run_module, "read_pages", lambda *_: iter(both))
    settings = settings_for(tmp_path / "a", tmp_path / "out.jsonl", ordered=False)
    interrupted(settings, monkeypatch, 1)
    run(settings)
    assert Counter(one["status"] for one in records(tmp_path / "out.jsonl")) == {"error": 1, "ok": 1}


def test_overwrite_begins_again(pages: Path, tmp_path: Path) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)
    run(replace(settings, writing=OutputOptions(fields=("id",)), overwrite=True))
    assert records(tmp_path / "out.jsonl")[0] == {"id": "p0"}


def test_overwrite_takes_the_pages_of_before_out_of_a_folder_and_nothing_else(pages: Path, tmp_path: Path) -> None:
    settings = settings_for(pages, f"{tmp_path}/out/")
    run(settings)
    (tmp_path / "out" / "notes.md").write_text("---\nid: mine")
    write_pages(pages, [""])
    run(replace(settings, overwrite=True))
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert len(names) == 2
    assert "notes.md" in names


def test_an_output_that_is_there_already_is_not_replaced(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    out.write_text("mine")
    with pytest.raises(ResumeError, match=r"exists already; choose another output, or replace it with --overwrite"):
        run(settings_for(pages, out))
    assert out.read_text() == "mine"


def test_an_output_that_was_changed_since_is_reported(pages: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    run(settings_for(pages, out))
    out.write_text("mine")
    with pytest.raises(ResumeError, match="was changed since it was finished"):
        run(settings_for(pages, out))


def interrupted(settings: Settings, monkeypatch: pytest.MonkeyPatch, done: int = PAGES - 1) -> None:
    """A run that ends after ``done`` pages, by default before its last one."""

    class Ending(OneProcess):
        def run(self, pages: Iterable[tuple[Any, SourcePage]]) -> Iterator[tuple[Any, Any]]:
            for number, made in enumerate(super().run(pages)):
                if number == done:
                    raise PowerCut
                yield made

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "Pool", Ending)
        with pytest.raises(PowerCut):
            run(settings)


@pytest.mark.parametrize("ordered", [True, False])
@pytest.mark.parametrize("finished", [True, False])
@pytest.mark.parametrize("change", ["id", "letter", "shorter", "field", "gone"])
def test_another_input_is_noticed_and_its_first_page_named(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str, finished: bool, ordered: bool
) -> None:
    settings = settings_for(pages.parent / "p*.jsonl", tmp_path / "out.jsonl", ordered=ordered)
    if finished:
        run(settings)
    else:
        interrupted(settings, monkeypatch)
    text = pages.read_text()
    offset = text.index('{"id": "p1"')
    changed = {
        "id": text.replace('"p1"', '"p9"'),
        "letter": text.replace("holds 1", "holds 9"),
        "shorter": text[:offset],
        "field": text.replace('"p1",', '"p1", "url": "https://ferry.example/1",'),
        "gone": "",
    }[change]
    assert changed != text
    pages.write_text(changed)
    place = f"{pages}:{0 if change == 'gone' else offset}"
    with pytest.raises(
        ResumeError, match=r"have changed since this output was begun: .*--overwrite begins it again"
    ) as error:
        run(settings)
    assert f"begun: {place} is " in str(error.value)
    pages.write_text(text)
    run(settings)
    assert Counter(ids(tmp_path / "out.jsonl")) == Counter(f"p{number}" for number in range(PAGES))


@pytest.mark.parametrize("name", ["out.jsonl", "out.jsonl.gz", "out.parquet"])
def test_bytes_that_were_overwritten_in_a_spool_are_noticed(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    settings = settings_for(pages, tmp_path / name)
    interrupted(settings, monkeypatch)
    partial = tmp_path / f"{name}.partial"
    whole = partial.read_bytes()
    partial.write_bytes(whole[:99] + bytes([whole[99] ^ 1]) + whole[100:])
    with pytest.raises(ResumeError, match=r"out\..*\.partial was changed: its first \d+ bytes are not those"):
        run(settings)
    assert partial.stat().st_size == len(whole)
    partial.write_bytes(whole)
    run(settings)
    assert ids_of(tmp_path / name) == [f"p{number}" for number in range(PAGES)]


def test_bytes_that_were_overwritten_in_an_output_are_noticed_before_it_is_extended(
    pages: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out.jsonl"
    settings = settings_for(pages, out)
    run(settings)
    whole = out.read_bytes()
    out.write_bytes(whole.replace(b'"p1"', b'"p8"'))
    write_pages(pages, [""] * (PAGES + 1))
    with pytest.raises(ResumeError, match="was changed: its first"):
        run(settings)
    (tmp_path / "out.jsonl.partial").write_bytes(whole)
    assert run(settings)["pages_of_this_run"] == 1
    assert len(ids(out)) == PAGES + 1


def test_a_spool_that_was_changed_is_noticed(pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    interrupted(settings, monkeypatch)
    (tmp_path / "out.jsonl.partial").write_bytes(b"")
    with pytest.raises(ResumeError, match="was changed: it has 0 bytes"):
        run(settings)


@pytest.mark.parametrize("text", ["", "{}", '{"digest": "0", "state": "{}"}', "\x00"])
def test_a_damaged_journal_is_reported(pages: Path, tmp_path: Path, text: str) -> None:
    (tmp_path / "out.jsonl.journal").write_text(text)
    with pytest.raises(ResumeError, match=r"out.jsonl.journal is not the journal of a run .*--overwrite begins again"):
        run(settings_for(pages, tmp_path / "out.jsonl"))


def test_a_journal_on_a_read_only_disk_is_no_damaged_one(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)

    def connect_to_read(journal: Journal, path: str) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)

    monkeypatch.setattr(Journal, "_connect", connect_to_read)
    with pytest.raises(WriteError, match=r"cannot write .*out.jsonl.journal: .* read-only\?"):
        run(settings)


def test_a_finished_run_is_extended_by_one_run_at_a_time(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    run(settings)
    write_pages(pages, [""] * (PAGES + 1))
    monkeypatch.setattr(journal_module, "LOCK_SECONDS", 0.0)
    other = Journal(f"{settings.output}.journal")
    other.resume()
    with pytest.raises(ResumeError, match=r"Another run is writing .*out\.jsonl\.journal; wait for it, or end it"):
        run(settings)
    other.close()
    assert run(settings)["pages_of_this_run"] == 1


def test_a_full_disk_leaves_what_the_journal_records(
    pages: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = settings_for(pages, tmp_path / "out.jsonl")
    written = 0

    def full(number: int, data: bytes, write: Callable[[int, Any], int] = os.write) -> int:
        nonlocal written
        written += 1
        if written > 3:
            raise OSError(28, "No space left on device")
        return write(number, data)

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", full)
        with pytest.raises(WriteError, match="No space left on device"):
            run(settings)
    assert run(settings)["pages_of_this_run"] == PAGES - 3
    assert ids(tmp_path / "out.jsonl") == [f"p{number}" for number in range(PAGES)]
