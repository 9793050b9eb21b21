"""Tags of thousands of attributes, cut before the parser sees them: it compares each attribute with all before it.

Only attributes go, never text. Almost no page holds what might be such a tag; those that may are read tag by tag as
the parser does, quotes and all: a ``>`` within a quoted value ends no tag.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cleantext.limits import DEFAULT
from cleantext.patterns import pattern

#: Tags of fewer characters cost the parser little, however many attributes they have.
_LONG = 2048

# Half of all tags, which are passed by: end tags without attributes.
_BEGINNING = pattern(r"<(?!/[a-zA-Z][a-zA-Z0-9]{0,40}>)")
_TAG = pattern(r"<(/?[a-zA-Z][^ \t\n\r\f/>]*)")
_ATTRIBUTE = pattern(
    r"[ \t\n\r\f/]*[^ \t\n\r\f/>][^ \t\n\r\f/>=]*"
    r"(?:[ \t\n\r\f]*=[ \t\n\r\f]*(?:\"[^\"]*\"|'[^']*'|[^ \t\n\r\f>\"'][^ \t\n\r\f>]*)?)?"
)
# Most tags: few attributes, well written.
_USUAL = pattern(
    r"<(/?[a-zA-Z][^ \t\n\r\f/<>]{0,40})"
    r"(?:[ \t\n\r\f]{1,40}[a-zA-Z][^ \t\n\r\f\"'/<>=]{0,60}"
    r"(?:=(?:\"[^\"]{0,999}\"|'[^']{0,999}'|[^ \t\n\r\f\"'/<>=]{1,99}))?){0,20}"
    r"[ \t\n\r\f]{0,40}/?>"
)
# A value that holds the end of a tag: beside stretches without any, the only sign of a long tag.
_HIDDEN_END = pattern(r"=\s{0,999}(?:\"[^\">]{0,2046}>|'[^'>]{0,2046}>)")
_COMMENT_END = pattern(r"-->|(?<!<!)--!>")
#: Where elements end whose content is text up to their own end tag, and what begins like a tag and is not one.
_ENDS = {
    **{
        name: pattern(rf"</{name}(?=[ \t\n\r\f/>])", re.I)
        for name in ("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes")
    },
    **dict.fromkeys("!?/", pattern(">")),
}


def bounded(source: str, most: int = DEFAULT.attributes) -> str:
    """The page without the attributes that a tag has beyond ``most``; in linear time.

    >>> len(bounded("<p" + " a='>'" * 9999 + ">The wall held.</p>"))
    3093
    """
    if not _suspicious(source):
        return source
    parts = []
    low = 0
    for start, end in _excess(source, most):
        parts.append(source[low:start])
        low = end
    return "".join([*parts, source[low:]]) if parts else source


def _suspicious(source: str) -> bool:
    """Whether a tag may be long: one opens a long stretch without ``>``, or a quoted value holds one."""
    at = 0
    while at + _LONG <= len(source):
        last = source.rfind(">", at, at + _LONG)
        if last < 0:
            last = source.find(">", at + _LONG)
            last = len(source) if last < 0 else last
            tag = _TAG.search(source, at, last)
            if tag and last - tag.start() >= _LONG:
                return True
        at = last + 1
    return _HIDDEN_END.search(source) is not None


def _excess(source: str, most: int) -> Iterator[tuple[int, int]]:
    """Where the attributes beyond the limit stand, tag by tag; comments and the text of scripts have none."""
    at = 0
    while found := _BEGINNING.search(source, at):
        start = found.start()
        if tag := _USUAL.match(source, start):
            at = tag.end()
        elif tag := _TAG.match(source, start):
            limit, at, closed = _attributes(source, tag.end(), most)
            if limit < at:
                yield limit, at
            if not closed:
                return
        name = tag[1].lower() if tag else source[start + 1 : start + 2]
        if name == "plaintext":
            return
        if name in _ENDS:
            ending = _COMMENT_END if source.startswith("<!--", start) else _ENDS[name]
            end = ending.search(source, at if tag else start + 2)
            if end is None:
                return
            at = end.start()
        elif not tag:
            at = start + 1


def _attributes(source: str, at: int, most: int) -> tuple[int, int, bool]:
    """Where the attributes from ``at`` on reach the limit, where they end, and whether all their quotes are closed."""
    limit = at
    count = 0
    while attribute := _ATTRIBUTE.match(source, at):
        following = attribute.end()
        if source[following : following + 1] in ('"', "'") and attribute[0].rstrip().endswith("="):
            return limit, at, False
        at = following
        count += 1
        if count <= most:
            limit = at
    return limit, at, True
