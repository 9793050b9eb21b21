"""The words of a paragraph as Markdown: marks where Markdown reads them as such, tags elsewhere, and escaped text.

First the words become a row of tokens, text and marks. Then the marks of each emphasis are chosen by what stands beside
them. Last the text is escaped where Markdown would read it as markup between its neighbours.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from cleantext.formats.tree import StyledText, nest_spans
from cleantext.html.media import written_address
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Inline

_TICKS = pattern(r"`+")
_NO_NAME = pattern(r"[^\w-]")
#: The marks to try for each kind of emphasis, and the tag to write where Markdown would read none of them.
_MARKS: dict[str, tuple[tuple[str, ...], str]] = {
    "strong": (("**",), "strong"),
    "em": (("*", "_"), "em"),
    "strike": (("~~",), "del"),
}
_TAGS = frozenset(("sup", "sub", "kbd", "mark"))
_QUOTATION_MARKS = "“\"«„‘'"
#: Characters that may begin or end markup wherever they stand.
_SUSPECT = pattern(r"[\\`*_~<&\[\]!|]")
_ENTITY = pattern(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LINKS = pattern(r"\][(\[:]|\[\^|\^\[")
_OPENS_LINE = pattern(
    r"#{1,6}(?=\s|$)|>|[-+*](?=\s|$)|`{3,}[^`]{0,999}$|~{3}|=+\s*$|([-_*])\s*(?:\1\s*){2,}$|:(?=\s)"
    r"|(?=[-:| ]{1,999}$)[-:|]|\[(?=.{1,999}\]:)"
)
_NUMBERED = pattern(r"(\d{1,9})([.)])(?=\s|$)")
_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")
_UNSAFE = pattern(r"[\s<>\\`|\x00-\x1f\x7f\"]|&(?=#?\w{1,32};)")


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """Which parts of an article to write: see :meth:`cleantext.Article.to_markdown`."""

    headline: bool = True
    links: bool = True
    images: bool = True
    tables: bool = True
    emphasis: bool = True
    tracking: bool = True


def write_words(
    text: str, spans: Sequence[Inline], start: int, end: int, options: MarkdownOptions, *, cell: bool = False
) -> str:
    """Write a stretch of a paragraph's text with its spans; a ``cell`` of a table is one line.

    >>> write_words("The old mill*", (Inline("strong", 4, 7),), 0, 13, MarkdownOptions())
    'The **old** mill\\\\*'
    """
    text = text.replace("\r", " ")
    if spans:
        return _Tokens(text, options, cell=cell).write(nest_spans(spans, start, end)).strip()
    words = escape_text(text[start:end], cell=cell)
    return (words.replace("\n", " ") if cell else words).strip()


class _Tokens:
    """A row of tokens, each with its text and its kind: "text", "label" (the words of a link), "mark" or "emphasis".

    The text of an emphasis is empty until its marks are chosen.
    """

    def __init__(self, text: str, options: MarkdownOptions, *, cell: bool) -> None:
        self._text = text
        self._options = options
        self._cell = cell
        self._texts: list[str] = []
        self._kinds: list[str] = []
        #: The places of the opening and the closing mark of each emphasis, in the order of the opening marks.
        self._pairs: dict[int, tuple[int, StyledText]] = {}

    def write(self, whole: StyledText) -> str:
        self._add_inner(whole, label=False)
        for first, (last, span) in self._pairs.items():
            self._choose_marks(first, last, span)
        return self._join()

    def _add(self, text: str, kind: str = "mark") -> None:
        self._texts.append(text)
        self._kinds.append(kind)

    def _add_text(self, start: int, end: int, *, label: bool) -> None:
        if start < end:
            self._add(self._text[start:end], "label" if label else "text")

    def _add_inner(self, one: StyledText, *, label: bool) -> None:
        at = one.start
        for inner in one.inner:
            self._add_text(at, inner.start, label=label)
            self._add_span(inner, label=label)
            at = inner.end
        self._add_text(at, one.end, label=label)

    def _add_span(self, one: StyledText, *, label: bool) -> None:
        span = one.span
        assert span is not None
        if span.kind == "image":
            address = self._address(span.value) if self._options.images else None
            if address is not None:
                self._add(write_picture(address, span.text, cell=self._cell) + self._space_after(one.start))
        elif span.kind == "break":
            self._add(" " if self._cell else "\\\n")
        elif span.kind == "math" and one.start == one.end:
            self._add(write_formula(span.value or "", cell=self._cell) + self._space_after(one.start))
        else:
            start, end = self._trim(one)
            if start >= end:
                self._add_inner(one, label=label)
                return
            self._add_text(one.start, start, label=label)
            self._add_core(StyledText(start, end, span, one.inner), span, label=label)
            self._add_text(end, one.end, label=label)

    def _add_core(self, core: StyledText, span: Inline, *, label: bool) -> None:
        """Add a span that neither begins nor ends with white space: its marks, and between them what stands in it."""
        kind, options = span.kind, self._options
        if kind == "note":
            self._add(f"[^{clean_note_name(span.value)}]")
        elif kind == "math" and span.value is not None:
            self._add(write_formula(span.value, cell=self._cell))
        elif kind == "code" and options.emphasis:
            self._add_code(core, span, label=label)
        elif kind in _MARKS and options.emphasis:
            first = len(self._texts)
            self._pairs[first] = (first, core)
            self._add("", "emphasis")
            self._add_inner(core, label=label)
            self._pairs[first] = (len(self._texts), core)
            self._add("", "emphasis")
        elif kind == "link" and options.links and not label and (address := self._address(span.value)) is not None:
            self._add("[")
            self._add_inner(core, label=True)
            self._add(f"]({encode_address(address)})")
        elif kind in _TAGS and options.emphasis:
            self._add_between(core, f"<{kind}>", f"</{kind}>", label=label)
        elif kind == "quote" and self._text[core.start] not in _QUOTATION_MARKS:
            self._add_between(core, "“", "”", label=label)
        else:
            self._add_inner(core, label=label)

    def _add_between(self, core: StyledText, before: str, after: str, *, label: bool) -> None:
        self._add(before)
        self._add_inner(core, label=label)
        self._add(after)

    def _add_code(self, one: StyledText, span: Inline, *, label: bool) -> None:
        """Add code; its links go around it, as Markdown reads no marks in code."""
        start, end = one.start, one.end
        if span.value:  # the ticks of a dump
            while start < end and self._text[start] == "`" == self._text[end - 1]:
                start, end = start + 1, end - 1
        at = start
        links = [inner.span for inner in one.inner if inner.span is not None and inner.span.kind == "link"]
        for link in links if self._options.links and not label else ():
            low, high = max(link.start, at), min(link.end, end)
            address = self._address(link.value)
            if address is None or low >= high:
                continue
            self._add_ticked(at, low)
            self._add("[")
            self._add_ticked(low, high)
            self._add(f"]({encode_address(address)})")
            at = high
        self._add_ticked(at, end)

    def _add_ticked(self, start: int, end: int) -> None:
        words = self._text[start:end]
        if words.strip():
            before, after = " " * words[0].isspace(), " " * words[-1].isspace()
            self._add(f"{before}{write_code(words, cell=self._cell)}{after}")
        else:
            self._add_text(start, end, label=False)

    def _address(self, address: str | None) -> str | None:
        return written_address(address, tracking=self._options.tracking)

    def _space_after(self, at: int) -> str:
        """The space after what stands between two words: of the two spaces around it the text has the first."""
        return " " if at and self._text[at - 1].isspace() and self._text[at : at + 1].isalnum() else ""

    def _trim(self, one: StyledText) -> tuple[int, int]:
        """The stretch without white space at its ends; pictures and breaks within stay inside."""
        start, end = one.start, one.end
        first = min((inner.start for inner in one.inner), default=end)
        last = max((inner.end for inner in one.inner), default=start)
        while start < min(end, first) and self._text[start].isspace():
            start += 1
        while end > max(start, last) and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def _choose_marks(self, first: int, last: int, one: StyledText) -> None:
        assert one.span is not None
        marks, tag = _MARKS[one.span.kind]
        if any(inner.span is not None and inner.span.kind in _MARKS for inner in one.inner):
            marks = marks[::-1]  # "_" around "**"
        mark = next((mark for mark in marks if self._would_read(first, last, mark)), None)
        self._texts[first] = mark or f"<{tag}>"
        self._texts[last] = mark or f"</{tag}>"

    def _would_read(self, first: int, last: int, mark: str) -> bool:
        """Whether Markdown would read a mark at two places as the beginning and the end of emphasis."""
        outer, inner = self._char_beside(first, -1), self._char_beside(first, 1)
        end, after = self._char_beside(last, -1), self._char_beside(last, 1)
        if inner is None or end is None or inner.isspace() or end.isspace() or first + 1 == last:
            return False
        if self._touches(first, mark) or self._touches(last, mark):
            return False
        if mark == "_" and ((outer or " ").isalnum() or (after or " ").isalnum()):
            return False
        opens = not is_punctuation(inner) or outer is None or outer.isspace() or is_punctuation(outer)
        return opens and (not is_punctuation(end) or after is None or after.isspace() or is_punctuation(after))

    def _char_beside(self, at: int, step: int) -> str | None:
        """The character before (-1) or after (1) a token; None at the edge. Marks to be chosen count as punctuation."""
        if not 0 <= at + step < len(self._texts):
            return None
        return (self._texts[at + step] or "*")[0 if step > 0 else -1]

    def _touches(self, at: int, mark: str) -> bool:
        """Whether a chosen mark of the same sign stands right beside a place: together they would be another mark."""
        return any(
            0 <= at + step < len(self._texts)
            and self._kinds[at + step] == "emphasis"
            and self._texts[at + step][edge] == mark[0]
            for step, edge in ((-1, slice(-1, None)), (1, slice(1)))
        )

    def _join(self) -> str:
        """Join all tokens; neighbouring pieces of text are escaped as one."""
        made = ""
        texts, kinds = self._texts, self._kinds
        at = 0
        while at < len(texts):
            first = at
            at += 1
            if kinds[first] not in ("text", "label"):
                made += texts[first]
                continue
            while at < len(texts) and kinds[at] in ("text", "label"):
                at += 1
            after = texts[at] if at < len(texts) else ""
            piece = "".join(texts[first:at])
            piece = escape_text(piece, made[-1:], after[:1], label=kinds[first] == "label", cell=self._cell)
            made += piece.replace("\n", " ") if self._cell else piece
        return made


def make_fence(text: str, least: int) -> str:
    """A run of ticks that does not stand in the text, ``least`` ticks or more."""
    return "`" * max(least, 1 + max(map(len, _TICKS.findall(text)), default=0))


def write_code(words: str, *, cell: bool = False) -> str:
    """Write words as code in the line, between as many ticks as they need.

    >>> write_code("make"), write_code("a ` b"), write_code("a|b", cell=True)
    ('`make`', '``a ` b``', '`a\\\\|b`')
    """
    core = " ".join(words.split("\n")).strip()
    ticks = make_fence(core, 1)
    pad = " " if core[0] == "`" or core[-1] == "`" else ""
    core = core.replace("|", "\\|") if cell else core
    return f"{ticks}{pad}{core}{pad}{ticks}"


def write_picture(address: str, alt: str | None, caption: str | None = None, *, cell: bool = False) -> str:
    """Write a picture, with its caption as its title.

    >>> write_picture("/a.jpg", "The [old] mill", 'The "mill"')
    '![The \\\\[old\\\\] mill](/a.jpg "The \\\\"mill\\\\"")'
    """
    quoted = " ".join((caption or "").split()).replace("\\", "\\\\").replace('"', '\\"')
    title = f' "{quoted}"' if quoted else ""
    words = escape_text(" ".join((alt or "").split()), "[", "]", label=True, cell=cell)
    return f"![{words}]({encode_address(address)}{title})"


def write_formula(tex: str, *, cell: bool = False) -> str:
    """Write a formula between dollars; as code between them where Markdown would read some of it as markup.

    >>> write_formula("x^2 + 1"), write_formula("a_1 < \\\\{b\\\\}")
    ('$x^2 + 1$', '$`a_1 < \\\\{b\\\\}`$')
    """
    core = " ".join(tex.split())
    is_plain = escape_text(core, "$", "$", label=True, cell=True) == core
    return f"${core if is_plain else write_code(core, cell=cell)}$"


def clean_note_name(name: str | None) -> str:
    """The name of a footnote as Markdown takes it.

    >>> clean_note_name("1"), clean_note_name("a]b"), clean_note_name("*")
    ('1', 'a-b', '-')
    """
    return _NO_NAME.sub("-", name or "") or "-"


def escape_text(text: str, before: str = "", after: str = "", *, label: bool = False, cell: bool = False) -> str:
    """Escape what Markdown would read as markup, between the characters ``before`` and ``after`` the text.

    ``label`` says that it stands in the words of a link, ``cell`` in a table.

    >>> escape_text("2 * 3 is *not* snake_case, R&D or <b>")
    '2 * 3 is \\\\*not\\\\* snake_case, R&D or \\\\<b>'
    """
    if _SUSPECT.search(text) is None:
        return text
    brackets = label or _LINKS.search(f"{before[-1:]}{text}{after[:1]}") is not None
    made: list[str] = []
    done = 0
    for match in _SUSPECT.finditer(text):
        at = match.start()
        previous = text[at - 1] if at else before[-1:]
        following = text[at + 1] if at + 1 < len(text) else after[:1]
        if _is_markup(match[0], text, at, previous, following, brackets, cell):
            made += (text[done:at], "\\")
            done = at
    made.append(text[done:])
    return "".join(made)


def _is_markup(char: str, text: str, at: int, previous: str, following: str, brackets: bool, cell: bool) -> bool:
    if char == "\\":
        return following in _PUNCTUATION or not following or following == "\n"
    if char == "*":
        return not ((not previous or previous.isspace()) and (not following or following.isspace()))
    if char == "_":
        return not (previous.isalnum() and following.isalnum()) and not (previous.isspace() and following.isspace())
    if char == "~":
        return (bool(previous) and not previous.isspace()) or following == "~"
    if char == "<":
        return following.isalpha() or following in ("/", "!", "?")
    if char == "&":
        return _ENTITY.match(text, at) is not None
    if char == "!":
        return following == "["
    if char == "|":
        return cell
    return brackets or char == "`"


def escape_line(line: str, *, first: bool = True) -> str:
    """Escape the beginning of a line that Markdown would read as a heading, a list, a quotation or a rule.

    >>> escape_line("# 1 fan"), escape_line("1. Rope"), escape_line("- Rope"), escape_line("1.5 m")
    ('\\\\# 1 fan', '1\\\\. Rope', '\\\\- Rope', '1.5 m')
    """
    if (numbered := _NUMBERED.match(line)) is not None:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    if _OPENS_LINE.match(line) is None or (first and line[0] in "=:"):
        return line
    return "\\" + line


def is_punctuation(char: str) -> bool:
    """Whether Markdown takes a character as punctuation.

    >>> is_punctuation("“"), is_punctuation("€"), is_punctuation("é")
    (True, True, False)
    """
    if char in _PUNCTUATION:
        return True
    return bool(char) and not char.isalnum() and not char.isspace() and unicodedata.category(char)[0] in "PS"


def encode_address(address: str) -> str:
    """Write an address as Markdown takes it in the brackets of a link.

    >>> encode_address("/a b(c"), encode_address("/a_(b)")
    ('/a%20b%28c', '/a_(b)')
    """
    made = _UNSAFE.sub(_encode_percent, address)
    return made if _is_balanced(made) else made.replace("(", "%28").replace(")", "%29")


def _encode_percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _is_balanced(text: str) -> bool:
    """Whether each bracket is closed, at most three within each other."""
    depth = 0
    for char in text if "(" in text or ")" in text else "":
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > 3:
            return False
    return depth == 0
