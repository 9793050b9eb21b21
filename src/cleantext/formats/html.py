"""The article as clean HTML: a few elements, a few attributes, and nothing that a browser would run."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from cleantext.formats.tree import (
    Block,
    Node,
    Rule,
    Styled,
    held_by,
    leaves_of,
    level_of,
    record_of,
    runs_of,
    standfirst_of,
    styled,
    tree_of,
)
from cleantext.html.media import written_address
from cleantext.patterns import pattern
from cleantext.structure.containers import code_name
from cleantext.values import Image, Inline, Paragraph

if TYPE_CHECKING:
    from cleantext.article import Article


#: The elements that are written, each with its attributes; the links of footnotes are the only ones within the page.
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
    "strong": "strong",
    "em": "em",
    "strike": "del",
    "sup": "sup",
    "sub": "sub",
    "kbd": "kbd",
    "mark": "mark",
    "quote": "q",
    "code": "code",
}
_NODES = {
    "quote": "blockquote",
    "callout": "aside",
    "title": "header",
    "details": "details",
    "summary": "summary",
    "item": "li",
    "term": "dt",
    "description": "dd",
}
_NO_TEXT = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = pattern(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")
_NAME = pattern(r"[^A-Za-z0-9]")


def html_of(
    article: Article, *, headline: bool = True, links: bool = True, images: bool = True, tracking: bool = True
) -> str:
    """The article as one ``<article>`` element."""
    turned = [one.direction for one in article.paragraphs]
    direction = "rtl" if turned and turned.count("rtl") * 2 > len(turned) else None
    writer = _Writer(article.language, direction, links=links, images=images, tracking=tracking)
    parts = [writer.head(article)] if headline else []
    parts.append(writer.children(tree_of(leaves_of(article.paragraphs, article.images if images else ()))))
    inner = "\n".join(part for part in parts if part)
    return f"<article{writer.attributes(article.language, direction, root=True)}>\n{inner}\n</article>\n"


class _Writer:
    """Writes nodes, element by element."""

    def __init__(
        self, language: str | None, direction: str | None, *, links: bool, images: bool, tracking: bool
    ) -> None:
        self._language = language
        self._direction = direction
        self._links = links
        self._images = images
        self._tracking = tracking

    def head(self, article: Article) -> str:
        """Headline, byline with place and date, standfirst."""
        parts = []
        if article.headline:
            parts.append(f"<h1>{_text(article.headline)}</h1>")
        byline, place, stamp = record_of(article)
        signed = [_text(part) for part in (byline, place) if part]
        if stamp:
            signed.append(f'<time datetime="{_quoted(stamp)}">{_text(stamp)}</time>')
        if signed:
            parts.append(f"<p>{' · '.join(signed)}</p>")
        if (standfirst := standfirst_of(article)) is not None:
            parts.append(f"<p><strong>{_text(standfirst)}</strong></p>")
        return "<header>\n" + "\n".join(parts) + "\n</header>" if parts else ""

    def attributes(self, language: str | None, direction: str | None, *, root: bool = False) -> str:
        """Language and direction, where they are not those of the article."""
        made = ""
        if language and _LANGUAGE.fullmatch(language) and (root or language != self._language):
            made += f' lang="{language}"'
        if direction in ("ltr", "rtl") and (root or direction != self._direction):
            made += f' dir="{direction}"'
        return made

    def children(self, node: Node) -> str:
        """What stands in a node."""
        made = []
        for kind, run in runs_of(node):
            if kind == "rows":
                made.append(self._rows([one for one in run if isinstance(one, Paragraph)]))
            elif kind in ("items", "numbers"):
                made.append(self._items([one for one in run if isinstance(one, Node)], ordered=kind == "numbers"))
            elif kind == "terms":
                inner = "\n".join(self._held(one) for one in run if isinstance(one, Node))
                made.append(f"<dl>\n{inner}\n</dl>")
            else:
                made.append(self._block(run[0]))
        return "\n".join(made)

    def _block(self, one: Block) -> str:
        if isinstance(one, Image):
            return self._figure(one)
        if isinstance(one, Paragraph):
            return self._paragraph(one)
        if isinstance(one, Rule):
            return "<hr>"
        return self._held(one)

    def _held(self, node: Node) -> str:
        """A container and what stands in it; a lone paragraph of an item, term or description needs no ``<p>``."""
        container = node.container
        if container is None or container.kind == "table":
            return self.children(node)
        if container.kind == "note":
            return f'<div id="{_note_id(container.name)}">\n{self.children(node)}\n</div>'
        tag = _NODES[container.kind]
        box = "" if container.checked is None else "☑ " if container.checked else "☐ "
        only = node.inner[0] if node.inner else None
        if tag in ("li", "dt", "dd", "summary") and isinstance(only, Paragraph) and only.kind in ("p", "list_item"):
            told = self.attributes(only.language, only.direction)
            inner = (
                box
                + self._words(only)
                + ("\n" + self.children(Node(None, node.inner[1:])) if len(node.inner) > 1 else "")
            )
            return f"<{tag}{told}>{inner}</{tag}>"
        return f"<{tag}>\n{box}{self.children(node)}\n</{tag}>"

    def _items(self, items: list[Node], *, ordered: bool) -> str:
        """A list, whose numbers are those of the page."""
        made: list[str] = []
        following = 1
        start = ""
        for one in items:
            held = self._held(one)
            number = one.container.number if one.container is not None else None
            if ordered and number is not None:
                if not made:
                    start = f' start="{number}"' if number != 1 else ""
                elif number != following:
                    held = f'<li value="{number}"{held[3:]}'
                following = number + 1
            made.append(held)
        tag = "ol" if ordered else "ul"
        return f"<{tag}{start}>\n" + "\n".join(made) + f"\n</{tag}>"

    def _rows(self, rows: list[Paragraph]) -> str:
        lines = []
        for row, cells in zip(rows, held_by(rows), strict=True):
            made = []
            for cell, below in cells:
                spans = f' colspan="{cell.columns}"' if cell.columns > 1 else ""
                spans += f' rowspan="{below}"' if below > 1 else ""
                tag = "th" if cell.header else "td"
                made.append(f"<{tag}{spans}>{self._inline(row.text, row.spans, cell.start, cell.end)}</{tag}>")
            lines.append(f"<tr>{''.join(made)}</tr>")
        return "<table>\n<tbody>\n" + "\n".join(lines) + "\n</tbody>\n</table>"

    def _paragraph(self, paragraph: Paragraph) -> str:
        told = self.attributes(paragraph.language, paragraph.direction)
        if paragraph.kind == "code":
            name = code_name(paragraph.code)
            named = f' class="language-{name}"' if name else ""
            return f"<pre><code{named}>{_text(paragraph.text)}</code></pre>"
        tag = f"h{level_of(paragraph)}" if paragraph.kind == "subhead" else "p"
        return f"<{tag}{told}>{self._words(paragraph)}</{tag}>"

    def _words(self, paragraph: Paragraph) -> str:
        return self._inline(paragraph.text, paragraph.spans, paragraph.marker, len(paragraph.text))

    def _figure(self, image: Image) -> str:
        shown = self._image(image.url, image.alt, image.width, image.height)
        if not shown:
            return ""
        caption = image.caption
        told = f"\n<figcaption>{_text(caption.text)}</figcaption>" if caption is not None else ""
        return f"<figure>\n{shown}{told}\n</figure>"

    def _image(self, url: str | None, alt: str | None, width: int | None = None, height: int | None = None) -> str:
        address = self._address(url)
        if address is None or not self._images or address.lower().startswith(("mailto:", "tel:")):
            return ""
        sizes = "".join(
            f' {name}="{size}"' for name, size in (("width", width), ("height", height)) if size is not None
        )
        return f'<img src="{_quoted(address)}" alt="{_quoted(alt or "")}"{sizes}>'

    def _address(self, url: str | None) -> str | None:
        return written_address(url, tracking=self._tracking)

    def _inline(self, text: str, spans: tuple[Inline, ...], start: int, end: int) -> str:
        return self._styled(text, styled(spans, start, end), linked=False)

    def _styled(self, text: str, one: Styled, *, linked: bool) -> str:
        made = []
        at = one.start
        for inner in one.inner:
            made.append(_text(text[at : inner.start]))
            made.append(self._span(text, inner, linked=linked))
            at = inner.end
        made.append(_text(text[at : one.end]))
        return "".join(made)

    def _span(self, text: str, one: Styled, *, linked: bool) -> str:
        span = one.span
        assert span is not None
        kind = span.kind
        if kind == "break":
            return "<br>\n"
        if kind == "image":
            return self._image(span.value, span.text)
        if kind == "note" and not linked:
            return f'<sup><a href="#{_note_id(span.value)}">{_text(text[one.start : one.end].strip("[]() "))}</a></sup>'
        if kind == "math" and span.value is not None:
            return f"<code>{_text(span.value)}</code>"
        inner = self._styled(text, one, linked=linked or kind == "link")
        if kind == "link":
            address = self._address(span.value) if self._links and not linked else None
            return inner if address is None else f'<a href="{_quoted(address)}">{inner}</a>'
        if kind == "time":
            return f'<time datetime="{_quoted(span.value or "")}">{inner}</time>'
        if kind == "code" and span.value:
            inner = inner.strip("`")
        tag = _TAGS.get(kind)
        return inner if tag is None else f"<{tag}>{inner}</{tag}>"


def _note_id(name: str | None) -> str:
    """The id of a footnote: letters and digits only, whatever the page calls it."""
    return "note-" + _NAME.sub(lambda match: f"{ord(match[0]):x}", name or "")


def _text(text: str) -> str:
    return escape(_NO_TEXT.sub("", text), quote=False)


def _quoted(text: str) -> str:
    return escape(_NO_TEXT.sub("", text).replace("\n", " "), quote=True)
