"""The article as clean HTML: a few elements, a few attributes, and nothing that a browser would run."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING

from cleantext.formats.tree import (
    Block,
    Rule,
    StyledText,
    TreeNode,
    build_tree,
    cells_of,
    group_runs,
    level_of,
    nest_spans,
    record_of,
    standfirst_of,
)
from cleantext.html.media import written_address
from cleantext.patterns import pattern
from cleantext.structure.containers import code_name
from cleantext.values import Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: The elements that are written, each with its attributes. Only the links of footnotes lead to places of the page.
ALLOWED: dict[str, frozenset[str]] = {
    **dict.fromkeys(
        "header h1 h2 h3 h4 h5 h6 p ul dl dt dd blockquote pre table tbody tr figure figcaption hr br"
        " strong em sup sub del kbd mark q aside details summary".split(),
        frozenset(("lang", "dir")),
    ),
    "article": frozenset(("lang", "dir")),
    "ol": frozenset(("start",)),
    "li": frozenset(("value", "lang", "dir")),
    "th": frozenset(("colspan", "rowspan")),
    "td": frozenset(("colspan", "rowspan")),
    "code": frozenset(("class",)),
    "a": frozenset(("href",)),
    "img": frozenset(("src", "alt", "width", "height")),
    "time": frozenset(("datetime",)),
    "div": frozenset(("id", "lang", "dir")),
}
_TAGS = {
    **{name: name for name in ("strong", "em", "sup", "sub", "kbd", "mark", "code")},
    "strike": "del",
    "quote": "q",
}
_NODES = {
    **{name: name for name in ("details", "summary")},
    **{"quote": "blockquote", "callout": "aside", "title": "header"},
    **{"item": "li", "term": "dt", "description": "dd"},
}
#: Elements whose only paragraph needs no ``<p>``.
_INLINE_NODES = frozenset(("li", "dt", "dd", "summary"))
_NO_TEXT = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_NAME = pattern(r"[^A-Za-z0-9]")


def render_html(
    article: Article,
    *,
    headline: bool = True,
    links: bool = True,
    images: bool = True,
    tracking: bool = True,
    anchor: Callable[[Paragraph], str] | None = None,
) -> str:
    """Write the article as one ``<article>`` element; ``anchor`` gives attributes for the element of a paragraph."""
    directions = [one.direction for one in article.paragraphs]
    direction = "rtl" if directions and directions.count("rtl") * 2 > len(directions) else None
    writer = _Writer(article.language, direction, links=links, images=images, tracking=tracking, anchor=anchor)
    head = writer.write_head(article) if headline else ""
    body = writer.write_node(build_tree(article.paragraphs, article.images if images else ()))
    inner = "\n".join(filter(None, (head, body)))
    return f"<article{_write_language(article.language)}{_write_direction(direction)}>\n{inner}\n</article>\n"


class _Writer:
    """Writes nodes, element by element."""

    def __init__(
        self,
        language: str | None,
        direction: str | None,
        *,
        links: bool,
        images: bool,
        tracking: bool,
        anchor: Callable[[Paragraph], str] | None,
    ) -> None:
        self._anchor = anchor or _write_nothing
        self._language = language
        self._direction = direction
        self._links = links
        self._images = images
        self._tracking = tracking

    def write_head(self, article: Article) -> str:
        """Write headline, byline with place and date, and standfirst."""
        parts = []
        if article.headline:
            parts.append(f"<h1>{_escape(article.headline)}</h1>")
        byline, place, stamp = record_of(article)
        signed = [_escape(part) for part in (byline, place) if part]
        if stamp:
            signed.append(f'<time datetime="{_quote(stamp)}">{_escape(stamp)}</time>')
        if signed:
            parts.append(f"<p>{' · '.join(signed)}</p>")
        if (standfirst := standfirst_of(article)) is not None:
            parts.append(f"<p><strong>{_escape(standfirst)}</strong></p>")
        return "<header>\n" + "\n".join(parts) + "\n</header>" if parts else ""

    def write_node(self, node: TreeNode) -> str:
        """Write what stands in a node."""
        made = []
        for kind, run in group_runs(node):
            if kind == "rows":
                made.append(self._write_rows([one for one in run if isinstance(one, Paragraph)]))
            elif kind in ("items", "numbers"):
                made.append(
                    self._write_items([one for one in run if isinstance(one, TreeNode)], ordered=kind == "numbers")
                )
            elif kind == "terms":
                made.append("\n".join(["<dl>", *map(self._write_block, run), "</dl>"]))
            else:
                made.append(self._write_block(run[0]))
        return "\n".join(made)

    def _write_block(self, one: Block) -> str:
        if isinstance(one, Image):
            return self._write_figure(one)
        if isinstance(one, Paragraph):
            return self._write_paragraph(one)
        if isinstance(one, Rule):
            return "<hr>"
        return self._write_container(one)

    def _write_container(self, node: TreeNode) -> str:
        container = node.container
        if container is None or container.kind == "table":
            return self.write_node(node)
        if container.kind == "note":
            return f'<div id="{_note_id(container.name)}">\n{self.write_node(node)}\n</div>'
        tag = _NODES[container.kind]
        box = "" if container.checked is None else "☑ " if container.checked else "☐ "
        first = node.inner[0] if node.inner else None
        if tag in _INLINE_NODES and isinstance(first, Paragraph) and first.kind in ("p", "list_item"):
            others = "\n" + self.write_node(TreeNode(None, node.inner[1:])) if len(node.inner) > 1 else ""
            return f"<{tag}{self._write_attributes(first)}>{box}{self._write_words(first)}{others}</{tag}>"
        return f"<{tag}>\n{box}{self.write_node(node)}\n</{tag}>"

    def _write_items(self, items: list[TreeNode], *, ordered: bool) -> str:
        made: list[str] = []
        following = 1
        start = ""
        for one in items:
            item = self._write_container(one)
            number = one.container.number if one.container is not None else None
            if ordered and number is not None:
                if not made:
                    start = f' start="{number}"' if number != 1 else ""
                elif number != following:
                    item = f'<li value="{number}"{item.removeprefix("<li")}'
                following = number + 1
            made.append(item)
        tag = "ol" if ordered else "ul"
        return "\n".join([f"<{tag}{start}>", *made, f"</{tag}>"])

    def _write_rows(self, rows: list[Paragraph]) -> str:
        lines = ["<table>", "<tbody>"]
        for below, row in zip(range(len(rows), 0, -1), rows, strict=True):
            line = ""
            for cell in cells_of(row):
                tag = "th" if cell.header else "td"
                height = min(cell.rows, below)
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{height}"' if height > 1 else ""
                line += f"<{tag}{spans}>{self._write_inline(row, cell.start, cell.end)}</{tag}>"
            lines.append(f"<tr{self._anchor(row)}>{line}</tr>")
        return "\n".join([*lines, "</tbody>", "</table>"])

    def _write_paragraph(self, paragraph: Paragraph) -> str:
        if paragraph.kind == "code":
            name = code_name(paragraph.code)
            language = f' class="language-{name}"' if name else ""
            return f"<pre{self._anchor(paragraph)}><code{language}>{_escape(paragraph.text)}</code></pre>"
        tag = f"h{level_of(paragraph)}" if paragraph.kind == "subhead" else "p"
        return f"<{tag}{self._write_attributes(paragraph)}>{self._write_words(paragraph)}</{tag}>"

    def _write_attributes(self, paragraph: Paragraph) -> str:
        """Write the anchor, and language and direction where they are not those of the article."""
        language, direction = paragraph.language, paragraph.direction
        made = self._anchor(paragraph)
        if language is None and direction is None:
            return made
        made += _write_language(language) if language != self._language else ""
        return made + _write_direction(direction) if direction != self._direction else made

    def _write_figure(self, image: Image) -> str:
        shown = self._write_image(image.url, image.alt, image.width, image.height)
        if not shown:
            return ""
        caption = f"\n<figcaption>{_escape(image.caption.text)}</figcaption>" if image.caption is not None else ""
        return f"<figure>\n{shown}{caption}\n</figure>"

    def _write_image(
        self, url: str | None, alt: str | None, width: int | None = None, height: int | None = None
    ) -> str:
        address = self._address(url)
        if address is None or not self._images or address.lower().startswith(("mailto:", "tel:")):
            return ""
        sizes = "".join(
            f' {name}="{size}"' for name, size in (("width", width), ("height", height)) if size is not None
        )
        return f'<img src="{_quote(address)}" alt="{_quote(alt or "")}"{sizes}>'

    def _address(self, url: str | None) -> str | None:
        return written_address(url, tracking=self._tracking)

    def _write_words(self, paragraph: Paragraph) -> str:
        return self._write_inline(paragraph, paragraph.marker, len(paragraph.text))

    def _write_inline(self, paragraph: Paragraph, start: int, end: int) -> str:
        if not paragraph.spans:
            return _escape(paragraph.text[start:end])
        return self._write_styled(paragraph.text, nest_spans(paragraph.spans, start, end), linked=False)

    def _write_styled(self, text: str, one: StyledText, *, linked: bool) -> str:
        made = ""
        at = one.start
        for inner in one.inner:
            assert inner.span is not None
            made += _escape(text[at : inner.start]) + self._write_span(text, inner, inner.span, linked=linked)
            at = inner.end
        return made + _escape(text[at : one.end])

    def _write_span(self, text: str, one: StyledText, span: Inline, *, linked: bool) -> str:
        """Write a span; within a link (``linked``) no other link is written."""
        kind = span.kind
        if kind == "break":
            return "<br>\n"
        if kind == "image":
            return self._write_image(span.value, span.text)
        if kind == "note" and not linked:
            mark = _escape(text[one.start : one.end].strip("[]() "))
            return f'<sup><a href="#{_note_id(span.value)}">{mark}</a></sup>'
        if kind == "math" and span.value is not None:
            return f"<code>{_escape(span.value)}</code>"
        inner = self._write_styled(text, one, linked=linked or kind == "link")
        if kind == "link":
            address = self._address(span.value) if self._links and not linked else None
            return inner if address is None else f'<a href="{_quote(address)}">{inner}</a>'
        if kind == "time":
            return f'<time datetime="{_quote(span.value or "")}">{inner}</time>'
        if kind == "code" and span.value:
            inner = inner.strip("`")
        tag = _TAGS.get(kind)
        return inner if tag is None else f"<{tag}>{inner}</{tag}>"


def _write_nothing(paragraph: Paragraph) -> str:
    return ""


def _write_language(language: str | None) -> str:
    return f' lang="{language}"' if language and _LANGUAGE.fullmatch(language) else ""


def _write_direction(direction: str | None) -> str:
    return f' dir="{direction}"' if direction in ("ltr", "rtl") else ""


def _note_id(name: str | None) -> str:
    """The id of a footnote: letters and digits only, whatever the page calls it."""
    return "note-" + _NAME.sub(lambda match: f"{ord(match[0]):x}", name or "")


def _escape(text: str) -> str:
    return escape(_NO_TEXT.sub("", text), quote=False)


def _quote(text: str) -> str:
    return escape(_NO_TEXT.sub("", text).replace("\n", " "), quote=True)
