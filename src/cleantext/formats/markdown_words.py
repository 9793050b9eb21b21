"""The words of a paragraph as Markdown: marks where it reads them as such, tags where not, and all other text as text.

First the words become a row of tokens, text and marks. Then each pair of marks is chosen by what stands beside it, and
last the text is escaped, as far as it would be read as markup between its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from cleantext.formats.tree import Styled
from cleantext.patterns import pattern
from cleantext.records import dataclass

_TICKS = pattern(r"`+")
_NAME = pattern(r"[^\w-]")


def fence_of(text: str, least: int) -> str:
    """Ticks that do not stand in the text, ``least`` of them or more."""
    return "`" * max(least, 1 + max((len(run) for run in _TICKS.findall(text)), default=0))


def ticked(words: str, *, cell: bool = False) -> str:
    """Words as code in the line, between as many ticks as they need.

    >>> ticked("make"), ticked("a ` b"), ticked("a|b", cell=True)
    ('`make`', '``a ` b``', '`a\\\\|b`')
    """
    core = " ".join(words.split("\n")).strip()
    ticks = fence_of(core, 1)
    pad = " " if core[0] == "`" or core[-1] == "`" else ""
    core = core.replace("|", "\\|") if cell else core
    return f"{ticks}{pad}{core}{pad}{ticks}"


def picture(address: str, alt: str | None, caption: str | None = None, *, cell: bool = False) -> str:
    """A picture, its caption as its title.

    >>> picture("/a.jpg", "The [old] mill", 'The "mill"')
    '![The \\\\[old\\\\] mill](/a.jpg "The \\\\"mill\\\\"")'
    """
    told = " ".join((caption or "").split()).replace("\\", "\\\\").replace('"', '\\"')
    title = f' "{told}"' if told else ""
    words = escaped(" ".join((alt or "").split()), "[", "]", label=True, cell=cell)
    return f"![{words}]({destination(address)}{title})"


def formula(tex: str, *, cell: bool = False) -> str:
    """A formula between dollars; as code between them where Markdown would read some of it as markup.

    >>> formula("x^2 + 1"), formula("a_1 < \\\\{b\\\\}")
    ('$x^2 + 1$', '$`a_1 < \\\\{b\\\\}`$')
    """
    core = " ".join(tex.split())
    if escaped(core, "$", "$", label=True, cell=True) == core:
        return f"${core}$"
    return f"${ticked(core, cell=cell)}$"


def note_name(name: str | None) -> str:
    """The name of a footnote as Markdown takes it.

    >>> note_name("1"), note_name("a]b"), note_name("*")
    ('1', 'a-b', '-')
    """
    return _NAME.sub("-", name or "") or "-"


#: The marks that may be tried for each kind, and the tag that is written where Markdown would read none of them.
_MARKS: dict[str, tuple[tuple[str, ...], str]] = {
    "strong": (("**",), "strong"),
    "em": (("*", "_"), "em"),
    "strike": (("~~",), "del"),
}
_TAGS = frozenset(("sup", "sub", "kbd", "mark"))


@dataclass(frozen=True, slots=True)
class MarkdownOptions:
    """What of an article is written: see :meth:`cleantext.Article.to_markdown`."""

    headline: bool = True
    links: bool = True
    images: bool = True
    tables: bool = True
    emphasis: bool = True
    tracking: bool = True


@dataclass(slots=True, eq=False)
class _Token:
    """Text, or a mark as it is written; a mark of emphasis has no text until it is chosen."""

    text: str
    is_text: bool = False
    label: bool = False
    span: Styled | None = None


class Words:
    """Writes stretches of one text."""

    def __init__(
        self, text: str, options: MarkdownOptions, address: Callable[[str | None], str | None], *, cell: bool
    ) -> None:
        """``address`` gives the address that is written for one, None where it is left out; a ``cell`` is one line."""
        self._text = text.replace("\r", " ")
        self._options = options
        self._address = address
        self._cell = cell
        self._tokens: list[_Token] = []

    def written(self, whole: Styled) -> str:
        """The words of a tree of spans."""
        self._tokens = []
        self._add_inner(whole, label=False)
        self._choose()
        return self._joined()

    def _add_text(self, start: int, end: int, *, label: bool) -> None:
        if start < end:
            self._tokens.append(_Token(self._text[start:end], is_text=True, label=label))

    def _add_inner(self, one: Styled, *, label: bool) -> None:
        at = one.start
        for inner in one.inner:
            self._add_text(at, inner.start, label=label)
            self._add_span(inner, label=label)
            at = inner.end
        self._add_text(at, one.end, label=label)

    def _add_span(self, one: Styled, *, label: bool) -> None:
        """A span: its marks around what stands in it, white space at its ends left outside."""
        span = one.span
        assert span is not None
        kind = span.kind
        if kind == "image":
            address = self._address(span.value) if self._options.images else None
            if address is not None:
                self._tokens.append(_Token(picture(address, span.text, cell=self._cell) + self._space(one.start)))
            return
        if kind == "break":
            self._tokens.append(_Token(" " if self._cell else "\\\n"))
            return
        if kind == "math" and one.start == one.end:
            self._tokens.append(_Token(formula(span.value or "", cell=self._cell) + self._space(one.start)))
            return
        start, end = self._trimmed(one)
        if start >= end:
            self._add_inner(one, label=label)
            return
        self._add_text(one.start, start, label=label)
        core = Styled(start, end, span, one.inner)
        if kind == "note":
            self._tokens.append(_Token(f"[^{note_name(span.value)}]"))
        elif kind == "math" and span.value is not None:
            self._tokens.append(_Token(formula(span.value, cell=self._cell)))
        elif kind == "code" and self._options.emphasis:
            self._add_code(core, label=label)
        elif kind == "link" and self._options.links and not label:
            self._add_link(core)
        elif kind in _MARKS and self._options.emphasis:
            self._tokens.append(_Token("", span=core))
            self._add_inner(core, label=label)
            self._tokens.append(_Token("", span=core))
        elif kind in _TAGS and self._options.emphasis:
            self._tokens.append(_Token(f"<{kind}>"))
            self._add_inner(core, label=label)
            self._tokens.append(_Token(f"</{kind}>"))
        elif kind == "quote" and self._text[start] not in "“\"«„‘'":
            self._tokens.append(_Token("“"))
            self._add_inner(core, label=label)
            self._tokens.append(_Token("”"))
        else:
            self._add_inner(core, label=label)
        self._add_text(end, one.end, label=label)

    def _space(self, at: int) -> str:
        """The space after what stands between two words: of the two spaces around it the text has the first."""
        return " " if at and self._text[at - 1].isspace() and self._text[at : at + 1].isalnum() else ""

    def _trimmed(self, one: Styled) -> tuple[int, int]:
        """The stretch without white space at its ends; pictures and breaks within stay inside."""
        start, end = one.start, one.end
        first = min((inner.start for inner in one.inner), default=end)
        last = max((inner.end for inner in one.inner), default=start)
        while start < min(end, first) and self._text[start].isspace():
            start += 1
        while end > max(start, last) and self._text[end - 1].isspace():
            end -= 1
        return start, end

    def _add_link(self, one: Styled) -> None:
        address = self._address(one.span.value if one.span is not None else None)
        if address is None:
            self._add_inner(one, label=False)
            return
        self._tokens.append(_Token("["))
        self._add_inner(one, label=True)
        self._tokens.append(_Token(f"]({destination(address)})"))

    def _add_code(self, one: Styled, *, label: bool) -> None:
        """Code, whose words are as they stand; links within go around it."""
        start, end = one.start, one.end
        if one.span is not None and one.span.value:  # a dump's own marks
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
            self._tokens.append(_Token("["))
            self._add_ticked(low, high)
            self._tokens.append(_Token(f"]({destination(address)})"))
            at = high
        self._add_ticked(at, end)

    def _add_ticked(self, start: int, end: int) -> None:
        """Words as code."""
        words = self._text[start:end]
        if not words.strip():
            self._add_text(start, end, label=False)
            return
        before, after = " " * words[0].isspace(), " " * words[-1].isspace()
        self._tokens.append(_Token(f"{before}{ticked(words, cell=self._cell)}{after}"))

    def _choose(self) -> None:
        """Choose the marks of each emphasis, outer ones first."""
        opened: dict[int, int] = {}
        for at, token in enumerate(self._tokens):
            if token.span is None:
                continue
            if id(token.span) not in opened:
                opened[id(token.span)] = at
        closed = {id(token.span): at for at, token in enumerate(self._tokens) if token.span is not None}
        for key, first in opened.items():
            last = closed[key]
            span = self._tokens[first].span
            assert span is not None
            assert span.span is not None
            marks, tag = _MARKS[span.span.kind]
            if any(inner.span is not None and inner.span.kind in _MARKS for inner in span.inner):
                marks = marks[::-1]  # "_" around "**"
            mark = next((one for one in marks if self._reads(first, last, one)), None)
            self._tokens[first].text = mark or f"<{tag}>"
            self._tokens[last].text = mark or f"</{tag}>"

    def _reads(self, first: int, last: int, mark: str) -> bool:
        """Whether Markdown would read a mark at two places as the beginning and the end of emphasis."""
        outer, inner = self._char(first, -1), self._char(first, 1)
        end, after = self._char(last, -1), self._char(last, 1)
        if inner is None or end is None or inner.isspace() or end.isspace() or first + 1 == last:
            return False
        if self._touches(first, mark) or self._touches(last, mark):
            return False
        if mark == "_" and ((outer or " ").isalnum() or (after or " ").isalnum()):
            return False
        opens = not is_punctuation(inner) or outer is None or outer.isspace() or is_punctuation(outer)
        closes = not is_punctuation(end) or after is None or after.isspace() or is_punctuation(after)
        return opens and closes

    def _char(self, at: int, step: int) -> str | None:
        """The character beside a token; marks that are not chosen yet are punctuation, None is the edge."""
        beside = at + step
        if not 0 <= beside < len(self._tokens):
            return None
        text = self._tokens[beside].text or "*"
        return text[0] if step > 0 else text[-1]

    def _touches(self, at: int, mark: str) -> bool:
        """Whether a chosen mark of the same sign stands right beside a place: together they would be another mark."""
        for beside in (at - 1, at + 1):
            if 0 <= beside < len(self._tokens):
                token = self._tokens[beside]
                edge = token.text[-1:] if beside < at else token.text[:1]
                if token.span is not None and edge == mark[0]:
                    return True
        return False

    def _joined(self) -> str:
        """All tokens in a row; text that nothing parts is escaped as one."""
        made: list[str] = []
        last = ""
        at = 0
        while at < len(self._tokens):
            token = self._tokens[at]
            at += 1
            piece = token.text
            if token.is_text:
                parts = [piece]
                while at < len(self._tokens) and self._tokens[at].is_text:
                    parts.append(self._tokens[at].text)
                    at += 1
                after = self._tokens[at].text[:1] if at < len(self._tokens) else ""
                piece = escaped("".join(parts), last, after, label=token.label, cell=self._cell)
                piece = piece.replace("\n", " ") if self._cell else piece
            if piece:
                made.append(piece)
                last = piece[-1]
        return "".join(made)


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


def escaped(text: str, before: str = "", after: str = "", *, label: bool = False, cell: bool = False) -> str:
    """``text`` so that Markdown reads it as text, between the characters ``before`` and ``after`` it.

    ``label`` says that it stands in the words of a link, ``cell`` in a table.

    >>> escaped("2 * 3 is *not* snake_case, R&D or <b>")
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
        if _means(match[0], text, at, previous, following, brackets, cell):
            made += (text[done:at], "\\")
            done = at
    made.append(text[done:])
    return "".join(made)


def _means(char: str, text: str, at: int, previous: str, following: str, brackets: bool, cell: bool) -> bool:
    """Whether a character would be read as markup where it stands."""
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


def escaped_line(line: str, *, first: bool = True) -> str:
    """A line whose beginning Markdown would read as a mark of a heading, a list, a quotation or a rule.

    >>> escaped_line("# 1 fan"), escaped_line("1. Rope"), escaped_line("- Rope"), escaped_line("1.5 m")
    ('\\\\# 1 fan', '1\\\\. Rope', '\\\\- Rope', '1.5 m')
    """
    numbered = _NUMBERED.match(line)
    if numbered is not None:
        return f"{numbered[1]}\\{line[numbered.end(1) :]}"
    found = _OPENS_LINE.match(line)
    if found is None or (first and line[0] in "=:"):
        return line
    return "\\" + line


def is_punctuation(char: str) -> bool:
    """Whether Markdown takes a character as punctuation.

    >>> is_punctuation("“"), is_punctuation("€"), is_punctuation("é")
    (True, True, False)
    """
    if char in _PUNCTUATION:
        return True
    if char.isalnum() or char.isspace() or not char:
        return False
    import unicodedata

    return unicodedata.category(char)[0] in "PS"


def destination(address: str) -> str:
    """An address as Markdown writes it between the brackets of a link.

    >>> destination("/a b(c"), destination("/a_(b)")
    ('/a%20b%28c', '/a_(b)')
    """
    made = _UNSAFE.sub(_percent, address)
    return made if _is_balanced(made) else made.replace("(", "%28").replace(")", "%29")


_UNSAFE = pattern(r"[\s<>\\`|\x00-\x1f\x7f\"]|&(?=#?\w{1,32};)")


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match[0].encode("utf-8", "replace"))


def _is_balanced(text: str) -> bool:
    depth = 0
    for char in text:
        depth += (char == "(") - (char == ")")
        if depth < 0 or depth > 3:
            return False
    return depth == 0
