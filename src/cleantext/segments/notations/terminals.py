"""What browsers of the terminal print for what they cannot show: ``(BUTTON)``, ``[logo.png]``, fields to fill in."""

from __future__ import annotations

import re

from cleantext.patterns import pattern
from cleantext.segments.notations.draft import Draft

#: A control with more words is a line of text that begins with one.
MAX_WORDS = 8

_FILE = r"\[[\w%.,@()+ -]{1,80}\.(?:png|gif|jpe?g|svg|webp|avif)(?:\?[^\[\]\s]{0,80})?\]"
_PICTURE = pattern(rf"{_FILE}|\[(?:INLINE|IMAGE|EMBED|USEMAP|ISMAP)\]", re.I)
_NUMBER = r"(?:\[\d{1,4}\])?"
_PICTURES = pattern(
    rf"(?:{_NUMBER}(?:{_FILE}|\[(?:INLINE|IMAGE|EMBED|USEMAP|ISMAP)\]|(?-i:\(IMAGE\)))\s{{0,9}}){{1,20}}", re.I
)
_CONTROL = pattern(rf"{_NUMBER}(?:\(BUTTON\)|\[_{{3,200}}\]|_{{6,200}}|\[ {{3,200}}\]|\([ *_]\) |\[[ xX_]\] )")
_BUTTON = pattern(rf"{_NUMBER}\(BUTTON\)\s?")


def read_terminal(draft: Draft) -> None:
    """Take lines of controls and of pictures without words; choices only where a text has other marks of a terminal."""
    text = draft.text
    sure = "(BUTTON)" in text or (bool(draft.cleaners) and "]:" not in text)
    if not sure and not _PICTURE.search(text):
        return
    for index, row in enumerate(draft.rows):
        if not draft.is_free(index):
            continue
        if sure and "________" in row.text and row.text.count(" ") < MAX_WORDS and any(map(str.isalpha, row.text)):
            draft.give(index, "form", "a field of a form")
        if row.text[0] not in "[(_":
            continue
        control = _CONTROL.match(row.text)
        if _PICTURES.fullmatch(row.text):
            draft.give(index, "mark", "the name of a picture's file")
        elif control is not None and row.text.count(" ") < MAX_WORDS and (sure or control[0][0] == "("):
            draft.give(index, "form", "a control of a form")
    draft.cleaners.append(without_controls)


def without_controls(text: str) -> str:
    """The text without pictures' file names and the marks of buttons.

    >>> without_controls("[map.png] The harbour (BUTTON) Listen")
    'The harbour Listen'
    """
    return " ".join(_BUTTON.sub("", _PICTURE.sub("", text)).split()) or text
