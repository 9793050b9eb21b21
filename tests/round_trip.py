"""Markdown read back: the structure that a parser finds in it, beside the structure of the article it was made from."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from cleantext import Article, Cell, Paragraph

#: What is compared, each as a multiset: of headings text and level, of items depth and number, of rows their cells.
KINDS = ("heading", "item", "row", "code", "link", "image")
Structure = dict[str, Counter[Any]]

_PARSER = MarkdownIt("commonmark").enable(["table", "strikethrough"]).use(footnote_plugin).use(deflist_plugin)
_TAG = re.compile(r"</?(?:strong|em|del|sup|sub|kbd|mark)>")


def differences(article: Article, text: str | None = None) -> dict[str, tuple[Counter[Any], Counter[Any]]]:
    """By kind, what the Markdown of an article has lost and what it has besides; {} where it has the same structure."""
    found, wanted = read_back(article.to_markdown() if text is None else text), structure_of(article)
    pairs = {kind: (wanted[kind] - found[kind], found[kind] - wanted[kind]) for kind in KINDS}
    return {kind: pair for kind, pair in pairs.items() if any(pair)}


def read_back(text: str) -> Structure:
    """The structure that a parser of CommonMark with tables, strikes, footnotes and definition lists finds."""
    found: Structure = {kind: Counter() for kind in KINDS}
    tokens = _PARSER.parse(text)
    lists: list[list[int | None]] = []
    row: list[str] | None = None
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            found["heading"][_words(tokens[at + 1]), int(token.tag[1])] += 1
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists.append([int(token.attrGet("start") or 1) if token.type[0] == "o" else None])
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists.pop()
        elif token.type == "list_item_open":
            number = lists[-1][0]
            found["item"][len(lists), number] += 1
            lists[-1][0] = None if number is None else number + 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            found["row"][tuple(row or ())] += 1
            row = None
        elif token.type in ("fence", "code_block"):
            found["code"][token.content.rstrip("\n"), token.info if token.type == "fence" else "indented"] += 1
        if token.type == "inline":
            if row is not None:
                row.append(_words(token))
            for child in token.children or ():
                if child.type == "link_open":
                    found["link"][unquote(str(child.attrGet("href")))] += 1
                elif child.type == "image":
                    found["image"][unquote(str(child.attrGet("src")))] += 1
    return found


def _words(token: Any) -> str:
    """The words of a block as a reader sees them, without footnote marks and pictures."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type == "html_inline" and not _TAG.fullmatch(child.content):
            parts.append(f"<<{child.content}>>")  # text that was taken for markup
    return " ".join("".join(parts).split())


def structure_of(article: Article) -> Structure:
    """The structure that the paragraphs and pictures of an article state."""
    wanted: Structure = {kind: Counter() for kind in KINDS}
    if article.headline:
        wanted["heading"][" ".join(article.headline.split()), 1] += 1
    shown = [one for one in article.images if one.offset is not None]
    items = {}
    inner: set[str] = set()
    for one in (*article.paragraphs, *shown):
        for depth, container in enumerate(one.within):
            if container.kind == "item":
                above = sum(outer.kind == "item" for outer in one.within[:depth])
                items[container.index] = above + 1, container.number
    wanted["item"].update(items.values())
    for paragraph in article.paragraphs:
        if paragraph.kind == "subhead":
            wanted["heading"][_shown(paragraph, 0, len(paragraph.text)), paragraph.level] += 1
        elif paragraph.kind == "code":
            wanted["code"][paragraph.text, paragraph.code or ""] += 1
        for span in paragraph.spans:
            if span.kind == "link" and paragraph.text[span.start : span.end].strip():
                wanted["link"][unquote(span.value or "")] += 1
            elif span.kind == "image":
                wanted["image"][unquote(span.value or "")] += 1
                inner.add(span.value or "")
    wanted["image"].update(unquote(one.url) for one in shown if one.url not in inner)
    for table in _tables(article.paragraphs):
        wanted["row"].update(table)
    return wanted


def _tables(paragraphs: tuple[Paragraph, ...]) -> Iterator[list[tuple[str, ...]]]:
    """The rows of each table, filled up to the same length: as in a browser, cells that span leave room."""
    table: list[Paragraph] = []
    for paragraph in (*paragraphs, None):
        if table and (paragraph is None or paragraph.kind != "table_row" or paragraph.within != table[-1].within):
            yield _filled(table)
            table = []
        if paragraph is not None and paragraph.kind == "table_row":
            table.append(paragraph)


def _filled(rows: list[Paragraph]) -> list[tuple[str, ...]]:
    taken: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row.cells or (Cell(0, len(row.text)),):
            while (number, column) in taken:
                column += 1
            for down in range(min(cell.rows, len(rows) - number)):
                for right in range(cell.columns):
                    first = down == right == 0
                    taken[number + down, column + right] = _shown(row, cell.start, cell.end) if first else ""
            column += cell.columns
    width = max((column + 1 for _, column in taken), default=0)
    return [tuple(taken.get((number, column), "") for column in range(width)) for number in range(len(rows))]


def _shown(paragraph: Paragraph, start: int, end: int) -> str:
    """The words of a paragraph as Markdown shows them: formulas as TeX, footnote marks gone, quotations marked."""
    letters = list(paragraph.text)
    for span in paragraph.spans:
        here = range(span.start, span.end)
        if span.kind == "note":
            for at in here:
                letters[at] = ""
        elif span.kind == "code" and span.value:
            for at in here:
                letters[at] = letters[at].replace("`", "")
        elif span.kind == "math" and span.value:
            for at in here:
                letters[at] = ""
            formula = f"${' '.join(span.value.split())}$"
            if here:
                letters[span.start] = formula
            else:  # a picture of it stands before the next word
                letters[span.start : span.start + 1] = [f"{formula} {''.join(letters[span.start : span.start + 1])}"]
        elif span.kind == "quote" and paragraph.text[span.start] not in "“\"«„‘'":
            letters[span.start] = "“" + letters[span.start]
            letters[span.end - 1] += "”"
    return " ".join("".join(letters[start:end]).split())
