"""The file of a review: what it holds, where it comes from, and that nothing of a page is markup in it."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import cleantext
from cleantext import Reason
from cleantext.batch.run.command import main as run_batch
from cleantext.batch.run.record import extract_page
from cleantext.batch.settings import SourcePage
from cleantext.cli import main as run_command
from cleantext.review.command import main
from cleantext.review.families import FAMILIES
from cleantext.review.page import LISTS, SHOWN_FIELDS, PageDescriber, describe_record
from cleantext.review.source_page import MAX_SOURCE, render_source
from cleantext.review.write_file import PHRASE_REASONS
from cleantext.words.vocabulary import load_vocabulary
from review.review_pages import ATTACK_PAGE, ATTACKS, HTML, PARAGRAPHS, TEXT, review, unpack, write_pages


def describe(page: str | bytes, *, inputs: bool = False) -> dict[str, Any]:
    source = SourcePage("mill", page, "mill", 0, "https://www.lantern.example/weir")
    return PageDescriber(inputs=inputs)(source, extract_page(source))


class Elements(HTMLParser):
    """Collects elements, attributes and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attributes)))

    def handle_data(self, data: str) -> None:
        self.text += data


# -- the view of a page


@pytest.mark.parametrize("page", [TEXT, HTML, ATTACK_PAGE, ""], ids=["text", "html", "attack", "empty"])
def test_lines_are_those_of_the_ledger(page: str) -> None:
    view = describe(page)
    article = cleantext.extract(page, url="https://www.lantern.example/weir")
    assert "".join(line[1] for line in view["lines"]) == article.source
    assert [line[2] for line in view["lines"]] == [f"+{v.field}" if v.field else f"-{v.reason}" for v in article.ledger]
    assert view["host"] == "lantern.example"


def test_paragraphs_and_fields_name_their_lines() -> None:
    view = describe(TEXT)
    for text, first, last in view["paragraphs"]:
        assert " ".join(line[1] for line in view["lines"][first : last + 1]).split() == text.split()
    entries = {name: view["lines"][entry][1].strip() for name, _, _, _, entry in view["fields"] if entry >= 0}
    assert entries["headline"] == "Weir at Orrin mill opens after eleven years"
    assert entries["authors"] == entries["byline"] == "By Ada Moreno"


def test_blocks_of_the_article_name_their_lines() -> None:
    view = describe(HTML)
    blocks = {int(one["data-first"] or ""): one for tag, one in Elements(view["article"]).found if "data-first" in one}
    assert [view["lines"][at][1].strip()[:40] for at in blocks] == [text[:40] for text in PARAGRAPHS]


def test_structure_of_an_article_names_its_lines() -> None:
    items = "".join(f"<li>{text}" for text in PARAGRAPHS)
    rows = "".join(f"<tr><td>Beam {number}<td>Oak from the woods of Orrin" for number in range(9))
    page = f"<article><h1>Weir opens</h1><p>{PARAGRAPHS[0]}<ul>{items}</ul><table>{rows}</table><pre>open(weir)</pre>"
    view = describe(page)
    tags = [tag for tag, one in Elements(view["article"]).found if "data-first" in one]
    assert {"p", "li", "tr"} <= set(tags)
    assert len(tags) == len(view["paragraphs"])


def test_scores_are_those_that_evidence_states() -> None:
    view = describe(TEXT)
    scored = {line[1].strip(): line[6] for line in view["lines"] if line[6] is not None}
    assert all(f"{score:.2f}" in line[4] for line in view["lines"] if (score := line[6]) is not None)
    assert scored[PARAGRAPHS[0]] > 0.5


def test_view_of_a_record_is_that_of_its_page() -> None:
    source = SourcePage("mill", HTML, "mill", 0)
    outcome = extract_page(source)
    from cleantext.batch.run.record import build_record

    record = json.loads(json.dumps(build_record(source, outcome, ledger=True)))
    made = json.loads(json.dumps(PageDescriber()(source, outcome)))
    assert json.loads(json.dumps(describe_record(record))) == made


def test_record_without_most_fields_is_shown() -> None:
    view = describe_record({"status": "ok", "id": 7, "body": "One.\n\nTwo <b>."})
    assert view["id"] == "7"
    assert view["lines"] is None
    assert [one[0] for one in view["paragraphs"]] == ["One.", "Two <b>."]
    assert "Two &lt;b&gt;." in view["article"]
    assert {name: value for name, value, *_ in view["fields"] if value} == {}


def test_every_reason_has_a_family_and_a_sign_of_its_own() -> None:
    reasons = [reason for family in FAMILIES for reason in family.reasons]
    assert sorted(reasons) == sorted(Reason)
    assert len({family.sign for family in FAMILIES}) == len(FAMILIES)


def test_docs_name_every_sign() -> None:
    docs = (Path(__file__).parents[2] / "docs" / "review.md").read_text("utf-8")
    named = re.findall(r"^\| (\S) \| (?:the |other )?([a-z -]+)", docs, re.M)
    assert [sign for sign, _ in named] == [family.sign for family in FAMILIES]


def test_lists_are_fields_and_phrase_reasons_are_categories() -> None:
    assert set(LISTS) < set(SHOWN_FIELDS)
    vocabulary = load_vocabulary()
    assert all(vocabulary.of(reason.value) for reason in PHRASE_REASONS)


# -- the page as it came


def test_drawn_page_has_nothing_that_runs_or_loads() -> None:
    shown = describe(HTML, inputs=True)["shown"]
    elements = Elements(shown)
    assert not {tag for tag, _ in elements.found} & {
        "script",
        "style",
        "link",
        "meta",
        "iframe",
        "form",
        "object",
        "base",
    }
    names = {name for _, one in elements.found for name in one}
    assert names <= {"data-entry", "data-verdict", "alt", "colspan", "rowspan", "dir", "lang", "start", "value", "open"}
    assert "example/" not in shown
    assert all(text[:30] in elements.text for text in PARAGRAPHS)


def test_elements_are_outlined_by_their_best_line() -> None:
    view = describe(HTML, inputs=True)
    verdicts = {
        one["data-entry"]: one["data-verdict"] for _, one in Elements(view["shown"]).found if "data-entry" in one
    }
    for entry, verdict in verdicts.items():
        code = view["lines"][int(entry or "")][2]
        assert verdict == ("body" if code == "+body" else "field" if code[0] == "+" else "removed")
    assert list(verdicts.values()).count("body") == len(PARAGRAPHS)


def test_page_cannot_mark_its_own_elements() -> None:
    page = HTML.replace("<nav>", '<nav data-entry="3" data-verdict="body"><b data-entry="4" data-verdict="body">x</b>')
    marked = [one for tag, one in Elements(describe(page, inputs=True)["shown"]).found if tag == "b"]
    assert marked == [{}]


@pytest.mark.parametrize(
    "page", ["", "<", "<frameset><frame src=a>", "\x00<p>x", "<p>" * 3000, "<svg><p onload=x>" * 9]
)
def test_odd_pages_are_drawn_or_left_out(page: str) -> None:
    source = SourcePage("odd", page, "odd", 0)
    article = cleantext.extract(page, kind="html")
    assert "onload" not in (render_source(source, article) or "")


def test_long_pages_are_not_drawn() -> None:
    page = SourcePage("long", "<p>" + "weir " * (MAX_SOURCE // 5), "long", 0)
    assert render_source(page, cleantext.extract("<p>weir", kind="html")) is None


def test_inputs_are_kept_byte_for_byte() -> None:
    latin = HTML.replace("weir", "Wéhr").replace("<head>", '<head><meta charset="latin-1">').encode("latin-1")
    form, text = describe(latin, inputs=True)["source"]
    assert (form, base64.b64decode(text)) == ("base64", latin)
    assert describe(HTML.encode(), inputs=True)["source"] == ["text", HTML]


# -- the file


def test_file_holds_each_page_once(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    index, views = unpack(review(pages, output=tmp_path / "review.html"))
    assert [row[0] for row in index["pages"]] == [view["id"] for view in views]
    assert sorted(Path(view["file"]).name for view in views) == sorted(path.name for path in pages.iterdir())
    assert index["title"] == "pages"
    assert not list(tmp_path.glob("*.tmp"))


def test_nothing_of_a_page_is_markup_in_the_file(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    html = review(pages, "--title", "</title><script>x()</script>{{7*7}}", output=tmp_path / "review.html").read_text()
    scripts = [one for tag, one in Elements(html).found if tag == "script"]
    assert [one for one in scripts if one.get("type") != "application/octet-stream"] == [{}]
    for attack in ATTACKS:
        assert attack.encode("utf-8", "replace").decode() not in html
    assert "<title>&lt;/title&gt;&lt;script&gt;x()&lt;/script&gt;{{7*7}} – review</title>" in html
    index, _ = unpack(tmp_path / "review.html")
    assert index["title"] == "</title><script>x()</script>{{7*7}}"


def test_policy_allows_the_files_own_script_and_style_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "mill.txt").write_text(TEXT)
    html = review(tmp_path / "mill.txt", output=tmp_path / "review.html").read_bytes().decode()
    policy = next(one["content"] or "" for tag, one in Elements(html).found if one.get("http-equiv"))
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))

    def hash_of(tag: str) -> str:
        content = re.search(rf"<{tag}>(.*?)</{tag}>", html, re.S)
        assert content is not None
        return f"'sha256-{base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()}'"

    assert rules == {
        "default-src": "'none'",
        "script-src": hash_of("script"),
        "style-src": hash_of("style"),
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    assert html.index("Content-Security-Policy") < html.index("<style>")
    assert not re.search(r'(?:src|href)="(?!#)', html)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_pages(tmp_path_factory.mktemp("review") / "pages")


@pytest.fixture(scope="module")
def direct(pages: Path) -> list[dict[str, Any]]:
    """The views of the pages, extracted for the review."""
    return unpack(review(pages, output=pages.parent / "direct.html"))[1]


@pytest.mark.parametrize(
    ("name", "ledger"),
    [
        ("out.jsonl", False),
        ("out.jsonl.gz", True),
        ("out.jsonl.zst", True),
        ("out.parquet", False),
        ("out.parquet", True),
    ],
)
def test_outputs_of_batches_are_reviewed(
    tmp_path: Path, pages: Path, direct: list[dict[str, Any]], name: str, ledger: bool
) -> None:
    output = tmp_path / name
    assert run_batch([str(pages), "-o", str(output), "--quiet", "--workers", "1", *(["--ledger"] * ledger)]) == 0
    _, views = unpack(review(output, output=tmp_path / "review.html"))
    assert [view["id"] for view in views] == [view["id"] for view in direct]
    for view, wanted in zip(views, direct, strict=True):
        assert view["lines"] == (wanted["lines"] if ledger else None)
        known = {one[0] for one in view["fields"]}
        assert set(SHOWN_FIELDS) - known <= ({"page_kind"} if name.endswith("parquet") else set())
        assert [one[:2] for one in view["fields"]] == [one[:2] for one in wanted["fields"] if one[0] in known]
        assert view["removed"] == wanted["removed"]
        assert [code for code, _ in view["warnings"]] == [code for code, _ in wanted["warnings"]]
        assert view["words"] == wanted["words"]


def test_html_is_held_as_it_came_for_few_files(tmp_path: Path) -> None:
    pages = write_pages(tmp_path / "pages")
    rows = tmp_path / "pages.jsonl"
    rows.write_text(json.dumps({"id": "a", "html": HTML}) + "\n")

    def held(*arguments: str | Path) -> bool:
        _, views = unpack(review(*arguments, output=tmp_path / "review.html"))
        return any(view.get("source") for view in views)

    assert held(pages)
    assert not held(pages, "--embed", "never")
    assert not held(rows)
    assert held(rows, "--embed", "always")


def test_failed_pages_are_in_the_review(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text(json.dumps({"text": TEXT}) + "\nno JSON\n")
    _, views = unpack(review(tmp_path / "rows.jsonl", output=tmp_path / "review.html"))
    assert [view["status"] for view in views] == ["ok", "error"]
    assert "JSON" in views[1]["reason"]


def test_many_pages_are_packed_into_chunks_of_bounded_size(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"id": f"{number}", "text": TEXT}) + "\n" for number in range(120)))
    path = review(rows, output=tmp_path / "review.html")
    index, views = unpack(path)
    assert [view["id"] for view in views] == [str(number) for number in range(120)]
    assert len({row[-2] for row in index["pages"]}) > 2
    empty = (
        review(tmp_path / "none.jsonl", output=tmp_path / "none.html")
        if (tmp_path / "none.jsonl").write_text("\n")
        else None
    )
    assert empty is not None
    # Beside the page's own text a page takes less than 3 kB.
    assert path.stat().st_size - empty.stat().st_size < 120 * (len(TEXT) + 3000)


# -- errors


def fails(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    with pytest.raises(SystemExit) as caught:
        main([str(one) for one in arguments])
    assert caught.value.code == 2
    return capsys.readouterr().err


def test_errors_name_the_place_and_the_way_out(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page, output, records = tmp_path / "mill.txt", tmp_path / "review.html", tmp_path / "out.jsonl"
    page.write_text(TEXT)
    records.write_text('{"id": "a", "status": "ok", "body": "The wall held."}\n')
    assert "no such file" in fails(capsys, tmp_path / "gone.txt", "-o", output)
    assert "is an output of a batch" in fails(capsys, records, page, "-o", output)
    assert "--against" in fails(capsys, page, "-o", output, "--against", page)
    assert "is an input and the output" in fails(capsys, page, "-o", page)
    assert "did you mean --against" in fails(capsys, page, "-o", output, "--agains-t", records)
    assert not output.exists()


def test_damaged_output_is_an_error_and_leaves_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    records = tmp_path / "out.jsonl.gz"
    data = gzip.compress(b'{"id": "a", "status": "ok", "body": "The wall held."}\n' * 2000)
    records.write_bytes(data[:-20])
    assert main([str(records), "-o", str(tmp_path / "review.html")]) == 1
    assert "out.jsonl.gz" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["out.jsonl.gz"]


def test_missing_library_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "mill.txt").write_text(TEXT)
    monkeypatch.setitem(sys.modules, "jinja2", None)
    assert "pip install 'cleantext-ledger[review]'" in fails(
        capsys, tmp_path / "mill.txt", "-o", tmp_path / "review.html"
    )


def test_the_command_calls_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mill.txt").write_text(TEXT)
    output = tmp_path / "review.html"
    assert run_command(["review", str(tmp_path / "mill.txt"), "-o", str(output), "--workers", "1"]) == 0
    assert "1 page" in capsys.readouterr().err
    assert output.exists()
