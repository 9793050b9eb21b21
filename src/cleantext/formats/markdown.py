"""The article as Markdown: CommonMark with the tables, strikes, boxes and footnotes of GitHub, and definition lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext.formats.markdown_words import (
    MarkdownOptions,
    clean_note_name,
    escape_line,
    escape_text,
    make_fence,
    write_picture,
    write_words,
)
from cleantext.formats.tree import (
    Block,
    Rule,
    TreeNode,
    build_grid,
    build_tree,
    group_runs,
    level_of,
    record_of,
    stamp_of,
    standfirst_of,
)
from cleantext.html.media import written_address
from cleantext.patterns import pattern
from cleantext.structure.containers import code_name
from cleantext.values import Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: Characters that YAML takes for the end of a line, or does not take at all.
_NO_YAML = pattern("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
_SURROGATE = pattern("[\ud800-\udfff]")
_BOX = pattern(r"\[[ xX]\] ")


def render_markdown(article: Article, options: MarkdownOptions) -> str:
    """Write the headline, a line of byline, place and date, the standfirst, then the body."""
    writer = _Writer(options)
    blocks = writer.write_head(article) if options.headline else []
    blocks.append(writer.write_node(build_tree(article.paragraphs, article.images if options.images else ())))
    return _SURROGATE.sub("\ufffd", "\n\n".join(filter(None, blocks)) + "\n")


def render_front_matter(article: Article) -> str:
    """Write the article's fields between lines of dashes, without those of which the page says nothing."""
    fields = {
        "title": article.headline,
        "url": article.url,
        "date": stamp_of(article),
        "modified": article.modified.iso if article.modified else None,
        "authors": [one.name for one in article.authors],
        "publisher": article.publisher.name if article.publisher else None,
        "place": article.place.name if article.place else None,
        "section": article.section,
        "tags": list(article.tags),
        "description": article.description,
        "language": article.language,
        "image": article.image.url if article.image else None,
    }
    return yaml_head(fields)


def yaml_head(fields: Mapping[str, Any]) -> str:
    """Write fields between lines of dashes as YAML that every reader takes, without those that are None or empty.

    Names stand as they are: :func:`quote_yaml` makes one of any text.

    >>> print(yaml_head({"title": 'The "wall"', "tags": ["sea"], "date": None}), end="")
    ---
    title: "The \\"wall\\""
    tags: ["sea"]
    ---
    """
    lines = [f"{name}: {quote_yaml(value)}" for name, value in fields.items() if value not in (None, [], "")]
    return "\n".join(["---", *lines, "---", ""])


def quote_yaml(value: Any) -> str:
    """Write a value, or a key, in one line: as JSON, with escapes for what YAML does not take as it stands."""
    return _NO_YAML.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


class _Writer:
    """Writes nodes, block by block."""

    def __init__(self, options: MarkdownOptions) -> None:
        self._options = options

    def write_head(self, article: Article) -> list[str]:
        """Write the blocks above the body."""
        signed = " · ".join(" ".join(part.split()) for part in record_of(article) if part)
        blocks = []
        if article.headline:
            blocks.append("# " + _close_heading(escape_text(" ".join(article.headline.split()))))
        if signed:
            blocks.append(f"*{escape_text(signed, '*', '*')}*")
        if (standfirst := standfirst_of(article)) is not None:
            blocks.append(f"**{escape_text(standfirst, '*', '*')}**")
        return blocks

    def write_node(self, node: TreeNode) -> str:
        """Write what stands in a node, with blank lines between its blocks."""
        made = last = ""
        other = False
        in_item = node.container is not None and node.container.kind == "item"
        for kind, run in group_runs(node):
            tight = False
            if kind in ("items", "numbers"):
                items = [one for one in run if isinstance(one, TreeNode)]
                text, other = self._write_items(items, other=not other if last == kind else False)
                tight = bool(made) and last == "line" and in_item and _may_follow_text(items)
            elif kind == "rows":
                text = self._write_rows([one for one in run if isinstance(one, Paragraph)])
            elif kind == "terms":
                text = self._write_terms([one for one in run if isinstance(one, TreeNode)])
            else:
                text = self._write_block(run[0])
                if isinstance(run[0], Paragraph) and run[0].kind not in ("code", "subhead"):
                    kind = "line"
            if text:
                made += ("\n" if tight else "\n\n") * bool(made) + text
                last = kind
        return made

    def _write_block(self, one: Block) -> str:
        if isinstance(one, Image):
            # The caption is the picture's title, so that nobody takes it for a paragraph.
            address = written_address(one.url, tracking=self._options.tracking)
            return "" if address is None else write_picture(address, one.alt, one.caption.text if one.caption else None)
        if isinstance(one, Paragraph):
            return self._write_paragraph(one)
        if isinstance(one, Rule):
            return "---"
        inner = self.write_node(one)
        container = one.container
        if not inner or container is None:
            return inner
        if container.kind in ("quote", "callout"):
            return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))
        if container.kind == "note":
            return _indent(f"[^{clean_note_name(container.name)}]: ", inner, 4)
        titled = container.kind in ("summary", "title") and self._options.emphasis
        return f"**{inner}**" if titled and "\n" not in inner and inner[0] not in "#>|`-*" else inner

    def _write_items(self, items: list[TreeNode], *, other: bool) -> tuple[str, bool]:
        """Write the items of a list; also say whether the last one has the ``other`` mark.

        A list right after another one has other marks, and so have the items after a gap in the numbers.
        """
        made = ""
        last: int | None = None
        loose = False
        for one in items:
            if one.container is None:
                continue
            inner = self.write_node(one)
            number = one.container.number
            if number is not None and last is not None and number != last + 1:
                other = not other
                loose = True
            last = number
            mark = ("*" if other else "-") if number is None else f"{number}{')' if other else '.'}"
            box = "" if one.container.checked is None else "[x] " if one.container.checked else "[ ] "
            made += ("\n\n" if loose else "\n") * bool(made) + _indent(f"{mark} ", box + inner, len(mark) + 1)
            loose = "\n\n" in inner
        return made, other

    def _write_terms(self, nodes: list[TreeNode]) -> str:
        """Write terms on lines of their own, and each description below its term after a colon."""
        made = last = ""
        for one in nodes:
            inner = self.write_node(one)
            if not inner or one.container is None:
                continue
            kind = one.container.kind
            if kind == "description" and last:
                made += "\n" + _indent(": ", inner, 2)
                last = kind if "\n\n" not in inner else ""
                continue
            plain = kind == "term" and "\n" not in inner and inner[0] not in "#>|`-"
            joins = plain and last == "term"
            made += ("\n" if joins else "\n\n") * bool(made) + (escape_line(inner, first=not joins) if plain else inner)
            last = "term" if plain else ""
        return made

    def _write_rows(self, rows: list[Paragraph]) -> str:
        """Write a table whose first row is its head, which Markdown needs; without tables, write the rows as lines."""
        grid = build_grid(rows)
        if not self._options.tables or not grid or not grid[0]:
            return "\n\n".join(map(self._write_text, rows))
        lines: list[str] = []
        for row, cells in zip(rows, grid, strict=True):
            line = "|"
            for cell in cells:
                inner = ""
                if cell is not None:
                    bare = cell.header or not lines  # Markdown shows the head of a table in bold
                    inner = self._write_words(row, cell.start, cell.end, bare=bare, cell=True)
                line += f" {inner} |" if inner else " |"
            lines.append(line)
            if len(lines) == 1:
                lines.append("|" + " --- |" * len(cells))
        return "\n".join(lines)

    def _write_paragraph(self, paragraph: Paragraph) -> str:
        if paragraph.kind == "code":
            fence = make_fence(paragraph.text, 3)
            return f"{fence}{code_name(paragraph.code)}\n{paragraph.text}\n{fence}"
        if paragraph.kind == "subhead":
            text = self._write_words(paragraph, 0, len(paragraph.text), bare=True)
            text = text.replace("\\\n", " ").replace("\n", " ")
            return f"{'#' * level_of(paragraph)} {_close_heading(text)}"
        return self._write_text(paragraph)

    def _write_text(self, paragraph: Paragraph) -> str:
        """Write the words of a paragraph, on as many lines as it has breaks."""
        text = self._write_words(paragraph, paragraph.marker, len(paragraph.text))
        lines = [escape_line(line, first=at == 0) if line else line for at, line in enumerate(text.split("\n"))]
        box = _BOX.match(paragraph.text, paragraph.marker) if paragraph.kind == "list_item" else None
        if box is not None and lines[0].startswith("\\["):
            lines[0] = box[0] + text.partition("\n")[0].partition("] ")[2]
        return "\n".join(lines)

    def _write_words(
        self, paragraph: Paragraph, start: int, end: int, *, bare: bool = False, cell: bool = False
    ) -> str:
        """Write a stretch of a paragraph; ``bare`` leaves out the bold of the whole stretch."""
        spans: tuple[Inline, ...] = paragraph.spans
        if bare and spans:
            spans = tuple([one for one in spans if one.kind != "strong" or one.start > start or one.end < end])
        return write_words(paragraph.text, spans, start, end, self._options, cell=cell)


def _close_heading(text: str) -> str:
    """Escape a ``#`` that ends a heading, which Markdown would take for a mark."""
    stem = text.rstrip("#")
    if stem != text and (not stem or stem[-1].isspace()):
        return f"{stem}\\{text[len(stem) :]}"
    return text


def _indent(mark: str, inner: str, indent: int) -> str:
    """Put a mark before the first line, and indent the others."""
    first, *others = inner.split("\n")
    space = " " * indent
    return "\n".join([f"{mark}{first}".rstrip(), *(space + line if line else "" for line in others)])


def _may_follow_text(items: list[TreeNode]) -> bool:
    """Whether a list may stand right below a line of text: a numbered list has to begin with 1."""
    container = items[0].container
    return container is None or container.number in (None, 1)
