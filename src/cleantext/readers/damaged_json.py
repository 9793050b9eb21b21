"""JSON as pages hold it: wrapped in comments, several in one script, with trailing commas, cut or broken."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from cleantext.patterns import pattern
from cleantext.watch import Watch

# strict=False reads raw newlines and control characters inside strings.
_DECODER = json.JSONDecoder(strict=False)
_WRAPPER = pattern(r"(?://|/\*)?\s{0,20}(?:<!\[CDATA\[|\]\]>|<!--|-->)(?:\s{0,20}\*/)?")
_TRAILING = pattern(r'"[^"\\]*(?:\\.[^"\\]*)*"?|,(?=\s*[}\]])', re.S)
_ESCAPE = pattern(r'\\(u[0-9a-fA-F]{4}|["\\/bfnrt]|.?)', re.S)
_BETWEEN = pattern(r"[\s,;]*")
_STRING_END = pattern(r'"\s{0,40}(?:,\s{0,40}"|[}\]])')

#: What is worth saving from JSON that cannot be read as a whole.
_SALVAGED = (
    "headline|datePublished|dateModified|dateCreated|author|publisher|creator|articleSection|description|keywords|url|"
    "mainEntityOfPage|inLanguage|articleBody|isAccessibleForFree|alternativeHeadline|image|commentCount|contentLocation"
)
_KEY = pattern(rf'"({_SALVAGED})"\s{{0,40}}:\s{{0,40}}')
_MAX_KEYS = 200
#: After 16 objects and lists that do not end, no more are tried: they may stand within each other.
_MAX_FAILURES = 16
_MAX_OBJECTS = 100


def load_damaged(text: str, watch: Watch | None = None) -> list[Any]:
    """The JSON values in a script; what cannot be repaired gives a node of the single keys that can be read.

    >>> load_damaged('<!-- {"a": [1, 2,],} -->'), load_damaged('{"a": 1} {"b": 2}')
    ([{'a': [1, 2]}], [{'a': 1}, {'b': 2}])
    >>> load_damaged('{"headline": "The "old" mill", "author": {"name": "Ada Brook"}}')
    [{'headline': 'The "old" mill', 'author': {'name': 'Ada Brook'}}]
    """
    for attempt in _attempts(text.strip("\ufeff \t\r\n;")):
        if (found := _values(attempt, watch or Watch())) is not None:
            return found
    return [node] if (node := _salvaged(text)) else []


def _attempts(text: str) -> Iterator[str]:
    """The text, then the text with one more repair each."""
    yield text
    if "<!" in text or "]]>" in text or "-->" in text:
        text = _WRAPPER.sub("", text).strip(" \t\r\n;")
        yield text
    if "&quot;" in text and '"' not in text:
        import html

        text = html.unescape(text)
        yield text
    text = _TRAILING.sub(lambda match: "" if match[0] == "," else match[0], text)
    yield _ESCAPE.sub(
        lambda match: match[0] if match[1] and match[1] not in "'" and _is_escape(match[1]) else match[1], text
    )


def _is_escape(escaped: str) -> bool:
    return len(escaped) == 5 or escaped in '"\\/bfnrt'


def _values(text: str, watch: Watch) -> list[Any] | None:
    """All JSON values of a text, or None where it holds anything else."""
    found: list[Any] = []
    at = 0
    try:
        while at < len(text) and len(found) < _MAX_OBJECTS:
            value, at = _DECODER.raw_decode(text, at)
            found.append(value)
            at = _BETWEEN.match(text, at).end()  # type: ignore[union-attr]  # matches the empty string
    except ValueError:
        return None
    except RecursionError:
        watch.reached.add("json_depth")
        return None
    return found


def _salvaged(text: str) -> dict[str, Any]:
    """The first value of each key of interest, read alone."""
    node: dict[str, Any] = {}
    at = failures = 0
    for _ in range(_MAX_KEYS):
        match = _KEY.search(text, at)
        if match is None:
            break
        at = match.end()
        if failures >= _MAX_FAILURES and text[at : at + 1] in ("{", "["):
            continue
        value, end = _value_at(text, at)
        failures += value is None
        if value is not None:
            node.setdefault(match[1], value)
            # Inside an object that was read, other keys may still be wanted; inside a string, none.
            at = end if isinstance(value, str) else at
    return node


def _value_at(text: str, at: int) -> tuple[Any, int]:
    """The value that begins there; a string with bare quotes ends where the next key or the object's end follows."""
    window = text[at : at + 65536]
    try:
        value, end = _DECODER.raw_decode(window)
        if not isinstance(value, str) or _STRING_END.match(window, end - 1):
            return value, at + end
    except (ValueError, RecursionError):
        pass
    if window[:1] == '"' and (close := _STRING_END.search(window, 1)):
        return window[1 : close.start()], at + close.start() + 1
    return None, at
