"""The text of an article inside the JSON state of a single-page application."""

from __future__ import annotations

import json
from typing import Any

from cleantext.patterns import pattern
from cleantext.readers.plain import plain_paragraphs
from cleantext.watch import Watch

_MAX_STEPS = 50_000
#: Shorter texts are teasers and descriptions.
_MIN_TEXT = 400

_ASSIGNED = pattern(
    r"\s{0,200}(?:window|self|var|let|const)?[\s.]{0,4}[\w$.\[\]\"']{1,80}\s{0,9}=\s{0,9}(?:JSON\.parse\(\s{0,9})?(?=[{\[\"'])"
)
_STATE_NAME = pattern(r"(?:__[A-Z][A-Z_]{3,40}__|__NUXT__|__APOLLO_STATE__|_state|State|Fusion\.globalContent)\b")
_WANTED = pattern(
    r'\\?"(?:articleBody|body|content|bodyText|bodyHtml|body_html|contentHtml|content_elements|blocks|paragraphs)\\?"\s{0,9}:'
)
_KEYS = frozenset(
    {"articleBody", "body", "content", "bodyText", "bodyHtml", "body_html", "contentHtml", "html", "text", "rendered"}
)
_LISTS = frozenset(
    {"content_elements", "blocks", "paragraphs", "body", "content", "elements", "articleBody", "components"}
)
_PIECES = ("content", "text", "html", "value", "data")
_DECODER = json.JSONDecoder(strict=False)


def is_state(identity: str, kind: str, head: str) -> bool:
    """Whether a script holds state, by its id, type and first characters.

    >>> is_state("__NEXT_DATA__", "application/json", ""), is_state("", "", "window.__INITIAL_STATE__ = {")
    (True, True)
    """
    if kind.casefold() == "application/json":
        return not identity or "DATA" in identity.upper() or "STATE" in identity.upper()
    return bool(_STATE_NAME.search(head)) and "=" in head


def state_body(script: str, watch: Watch | None = None) -> str:
    """The longest text of an article in a state, with its paragraphs on lines; "" where it holds none.

    >>> state_body('{"a": {"articleBody": "' + "Water rose again. " * 30 + '"}}')[:16]
    'Water rose again'
    """
    watch = watch or Watch()
    if not _WANTED.search(script):
        return ""
    if len(script) > watch.limits.json_characters:
        watch.reached.add("json_characters")
        return ""
    match = _ASSIGNED.match(script)
    try:
        value, _ = _DECODER.raw_decode(script, match.end() if match else len(script) - len(script.lstrip()))
        if isinstance(value, str):
            value = _DECODER.decode(value)
    except (ValueError, RecursionError):
        return ""
    return _longest(value, watch)


def _longest(state: Any, watch: Watch) -> str:
    """The longest text under a key of interest, strings before the joined pieces of lists."""
    best = ""
    stack: list[tuple[Any, int]] = [(state, 0)]
    for _ in range(_MAX_STEPS):
        if not stack:
            break
        value, depth = stack.pop()
        if depth > watch.limits.json_depth:
            watch.reached.add("json_depth")
            continue
        if isinstance(value, list):
            stack.extend((item, depth + 1) for item in value)
        elif isinstance(value, dict):
            for key, inner in value.items():
                text = (
                    inner
                    if isinstance(inner, str)
                    else _joined(inner)
                    if key in _LISTS and isinstance(inner, list)
                    else ""
                )
                if (
                    len(text) > max(_MIN_TEXT, len(best))
                    and (key in _KEYS or not isinstance(inner, str))
                    and _reads(text)
                ):
                    best = text
                if isinstance(inner, (dict, list)):
                    stack.append((inner, depth + 1))
    return plain_paragraphs(best)


def _joined(pieces: list[Any]) -> str:
    """The texts of a list of blocks, one a line."""
    found: list[str] = []
    for piece in pieces[:2000]:
        if isinstance(piece, str):
            found.append(piece)
        elif isinstance(piece, dict):
            text = next((piece[key] for key in _PIECES if isinstance(piece.get(key), str)), "")
            found.append(text)
    return "\n".join(text for text in found if " " in text)


def _reads(text: str) -> bool:
    """Whether a text is sentences, and no code, style or address list."""
    head = text[:4000]
    return (
        head.count(" ") * 14 > len(head) - head.count("<") * 40
        and head.count("{") + head.count(";") < 20
        and "function(" not in head
    )
