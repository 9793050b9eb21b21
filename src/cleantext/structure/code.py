"""The language of code, as class names and attributes tell it."""

from __future__ import annotations

import re

from cleantext.patterns import pattern
from cleantext.readers.facts import Block

#: The language is told by the code's element or by one of the 3 blocks around it.
MAX_ABOVE = 3
_CLASS = pattern(
    r"(?:^|\s)(?:lang(?:uage)?[-:]|highlight-source-|highlight-(?=\w+\s+notranslate)|brush:\s?)([\w+#.-]{1,30})", re.I
)
_ATTRIBUTES = ("data-lang", "data-language", "data-code-language", "lang")
_NAME = pattern(r"[\w+#.-]{1,30}", re.A)
_NO_LANGUAGE = frozenset(("none", "text", "plain", "plaintext", "default", "auto", "notranslate", "nohighlight", "en"))


def code_language(block: Block, inner: list[tuple[str, str]] | None) -> str | None:
    """The language that the attributes of the ``<code>`` within, of the block and of those around it tell."""
    for attributes in [inner or [], *(one.attributes for one in block.nearest(MAX_ABOVE))]:
        given = dict(attributes)
        found = _CLASS.search(given.get("class", "")[:500])
        for name in [found[1] if found else "", *(given.get(name, "") for name in _ATTRIBUTES)]:
            if code_name(name) and name.lower() not in _NO_LANGUAGE:
                return name.lower()
    return None


def code_name(name: str | None) -> str:
    """The name of a language, if it is one that may be written; else "".

    >>> code_name("c++"), code_name("x`\\n<b>"), code_name(None)
    ('c++', '', '')
    """
    return name if name is not None and _NAME.fullmatch(name) else ""
