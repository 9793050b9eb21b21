"""Tells HTML from a text that only mentions tags or holds some markup."""

from __future__ import annotations

import re

from cleantext.patterns import pattern

#: So much of the input is looked at.
SAMPLE = 65536
#: Markup has at least 3 tags in 5,000 characters.
TAGS = 3
STRETCH = 5000
#: So large a share of a text's letters stands outside all elements, in lines without a tag: it only holds some markup,
#: such as the code of a film.
BARE_SHARE = 0.5

_OPENING = pattern(
    r"\s{0,999}(?:<\?xml\b[^>]{0,300}>\s{0,99})?(?:<!--(?:(?!-->).){0,2000}-->\s{0,99}){0,3}<(?:!doctype\s{1,9}html|html|head|body)\b",
    re.I | re.S,
)
#: What pages alone open with; their outer elements may come after much code.
_PAGE_ONLY = pattern(r"\s{0,999}<(?:script|style|link|meta|noscript)[\s>]", re.I)
_OUTER = pattern(r"<(?:html|head|body)[\s>]", re.I)
_TAG = pattern(
    r"</?(p|div|span|a|br|h[1-6]|ul|ol|li|table|tr|td|img|section|article|header|footer|nav|main|aside|figure|figcaption"
    r"|blockquote|time|strong|em|b|i|script|style|meta|link|title|form|button|noscript|center|font|dl|dt|dd)(?=[\s/>])[^<>]{0,2000}>",
    re.I,
)
_CODE = pattern(r"^ {0,3}(?:```|~~~)", re.M)
_INLINE_CODE = pattern(r"`[^`\n]{1,300}`")
#: Elements whose end tag is left out often: a blank line or the next of them ends them.
_OPEN_ENDED = frozenset(("p", "li", "tr", "td", "dt", "dd"))
_EMPTY = frozenset(("br", "img", "meta", "link"))


def looks_like_html(text: str) -> bool:
    """Whether ``text`` is markup rather than a text dump, Markdown or prose that shows or holds some.

    A page opens with its document type or its outer elements, or with code before these; a part of one has several
    usual tags, closed ones among them, in proportion to its length, and its words stand within them. Tags within code
    marks are shown, not meant.

    >>> looks_like_html("<div><p>The ferry <b>sails</b>.</p></div>"), looks_like_html("Use <p> or vector<int>.")
    (True, False)
    """
    sample = text[:SAMPLE].lstrip("\ufeff")
    if _OPENING.match(sample) or (_PAGE_ONLY.match(sample) and _OUTER.search(text)):
        return True
    if sample.count("<") < TAGS or sample.count(">") < TAGS:
        return False
    if "`" in sample or "~~~" in sample:
        sample = _INLINE_CODE.sub(" ", "".join(_CODE.split(sample)[::2]))
    needed = max(TAGS, TAGS * len(sample) // STRETCH)
    tags = list(_TAG.finditer(sample))
    if len(tags) < needed:
        return False
    closing = any(tag[0][1] == "/" for tag in tags)
    return (closing or sample.lstrip()[:1] == "<") and _bare_share(sample, tags) < BARE_SHARE


def _bare_share(sample: str, tags: list[re.Match[str]]) -> float:
    """The share of letters in lines that no element holds and no tag touches."""
    bare = total = 0
    at = 0
    for low, high in [*_elements(sample, tags), (len(sample), len(sample))]:
        outside = sample[at:low]
        lines = outside.split("\n")
        # The first and the last of them share their line with a tag.
        inner = lines[1:-1] if at else lines[:-1]
        bare += sum(map(_letters, inner)) + (
            _letters(lines[-1]) if low == len(sample) and (at == 0 or len(lines) > 1) else 0
        )
        total += _letters(outside)
        total += _letters(_TAG.sub("", sample[low:high])) if not sample.startswith(("<script", "<style"), low) else 0
        at = high
    return bare / total if total else 0.0


def _letters(text: str) -> int:
    return sum(map(len, text.split()))


def _elements(sample: str, tags: list[re.Match[str]]) -> list[tuple[int, int]]:
    """The outermost stretches that elements hold, in order."""
    found: list[tuple[int, int]] = []
    partners = _partners(tags)
    end = 0
    for index, tag in enumerate(tags):
        if tag.start() < end:
            continue
        end = tag.end()
        if index in partners:
            end = tags[partners[index]].end()
        elif tag[1].lower() in _OPEN_ENDED and tag[0][1] != "/":
            following = tags[index + 1].start() if index + 1 < len(tags) else len(sample)
            blank = sample.find("\n\n", end, following)
            end = following if blank < 0 else blank
        found.append((tag.start(), end))
    return found


def _partners(tags: list[re.Match[str]]) -> dict[int, int]:
    """The index of each opening tag with that of the tag that closes it."""
    waiting: dict[str, list[int]] = {}
    partners: dict[int, int] = {}
    for index, tag in enumerate(tags):
        name = tag[1].lower()
        if tag[0][1] != "/":
            if name not in _EMPTY:
                waiting.setdefault(name, []).append(index)
        elif waiting.get(name):
            partners[waiting[name].pop()] = index
    return partners
