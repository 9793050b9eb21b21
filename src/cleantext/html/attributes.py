# cython: boundscheck=False, wraparound=False
"""Tags of thousands of attributes, cut before the parser sees them: it compares each attribute with all before it.

Only attributes go, never text. The page is read tag by tag as the parser does, quotes and all: a ``>`` within a quoted
value ends no tag.
"""

from __future__ import annotations

from cleantext.budget import DEFAULT
from cleantext.patterns import pattern

try:
    import cython
except ImportError:
    from cleantext import uncompiled as cython


#: Tags of fewer than 2,048 characters cost the parser little, however many attributes they have.
_LONG = 2048
_TAG = pattern(r"<(/?[a-zA-Z][^ \t\n\r\f/>]*)")
# A value that holds the end of a tag: beside stretches without any, the only sign of a long tag.
_HIDDEN_END = pattern(r"=\s{0,999}(?:\"[^\">]{0,2046}>|'[^'>]{0,2046}>)")
_COMMENT_END = pattern(r"-->|(?<!<!)--!>")
#: Elements whose content is text up to their own end tag.
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
#: The first letters of these elements, and of the one whose text has no end.
_RAW_LETTERS = "sStTxXiInNpP"


def bounded(source: str, most: int = DEFAULT.attributes) -> str:
    """The page without the attributes that a tag has beyond ``most``; in linear time.

    >>> len(bounded("<p" + " a='>'" * 9999 + ">The wall held.</p>"))
    3093
    """
    # Python takes long over each character: it looks first whether there can be such a tag.
    cuts = _excess(source, most) if cython.compiled or _suspicious(source) else []
    if not cuts:
        return source
    parts = []
    low = 0
    for start, end in cuts:
        parts.append(source[low:start])
        low = end
    return "".join([*parts, source[low:]])


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


@cython.cfunc
def _excess(source: str, most: cython.Py_ssize_t) -> list[tuple[int, int]]:
    """Where the attributes beyond the limit stand, tag by tag; comments and the text of scripts have none."""
    size: cython.Py_ssize_t = len(source)
    at: cython.Py_ssize_t = 0
    start: cython.Py_ssize_t
    cuts: list[tuple[int, int]] = []
    while True:
        start = source.find("<", at)
        if start < 0 or start + 1 >= size:
            return cuts
        at = start + 1
        if source[at] == "/":
            at += 1
        if at < size and _is_letter(source[at]):
            while at < size and not _ends_name(source[at]):
                at += 1
            name = source[start + 1 : at].lower() if source[start + 1] in _RAW_LETTERS else ""
            at = _past_attributes(source, at, most, cuts)
            if at < 0 or name == "plaintext":
                return cuts
            at = _past_raw(source, at, name) if name in _RAW else at
        elif source[start + 1] in "!?/":
            at = _past_comment(source, start) if source.startswith("<!--", start) else source.find(">", start + 2)
        else:
            at = start + 1
        if at < 0:
            return cuts


@cython.cfunc
def _past_attributes(
    source: str, at: cython.Py_ssize_t, most: cython.Py_ssize_t, cuts: list[tuple[int, int]]
) -> cython.Py_ssize_t:
    """Where the attributes from ``at`` on end, -1 where a quote is not closed; what is beyond the limit is noted."""
    size: cython.Py_ssize_t = len(source)
    limit: cython.Py_ssize_t = at
    end: cython.Py_ssize_t = at
    count: cython.Py_ssize_t = 0
    before: cython.Py_ssize_t
    while True:
        before = at
        while at < size and (_is_space(source[at]) or source[at] == "/"):
            at += 1
        if at >= size or source[at] == ">":
            break
        at += 1
        while at < size and not _ends_name(source[at]) and source[at] != "=":
            at += 1
        end = at
        while at < size and _is_space(source[at]):
            at += 1
        if at < size and source[at] == "=":
            at += 1
            while at < size and _is_space(source[at]):
                at += 1
            if at < size and (source[at] == '"' or source[at] == "'"):
                at = source.find(source[at], at + 1) + 1
                if at == 0:
                    # The quote is not closed: the rest of the page is its value.
                    if limit < before:
                        cuts.append((limit, before))
                    return -1
            else:
                while at < size and source[at] != ">" and not _is_space(source[at]):
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
def _past_raw(source: str, at: cython.Py_ssize_t, name: str) -> cython.Py_ssize_t:
    """Where the end tag stands of an element that holds text alone; -1 where there is none."""
    following: cython.Py_ssize_t
    while True:
        at = source.find("</", at)
        if at < 0:
            return -1
        following = at + 2 + len(name)
        if following < len(source) and _ends_name(source[following]) and source[at + 2 : following].lower() == name:
            return at
        at += 2


@cython.cfunc
def _past_comment(source: str, start: cython.Py_ssize_t) -> cython.Py_ssize_t:
    """Where a comment ends; -1 where it does not."""
    found = _COMMENT_END.search(source, start + 2)
    return -1 if found is None else found.start()


@cython.cfunc
@cython.inline
def _is_space(char: cython.Py_UCS4) -> cython.bint:
    return char == " " or char == "\n" or char == "\t" or char == "\r" or char == "\f"


@cython.cfunc
@cython.inline
def _ends_name(char: cython.Py_UCS4) -> cython.bint:
    return char == ">" or char == "/" or _is_space(char)


@cython.cfunc
@cython.inline
def _is_letter(char: cython.Py_UCS4) -> cython.bint:
    return "a" <= char <= "z" or "A" <= char <= "Z"
