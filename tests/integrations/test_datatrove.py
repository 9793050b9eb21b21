"""A step of datatrove: every document comes out once, whatever its page does."""

from __future__ import annotations

import copy
import json
import pickle
from pathlib import Path

import pytest

import cleantext
from batch.faulty import PIPELINE, page
from batch.running import own_workers

pytest.importorskip("datatrove")

from datatrove.data import Document
from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleantext.integrations.datatrove import ArticleExtractor

ORDERS = ("", "order: kill", "", "order: hang", "order: raise", "")
STATUSES = ["ok", "crash", "ok", "timeout", "error", "ok"]
HTML = "<html><body><h1>Wall holds</h1><p>The harbour wall held through the storm, <b>engineers</b> said.</p></body></html>"


def documents(orders: tuple[str, ...] = ORDERS) -> list[Document]:
    """Documents whose text is the page."""
    return [
        Document(page(number, order), f"p{number}", metadata={"url": f"https://www.harbour.example/{number}"})
        for number, order in enumerate(orders)
    ]


def test_texts_become_bodies_and_fields_metadata() -> None:
    made = list(ArticleExtractor(("headline", "publisher.domain", "date")).run(documents(("", ""))))
    assert [document.id for document in made] == ["p0", "p1"]
    assert made[1].text == cleantext.extract(page(1)).body
    assert made[1].metadata == {
        "url": "https://www.harbour.example/1",
        "headline": "Harbour wall holds 1",
        "publisher_domain": "harbour.example",
        "date": None,
    }
    assert own_workers() == set()


def test_a_faulty_page_keeps_its_place_with_an_empty_text() -> None:
    step = ArticleExtractor(pipeline=PIPELINE, timeout=1.0)
    made = list(step.run(documents()))
    assert [document.id for document in made] == [f"p{number}" for number in range(6)]
    assert [document.metadata["status"] for document in made] == STATUSES
    assert [bool(document.text) for document in made] == [status == "ok" for status in STATUSES]
    assert made[3].metadata["reason"] == "the page took more than 1 s"
    counts = {name: step.stats[name].total for name in ("total", "ok", "crash", "forwarded")}
    assert counts == {"total": 6, "ok": 3, "crash": 1, "forwarded": 6}


def test_an_exclusion_writer_gets_them_with_their_pages(tmp_path: Path) -> None:
    writer = JsonlWriter(str(tmp_path), compression=None)
    made = list(ArticleExtractor(pipeline=PIPELINE, timeout=1.0, exclusion_writer=writer).run(documents(), rank=3))
    assert [document.id for document in made] == ["p0", "p2", "p5"]
    rows = [json.loads(line) for line in (tmp_path / "00003.jsonl").read_text("utf-8").splitlines()]
    assert [(row["id"], row["metadata"]["status"]) for row in rows] == [
        ("p1", "crash"),
        ("p3", "timeout"),
        ("p4", "error"),
    ]
    assert rows[0]["text"] == page(1, "order: kill")


def test_pages_in_the_metadata_and_markdown() -> None:
    given = Document("", "a", metadata={"warc": HTML.encode(), "url": None})
    without = Document("", "b", metadata={})
    made = list(ArticleExtractor(("status", "reason"), markdown=True, page_key="warc").run([given, without]))
    assert "**engineers**" in made[0].text
    assert made[0].metadata == {"url": None, "status": "ok", "reason": None}
    assert made[1].metadata == {"status": "error", "reason": "the metadata hold no page under 'warc'"}


def test_halves_of_characters_do_not_reach_writers(tmp_path: Path) -> None:
    text = f"{page(0)}\n\nThe wall \ud800 held, said the mayor of the town on the river, and so did the old pier.\n"
    for markdown in (False, True):
        writer = JsonlWriter(str(tmp_path), f"{markdown}.jsonl", compression=None)
        step = ArticleExtractor(("headline",), markdown=markdown)
        list(writer.run(step.run([Document(text, "a")])))
        (row,) = (tmp_path / f"{markdown}.jsonl").read_text("utf-8").splitlines()
        assert "held, said the mayor" in json.loads(row)["text"]


def test_a_step_is_copied_as_its_configuration() -> None:
    step = ArticleExtractor(("status",), pipeline=PIPELINE, timeout=1.0)
    list(step.run(documents(("",))))
    for copied in (copy.deepcopy(step), pickle.loads(pickle.dumps(step))):
        made = list(copied.run(documents(("", "order: hang"))))
        assert [document.metadata["status"] for document in made] == ["ok", "timeout"]


def test_an_unknown_field_is_refused_at_once() -> None:
    with pytest.raises(cleantext.CleantextError, match="There is no field 'titel'"):
        ArticleExtractor(("titel",))


@pytest.mark.parametrize("workers", [1, 2])
def test_a_run_of_the_local_executor_loses_no_page_and_goes_on(tmp_path: Path, workers: int) -> None:
    (tmp_path / "in").mkdir()
    for file in range(3):
        rows = [{"id": f"p{file}{number}", "text": page(number, order)} for number, order in enumerate(ORDERS)]
        (tmp_path / "in" / f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))

    def run() -> None:
        LocalPipelineExecutor(
            [
                JsonlReader(str(tmp_path / "in")),
                ArticleExtractor(pipeline=PIPELINE, timeout=1.0),
                JsonlWriter(str(tmp_path / "out"), compression=None),
            ],
            tasks=3,
            workers=workers,
            logging_dir=str(tmp_path / "log"),
        ).run()

    def read() -> dict[str, str]:
        lines = [line for path in (tmp_path / "out").iterdir() for line in path.read_text("utf-8").splitlines()]
        found = {row["id"]: row["metadata"]["status"] for row in map(json.loads, lines)}
        assert len(found) == len(lines)
        return found

    run()
    expected = {f"p{file}{number}": status for file in range(3) for number, status in enumerate(STATUSES)}
    assert read() == expected
    # A rank that was cut off is done again, the others are not.
    (tmp_path / "log" / "completions" / "00001").unlink()
    (tmp_path / "out" / "00001.jsonl").write_text('{"id": "p10", "te')
    before = (tmp_path / "out" / "00000.jsonl").stat().st_mtime_ns
    run()
    assert read() == expected
    assert (tmp_path / "out" / "00000.jsonl").stat().st_mtime_ns == before
