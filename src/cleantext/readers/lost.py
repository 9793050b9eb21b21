"""Text that the parser gave up on, read from the source by stripping tags: in linear time, whatever the source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice

from cleantext.patterns import pattern

_OPENING = pattern("<[a-zA-Z]")
#: Elements whose text is code or data.
_DATA = ("script", "style")
#: What is not to be cut apart, where it begins near the limit: its second half would read as text.
_APART = (("<script", "</script"), ("<style", "</style"), ("<!--", "-->"))


def lost_lines(source: str, kept: Iterable[str]) -> Iterator[str]:
    """The stretches of text in ``source`` that are not among the text nodes ``kept``, white space collapsed.

    >>> list(lost_lines("<p>One &amp; two<p>three", ["One & two"]))
    ['three']
    """
    from html import unescape

    known = Counter(" ".join(text.split()) for text in kept)
    for raw in _stretches(source):
        text = " ".join(unescape(raw).split())
        if not text:
            continue
        if known[text] > 0:
            known[text] -= 1
        else:
            yield text


def text_of(source: str) -> str:
    """The text of markup without its tags, white space collapsed.

    >>> text_of("a</b> held &amp; <i>stood</i>")
    'a held & stood'
    """
    from html import unescape

    return " ".join(unescape(" ".join(_stretches(source))).split())


def end_of_tags(source: str, count: int) -> int:
    """Where the tag after the first ``count`` tags opens, its length where there are no more; end tags do not count.

    >>> end_of_tags("<p>One</p><p>two", 1), end_of_tags("<p>One</p>", 1)
    (10, 10)
    """
    if source.count("<") <= count:
        return len(source)
    following = next(islice(_OPENING.finditer(source), count, None), None)
    return len(source) if following is None else following.start()


def parted(source: str, limit: int) -> tuple[str, str]:
    """About the first ``limit`` characters of markup, up to a tag if there is one near, and the rest.

    >>> parted("<p>One</p><p>two</p>", 10), parted("<p>One</p><p>two</p>", 5)
    (('<p>One</p>', '<p>two</p>'), ('<p>On', 'e</p><p>two</p>'))
    >>> parted("<p>One</p><script>wall('<p>')</script>", 19)
    ('<p>One</p>', "<script>wall('<p>')</script>")
    """
    near = limit // 2
    cut = limit if source[limit : limit + 1] == "<" else source.rfind("<", near, limit)
    for opening, closing in _APART:
        start = source.rfind(opening, near, limit)
        if start >= 0 and source.find(closing, start, limit) < 0:
            cut = min(cut, start)
    # Half a number is another number: the text that goes on after the limit belongs to the rest.
    cut = cut if cut > near else limit
    return source[:cut], source[cut:]


def _stretches(source: str) -> Iterator[str]:
    """What stands between the tags; comments, scripts and an unclosed tag at the end are no text."""
    low = 0
    while (start := source.find("<", low)) >= 0:
        following = source[start + 1 : start + 2]
        if not (following.isalpha() or following in ("/", "!", "?")):
            yield source[low : start + 1]
            low = start + 1
            continue
        yield source[low:start]
        low = _behind(source, start)
        if low < 0:
            return
    yield source[low:]


def _behind(source: str, start: int) -> int:
    """Where the text goes on after the tag at ``start``; -1 where it does not close."""
    if source.startswith("<!--", start):
        end = source.find("-->", start + 4)
        return -1 if end < 0 else end + 3
    name = source[start + 1 : start + 7].lower()
    for tag in _DATA:
        if name.startswith(tag):
            return _behind_data(source, start, tag)
    end = source.find(">", start)
    return -1 if end < 0 else end + 1


def _behind_data(source: str, start: int, tag: str) -> int:
    """Where the text goes on after ``<script>`` or ``<style>``: after its end tag, in either case of letters."""
    here = start + 1
    while (end := source.find("</", here)) >= 0:
        if source[end + 2 : end + 2 + len(tag)].lower() == tag:
            close = source.find(">", end)
            return -1 if close < 0 else close + 1
        here = end + 2
    return -1
