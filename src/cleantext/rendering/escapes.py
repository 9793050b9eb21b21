"""What text would be read as markup, and how Markdown is told that it is text."""

from __future__ import annotations

import re

from cleantext.patterns import pattern

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
