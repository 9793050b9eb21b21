"""The article as Markdown: CommonMark with the tables, strikes, boxes and footnotes of GitHub, and definition lists."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext.formats.markdown_words import MarkdownOptions, Words, escaped, escaped_line, fence_of, note_name, picture
from cleantext.formats.tree import (
    Block,
    Node,
    Rule,
    grid_of,
    leaves_of,
    level_of,
    record_of,
    runs_of,
    stamp_of,
    standfirst_of,
    styled,
    tree_of,
)
from cleantext.html.media import written_address
from cleantext.patterns import pattern
from cleantext.structure.containers import code_name
from cleantext.values import Cell, Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: What YAML takes for the end of a line, or does not take at all.
_NO_YAML = pattern("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def front_matter_of(article: Article) -> str:
    """What the page says of the article, between lines of dashes; what it does not say is left out."""
    image = article.image
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
        "image": image.url if image else None,
    }
    return yaml_head(fields)


def yaml_head(fields: Mapping[str, Any]) -> str:
    """Fields between lines of dashes, as YAML that every reader takes; what is None or empty is left out.

    >>> print(yaml_head({"title": 'The "wall"', "tags": ["sea"], "date": None}), end="")
    ---
    title: "The \\"wall\\""
    tags: ["sea"]
    ---
    """
    lines = [f"{name}: {_value(value)}" for name, value in fields.items() if value not in (None, [], "")]
    return "\n".join(["---", *lines, "---", ""])


def _value(value: Any) -> str:
    """A value as YAML in one line: JSON, with escapes for what YAML does not take as it stands."""
    return _NO_YAML.sub(_escape, json.dumps(value, ensure_ascii=False))


def _escape(match: re.Match[str]) -> str:
    code = ord(match[0])
    return "\\ufffd" if 0xD800 <= code <= 0xDFFF else f"\\u{code:04x}"


_SURROGATE = pattern("[\ud800-\udfff]")
_BOX = pattern(r"\[[ xX]\] ")


def markdown_of(article: Article, options: MarkdownOptions) -> str:
    """The headline, a line of byline, place and date, the standfirst, then the body."""
    writer = _Writer(options)
    blocks = writer.head(article) if options.headline else []
    images = article.images if options.images else ()
    blocks.append(writer.children(tree_of(leaves_of(article.paragraphs, images))))
    return _SURROGATE.sub("\ufffd", "\n\n".join(block for block in blocks if block) + "\n")


class _Writer:
    """Writes nodes, block by block."""

    def __init__(self, options: MarkdownOptions) -> None:
        self._options = options

    def head(self, article: Article) -> list[str]:
        """What stands above the body."""
        signed = " · ".join(" ".join(part.split()) for part in record_of(article) if part)
        blocks = []
        if article.headline:
            blocks.append("# " + _heading(escaped(" ".join(article.headline.split()))))
        if signed:
            blocks.append(f"*{escaped(signed, '*', '*')}*")
        if (standfirst := standfirst_of(article)) is not None:
            blocks.append(f"**{escaped(standfirst, '*', '*')}**")
        return blocks

    def children(self, node: Node) -> str:
        """What stands in a node, blank lines between its blocks."""
        made = ""
        last = ""
        other = False
        for kind, run in runs_of(node):
            if kind in ("items", "numbers"):
                text, other = self._items(run, other=not other if last == kind else False)
                tight = bool(made) and last == "line" and _is_item(node) and _may_follow(run)
            else:
                tight = False
                if kind == "rows":
                    text = self._rows([one for one in run if isinstance(one, Paragraph)])
                elif kind == "terms":
                    text = self._terms(run)
                else:
                    text = self._block(run[0])
                    kind = "line" if _is_line(run[0]) else kind
            if text:
                made += ("\n" if tight else "\n\n") * bool(made) + text
                last = kind
        return made

    def _block(self, one: Block) -> str:
        if isinstance(one, Image):
            return self._picture(one)
        if isinstance(one, Paragraph):
            return self._paragraph(one)
        if isinstance(one, Rule):
            return "---"
        inner = self.children(one)
        container = one.container
        if not inner or container is None:
            return inner
        if container.kind in ("quote", "callout"):
            return "\n".join(f"> {line}" if line else ">" for line in inner.split("\n"))
        if container.kind == "note":
            return _hung(f"[^{note_name(container.name)}]: ", inner, 4)
        titled = container.kind in ("summary", "title") and self._options.emphasis
        return f"**{inner}**" if titled and "\n" not in inner and inner[0] not in "#>|`-*" else inner

    def _items(self, run: list[Block], *, other: bool) -> tuple[str, bool]:
        """The items of a list, and whether the last one has the ``other`` mark.

        A list right after another one has other marks, and so has what goes on after a gap in the numbers.
        """
        made: list[str] = []
        last: int | None = None
        loose = False
        for one in run:
            if not isinstance(one, Node) or one.container is None:
                continue
            inner = self.children(one) or ""
            number = one.container.number
            if number is not None and last is not None and number != last + 1:
                other = not other
                loose = True
            last = number
            mark = ("*" if other else "-") if number is None else f"{number}{')' if other else '.'}"
            box = "" if one.container.checked is None else "[x] " if one.container.checked else "[ ] "
            made.append(("\n" * loose if made else "") + _hung(f"{mark} ", box + inner, len(mark) + 1))
            loose = "\n\n" in inner
        return "\n".join(made), other

    def _terms(self, run: list[Block]) -> str:
        """Terms on lines of their own, each description below after a colon."""
        made: list[str] = []
        last = ""
        for one in run:
            if not isinstance(one, Node) or one.container is None:
                continue
            inner = self.children(one)
            if not inner:
                continue
            kind = one.container.kind
            if kind == "description" and last:
                made.append("\n" + _hung(": ", inner, 2))
                last = kind if "\n\n" not in inner else ""
                continue
            plain = kind == "term" and "\n" not in inner and inner[0] not in "#>|`-"
            joins = plain and last == "term"
            written = escaped_line(inner, first=not joins) if plain else inner
            made.append(("\n" if joins else "\n\n" if made else "") + written)
            last = "term" if plain else ""
        return "".join(made)

    def _rows(self, rows: list[Paragraph]) -> str:
        """A table, whose first row is its head, which Markdown needs; or its rows as lines."""
        grid = grid_of(rows)
        if not self._options.tables or not grid or not grid[0]:
            return "\n\n".join(self._text(row) for row in rows)
        lines: list[str] = []
        for row, line in zip(rows, grid, strict=True):
            head = not lines
            cells = [self._cell(row, cell, head=head) if cell is not None else "" for cell in line]
            lines.append("|" + "".join(f" {cell} |" if cell else " |" for cell in cells))
            if len(lines) == 1:
                lines.append("|" + " --- |" * len(line))
        return "\n".join(lines)

    def _cell(self, row: Paragraph, cell: Cell, *, head: bool) -> str:
        spans = _undressed(row.spans, cell.start, cell.end, "strong") if cell.header or head else row.spans
        return self._inline(row.text, spans, cell.start, cell.end, cell=True)

    def _paragraph(self, paragraph: Paragraph) -> str:
        if paragraph.kind == "code":
            fence = fence_of(paragraph.text, 3)
            return f"{fence}{code_name(paragraph.code)}\n{paragraph.text}\n{fence}"
        if paragraph.kind == "subhead":
            size = len(paragraph.text)
            spans = _undressed(paragraph.spans, 0, size, "strong")
            text = self._inline(paragraph.text, spans, 0, size).replace("\\\n", " ").replace("\n", " ")
            return f"{'#' * level_of(paragraph)} {_heading(text)}"
        return self._text(paragraph)

    def _text(self, paragraph: Paragraph) -> str:
        """The words of a paragraph, on as many lines as it has breaks."""
        text = self._inline(paragraph.text, paragraph.spans, paragraph.marker, len(paragraph.text))
        box = _BOX.match(paragraph.text, paragraph.marker) if paragraph.kind == "list_item" else None
        lines = text.split("\n")
        made = [escaped_line(line, first=number == 0) if line else line for number, line in enumerate(lines)]
        if box is not None and made[0].startswith("\\["):
            made[0] = box[0] + text.split("\n")[0].partition("] ")[2]
        return "\n".join(made)

    def _picture(self, image: Image) -> str:
        return self._image(image.url, image.alt, image.caption.text if image.caption else None)

    def _image(self, url: str, alt: str | None, caption: str | None = None) -> str:
        """A picture; its caption is its title, so that it is nobody's paragraph."""
        address = self._address(url)
        return picture(address, alt, caption) if address is not None else ""

    def _address(self, url: str | None) -> str | None:
        return written_address(url, tracking=self._options.tracking)

    def _inline(self, text: str, spans: tuple[Inline, ...], start: int, end: int, *, cell: bool = False) -> str:
        words = Words(text, self._options, self._address, cell=cell)
        return words.written(styled(spans, start, end)).strip()


def _undressed(spans: tuple[Inline, ...], start: int, end: int, kind: str) -> tuple[Inline, ...]:
    """The spans without those of a kind that dress the whole stretch: headings and heads of tables are strong."""
    return tuple(one for one in spans if one.kind != kind or one.start > start or one.end < end)


def _heading(text: str) -> str:
    """The text of a heading, whose closing ``#`` would be taken for a mark."""
    if text.endswith("#"):
        stem = text.rstrip("#")
        if not stem or stem[-1:].isspace():
            return f"{stem}\\{text[len(stem) :]}"
    return text


def _hung(mark: str, inner: str, indent: int) -> str:
    """What stands after a mark, its further lines as far in as its first."""
    lines = inner.split("\n")
    space = " " * indent
    return "\n".join([f"{mark}{lines[0]}".rstrip(), *(space + line if line else "" for line in lines[1:])])


def _is_line(one: Block) -> bool:
    """Whether a block is a line of text, below which a list may stand without a blank line."""
    return isinstance(one, Paragraph) and one.kind not in ("code", "subhead")


def _is_item(node: Node) -> bool:
    return node.container is not None and node.container.kind == "item"


def _may_follow(run: list[Block]) -> bool:
    """Whether a list may stand right below a line of text: a numbered one has to begin with 1."""
    first = run[0]
    number = first.container.number if isinstance(first, Node) and first.container is not None else None
    return number is None or number == 1
