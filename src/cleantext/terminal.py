"""Text of pages and names of files as people see them: control characters are shown, and never reach a terminal."""

from __future__ import annotations

#: The characters that open and close a change of direction; Arabic and Hebrew pages use them in pairs.
_OPENING, _CLOSING = "\u202a\u202b\u2066\u2067\u2068", "\u202c\u2069"
#: What stands for each control character: its picture, or its number. A tab does no harm. What overrides the direction
#: of letters shows a text that is not there, and line separators begin a line.
_SHOWN = (
    {code: chr(0x2400 + code) for code in range(32) if code != ord("\t")}
    | {0x7F: "\u2421"}
    | {code: f"\\x{code:02x}" for code in range(0x80, 0xA0)}
    | {code: f"\\u{code:04x}" for code in (0x2028, 0x2029, 0x202D, 0x202E)}
)
_UNPAIRED = {ord(char): f"\\u{ord(char):04x}" for char in _OPENING + _CLOSING}


def show_controls(text: str) -> str:
    r"""One line in which control characters, overrides of direction and surrogates are visible.

    Other changes of direction are shown only if they are not closed within the line, and so reach what follows.

    >>> show_controls("a\x1b[2Jb\x9b\u202ec\udce4"), show_controls("\u202babc\u202c"), show_controls("\u202babc")
    ('a␛[2Jb\\x9b\\u202ec\\udce4', '\u202babc\u202c', '\\u202babc')
    """
    if text.isprintable():
        return text
    text = text.encode("utf-8", "backslashreplace").decode().translate(_SHOWN)
    depth = 0
    for char in text:
        depth += (char in _OPENING) - (char in _CLOSING)
        if depth < 0:
            break
    return text.translate(_UNPAIRED) if depth else text


def show_lines(text: str) -> str:
    r"""The same for a text of several lines; the carriage return of a line's end goes.

    >>> show_lines("one\r\ntw\ro")
    'one\ntw␍o'
    """
    return "\n".join([show_controls(line.removesuffix("\r")) for line in text.split("\n")])
