"""Every way of extracting takes the same options, with the same effect."""

from __future__ import annotations

import ast
import asyncio
import datetime
import json
import pickle
from pathlib import Path
from typing import Any

import pytest

from cleantext import Limits, Options, Pipeline, PipelineError, SelectorError, aextract, extract, extract_many
from cleantext.batch.run.command import main as run_batch
from cleantext.batch.settings import SourcePage
from cleantext.cli import main as run_command

ROOT = Path(__file__).parent.parent
PROSE = (
    "The harbour wall held through the storm, engineers said on Saturday, and the ferry sailed again before noon.",
    "Divers went down twice in the afternoon to look at the stones below the pier, and found a bicycle there.",
    "Früher standen dort drei Häuser, sagte die Bürgermeisterin, und für die Gäste ein Café über dem Fluss.",
)
PAGE = f"""<html><body><article><h1>Harbour wall holds</h1><p>3 hours ago</p>
<p>{PROSE[0]}</p><div class="promo"><p>{PROSE[1]}</p></div><p class="note">Share this</p><p>{PROSE[2]}</p></article>
<section class="comments"><h2>Comments</h2><div class="comment"><b class="comment-author">Nadia</b>
<p>A wall like that is worth its money.</p></div></section></body></html>"""

#: A value of each option that changes what becomes of the page; as arguments of the commands.
VALUES: dict[str, tuple[Any, list[str]]] = {
    "kind": ("text", ["--kind", "text"]),
    "content_type": ("text/html; charset=koi8-r", ["--content-type", "text/html; charset=koi8-r"]),
    "now": (datetime.datetime(2024, 3, 9, 12), ["--now", "2024-03-09T12:00"]),
    "favor": ("precision", ["--favor", "precision"]),
    "limits": (Limits(segments=3), ["--limit", "segments=3"]),
    "budget": (1e-9, ["--budget", "1e-9"]),
    "drop": (".promo", ["--drop", ".promo"]),
    "keep": (".note", ["--keep", ".note"]),
    "comments": (True, ["--comments"]),
    "repair_encoding": (True, ["--repair-encoding"]),
    "pipeline": (Pipeline.default().without("headline"), ["--pipeline", "own_steps:PIPELINE"]),
}
NAMES = tuple(Options.__slots__)


def page_of(name: str) -> bytes:
    """The page; wrongly decoded, or not in UTF-8, where that is the matter."""
    if name == "content_type":
        return PAGE.encode("cp1252")
    if name == "repair_encoding":
        return PAGE.encode().decode("cp1252").encode()
    return PAGE.encode()


def test_every_option_is_tried() -> None:
    assert set(VALUES) == set(NAMES)


def test_keyword_arguments_are_the_fields() -> None:
    tree = ast.parse((ROOT / "src" / "cleantext" / "options.py").read_text("utf-8"))
    (values,) = (node for node in ast.walk(tree) if isinstance(node, ast.ClassDef) and node.name == "OptionValues")
    assert [one.target.id for one in values.body if isinstance(one, ast.AnnAssign)] == list(NAMES)  # type: ignore[union-attr]


@pytest.mark.parametrize("name", [name for name in NAMES if name != "favor"])
def test_each_changes_the_article(name: str) -> None:
    assert extract(page_of(name), **{name: VALUES[name][0]}) != extract(page_of(name))


def test_favor_moves_the_threshold() -> None:
    options = Options(favor="precision")
    assert options.make_pipeline() == Pipeline.default().configure("line-scorer", favor="precision")


@pytest.mark.parametrize("name", NAMES)
def test_a_value_and_a_keyword_are_the_same_everywhere(name: str) -> None:
    value, raw = VALUES[name][0], page_of(name)
    wanted = extract(raw, **{name: value})
    options = Options(**{name: value})
    assert extract(raw, options=options) == wanted
    assert asyncio.run(aextract(raw, options=options)) == asyncio.run(aextract(raw, **{name: value})) == wanted
    assert pickle.loads(pickle.dumps(options)) == options
    wanted.verify(raw, options=options)


def test_workers_take_them() -> None:
    options = Options(**{name: VALUES[name][0] for name in ("now", "drop", "keep", "comments")})
    wanted = extract(PAGE, options=options)
    (result,) = extract_many([PAGE], 1, options=options)
    assert result.article == wanted
    (result,) = extract_many([PAGE], 1, options=options, drop=())
    assert result.article == extract(PAGE, options=options, drop=()) != wanted


def test_columns_take_them() -> None:
    pandas = pytest.importorskip("pandas")
    from cleantext.integrations.dataframes import articles

    table = articles(pandas.Series([PAGE]), ("body",), 1, options=Options(drop=".promo"), keep=".note")
    assert list(table["body"]) == [extract(PAGE, drop=".promo", keep=".note").body]


def test_what_an_input_says_of_a_page_holds_where_the_caller_says_nothing() -> None:
    page = SourcePage("a", PAGE, file="a", offset=0, kind="text")
    (own,) = extract_many([page], 1)
    (called,) = extract_many([page], 1, kind="html")
    assert own.article is not None
    assert called.article is not None
    assert (own.article.kind, called.article.kind) == ("text", "html")


@pytest.mark.parametrize("name", NAMES)
def test_the_commands_take_them(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_bytes(page_of(name))
    (tmp_path / "own_steps.py").write_text(
        "from cleantext import Pipeline\nPIPELINE = Pipeline.default().without('headline')\n"
    )
    value, arguments = VALUES[name]
    run_command([*arguments, "--format", "json", "page.html"])
    wanted = extract(page_of(name), **{name: value})
    assert json.loads(capsysbinary.readouterr().out) == json.loads(wanted.to_json())


def test_a_batch_takes_them_and_notices_others_when_it_resumes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "page.html").write_text(PAGE)
    command = ["page.html", "-o", "out.jsonl", "--quiet", "--workers", "1"]
    assert run_batch([*command, "--drop", ".promo", "--limit", "segments=4"]) == 0
    (record,) = map(json.loads, (tmp_path / "out.jsonl").read_text("utf-8").splitlines())
    assert record["body"] == extract(PAGE, drop=".promo", limits=Limits(segments=4)).body
    assert run_batch([*command, "--drop", ".promo", "--budget", "2"]) == 1
    assert "options was" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "error", "message"),
    [
        ({"favour": "recall"}, TypeError, "'favour' is no option; did you mean 'favor'?"),
        ({"size": 3}, TypeError, "'size' is no option; there are: kind, "),
        ({"favor": "both"}, ValueError, "favor must be None, precision or recall, not 'both'"),
        ({"kind": "xml"}, ValueError, "kind must be auto, text or html, not 'xml'"),
        ({"budget": -1}, ValueError, "budget must be a number of seconds"),
        ({"keep": "p["}, SelectorError, "is no CSS selector"),
        ({"pipeline": Pipeline.default().without("line-scorer"), "favor": "recall"}, PipelineError, "line-scorer"),
        ({"options": {"favor": "recall"}}, TypeError, "options is of type dict, not Options"),
    ],
)
def test_misuse_is_told_before_any_work(settings: dict[str, Any], error: type[Exception], message: str) -> None:
    with pytest.raises(error, match=message):
        extract("The wall held.", **settings)
    with pytest.raises(error, match=message):
        list(extract_many(["The wall held."], 1, **settings))


@pytest.mark.parametrize("arguments", [["--limit", "lins=3"], ["--limit", "lines=0"], ["--pipeline", "nothing"]])
def test_wrong_arguments_end_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        run_command([*arguments, "page.txt"])
    assert end.value.code == 2
    assert "cleantext: error:" in capsys.readouterr().err
