"""The README and the docs tell the truth: their examples run."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

import cleantext
from markdown_blocks import ROOT, Block, python_blocks

README = (ROOT / "README.md").read_text("utf-8")


#: The programs of engines have tests of their own.
BLOCKS = [block for block in python_blocks() if not block.name.startswith("docs/engines/")]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"{block.name}:{block.line}")
def test_python_blocks_run(block: Block, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks with prompts must print what they show; others must run. What they write goes nowhere."""
    monkeypatch.chdir(tmp_path)
    if ">>>" not in block.code:
        exec(compile("\n" * block.line + block.code, block.name, "exec"), {"__name__": __name__})
        return
    test = doctest.DocTestParser().get_doctest(block.code, {}, block.name, block.name, block.line)
    told: list[str] = []
    result = doctest.DocTestRunner().run(test, out=told.append)
    assert result.attempted
    assert not result.failed, "".join(told)


def test_the_readme_has_an_example() -> None:
    assert "README.md" in {block.name for block in python_blocks()}


def test_the_bundled_page_gives_what_make_run_promises() -> None:
    raw = (ROOT / "examples" / "page.txt").read_bytes()
    article = cleantext.extract(raw)
    article.verify(raw)
    assert article.headline == "A Small Harbor Bets Its Future on an Old Ferry"
    assert str(article.date) == "2024-03-09"
    assert article.place is not None
    assert article.place.name == "Port Ansel, ME"
    assert [(sponsor.name, sponsor.count) for sponsor in article.sponsors] == [("LANTERNLY", 4)]
    assert len(article.paragraphs) == 6
    assert article.body.startswith("Twelve years after the last crossing")
    assert article.body.endswith("and not before.")
