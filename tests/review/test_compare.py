"""Two runs of the same pages beside each other."""

from __future__ import annotations

from pathlib import Path

from cleantext.batch.run.command import main as run_batch
from cleantext.review.compare import OldRun, compare_pages
from cleantext.review.page import describe_record
from review.review_pages import TEXT, review, unpack, write_pages


def summary(*lines: tuple[str, str], **fields: str | None) -> dict[str, object]:
    return {"status": "ok", "quality": 0.9, "fields": fields, "lines": [list(one) for one in lines], "body": []}


def test_the_same_page_has_no_change() -> None:
    one = summary(("Home", "-navigation"), ("Home", "-duplicate"), headline="Weir opens")
    change = compare_pages(one, one)
    assert (change["fields"], change["lines"], change["words"]) == ([], [], 0)


def test_lines_with_the_same_text_are_compared_in_their_order() -> None:
    old = summary(("Home", "-navigation"), ("Home", "+body"))
    new = summary(("Home", "-navigation"), ("Home", "-share"))
    assert compare_pages(old, new)["lines"] == [[1, "Home", "+body", "-share"]]


def test_lines_of_one_run_only_are_shown() -> None:
    old = summary(("The weir opened.", "+body"), ("Home", "-navigation"))
    new = summary(("The weir opened again.", "+body"), ("Home", "-navigation"))
    change = compare_pages(old, new)
    assert change["lines"] == [[0, "The weir opened again.", None, "+body"], [-1, "The weir opened.", "+body", None]]
    assert (change["gained"], change["lost"]) == (4, 3)


def test_another_reason_changes_no_word_of_the_article() -> None:
    change = compare_pages(summary(("Share this", "-share")), summary(("Share this", "-scored")))
    assert len(change["lines"]) == 1
    assert change["words"] == 0


def test_paragraphs_are_compared_where_an_output_has_no_lines() -> None:
    old = describe_record({"id": "a", "status": "ok", "body": "One stays.\n\nTwo goes."})
    new = describe_record({"id": "a", "status": "ok", "body": "One stays.\n\nThree comes now."})
    change = OldRun([old]).compare(new)
    assert [one[1:] for one in change["lines"]] == [["Three comes now.", None, "+body"], ["Two goes.", "+body", None]]


def test_pages_are_found_by_id_or_by_address() -> None:
    url = "https://lantern.example/weir"
    old = OldRun(describe_record({"id": one, "status": "ok", "url": url}) for one in ("a", "b"))
    assert "new" not in old.compare(describe_record({"id": "c", "status": "ok", "url": url}))
    assert old.compare(describe_record({"id": "d", "status": "ok"}))["new"]
    assert old.left == ["b"]


def test_pages_are_reviewed_against_an_older_output(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    old = tmp_path / "old.jsonl"
    assert run_batch([str(pages), "-o", str(old), "--ledger", "--quiet", "--workers", "1"]) == 0
    (pages / "mill.txt").write_text(TEXT.replace("opens after eleven years", "opens at last"))
    (pages / "fresh.txt").write_text(TEXT)
    (pages / "menu.txt").unlink()
    index, views = unpack(review(pages, "--against", old, output=tmp_path / "review.html"))
    changes = {Path(view["file"]).name: view["change"] for view in views}
    assert changes["fresh.txt"]["new"]
    assert [one[0] for one in changes["mill.txt"]["fields"]] == ["headline"]
    assert changes["mill.html"]["words"] == 0
    assert index["compared"]
    assert [Path(one).name for one in index["left"]] == ["menu.txt:0"]
