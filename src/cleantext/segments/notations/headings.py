"""Headings of Markdown that are underlined: with ``=`` those of the first level, with ``-`` those of the second."""

from __future__ import annotations

from cleantext.segments.notations.draft import Draft

#: No shorter line is an underline.
MIN_LINE = 3


def read_headings(draft: Draft) -> None:
    """Give a line its shape where the line right below has the same length and consists of one mark."""
    if "\n===" not in draft.text and "\n---" not in draft.text:
        return
    for index in range(1, len(draft.rows)):
        row, above = draft.rows[index], draft.rows[index - 1]
        mark = row.text[0]
        if mark not in "=-" or row.gap or len(row.text) < MIN_LINE or len(row.text) != len(above.text):
            continue
        alone = index == 1 or above.gap or not draft.is_free(index - 2)
        if alone and row.text.count(mark) == len(row.text) and any(map(str.isalnum, above.text)):
            draft.shapes[above.start] = "h1" if mark == "=" else "h2"
            draft.give(index, "mark", "underlines the heading above")
