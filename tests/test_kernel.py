"""Compiled or not, the kernel refuses what its loops have no room for, and takes what plain Python takes."""

from __future__ import annotations

import ast
import subprocess
import sys
from array import array
from typing import Any

import build_kernel
import pytest
from lxml import etree

import cleantext
from cleantext import Limits, uncompiled
from cleantext.scorer.columns import Table
from cleantext.scorer.wording import WordWeights

LINES = "The harbour wall held through the storm, the engineers said on Monday evening.\n\nThe gate did not hold.\n"
HTML = f"<html><body><h1>Harbour wall holds</h1><p>{LINES}</p></body></html>"


class Marked(str):
    """A text whose parts are of its own kind, as those of template engines are."""

    def __getitem__(self, key: Any) -> Marked:
        return Marked(super().__getitem__(key))

    def splitlines(self, keepends: bool = False) -> list[str]:
        return [Marked(line) for line in super().splitlines(keepends)]

    def strip(self, *chars: Any) -> Marked:
        return Marked(super().strip(*chars))


@pytest.mark.parametrize("raw", [LINES, HTML])
def test_texts_of_other_kinds_are_texts(raw: str) -> None:
    address = "https://ferry.example/2024/wall"
    article = cleantext.extract(Marked(raw), url=Marked(address))
    assert article == cleantext.extract(raw, url=address)
    assert type(article.source) is str


@pytest.mark.parametrize("most", [sys.maxsize, sys.maxsize + 1, 10**30])
def test_limits_may_be_larger_than_any_page(most: int) -> None:
    limits = Limits(depth=most, elements=most, segments=most, lines=most, segment_length=most, characters=most)
    for raw in (LINES, HTML):
        assert cleantext.extract(raw, limits=limits) == cleantext.extract(raw)


def test_a_tree_of_any_depth_is_read_and_freed() -> None:
    here = root = etree.Element("div")
    for _ in range(20_000):
        here = etree.SubElement(here, "div")
    here.text = LINES
    article = cleantext.extract(root, limits=Limits(depth=10**6))
    assert article.body
    assert "limit-depth" in {notice.code for notice in article.warnings}


def test_a_table_of_too_few_weights_is_an_error() -> None:
    with pytest.raises(ValueError, match="131072 weights, not 3"):
        WordWeights(array("b", [1, 2, 3]), 1.0, 0.0).scores([LINES])


def test_rows_that_a_table_does_not_have_are_an_error() -> None:
    with pytest.raises(ZeroDivisionError):
        Table(["words"], array("f"), 0).means()
    with pytest.raises(IndexError):
        Table(["words"], array("f", [3]), 1).spread(array("i", [7]), 3)


def test_the_sources_of_the_kernel_are_listed() -> None:
    listed = subprocess.run(
        [sys.executable, build_kernel.__file__, "--list"], capture_output=True, check=True, text=True
    ).stdout.split()
    assert len(listed) == len(build_kernel.sources()) > len(build_kernel.MODULES)
    assert all(path.endswith((".py", ".pxd")) for path in listed)


def test_all_of_the_kernel_is_compiled_or_none() -> None:
    # In a process of its own: pytest loads the sources of modules for their examples.
    code = f"import importlib; print(*[importlib.import_module(name).__file__ for name in {build_kernel.MODULES}])"
    files = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    assert {file.endswith(".py") for file in files} == {not cleantext.__compiled__}


@pytest.mark.parametrize("name", build_kernel.MODULES)
def test_what_a_module_asks_of_cython_is_there_without_cython(name: str) -> None:
    tree = ast.parse((build_kernel.SOURCE / f"{name.replace('.', '/')}.py").read_text("utf-8"))
    notes = [
        node.annotation for node in ast.walk(tree) if isinstance(node, (ast.arg, ast.AnnAssign)) and node.annotation
    ]
    notes += [node.returns for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) and node.returns]
    unread = {id(part) for note in notes for part in ast.walk(note)}
    asked = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "cython" and id(node) not in unread
    }
    assert asked <= set(dir(uncompiled))
