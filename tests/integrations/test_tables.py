"""Tables of pages become tables of the records that a batch writes, a row for each row."""

from __future__ import annotations

import gc
import json
import pickle
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import cleantext
from batch.faulty import PIPELINE, page
from batch.running import ENVIRONMENT, own_workers, run
from cleantext.cli import main
from cleantext.integrations.tables import TableExtractor, TableLearner, end_idle_workers, merge_frame, merge_table
from sites.invented import APPEAL, dump

pyarrow = pytest.importorskip("pyarrow")

ORDERS = ("", "order: kill", "", "order: hang", "order: raise", "")
STATUSES = ["ok", "crash", "ok", "timeout", "error", "ok"]
FIELDS = ("id", "status", "headline")
URLS = [f"https://news.post.example/{number}" for number in range(3)]


@pytest.fixture(autouse=True)
def _no_workers_left() -> Iterator[None]:
    yield
    end_idle_workers()
    assert own_workers() == set()


def make_pages(orders: tuple[str, ...] = ("",) * 5, first: int = 0) -> pyarrow.Table:
    """A table of pages with ids, and what a crawler noted of them."""
    numbers = range(first, first + len(orders))
    return pyarrow.table({
        "id": [f"p{number}" for number in numbers],
        "text": [page(number, order) for number, order in zip(numbers, orders, strict=True)],
        "url": [f"https://www.harbour.example/{number}" for number in numbers],
        "depth": pyarrow.array([number % 3 for number in numbers], pyarrow.int16()),
    })  # fmt: skip


def test_records_are_those_of_a_batch(tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet")
    pages = make_pages(ORDERS)
    parquet.write_table(pages, tmp_path / "in.parquet")
    faulty = ("--pipeline", "batch.faulty:PIPELINE", "--timeout", "1")
    done = run(tmp_path / "in.parquet", "-o", tmp_path / "out.parquet", "--quiet", *faulty)
    assert done.returncode == 0, done.stderr
    expected = parquet.read_table(tmp_path / "out.parquet")
    found = TableExtractor(pipeline=PIPELINE, timeout=1.0).extract_table(pages)
    assert found.schema == expected.schema
    # A row knows no file, and no time is the same twice.
    differ = ["file", "offset", "milliseconds"]
    assert found.drop_columns(differ).to_pylist() == expected.drop_columns(differ).to_pylist()
    assert found.column("file").null_count == found.column("offset").null_count == len(ORDERS)


def test_files_give_the_records_of_a_batch_places_included(tmp_path: Path) -> None:
    lines = [json.dumps({"id": f"p{number // 2}", "text": page(number)}) for number in range(6)]
    (tmp_path / "pages.jsonl").write_text("\n".join([*lines, "{"]))
    name = str(tmp_path / "pages.jsonl")
    assert run(name, "-o", tmp_path / "out.jsonl", "--quiet").returncode == 0
    expected = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    fields = ("id", "file", "offset", "status", "reason", "body")
    (batch,) = TableExtractor(fields).extract_files([name])
    assert batch.to_pylist() == [{field: one.get(field) for field in fields} for one in expected]


def test_batches_keep_their_sizes_and_workers_stay_warm() -> None:
    extractor = TableExtractor(FIELDS)
    batches = [make_pages(("",) * rows, first).to_batches()[0] for first, rows in ((0, 3), (3, 1), (4, 70))]
    empty = make_pages().to_batches()[0].slice(0, 0)
    made = list(extractor.extract_batches([empty, *batches, empty]))
    assert [batch.num_rows for batch in made] == [3, 1, 70]
    assert [name for batch in made for name in batch.column("id").to_pylist()] == [f"p{n}" for n in range(74)]
    started = own_workers()
    copied = pickle.loads(pickle.dumps(extractor))
    assert copied.extract_table(make_pages()).num_rows == 5
    assert own_workers() == started


def test_another_configuration_ends_the_workers_of_the_last() -> None:
    TableExtractor(FIELDS).extract_table(make_pages())
    TableExtractor(FIELDS, timeout=3.0).extract_table(make_pages())
    assert len(own_workers()) == 1


def test_a_caller_that_stops_half_way_leaves_the_workers_usable() -> None:
    extractor = TableExtractor(FIELDS)
    batches = make_pages(("",) * 30).to_batches(max_chunksize=5)
    made = extractor.extract_batches(batches)
    next(made)
    del made
    gc.collect()
    assert extractor.extract_table(make_pages()).num_rows == 5


def test_two_iterators_at_once_have_workers_of_their_own() -> None:
    extractor = TableExtractor(FIELDS)
    batches = make_pages(("",) * 30).to_batches(max_chunksize=5)
    pairs = zip(extractor.extract_batches(batches), extractor.extract_batches(batches), strict=True)
    assert all(one.column("id") == other.column("id") for one, other in pairs)


def test_columns_pass_through_with_their_types() -> None:
    pages = make_pages()
    nested = pyarrow.array([{"by": "crawler", "tags": [str(number)]} for number in range(5)])
    pages = pages.append_column("crawl", nested)
    made = TableExtractor(keep_columns=("depth", "crawl")).extract_table(pages)
    assert made.column("depth") == pages.column("depth")
    assert made.column("crawl") == pages.column("crawl")
    assert made.schema.names.index("crawl") < made.schema.names.index("headline")
    chosen = TableExtractor(("depth", "status"), ("depth",)).extract_table(pages)
    assert chosen.schema.names == ["depth", "status"]


def test_rows_without_a_page_or_an_id_are_records_too() -> None:
    pages = pyarrow.table({"id": ["a", None, "c"], "html": [None, page(1), ""], "uri": ["https://a.example/"] * 3})
    made = TableExtractor(("id", "url", "status", "reason")).extract_table(pages).to_pylist()
    assert [(row["id"], row["status"]) for row in made] == [("a", "error"), (None, "ok"), ("c", "empty")]
    assert "no text in field 'html'" in made[0]["reason"]
    assert {row["url"] for row in made} == {"https://a.example/"}


def test_ids_that_are_numbers_and_pages_that_are_bytes() -> None:
    pages = pyarrow.table({"key": [7, 7], "dump": [page(0).encode(), b"\xff\xfe"]})
    made = TableExtractor(FIELDS, text_field="dump", id_field="key").extract_table(pages).to_pylist()
    assert [row["id"] for row in made] == ["7", "7"]
    assert made[0]["headline"] == "Harbour wall holds 0"


def test_an_empty_table_has_the_schema_of_records() -> None:
    extractor = TableExtractor(keep_columns=("depth",))
    made = extractor.extract_table(make_pages().slice(0, 0))
    assert made.num_rows == 0
    assert made.schema == extractor.make_schema(make_pages().schema)
    assert own_workers() == set()


@pytest.mark.parametrize(
    ("settings", "names", "message"),
    [
        ({}, ["id", "title"], "There is no text in field 'html' or .* the table has: id, title"),
        ({"text_field": "dump"}, ["id", "text"], "There is no text in field 'dump'; the table has: id, text"),
        ({}, ["text"], "No column 'id' or .* holds ids: name one with id_field="),
        ({"keep_columns": ["depth"]}, ["id", "text"], "There is no column 'depth' to keep; there are id, text"),
    ],
)
def test_missing_columns_are_named_before_a_page_is_read(settings: dict, names: list[str], message: str) -> None:
    pages = pyarrow.table({name: ["x"] for name in names})
    with pytest.raises(cleantext.CleantextError, match=message):
        TableExtractor(**settings).extract_table(pages)


def test_wrong_settings_are_errors_at_once() -> None:
    with pytest.raises(cleantext.CleantextError, match="There is no field 'titel'"):
        TableExtractor(("titel",))
    with pytest.raises(cleantext.CleantextError, match="no profiles"):
        TableExtractor(profiles="no/such/folder")
    with pytest.raises(ValueError, match="at least one"):
        TableExtractor(workers=0)


@pytest.mark.parametrize(
    ("code", "library", "extra"),
    [
        ("import cleantext.integrations.datatrove", "datatrove", "datatrove"),
        ("from cleantext.integrations.spark import make_column_function as f; f('headline')", "pyspark", "spark"),
        ("from cleantext.integrations.tables import TableExtractor as f; f()", "pyarrow", "batch"),
    ],
)
def test_a_library_that_is_not_installed_is_named_with_its_extra(code: str, library: str, extra: str) -> None:
    hidden = f"import sys; sys.modules[{library!r}] = None\n"
    done = subprocess.run(
        [sys.executable, "-c", hidden + code], capture_output=True, check=False, text=True, env=ENVIRONMENT, timeout=60
    )
    assert f"{library} is needed to " in done.stderr
    assert f"pip install 'cleantext-ledger[{extra}]'" in done.stderr


def test_profiles_and_options_reach_the_workers(tmp_path: Path) -> None:
    store = cleantext.SiteProfiles(tmp_path / "profiles")
    for number in range(3):
        store.add(f"https://news.post.example/{number}", dump(number))
    store.save()
    pages = pyarrow.table({"id": ["a"], "text": [dump(0)], "url": ["https://news.post.example/9"]})
    (without,) = TableExtractor(("body",)).extract_table(pages).to_pylist()
    (with_profiles,) = TableExtractor(("body",), profiles=tmp_path / "profiles").extract_table(pages).to_pylist()
    assert (APPEAL in without["body"], APPEAL in with_profiles["body"]) == (True, False)
    (row,) = TableExtractor(("kind",), options=cleantext.Options(kind="html")).extract_table(pages).to_pylist()
    assert row == {"kind": "html"}


def test_a_frame_of_pandas_keeps_its_index() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"id": ["a", "b"], "html": [page(0), page(1)]}, index=[10, 20])
    made = TableExtractor(FIELDS).extract_frame(frame)
    assert list(made.index) == [10, 20]
    assert list(made["headline"]) == ["Harbour wall holds 0", "Harbour wall holds 1"]


def test_a_frame_of_pandas_gives_the_profiles_of_a_table() -> None:
    pytest.importorskip("pandas")
    pages = make_site_pages(count=6)
    learner = TableLearner()
    learned = learner.learn_frame(pages.to_pandas())
    assert merge_frame(learned).to_dict("records") == merge_table(learner.learn_table(pages)).to_pylist()


def make_site_pages(orders: tuple[str, ...] = (), count: int = 60) -> pyarrow.Table:
    """Pages of two sites, of which one is large enough for sections; and those that obey an order."""
    rows = [
        {"url": f"https://{'post' if number % 6 else 'tide'}.example/sport/{number}", "text": site_page(number)}
        for number in range(count)
    ]
    rows += [{"url": f"https://post.example/{order[7:]}", "text": page(0, order)} for order in orders]
    return pyarrow.Table.from_pylist([*rows, {"url": None, "text": page(0)}, {"url": "/wall", "text": page(0)}])


def site_page(number: int) -> str:
    """A page whose lines stand on no other page, but for the appeal at its end."""
    name = "".join("abcdefghij"[int(digit)] for digit in f"{number:02}")
    things = ("wall", "ferry", "storm", "mill")
    lines = [" ".join(f"The {name}{thing} held the {letter}{name}." for thing in things) for letter in "xyz"]
    return "\n\n".join([f"The {name} of the harbour", *lines, APPEAL])


def learn(table: pyarrow.Table, cuts: tuple[int, ...], **settings: Any) -> dict[str, str]:
    """The profiles that an engine makes of partitions between ``cuts``, whose rows come in the opposite order."""
    learner = pickle.loads(pickle.dumps(TableLearner(**settings)))
    ends = zip((0, *cuts), (*cuts, table.num_rows), strict=True)
    learned = [learner.learn_table(table.slice(first, last - first)) for first, last in ends]
    return dict(zip(*merge_table(pyarrow.concat_tables(learned[::-1])).to_pydict().values(), strict=True))


def test_partitions_learn_the_profiles_of_the_command(tmp_path: Path) -> None:
    pages = make_site_pages(("order: kill", "order: hang", "order: raise"))
    folder = tmp_path / "profiles"
    (tmp_path / "pages.jsonl").write_text("".join(json.dumps(row) + "\n" for row in pages.to_pylist()))
    command = ["learn", str(tmp_path / "pages.jsonl"), "-o", str(folder), "--pipeline", "batch.faulty:PIPELINE"]
    assert main([*command, "--timeout", "1"]) == 0
    expected = cleantext.SiteProfiles(folder)
    found = cleantext.SiteProfiles(learn(pages, (13, 14, 40), pipeline=PIPELINE, timeout=1.0))
    assert list(expected) == ["post.example", "post.example/sport", "tide.example"]
    # No partition has 40 pages of the site, so none has a profile of its section.
    assert list(found) == ["post.example", "tide.example"]
    assert [found.of(name) for name in found] == [expected.of(name) for name in found]
    whole = learn(pages, (), pipeline=PIPELINE, timeout=1.0)
    assert {name: cleantext.SiteProfile.from_json(text) for name, text in whole.items()} == {
        name: expected.of(name) for name in expected
    }


def test_each_partition_learns_so_many_pages_of_a_site() -> None:
    found = cleantext.SiteProfiles(learn(make_site_pages(), (30,), pages=4))
    assert [(name, found.of(name).pages) for name in found] == [("post.example", 8), ("tide.example", 8)]


def test_batches_of_a_partition_are_learned_together() -> None:
    batches = make_site_pages().to_batches(max_chunksize=7)
    (rows,) = TableLearner().learn_batches(batches)
    assert rows.schema == TableLearner().schema
    assert rows.column("site").to_pylist() == ["post.example", "post.example/sport", "tide.example"]
    assert list(TableLearner().learn_batches([])) == []
    assert TableLearner().learn_table(make_site_pages().slice(0, 0)).schema == rows.schema


def test_a_dict_and_a_folder_of_profiles_give_equal_records(tmp_path: Path) -> None:
    profiles = learn(pyarrow.table({"url": URLS, "text": [dump(number) for number in range(3)]}), (1,))
    store = cleantext.SiteProfiles(tmp_path / "profiles")
    store.merge(profiles.items())
    store.save()
    pages = pyarrow.table({"id": URLS, "url": URLS, "text": [dump(number) for number in range(3)]})
    sources = (None, profiles, tmp_path / "profiles")
    found = [TableExtractor((*FIELDS, "body"), profiles=source).extract_table(pages).to_pylist() for source in sources]
    assert found[1] == found[2]
    assert [[APPEAL in row["body"] for row in rows] for rows in found[:2]] == [[True] * 3, [False] * 3]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        (["url"], "There is no text in field 'html' or .* the table has: url"),
        (["text", "adress"], "No column 'url' or .* holds addresses: name one with url_field="),
    ],
)
def test_columns_that_learning_needs_are_named(names: list[str], message: str) -> None:
    with pytest.raises(cleantext.CleantextError, match=message):
        TableLearner().learn_table(pyarrow.table({name: ["x"] for name in names}))
