"""The record of a crawler before the first line: ``url https://...``, ``status 200``, ``fetched=2024-03-09``."""

from __future__ import annotations

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.segments.notations.draft import Draft, kind_of, table_of
from cleantext.segments.rows import Row
from cleantext.vocabulary import normalised

#: A record has at least 2 lines, one of which states an address; or at least 3 where none does.
MIN_LINES, MIN_WITHOUT_ADDRESS = 2, 3
#: A record has no more lines.
MAX_LINES = 40

_PAIR = pattern(r"([A-Za-z][\w.-]{0,39}(?: [A-Za-z][\w.-]{0,19}){0,2})\s{0,9}[:=]\s{0,9}(\S.{0,3000})")
_BARE = pattern(r"([A-Za-z][\w.-]{0,39})\s{1,20}(\S{1,3000}(?: \S{1,40}){0,2})")
_PROTOCOL = pattern(r"(?:HTTP|WARC)/\d(?:\.\d)?(?: \d{3}(?: [\w -]{0,40})?)?")
_ADDRESS = pattern(r"(?:https?|ftp|file)://\S{3,3000}")
#: What a value looks like that stands after its key without a mark between them.
_SHAPES = {
    "url": _ADDRESS,
    "record": pattern(r"\d[\d:.TZ+ /-]{0,40}|[\da-fA-F-]{6,64}|[\w.+-]{1,60}/[\w.+-]{1,60}(?:; ?\S{1,60})?"),
}
#: An ISO day, its hour perhaps, glued to what follows or to what precedes it.
_DAY_FIRST = pattern(r"(?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:?\d\d)?)?(?=[^\W\d_])")
_DAY_LAST = pattern(r"(?<=[^\W\d_])(?:19|20)\d\d-[01]\d-[0-3]\d")

#: "date 2023-04-18", with the first line of the text after it.
_STATED = pattern(
    r"([a-z][a-z_-]{2,19})[:=]?\s((?:19|20)\d\d-[01]\d-[0-3]\d(?:[T ]\d\d:\d\d\S{0,12})?)(?:\s{1,9}(?=\S)|$)"
)


class Pair(NamedTuple):
    """What a key states ("" where no table knows it), its value, and whether it is a key of crawlers."""

    told: str
    value: str
    crawler: bool


def read_crawl_record(draft: Draft) -> None:
    """Give the lines of a record on top their roles; a day that is glued to the line below goes with them.

    The times in it say when a page was fetched, not when it was published, except under keys that say so.
    """
    top = draft.top()
    found: list[Pair] = []
    for index in range(top, min(len(draft.rows), top + MAX_LINES)):
        row = draft.rows[index]
        pair = _pair(row)
        # A dump may put a blank line between all lines; it ends a record only before a line without a known key.
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
    """Cut the day off the first line where a crawler put it there under its key: ``date 2023-04-18 GADSDEN ...``."""
    top = draft.top()
    if top >= len(draft.rows):
        return
    row = draft.rows[top]
    match = _STATED.match(row.text)
    told = table_of("front-matter").get(match[1]) if match else None
    if match is None or told not in ("published", "modified"):
        return
    if match.end() < len(row.text):
        middle = row.start + match.end()
        behind = row._replace(start=middle, gap=0, text=row.text[match.end() :])
        draft.rows[top : top + 1] = [row._replace(end=row.start + match.end(2), text=match[0].strip()), behind]
    draft.give(top, kind_of(told), "a day that a crawler put before the text", match[2])


def _opens_text(text: str) -> bool:
    """Whether a line is the key of the text that follows, without a value."""
    return text[-1] in ":=" and table_of("crawl-record").get(normalised(text)) == "content"


def _pair(row: Row) -> Pair | None:
    """The pair that a line is, if it is one."""
    table, fields = table_of("crawl-record"), table_of("front-matter")
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
    match = _DAY_FIRST.match(row.text)
    last = None if match else _DAY_LAST.search(row.text)
    if match is not None:
        cut, day = match.end(), 0
    elif last is not None and last.end() == len(row.text):
        cut, day = last.start(), 1
    else:
        return
    middle = row.start + cut
    parts = [row._replace(end=middle, text=row.text[:cut]), row._replace(start=middle, gap=0, text=row.text[cut:])]
    draft.rows[index : index + 1] = parts
    draft.give(index + day, "record", "a day glued to the line behind a crawler's record")
