"""Tells HTML from a text that only mentions tags."""

from __future__ import annotations

import re

#: So much of the input is looked at.
SAMPLE = 65536
#: Markup has at least so many tags in so many characters.
TAGS = 3
STRETCH = 5000

_OPENING = re.compile(
    r"\s{0,999}(?:<\?xml\b[^>]{0,300}>\s{0,99})?(?:<!--(?:(?!-->).){0,2000}-->\s{0,99}){0,3}<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.I | re.S,
)
_TAG = re.compile(
    r"</?(?:p|div|span|a|br|h[1-6]|ul|ol|li|table|tr|td|img|section|article|header|footer|nav|main|aside|figure|figcaption"
    r"|blockquote|time|strong|em|b|i|script|style|meta|link|title|form|button)(?=[\s/>])[^<>]{0,2000}>",
    re.I,
)
_CODE = re.compile(r"^ {0,3}(?:```|~~~)", re.M)
_INLINE_CODE = re.compile(r"`[^`\n]{1,300}`")


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup rather than a text dump, Markdown or prose that shows some.

    A page opens with its document type or its outer elements; a part of one has several usual tags, closed ones
    among them, in proportion to its length. Tags within code marks are shown, not meant.

    >>> looks_like_html("<div><p>The ferry <b>sails</b>.</p></div>"), looks_like_html("Use <p> or vector<int>.")
    (True, False)
    """
    sample = text[:SAMPLE].lstrip("\ufeff")
    if _OPENING.match(sample):
        return True
    if sample.count("<") < TAGS or sample.count(">") < TAGS:
        return False
    if "`" in sample or "~~~" in sample:
        sample = _INLINE_CODE.sub(" ", "".join(_CODE.split(sample)[::2]))
    needed = max(TAGS, TAGS * len(sample) // STRETCH)
    found = closing = 0
    for match in _TAG.finditer(sample):
        found += 1
        closing += match[0][1] == "/"
        if found >= needed and closing:
            return True
    return found >= needed and sample.lstrip()[:1] == "<"
