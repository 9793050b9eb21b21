"""Front matter: what static-site generators write before a text, YAML between ``---`` or TOML between ``+++``."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.segments.notations.draft import Draft, kind_of, table_of
from cleantext.vocabulary import normalised

#: The opening and the closing fence stand within 80 lines.
MAX_LINES = 80
#: A page may open with a rule and a line with a colon; with two known keys it is front matter.
MIN_KNOWN = 2

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_ENTRY = pattern(r"([^\W\d_][\w.-]{0,40}(?: [\w.-]{1,40}){0,2})\s{0,9}[:=](?:\s{1,9}(.{0,4000})|)")
_QUOTES = "\"'"


class Entry(NamedTuple):
    """A key, the index of its line, the index after the last line of its value, and the values."""

    key: str
    at: int
    end: int
    values: tuple[str, ...]


def read_front_matter(draft: Draft) -> None:
    """Give the lines of front matter their roles; nothing where one line between the fences is of another kind."""
    top = draft.top()
    if top >= len(draft.rows) or (fence := draft.rows[top].text.lstrip("\ufeff")) not in _FENCES:
        return
    last = min(len(draft.rows), top + MAX_LINES)
    end = next((index for index in range(top + 1, last) if draft.rows[index].text in _FENCES[fence]), None)
    if end is None:
        return
    entries = list(_entries(draft, top + 1, end))
    table = table_of("front-matter")
    told = [table.get(normalised(entry.key), "") for entry in entries]
    covered = sum(entry.end - entry.at for entry in entries)
    if covered < end - top - 1 or len(set(told) - {""}) < MIN_KNOWN:
        return
    for index in (top, end):
        draft.give(index, "mark", "a fence of front matter")
    for entry, kind in zip(entries, told, strict=True):
        evidence = f"front matter: {entry.key}"
        draft.give(entry.at, kind_of(kind), evidence, *entry.values)
        for index in range(entry.at + 1, entry.end):
            draft.give(index, "record", evidence)
        if kind == "url" and entry.values and "://" in entry.values[0]:
            draft.url = draft.url or entry.values[0]


def _entries(draft: Draft, low: int, high: int) -> Iterator[Entry]:
    """The entries between the fences; other lines are left out."""
    index = low
    while index < high:
        row = draft.rows[index]
        match = _ENTRY.fullmatch(row.text)
        comment = row.text.startswith("#")
        end = index + 1
        if match is None and not comment:
            index += 1
            continue
        while not comment and end < high and (draft.rows[end].text.startswith("- ") or draft.indent(end) > 0):
            end += 1
        below = [draft.rows[at].text for at in range(index + 1, end)]
        yield Entry(match[1] if match else "#", index, end, _values(match[2] or "", below) if match else ())
        index = end


def _values(value: str, below: list[str]) -> tuple[str, ...]:
    """The values of an entry: one, those of a list in its line, those of the lines below it.

    >>> _values("[storm, 'harbour wall']", []), _values("", ["- storm", "- ferry"]), _values(">-", ["One", "two."])
    (('storm', 'harbour wall'), ('storm', 'ferry'), ('One two.',))
    """
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        found = [_unquoted(part) for part in value[1:-1].split(",")]
    elif any(line.startswith("- ") for line in below):
        found = [_unquoted(_named(line[2:])) for line in below if line.startswith("- ")]
    else:
        start = "" if value[:1] in "|>" else value
        found = [_unquoted(" ".join([start, *below]).strip())]
    return tuple(one for one in found if one)


def _named(item: str) -> str:
    """The name in an item that is a record itself: ``name: Ada Moreno``.

    >>> _named("name: Ada Moreno"), _named("storm")
    ('Ada Moreno', 'storm')
    """
    return item.removeprefix("name:").strip()


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0]
    return value[1:-1].replace('\\"', '"').replace("''", "'").strip() if quoted else value
