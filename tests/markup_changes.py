"""Ways to write the same HTML page down: none of them changes what it says."""

from __future__ import annotations

import re
from collections.abc import Callable

#: So many elements around everything.
WRAPPERS = 50
MENU = (
    '<nav class="site-menu"><ul>'
    + "".join(
        f'<li><a href="/{word.lower()}">{word}</a></li>' for word in "Home News Sport Weather Business Culture".split()
    )
    + "</ul></nav>"
)

_VERBATIM = re.compile(r"(<(script|style|textarea|title|template|noscript)\b.*?</\2\s*>|<!--.*?-->)", re.I | re.S)
_BODY = re.compile(r"<body\b[^<>]*>", re.I)
_BODY_END = re.compile(r"</body\s*>", re.I)
_BLOCK = re.compile(r"(</?(?:p|div|h[1-6]|article|section|main|li|ul|figure)\b[^<>]*>)", re.I)
_ATTRIBUTE = r"[a-zA-Z_:@][-\w:.@]*(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'<>=]+))?"
_ATTRIBUTES = re.compile(_ATTRIBUTE)
_TAG = re.compile(rf"<([a-zA-Z][a-zA-Z0-9]*)((?:\s+{_ATTRIBUTE})+)\s*(/?)>")
_NAME = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)(?=[\s/>])")


def _outside(change: Callable[[str], str]) -> Callable[[str], str]:
    """The change, kept out of scripts, comments and the like, whose content is no markup."""

    def changed(page: str) -> str:
        parts: list[str] = []
        low = 0
        for match in _VERBATIM.finditer(page):
            parts += [change(page[low : match.start()]), match[0]]
            low = match.end()
        return "".join([*parts, change(page[low:])])

    return changed


def _in_body(before: str, after: str) -> Callable[[str], str]:
    """Something behind the opening of the body, and something before its end; pages without a body stay."""

    def changed(page: str) -> str:
        opening = _BODY.search(page)
        endings = list(_BODY_END.finditer(page))
        if opening is None or not endings:
            return page
        low, high = opening.end(), endings[-1].start()
        return page[:low] + before + page[low:high] + after + page[high:]

    return changed


def _reordered(match: re.Match[str]) -> str:
    names = _ATTRIBUTES.findall(match[2])
    # Of two attributes of one name the first counts.
    keys = [name.partition("=")[0].lower() for name in names]
    if len(set(keys)) < len(keys):
        return match[0]
    return f"<{match[1]} {' '.join(reversed(names))}{' /' if match[3] else ''}>"


CHANGES: dict[str, Callable[[str], str]] = {
    "50 divs around": _in_body("<div>" * WRAPPERS, "</div>" * WRAPPERS),
    "comments": _outside(lambda part: _BLOCK.sub(r"\1<!-- a note -->", part)),
    "attributes reordered": _outside(lambda part: _TAG.sub(_reordered, part)),
    "upper-case tags": _outside(lambda part: _NAME.sub(lambda match: f"<{match[1]}{match[2].upper()}", part)),
    "a menu in front": _in_body(MENU, ""),
}
