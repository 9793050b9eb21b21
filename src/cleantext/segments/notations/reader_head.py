"""The head that tools of reader mode write before a page: ``Title:``, ``URL Source:``, ``Markdown Content:``."""

from __future__ import annotations

from cleantext.segments.notations.draft import Draft, kind_of, table_of
from cleantext.vocabulary import normalised

#: A head has so few lines.
MAX_LINES = 12
#: A label is no longer than this.
MAX_LABEL = 30


def read_reader_head(draft: Draft) -> None:
    """Give the labelled lines on top their roles, where one of them states the page's address as such."""
    table = table_of("reader-head")
    top = draft.top()
    found: list[tuple[int, str, str, str]] = []
    for index in range(top, min(len(draft.rows), top + MAX_LINES)):
        label, colon, value = draft.rows[index].text.lstrip("\ufeff").partition(":")
        told = table.get(normalised(label)) if colon and len(label) <= MAX_LABEL else None
        if told is None or (told == "content") != (not value.strip()):
            break
        found.append((index, told, label, value.strip()))
        if told == "content":
            break
    told_url = next((value for _, told, _, value in found if told == "url" and "://" in value), None)
    if told_url is None or not {told for _, told, _, _ in found} & {"title", "content"}:
        return
    draft.url = draft.url or told_url
    for index, told, label, value in found:
        draft.give(index, kind_of(told), f"the head of a reader mode: {label}", *filter(None, [value]))
