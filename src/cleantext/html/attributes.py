# cython: boundscheck=False, wraparound=False
"""Cuts attributes of tags that have thousands of them: the parser compares each with all before it.

Only attributes go, never text. Tags are read as the parser does: a ``>`` within a quoted value ends no tag.
"""

from __future__ import annotations

from cleantext.budget import DEFAULT
from cleantext.patterns import pattern

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Tags of fewer than 2,048 bytes cost the parser little, however many attributes they have.
_LONG = 2048
_TAG = pattern(rb"<(/?[a-zA-Z][^ \t\n\r\f/>]*)")
# A value that holds the end of a tag: beside stretches without any, the only sign of a long tag.
_HIDDEN_END = pattern(rb"=\s{0,999}(?:\"[^\">]{0,2046}>|'[^'>]{0,2046}>)")
_COMMENT_END = pattern(rb"-->|(?<!<!)--!>")
#: Elements whose content is text up to their own end tag.
_RAW = frozenset((b"script", b"style", b"textarea", b"title", b"xmp", b"iframe", b"noembed", b"noframes"))
# C numbers, as the .pxd says.
_LESS, _GREATER, _SLASH, _EQUALS, _DOUBLE, _SINGLE, _SPACE, _TAB, _RETURN, _VERTICAL = b"<>/=\"' \t\r\v"


def bound_attributes(page: bytes, most: int = DEFAULT.attributes) -> bytes:
    """Cut the attributes that a tag of a UTF-8 page has beyond ``most``, in linear time.

    >>> len(bound_attributes(b"<p" + b" a='>'" * 9999 + b">The wall held."))
    3089
    """
    # Uncompiled, a scan of each character is slow: a cheaper test comes first.
    cuts = _excess(page, most) if cython.compiled or _may_be_long(page) else []
    if not cuts:
        return page
    bounds = [0, *[bound for cut in cuts for bound in cut], len(page)]
    return b"".join([page[low:high] for low, high in zip(bounds[::2], bounds[1::2], strict=True)])


def _may_be_long(page: bytes) -> bool:
    """Whether a tag may be long: one opens a long stretch without ``>``, or a quoted value holds one."""
    at = 0
    while at + _LONG <= len(page):
        last = page.rfind(b">", at, at + _LONG)
        if last < 0:
            last = page.find(b">", at + _LONG)
            last = len(page) if last < 0 else last
            tag = _TAG.search(page, at, last)
            if tag and last - tag.start() >= _LONG:
                return True
        at = last + 1
    return _HIDDEN_END.search(page) is not None


@cython.cfunc
def _excess(page: bytes, most: cython.Py_ssize_t) -> list[tuple[int, int]]:
    """Where the attributes beyond the limit stand, tag by tag; comments and the text of scripts have none."""
    chars: cython.p_const_uchar = page
    size: cython.Py_ssize_t = len(page)
    at: cython.Py_ssize_t = 0
    start: cython.Py_ssize_t
    cuts: list[tuple[int, int]] = []
    while at >= 0:
        while at < size and chars[at] != _LESS:
            at += 1
        start = at
        at += 1
        if at >= size:
            break
        if chars[at] == _SLASH:
            at += 1
        if at < size and _is_letter(chars[at]):
            while at < size and not _ends_name(chars[at]):
                at += 1
            # The first letters of the elements below.
            name = page[start + 1 : at].lower() if chars[start + 1] in b"sStTxXiInNpP" else b""
            at = _past_attributes(page, at, most, cuts)
            if name == b"plaintext":
                break
            if at >= 0 and name in _RAW:
                at = _past_raw(page, at, name)
        elif chars[start + 1] in b"!?/":
            at = _past_comment(page, start) if page.startswith(b"<!--", start) else page.find(b">", start + 2)
        else:
            at = start + 1
    return cuts


@cython.cfunc
def _past_attributes(
    page: bytes, at: cython.Py_ssize_t, most: cython.Py_ssize_t, cuts: list[tuple[int, int]]
) -> cython.Py_ssize_t:
    """Where the attributes from ``at`` on end, -1 where a quote is not closed; what is beyond the limit is noted."""
    chars: cython.p_const_uchar = page
    size: cython.Py_ssize_t = len(page)
    limit: cython.Py_ssize_t = at
    end: cython.Py_ssize_t = at
    count: cython.Py_ssize_t = 0
    before: cython.Py_ssize_t
    quote: cython.int
    while True:
        before = at
        while at < size and (_is_space(chars[at]) or chars[at] == _SLASH):
            at += 1
        if at >= size or chars[at] == _GREATER:
            break
        at += 1
        while at < size and not _ends_name(chars[at]) and chars[at] != _EQUALS:
            at += 1
        end = at
        while at < size and _is_space(chars[at]):
            at += 1
        if at < size and chars[at] == _EQUALS:
            at += 1
            while at < size and _is_space(chars[at]):
                at += 1
            quote = chars[at] if at < size else 0
            if quote in (_DOUBLE, _SINGLE):
                at += 1
                while at < size and chars[at] != quote:
                    at += 1
                if at >= size:
                    # The quote is not closed: the rest of the page is its value.
                    if limit < before:
                        cuts.append((limit, before))
                    return -1
                at += 1
            else:
                while at < size and chars[at] != _GREATER and not _is_space(chars[at]):
                    at += 1
            end = at
        at = end
        count += 1
        if count <= most:
            limit = end
    if limit < end:
        cuts.append((limit, end))
    return end


@cython.cfunc
def _past_raw(page: bytes, at: cython.Py_ssize_t, name: bytes) -> cython.Py_ssize_t:
    """Where the end tag ``name`` stands, after an element that holds only text; -1 if it is missing."""
    chars: cython.p_const_uchar = page
    following: cython.Py_ssize_t
    while True:
        at = page.find(b"</", at)
        if at < 0:
            return -1
        following = at + 2 + len(name)
        if following < len(page) and _ends_name(chars[following]) and page[at + 2 : following].lower() == name:
            return at
        at += 2


@cython.cfunc
def _past_comment(page: bytes, start: cython.Py_ssize_t) -> cython.Py_ssize_t:
    """Where a comment ends; -1 where it does not."""
    found = _COMMENT_END.search(page, start + 2)
    return -1 if found is None else found.start()


@cython.cfunc
@cython.inline
def _is_space(char: cython.int) -> cython.bint:
    return char <= _SPACE and (char == _SPACE or (_TAB <= char <= _RETURN and char != _VERTICAL))


@cython.cfunc
@cython.inline
def _ends_name(char: cython.int) -> cython.bint:
    return char in (_GREATER, _SLASH) or _is_space(char)


@cython.cfunc
@cython.inline
def _is_letter(char: cython.int) -> cython.bint:
    return 97 <= char | 32 <= 122
