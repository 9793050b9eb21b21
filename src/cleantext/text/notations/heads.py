"""Heads that tools write before a page: front matter, the head of reader mode, the record of a crawler."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.text.lines import Row
from cleantext.text.notations.draft import Draft, kind_of, load_labels
from cleantext.words.vocabulary import normalised

#: The opening and the closing fence stand within 80 lines.
MAX_MATTER = 80
#: Front matter has at least 2 known keys: a page may open with a rule and a line with a colon.
MIN_KNOWN = 2

_FENCES = {"---": ("---", "..."), "+++": ("+++",)}
_ENTRY = pattern(r"([^\W\d_][\w.-]{0,40}(?: [\w.-]{1,40}){0,2})\s{0,9}[:=](?:\s{1,9}(.{0,4000})|)")
_QUOTES = "\"'"

#: The head of reader mode has at most 12 lines, their labels at most 30 characters.
MAX_READER_HEAD, MAX_LABEL = 12, 30

#: A record has at least 2 lines with an address, or 3 without one, and at most 40.
MIN_LINES, MIN_WITHOUT_ADDRESS, MAX_RECORD = 2, 3, 40

_PAIR = pattern(r"([A-Za-z][\w.-]{0,39}(?: [A-Za-z][\w.-]{0,19}){0,2})\s{0,9}[:=]\s{0,9}(\S.{0,3000})")
_BARE = pattern(r"([A-Za-z][\w.-]{0,39})\s{1,20}(\S{1,3000}(?: \S{1,40}){0,2})")
_PROTOCOL = pattern(r"(?:HTTP|WARC)/\d(?:\.\d)?(?: \d{3}(?: [\w -]{0,40})?)?")
_ADDRESS = pattern(r"(?:https?|ftp|file)://\S{3,3000}")
#: The shape of values that follow their key without a mark.
_SHAPES = {
    "url": _ADDRESS,
    "record": pattern(r"\d[\d:.TZ+ /-]{0,40}|[\da-fA-F-]{6,64}|[\w.+-]{1,60}/[\w.+-]{1,60}(?:; ?\S{1,60})?"),
}
#: An ISO day, with or without its time, glued to the text after or before it.
_DAY_FIRST = pattern(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?=[^\W\d_])")
_DAY_LAST = pattern(r"(?<=[^\W\d_])(?:19|20)\d\d-[01]\d-[0-3]\d")

#: "date 2023-04-18", with the first line of the text after it.
_STATED = pattern(
    r"([a-z][a-z_-]{2,19})[:=]?\s((?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d\S{0,12})?)(?:\s{1,9}(?=\S)|$)"
)


class HeadEntry(NamedTuple):
    """A key, the index of its line, the index after the last line of its value, and the values."""

    key: str
    at: int
    end: int
    values: tuple[str, ...]


def read_front_matter(draft: Draft) -> None:
    """Give the lines of front matter their roles, unless a line between the fences is of another kind."""
    top = draft.top()
    if top >= len(draft.rows) or (fence := draft.rows[top].text.lstrip("\ufeff")) not in _FENCES:
        return
    last = min(len(draft.rows), top + MAX_MATTER)
    end = next((index for index in range(top + 1, last) if draft.rows[index].text in _FENCES[fence]), None)
    if end is None:
        return
    entries = list(_entries(draft, top + 1, end))
    table = load_labels("front-matter")
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


def read_reader_head(draft: Draft) -> None:
    """Give the labelled lines on top their roles, if one of them states the page's address."""
    table = load_labels("reader-head")
    top = draft.top()
    found: list[tuple[int, str, str, str]] = []
    for index in range(top, min(len(draft.rows), top + MAX_READER_HEAD)):
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


class Pair(NamedTuple):
    """What a key states ("" if no table knows it), its value, and whether it is a key of crawlers."""

    told: str
    value: str
    crawler: bool


def read_crawl_record(draft: Draft) -> None:
    """Give the lines of a record on top their roles, and the day that is glued to the line below.

    Its times tell when a page was fetched, not when it was published, except under keys that say so.
    """
    top = draft.top()
    found: list[Pair] = []
    for index in range(top, min(len(draft.rows), top + MAX_RECORD)):
        row = draft.rows[index]
        pair = _pair(row)
        # Some dumps have a blank line between all lines; others end a record with one.
        ended = index > top and row.gap and (row.gap > 1 or not draft.rows[top + 1].gap)
        if pair is None or ended or (row.gap and not pair.told):
            break
        found.append(pair)
    known = [pair for pair in found if pair.crawler]
    address = next((pair.value for pair in known if pair.told == "url"), None)
    if len(known) < (MIN_LINES if address else MIN_WITHOUT_ADDRESS):
        return
    if 2 * sum(bool(pair.told) for pair in found) < len(found):
        return
    draft.url = draft.url or address
    for index, pair in enumerate(found, top):
        draft.give(index, kind_of(pair.told), "the record of a crawler", pair.value)
    end = top + len(found)
    if end < len(draft.rows) and _opens_text(draft.rows[end].text):
        draft.give(end, "record", "the record of a crawler")
        end += 1
    _cut_day(draft, end)


def read_stated_day(draft: Draft) -> None:
    """Cut off the day that a crawler put before the first line: ``date 2023-04-18 GADSDEN ...``."""
    top = draft.top()
    if top >= len(draft.rows):
        return
    row = draft.rows[top]
    match = _STATED.match(row.text)
    told = load_labels("front-matter").get(match[1]) if match else None
    if match is None or told not in ("published", "modified"):
        return
    if match.end() < len(row.text):
        after = row._replace(start=row.start + match.end(), gap=0, text=row.text[match.end() :])
        draft.rows[top : top + 1] = [row._replace(end=row.start + match.end(2), text=match[0].strip()), after]
    draft.give(top, kind_of(told), "a day that a crawler put before the text", match[2])


def _entries(draft: Draft, low: int, high: int) -> Iterator[HeadEntry]:
    """Yield the entries between the fences; other lines are left out."""
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
        yield HeadEntry(match[1] if match else "#", index, end, _values(match[2] or "", below) if match else ())
        index = end


def _values(value: str, below: list[str]) -> tuple[str, ...]:
    """Return the values of an entry: of its line, of a list in its line ("[storm, ferry]"), or of the lines below."""
    value = value.strip()
    if value.startswith("[") and value.endswith("]"):
        found = [_unquoted(part) for part in value[1:-1].split(",")]
    elif any(line.startswith("- ") for line in below):
        found = [_unquoted(line[2:].removeprefix("name:")) for line in below if line.startswith("- ")]
    else:
        start = "" if value[:1] in "|>" else value
        found = [_unquoted(" ".join([start, *below]).strip())]
    return tuple(one for one in found if one)


def _unquoted(value: str) -> str:
    value = value.strip()
    quoted = len(value) > 1 and value[0] in _QUOTES and value[-1] == value[0]
    return value[1:-1].replace('\\"', '"').replace("''", "'").strip() if quoted else value


def _opens_text(text: str) -> bool:
    """Return whether a line is the key of the text that follows, without a value."""
    return text[-1] in ":=" and load_labels("crawl-record").get(normalised(text)) == "content"


def _pair(row: Row) -> Pair | None:
    table, fields = load_labels("crawl-record"), load_labels("front-matter")
    text = row.text.lstrip("\ufeff")
    if _PROTOCOL.fullmatch(text):
        return Pair("record", text, True)
    match = _PAIR.fullmatch(text)
    if match is not None and not match[2].startswith("//"):
        key = normalised(match[1])
        told = table.get(key) or fields.get(key, "")
        if told == "url" and not _ADDRESS.fullmatch(match[2]):
            told = "record"
        return Pair(told, match[2], key in table)
    match = _BARE.fullmatch(text)
    told = table.get(normalised(match[1]), "") if match else ""
    shape = _SHAPES.get(told)
    return Pair(told, match[2], True) if match and shape is not None and shape.fullmatch(match[2]) else None


def _cut_day(draft: Draft, index: int) -> None:
    """Cut the line after the record where a day is glued to it: nobody knows which day that is."""
    if index >= len(draft.rows):
        return
    row = draft.rows[index]
    first, last = _DAY_FIRST.match(row.text), _DAY_LAST.search(row.text)
    if first is not None:
        cut, day = first.end(), 0
    elif last is not None and last.end() == len(row.text):
        cut, day = last.start(), 1
    else:
        return
    middle = row.start + cut
    parts = [row._replace(end=middle, text=row.text[:cut]), row._replace(start=middle, gap=0, text=row.text[cut:])]
    draft.rows[index : index + 1] = parts
    draft.give(index + day, "record", "a day glued to the line behind a crawler's record")
