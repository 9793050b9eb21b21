"""From bytes to text: the encoding that a page states, checked against its bytes; wrong decoding undone on request."""

from __future__ import annotations

import codecs
import re
from typing import Literal

from cleantext.errors import MissingExtraError
from cleantext.patterns import pattern
from cleantext.records import NamedTuple

# After the WHATWG Encoding Standard: a label means the superset that browsers use for it.
_GROUPS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 x-unicode20utf8",
    "cp1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso_8859-1 iso88591 latin1 latin-1"
    " l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819",
    "cp1250": "windows-1250 cp1250 x-cp1250",
    "cp1251": "windows-1251 cp1251 x-cp1251 win-1251",
    "cp1253": "windows-1253 cp1253 x-cp1253",
    "cp1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 latin5 l5",
    "cp1255": "windows-1255 cp1255 x-cp1255",
    "cp1256": "windows-1256 cp1256 x-cp1256",
    "cp1257": "windows-1257 cp1257 x-cp1257",
    "cp1258": "windows-1258 cp1258 x-cp1258",
    "iso8859-2": "iso-8859-2 iso8859-2 iso_8859-2 latin2 l2",
    "iso8859-3": "iso-8859-3 iso8859-3 latin3",
    "iso8859-4": "iso-8859-4 iso8859-4 latin4",
    "iso8859-5": "iso-8859-5 iso8859-5 iso_8859-5 cyrillic",
    "iso8859-6": "iso-8859-6 iso8859-6 iso_8859-6 arabic",
    "iso8859-7": "iso-8859-7 iso8859-7 iso_8859-7 greek greek8",
    "iso8859-8": "iso-8859-8 iso8859-8 iso_8859-8 iso-8859-8-i hebrew logical visual",
    "iso8859-10": "iso-8859-10 iso8859-10 latin6",
    "iso8859-13": "iso-8859-13 iso8859-13",
    "iso8859-14": "iso-8859-14 iso8859-14",
    "iso8859-15": "iso-8859-15 iso8859-15 iso_8859-15 latin-9 latin9 l9",
    "iso8859-16": "iso-8859-16 iso8859-16",
    "koi8-r": "koi8-r koi8 koi koi8_r",
    "koi8-u": "koi8-u koi8-ru",
    "cp852": "ibm852 cp852",
    "cp855": "ibm855 cp855",
    "cp866": "ibm866 cp866 866",
    "mac-roman": "macintosh mac x-mac-roman",
    "mac-latin2": "x-mac-ce mac-centraleurope",
    "mac-cyrillic": "x-mac-cyrillic x-mac-ukrainian",
    "cp874": "windows-874 cp874 tis-620 iso-8859-11 iso8859-11 dos-874",
    "gb18030": "gb18030 gbk gb2312 gb_2312 gb_2312-80 x-gbk chinese csgb2312 cp936 iso-ir-58",
    "big5hkscs": "big5 big5-hkscs big5hkscs cn-big5 x-x-big5 csbig5 cp950",
    "cp932": "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji ms932 csshiftjis cp932",
    "euc_jp": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
    "iso2022_jp": "iso-2022-jp csiso2022jp",
    "cp949": "euc-kr ks_c_5601-1987 ks_c_5601-1989 ks_c_5601 ksc5601 ksc_5601 korean windows-949 uhc cp949 cseuckr",
    "utf-16-le": "utf-16 utf-16le unicode ucs-2 iso-10646-ucs-2 csunicode unicodefeff",
    "utf-16-be": "utf-16be unicodefffe",
}
_CODECS = {label: codec for codec, labels in _GROUPS.items() for label in labels.split()}

#: Codecs in which a few characters can look like UTF-8.
MULTIBYTE = frozenset({"gb18030", "big5hkscs", "cp932", "euc_jp", "iso2022_jp", "cp949"})

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

#: The first 100,000 characters are looked at.
MOJIBAKE_SAMPLE = 100_000
# One such sequence can be a quotation of the damage; two different ones that nothing contradicts cannot.
_MIN_DISTINCT = 2
_MIN_HITS = 3
#: For each run that is not a double encoding there have to be at least 4 that are.
_HITS_PER_COUNTER = 4

_RUN = pattern(r"[^\x00-\x7f]{1,200}")
#: What every sequence of UTF-8 begins with, when its bytes are taken as characters.
_LEAD = pattern(r"[\xc2-\xf4][^\x00-\x7f]")
#: Each character of Windows-1252 to its byte; bytes that it leaves free stand for themselves.
_BYTES = {byte: byte for byte in range(0x80, 0x100)}
_BYTES |= {ord(char): byte for byte in range(0x80, 0xA0) if (char := bytes([byte]).decode("cp1252", "ignore"))}


class Decoded(NamedTuple):
    """A decoded page: its text, the codec, what named that codec, and whether bytes were unreadable (U+FFFD)."""

    text: str
    encoding: str
    source: EncodingSource
    damaged: bool = False


def decode_page(data: bytes, *, content_type: str | None = None, html: bool | None = None) -> Decoded:
    """Decode a page by its byte order mark, HTTP header, meta element, as UTF-8, or by detection.

    ``content_type`` is the HTTP header of that name; ``html=False`` says that a meta element is only text.
    A declaration loses where the bytes are plainly UTF-8 or do not fit it.

    >>> decode_page("<meta charset=latin1>Käse – 5 €".encode("cp1252"))[1:3]
    ('cp1252', 'meta')
    >>> decode_page("<meta charset=latin1>Käse".encode())[1:3]
    ('utf-8', 'utf-8')
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], encoding, "bom")
    if (wide := _find_wide(data[:SAMPLE])) is not None:
        return _decode(data, wide, "nulls")
    labels = _read_labels(data, content_type, html)
    text = _decode_utf8(data)
    if text is not None:
        return _check_utf8(data, text, labels)
    for encoding, source in labels:
        if (found := _try_codec(data, encoding, source)) is not None:
            return found
    if _is_mostly_utf8(data[:SAMPLE]):
        return _decode(data, "utf-8", "utf-8")
    return _detect(data)


def is_mojibake(text: str) -> bool:
    """Whether the text is UTF-8 encoded twice: several distinct such sequences, and hardly a letter that is right.

    >>> is_mojibake("FrÃ¼her hieÃŸ es â€žMÃ¼hleâ€œ"), is_mojibake("Früher hieß es „Mühle“")
    (True, False)
    """
    if _LEAD.search(text, 0, MOJIBAKE_SAMPLE) is None:
        return False
    hits, counter, distinct = 0, 0, set()
    for run in _RUN.findall(text[:MOJIBAKE_SAMPLE]):
        if _is_double(run):
            hits += 1
            distinct.add(run)
        elif run.strip("\xa0\xad\ufffd"):
            counter += 1
    return len(distinct) >= _MIN_DISTINCT and hits >= _MIN_HITS and hits >= _HITS_PER_COUNTER * counter


def repair_mojibake(text: str) -> str:
    """Decode each stretch of mojibake as it should have been; characters that are right stay.

    ftfy does it (the extra ``repair``), by its fixes of the encoding alone; MissingExtraError where it is missing.

    >>> repair_mojibake("FrÃ¼her hieÃŸ es â€žMÃ¼hleâ€œ")
    'Früher hieß es „Mühle“'
    """
    try:
        from ftfy import fix_encoding
    except ImportError:
        raise MissingExtraError("repair", "ftfy", "undo wrong decoding") from None
    # Lines are repaired one by one: ftfy judges a text as a whole, and one that is right would speak for all.
    return "".join([line if line.isascii() else fix_encoding(line) for line in text.splitlines(keepends=True)])


def codec_of(label: str) -> str | None:
    """The codec for an encoding's label as written, None where nothing reads it.

    >>> codec_of("ISO-8859-1"), codec_of("gb2312"), codec_of("utf8mb4"), codec_of("base64")
    ('cp1252', 'gb18030', 'utf-8', None)
    """
    name = label.strip().casefold()
    if name.startswith("utf8"):
        return "utf-8"
    return _CODECS.get(name)


def _read_labels(data: bytes, content_type: str | None, html: bool | None) -> list[tuple[str, EncodingSource]]:
    """The codecs that header and meta element name, the header's first."""
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


def _decode_utf8(data: bytes) -> str | None:
    """The text where all bytes are UTF-8, except a character that the end cuts."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(data) - 3 and error.reason == "unexpected end of data":
            return data[: error.start].decode("utf-8") + "\ufffd"
    return None


def _check_utf8(data: bytes, text: str, labels: list[tuple[str, EncodingSource]]) -> Decoded:
    """Valid UTF-8, unless a multi-byte encoding is declared that the bytes fit as well."""
    damaged = text.endswith("\ufffd") and not data.endswith(b"\xef\xbf\xbd")
    for encoding, source in labels:
        if encoding == "utf-8":
            return Decoded(text, "utf-8", source, damaged)
    sequences = sum(1 for _ in zip(range(_SURE_SEQUENCES), _SEQUENCE.finditer(data), strict=False))
    if sequences >= _SURE_SEQUENCES:
        return Decoded(text, "utf-8", "utf-8", damaged)
    for encoding, source in labels:
        possible = encoding in MULTIBYTE and (encoding != "iso2022_jp" or b"\x1b" in data)
        if possible and (found := _try_codec(data, encoding, source)) is not None:
            return found
    return Decoded(text, "utf-8", labels[0][1] if labels and not sequences else "utf-8", damaged)


def _try_codec(data: bytes, encoding: str, source: EncodingSource) -> Decoded | None:
    """The text in a declared encoding; None where more than a few bytes or characters do not fit it."""
    found = _decode(data, encoding, source)
    if encoding == "utf-8" and not _is_mostly_utf8(data[:SAMPLE]):
        return None
    strange = len(_CONTROLS.findall(found.text)) + (found.text.count("\ufffd") if found.damaged else 0)
    # Of characters beyond ASCII one in six may be strange, as in _is_mostly_utf8.
    return found if strange == 0 or strange * 6 < sum(map("\x7f".__lt__, found.text)) else None


def _decode(data: bytes, encoding: str, source: EncodingSource) -> Decoded:
    """The text in that encoding, with U+FFFD for what does not fit."""
    try:
        return Decoded(data.decode(encoding), encoding, source)
    except UnicodeDecodeError:
        return Decoded(data.decode(encoding, "replace"), encoding, source, damaged=True)


def _find_wide(sample: bytes) -> str | None:
    """UTF-16 or UTF-32 without a mark: every other byte of a text in an alphabet, or of its markup, is zero.

    >>> _find_wide("<p>Über".encode("utf-16-be")), _find_wide(b"a" * 9)
    ('utf-16-be', None)
    """
    if b"\0" not in sample or len(sample) < 4:
        return None
    for name, zeros in (("utf-32-le", (2, 3)), ("utf-32-be", (0, 1))):
        # Letters of all alphabets and of Chinese have two zero bytes of four.
        if all(not any(sample[at::4]) for at in zeros):
            return name
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if max(even, odd) * 5 < len(sample) or min(even, odd) * 4 > max(even, odd):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_mostly_utf8(sample: bytes) -> bool:
    """Whether the bytes read as UTF-8 with slight damage: few unreadable bytes, and few beside the readable ones."""
    bad = sample.decode("utf-8", "replace").count("\ufffd")
    high = sum(map((0x7F).__lt__, sample))
    return bad * 50 < len(sample) and high > 6 * bad


def _detect(data: bytes) -> Decoded:
    """The likeliest encoding of bytes that nothing names, else Windows-1252."""
    import cchardet

    label = cchardet.detect(data[:SAMPLE]).get("encoding")
    if label and (codec := codec_of(label)) is not None:
        return _decode(data, codec, "detected")
    return _decode(data, "cp1252", "fallback")


def _is_double(run: str) -> bool:
    """Whether characters beyond ASCII are the bytes of UTF-8 text."""
    if len(run) < 2 or any(ord(char) not in _BYTES for char in run):
        return False
    try:
        bytes(_BYTES[ord(char)] for char in run).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
