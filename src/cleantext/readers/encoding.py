"""From bytes to text: what the page says of its encoding, checked against its bytes; never an error."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from cleantext.patterns import pattern
from cleantext.readers.labels import MULTIBYTE, codec_of
from cleantext.readers.mojibake import mojibake
from cleantext.records import NamedTuple

__all__ = ["Decoded", "decode_page", "decoded", "mojibake"]

#: Detection looks at the first 65,536 bytes.
SAMPLE = 65536
#: Browsers look for a declaration in the first kilobyte; pages put it later, after scripts.
PRESCAN = 4096
#: At least 8 UTF-8 sequences in a row do not come about by chance in a text of a multi-byte encoding.
_SURE_SEQUENCES = 8

EncodingSource = Literal["bom", "header", "meta", "utf-8", "nulls", "detected", "fallback"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_HEADER = pattern(r"charset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.I)
_META = pattern(rb"<meta\b[^>]{0,400}?\bcharset\s{0,9}=\s{0,9}[\"']?([\w.:+-]{1,40})", re.I)
_XML = pattern(rb"\s{0,99}<\?xml\b[^>]{0,100}?\bencoding\s{0,9}=\s{0,9}[\"']([\w.:+-]{1,40})")
_CONTROLS = pattern(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_SEQUENCE = pattern(rb"[\xc2-\xf4][\x80-\xbf]{1,3}")


class Decoded(NamedTuple):
    """A decoded page: its text, the codec, what named that codec, and whether bytes were unreadable (U+FFFD)."""

    text: str
    encoding: str
    source: EncodingSource
    damaged: bool = False


def decoded(data: bytes) -> str:
    """The text of ``data``; a byte order mark is dropped, undecodable bytes become U+FFFD.

    >>> decoded("Über".encode("utf-16"))
    'Über'
    """
    return decode_page(data, html=False).text


def decode_page(data: bytes, *, content_type: str | None = None, html: bool | None = None) -> Decoded:
    """The text of a page and how it was found: byte order mark, HTTP header, meta element, UTF-8, detection.

    ``content_type`` is the HTTP header of that name; ``html=False`` says that a meta element is only text.
    A declaration loses where the bytes are plainly UTF-8 or do not fit it.

    >>> decode_page("<meta charset=latin1>Käse – 5 €".encode("cp1252"))[1:3]
    ('cp1252', 'meta')
    >>> decode_page("<meta charset=latin1>Käse".encode())[1:3]
    ('utf-8', 'utf-8')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _replaced(data[len(mark) :], encoding, "bom")
    if (wide := _wide(data[:SAMPLE])) is not None:
        return _replaced(data, wide, "nulls")
    labels = _declared(data, content_type, html)
    text = _utf8(data)
    if text is not None:
        return _agreed(data, text, labels)
    for encoding, source in labels:
        if (found := _fitting(data, encoding, source)) is not None:
            return found
    if _mostly_utf8(data[:SAMPLE]):
        return _replaced(data, "utf-8", "utf-8")
    return _detected(data)


def _declared(data: bytes, content_type: str | None, html: bool | None) -> list[tuple[str, EncodingSource]]:
    """The codecs that header and meta element name, in order of authority."""
    found: list[tuple[str, EncodingSource]] = []
    if content_type and (match := _HEADER.search(content_type)) and (codec := codec_of(match[1])):
        found.append((codec, "header"))
    if html is not False:
        head = data[:PRESCAN]
        meta = _META.search(head) or _XML.match(head)
        if meta and (codec := codec_of(meta[1].decode("ascii", "replace"))):
            # A label that could be read as ASCII does not stand in UTF-16.
            found.append(("utf-8" if codec.startswith("utf-16") else codec, "meta"))
    return found


def _utf8(data: bytes) -> str | None:
    """The text where all bytes are UTF-8, except a character that the end cuts."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8") + "\ufffd"
    return None


def _agreed(data: bytes, text: str, labels: list[tuple[str, EncodingSource]]) -> Decoded:
    """Valid UTF-8, unless a multi-byte encoding is declared that the bytes fit as well."""
    damaged = text.endswith("\ufffd") and not data.endswith(b"\xef\xbf\xbd")
    for encoding, source in labels:
        if encoding == "utf-8":
            return Decoded(text, "utf-8", source, damaged)
    sequences = sum(1 for _ in zip(range(_SURE_SEQUENCES), _SEQUENCE.finditer(data), strict=False))
    if sequences >= _SURE_SEQUENCES:
        return Decoded(text, "utf-8", "utf-8", damaged)
    for encoding, source in labels:
        escaped = b"\x1b" in data or encoding != "iso2022_jp"
        if encoding in MULTIBYTE and escaped and (found := _fitting(data, encoding, source)) is not None:
            return found
    return Decoded(text, "utf-8", labels[0][1] if labels and not sequences else "utf-8", damaged)


def _fitting(data: bytes, encoding: str, source: EncodingSource) -> Decoded | None:
    """The text in a declared encoding; None where more than a few bytes or characters do not fit it."""
    found = _replaced(data, encoding, source)
    if encoding == "utf-8" and not _mostly_utf8(data[:SAMPLE]):
        return None
    strange = len(_CONTROLS.findall(found.text)) + (found.text.count("\ufffd") if found.damaged else 0)
    # Of characters beyond ASCII one in six may be strange, as in _mostly_utf8.
    return found if strange == 0 or strange * 6 < sum(map("\x7f".__lt__, found.text)) else None


def _replaced(data: bytes, encoding: str, source: EncodingSource) -> Decoded:
    """The text in that encoding, with U+FFFD for what does not fit."""
    try:
        return Decoded(data.decode(encoding), encoding, source)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, source, damaged=True)


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of a text in an alphabet, or of its markup, is zero.

    >>> _wide("<p>Über".encode("utf-16-be")), _wide(b"a" * 9)
    ('utf-16-be', None)
    """
    if b"\0" not in sample or len(sample) < 4:
        return None
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _mostly_utf8(sample: bytes) -> bool:
    """Whether the bytes read as UTF-8 with slight damage: few unreadable bytes, and few beside the readable ones."""
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    high = sum(map((0x7F).__lt__, sample))
    return bad * 50 < len(sample) and high > 6 * bad


def _detected(data: bytes) -> Decoded:
    """The likeliest encoding of bytes that nothing names, else Windows-1252."""
    import cchardet

    label = cchardet.detect(data[:SAMPLE]).get("encoding")
    if label and (codec := codec_of(label)) is not None:
        return _replaced(data, codec, "detected")
    return _replaced(data, "cp1252", "fallback")
