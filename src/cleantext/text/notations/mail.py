"""Mail: the head of a message, the marks of forwarded and quoted ones, addresses in brackets after words.

A run of lines is a head if it has several of the fields, one of them the sender, and a sign of mail: an address,
a subject with its day, or a mark that announces the message. "From: the harbour" alone is text.
"""

from __future__ import annotations

from itertools import pairwise

from cleantext.patterns import pattern
from cleantext.records import NamedTuple
from cleantext.text.notations.draft import Draft, Reference, load_labels
from cleantext.words.vocabulary import normalised

#: A head has at least 3 different fields, and at most 120 lines (raw messages have dozens).
MIN_FIELDS, MAX_LINES = 3, 120
#: A head stands at most 2 lines from the top, or after the mark of a forwarded message.
MAX_BEFORE = 2
#: A note above a forwarded message has at most 4 lines and 30 words.
NOTE_LINES, NOTE_WORDS = 4, 30
#: A text without a head is a mail if it has at least 3 addresses in brackets.
MIN_ADDRESSES = 3
#: The name of a field has at most 30 characters, the line that announces a message 80.
MAX_LABEL, MAX_MARK = 30, 80
#: A sender signs within 25 lines of the end.
SIGN_OFF = 25

_FIELD = pattern(r"[*_]{0,2}([^\W\d_][^\n:：*]{0,40}?)\s{0,3}[*_]{0,2}[:：][*_]{0,2}(?:\s{0,9}(\S.{0,3000})|)")
_RAW_FIELD = pattern(r"[A-Z][A-Za-z0-9]{0,20}(?:-[A-Za-z0-9]{1,30}){0,6}:(?: .{0,3000}|)")
_MAIL_ADDRESS = pattern(r"[\w.+-]{1,64}@[\w.-]{1,190}")
_SENDER = pattern(
    r"(?:\"([^\"\n]{1,100})\"|([^<>()\[\]\"\n]{1,100}?))\s{0,5}[<(\[](?:mailto:)?([^<>()\[\]\s]{1,200})[>)\]].{0,200}"
)
_LIST_TAG = pattern(r"\[[^\[\]]{1,40}\]\s{1,3}(?=\S)")
_BRACKETED = pattern(r"\s{0,2}<(https?://[^<>\s]{1,2000})>|\s{0,2}\( (https?://[^()\s]{1,2000}) \)")
_CLOSING = " ,.;:–—-!*_"


class Head(NamedTuple):
    """The line that announces a head (or its first line), its first line, the line after it, and its fields."""

    mark: int
    start: int
    end: int
    fields: dict[str, tuple[int, str]]


def read_mail(draft: Draft) -> None:
    """Give the lines of heads their roles; the fields come from the innermost message that is only passed on."""
    heads = _heads(draft)
    if heads:
        main = _main(draft, heads)
        for head in heads:
            for index in range(head.mark, head.start):
                draft.give(index, "record", "announces a message")
            if head is main:
                _give_fields(draft, head)
            for index in range(head.start, head.end):
                draft.give(index, "record", "the head of a message")
    _read_addresses(draft, bool(heads))


def without_addresses(text: str) -> str:
    """Return the text without addresses in brackets.

    >>> without_addresses("Port Wenlow <https://low.example/x>, and this ( https://low.example/y )")
    'Port Wenlow, and this'
    """
    return _BRACKETED.sub("", text)


def _heads(draft: Draft) -> list[Head]:
    """Return the heads on top and after the marks of messages, in order."""
    known = load_labels("forwarded")
    rows = draft.rows
    top = draft.top()
    found: list[Head] = []
    index = top
    while index < len(rows):
        short = len(rows[index].text) <= MAX_MARK and index + 1 < len(rows)
        marked = short and _opens_field(rows[index + 1].text) and normalised(rows[index].text) in known
        if marked or (index <= top + MAX_BEFORE and _opens_field(rows[index].text)):
            head = _head_at(draft, index + marked, announced=marked)
            if head is not None:
                found.append(head._replace(mark=index))
                index = head.end
                continue
        index += 1
    return found


def _opens_field(text: str) -> bool:
    """Return whether a line opens with the name of a field of mail heads."""
    at = text.replace("：", ":").find(":", 0, MAX_LABEL) if ":" in text or "：" in text else 0
    return at > 0 and (normalised(text[:at]) in load_labels("mail-head") or _RAW_FIELD.fullmatch(text) is not None)


def _head_at(draft: Draft, start: int, *, announced: bool) -> Head | None:
    """Return the head that begins with a line, if one does."""
    table = load_labels("mail-head")
    fields: dict[str, tuple[int, str]] = {}
    index = start
    count = 0
    while index < len(draft.rows) and index - start < MAX_LINES:
        row = draft.rows[index]
        match = _FIELD.fullmatch(row.text)
        told = table.get(normalised(match[1])) if match else None
        # Some dumps have a blank line between all lines; others end a head with one.
        ended = index > start and row.gap and (told is None or row.gap > 1 or not draft.rows[start + 1].gap)
        if ended or not draft.is_free(index):
            break
        folded = index > start and row.text != draft.rows[start].text and draft.indent(index) > draft.indent(start)
        if match is not None and told is not None:
            fields.setdefault(told, (index, (match[2] or "").strip()))
            count += 1
        elif folded and (last := next((name for name in fields if fields[name][0] == index - 1), None)):
            fields[last] = (fields[last][0], f"{fields[last][1]} {row.text}")
        elif not (folded or (_RAW_FIELD.fullmatch(row.text) and index - start <= 4 * (count + 2))):
            break
        index += 1
    told_mail = announced or any(_MAIL_ADDRESS.search(value) for _, value in fields.values())
    enough = len(fields) >= (MIN_FIELDS - announced) and "from" in fields and {"subject", "date"} & set(fields)
    if not enough or not (told_mail or {"subject", "date", "to"} <= set(fields)):
        return None
    return Head(start, start, index, fields)


def _main(draft: Draft, heads: list[Head]) -> Head | None:
    """Return the head of the message that the text is; None if a text of its own stands above the first."""
    main = heads[0] if _is_note(draft, draft.top(), heads[0].mark) else None
    for before, head in pairwise(heads):
        if main is not before or not _is_note(draft, before.end, head.mark):
            break
        main = head
    return main


def _is_note(draft: Draft, low: int, high: int) -> bool:
    """Return whether the lines between are few enough for a note to a message."""
    words = sum(row.text.count(" ") + 1 for row in draft.rows[low : min(high, low + NOTE_LINES)])
    return high - low <= NOTE_LINES and words <= NOTE_WORDS


def _give_fields(draft: Draft, head: Head) -> None:
    for told, (index, value) in head.fields.items():
        value = _decoded(value)
        if told == "subject" and (subject := _subject(value)):
            draft.give(index, "title", "the subject of a message", subject)
        elif told == "date":
            draft.give(index, "published", "the day of a message", value)
        elif told == "from" and (name := _person(draft, value, head.end)):
            draft.give(index, "author", "the sender of a message", name)


def _decoded(value: str) -> str:
    """Return a field without the encoding of mail heads: ``=?utf-8?q?F=C3=A4hre?=``."""
    if "=?" not in value:
        return value
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return " ".join(str(make_header(decode_header(value))).split())
    except (HeaderParseError, LookupError, ValueError):
        return value


def _subject(value: str) -> str:
    """Return a subject without "Fwd:", "Re:" and the tag of a mailing list before it."""
    known = load_labels("mail-prefix")
    for _ in range(6):
        label, colon, rest = value.replace("：", ":", 1).partition(":")
        tag = _LIST_TAG.match(value)
        if tag is not None:
            value = value[tag.end() :]
        elif colon and normalised(label) in known and rest.strip():
            value = rest.strip()
        else:
            break
    return value.strip()


def _person(draft: Draft, value: str, low: int) -> str:
    """Return the sender's name if the address or the signature shows that it is a person's, else ""."""
    from cleantext.grammar.people import is_organization, looks_like_name
    from cleantext.grammar.tokens import fold

    match = _SENDER.fullmatch(value)
    name, address = ((match[1] or match[2] or "").strip(" '\""), match[3]) if match else (value.strip(" '\""), "")
    if not match and _MAIL_ADDRESS.search(value):
        return ""
    last, comma, first = name.partition(", ")
    name = f"{first} {last}" if comma and " " not in first else name
    if not looks_like_name(name) or is_organization(name):
        return ""
    local, _, host = address.casefold().partition("@")
    letters = "".join(filter(str.isalnum, name.casefold()))
    if letters in "".join(filter(str.isalnum, host)):
        return ""
    parts = [part for part in name.casefold().split() if len(part.strip(".")) >= (3 if part.isascii() else 1)]
    signed = _signed(draft, low, {name.casefold(), *parts})
    return name if signed or any(part in local or fold(part) in local for part in parts) else ""


def _signed(draft: Draft, low: int, names: set[str]) -> bool:
    """Return whether a line near the end of the text consists of one of the names."""
    rows = draft.rows[max(low, len(draft.rows) - SIGN_OFF) :]
    return any(row.text.strip(_CLOSING).casefold() in names for row in rows if len(row.text) <= 60)


def _read_addresses(draft: Draft, headed: bool) -> None:
    """Take addresses in brackets out of the text of mails: ``the archive <https://...>``."""
    if "<http" not in draft.text and "( http" not in draft.text:
        return
    found = list(_BRACKETED.finditer(draft.text))
    if len(found) < (1 if headed else MIN_ADDRESSES):
        return
    for match in found:
        group = 1 if match[1] else 2
        draft.links.append(Reference(match.start(group), match.end(group), match[group]))
    for index, row in enumerate(draft.rows):
        if draft.is_free(index) and row.text[0] in "<(" and _BRACKETED.fullmatch(row.text):
            draft.give(index, "mark", "the address of the line above")
    draft.cleaners.append(without_addresses)
