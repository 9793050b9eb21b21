"""From bytes to text: byte order mark, then UTF-8, then detection; never an error."""

from __future__ import annotations

import codecs

#: Detection looks at so many bytes.
SAMPLE = 65536

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def decoded(data: bytes) -> str:
    """The text of ``data``; a byte order mark is dropped, undecodable bytes become U+FFFD.

    >>> decoded("Über".encode("utf-16"))
    'Über'
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    return data.decode(_detected(data[:SAMPLE]), "replace")


def _detected(sample: bytes) -> str:
    """The likeliest encoding of bytes that are not UTF-8; UTF-8 where damage is slight, else Windows-1252 at worst."""
    import cchardet

    if sample.decode("utf-8", "replace").count("\ufffd") * 50 < len(sample):
        high = sum(byte >= 0x80 for byte in sample)
        if high > 6 * sample.decode("utf-8", "replace").count("\ufffd"):
            return "utf-8"
    encoding = cchardet.detect(sample).get("encoding") or "cp1252"
    try:
        codecs.lookup(encoding)
    except LookupError:
        return "cp1252"
    return encoding
