"""The notation of dumps: what Markdown and plain-text lists write before, around and between the words of a line."""

from __future__ import annotations

from cleantext.patterns import pattern

_LINK = pattern(r"!?\[([^\[\]\n]{0,400})\]\(([^()\s]{0,2000})(?:\s\"[^\"\n]{0,300}\")?\)")
_EMPHASIS = pattern(r"(?<!\w)(\*\*|__|\*)(?=\S)([^*_\n]{1,400})(?<=\S)\1(?!\w)")
_OPENING = pattern(r"(?P<h>#{1,6}) (?=\S)|(?P<li>[*•▪‣-] )(?=\S)|(?P<quote>> ?)(?=\S)")

_OPENS = frozenset("#*•▪‣->")


def opens_shape(line: str) -> bool:
    """Whether a line opens with the mark of a heading, a list item or a quotation.

    >>> opens_shape("## The crossing"), opens_shape("- Ropes"), opens_shape("-4 at dawn")
    (True, True, False)
    """
    return line[:1] in _OPENS and _OPENING.match(line) is not None


def is_fence(line: str) -> bool:
    """Whether a line opens or closes a block of code."""
    return line.startswith("```")


def is_table_row(line: str) -> bool:
    """Whether a line stands between two bars, as the rows of tables do."""
    return len(line) > 2 and line[0] == "|" and line[-1] == "|"


def shape_of(raw: str, piece: bool) -> tuple[str, str]:
    """What the notation says a line is ("h2", "li", "quote", "row", "image", or "") and its plain text.

    >>> shape_of("## The *old* [ferry](/ferry)", False)
    ('h2', 'The old ferry')
    """
    text = raw
    shape = ""
    if not piece and text[:1] in _OPENS and (mark := _OPENING.match(text)):
        shape = f"h{len(mark['h'])}" if mark["h"] else "li" if mark["li"] else "quote"
        text = text[mark.end() :]
    elif not piece and ("\t" in text or is_table_row(text)):
        shape = "row"
    if "](" in text:
        if text.startswith("![") and _LINK.fullmatch(text):
            shape = "image"
        text = _LINK.sub(r"\1", text)
        if raw.startswith("[![") and "](" in text:
            text = _LINK.sub(r"\1", text)  # a picture that is a link: a logo, a teaser
    if "**" in text or "__" in text or text.count("*") >= 2:
        text = _EMPHASIS.sub(r"\2", text)
    return shape, " ".join(text.split()) or raw
