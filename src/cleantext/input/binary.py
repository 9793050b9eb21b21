"""Tells files that hold no text (images, archives, programs, office files) from text, and names their type.

Libraries for this look at the opening alone: puremagic 1.30 takes "MZ is a code" for a program, "ID3 is a name" for a
song. No text may be lost, so control characters decide, and the opening only names the type.
"""

from __future__ import annotations

import codecs

from cleantext.patterns import pattern

#: The first 65,536 bytes or characters are looked at.
SAMPLE = 65536
#: Text has less than one control character in 20 bytes; compressed data have about one in 9.
CONTROL_SHARE = 20
#: The opening of a type counts if its first 512 bytes hold a control character: a sentence may begin with "MZ".
FIRST = 512
#: Of the characters of UTF-16 text at most 2 in 100 are controls, unassigned or damaged; of chance bytes a quarter are.
ODD_PERCENT = 2
#: A space, a line break or punctuation comes at least every 40 characters: numbers of 16 bits may all be letters.
LONGEST_WORD = 40

#: The type of data without a known opening.
UNKNOWN_BINARY = "unknown binary"

#: Types that are written in ASCII: their opening alone decides.
_DOCUMENTS = {"%PDF-": "PDF", "%!PS-Adobe-": "PostScript", "{\\rtf": "RTF"}
#: How other types open.
_MAGIC = {
    b"\x89PNG": "PNG",
    b"GIF87a": "GIF",
    b"GIF89a": "GIF",
    b"\xff\xd8\xff": "JPEG",
    b"RIFF": "RIFF",
    b"\0\0\1\0": "icon",
    b"II*\0": "TIFF",
    b"MM\0*": "TIFF",
    b"8BPS": "Photoshop",
    b"PK\3\4": "ZIP",
    b"PK\5\6": "ZIP",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x1f\x8b": "gzip",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"\x04\x22\x4d\x18": "LZ4",
    b"\x7fELF": "program",
    b"MZ": "program",
    b"\xca\xfe\xba\xbe": "program",
    b"\xcf\xfa\xed\xfe": "program",
    b"\xce\xfa\xed\xfe": "program",
    b"\0asm": "program",
    b"!<arch>\n": "archive of programs",
    b"\xde\x12\x04\x95": "gettext",
    b"OggS": "Ogg",
    b"ID3": "MP3",
    b"fLaC": "FLAC",
    b"\x1aE\xdf\xa3": "Matroska",
    b"wOFF": "font",
    b"wOF2": "font",
    b"OTTO": "font",
    b"ttcf": "font",
    b"\0\1\0\0\0": "font",
    b"SQLite format 3": "SQLite",
    b"\xd0\xcf\x11\xe0": "OLE document",
    b"PAR1": "Parquet",
    b"ARROW1": "Arrow",
    b"Obj\1": "Avro",
    b"\x89HDF": "HDF5",
    b"\x93NUMPY": "NumPy",
}
#: What stands at another place than the beginning: the offset, the bytes, the type.
_INNER = ((4, b"ftyp", "MP4"), (257, b"ustar", "tar"), (1, b"\r\r\n", "Python bytecode"))
#: Names of members, by which a ZIP file is one of these.
_ZIP_TYPES = {
    b"word/": "Word document",
    b"xl/": "Excel document",
    b"ppt/": "PowerPoint document",
    b"application/epub+zip": "EPUB",
    b"application/vnd.oasis.opendocument": "OpenDocument",
}
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF32_LE: "utf-32-le",
    codecs.BOM_UTF32_BE: "utf-32-be",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
#: What may precede the opening of a document in ASCII.
_BLANK = "\ufeff\t\n\r "
#: Categories of characters that no text has: controls, those that are not assigned, and private ones.
_NOT_TEXT = ("Cc", "Cn", "Co")
# Tabs, line breaks, form feeds, shifts of the set of characters and escape sequences occur in text.
_CONTROL_BYTES = bytes({*range(0x20)} - {*b"\t\n\v\f\r\x0e\x0f\x1b"})
_CONTROLS = pattern(r"[\x00-\x08\x10-\x1a\x1c-\x1f]")


def find_binary_type(data: bytes | str) -> str | None:
    """The type of data that are no text, as "PNG" or "unknown binary"; None for text in any encoding.

    Of a ``str`` only control characters count: a file that somebody decoded as text.

    >>> find_binary_type(b"\\x89PNG\\r\\n\\x1a\\n\\0"), find_binary_type("Über die Brücke".encode("utf-16"))
    ('PNG', None)
    """
    head = data[:SAMPLE]
    opening = head[:64] if isinstance(head, str) else head[:64].decode("latin-1")
    document = next((label for start, label in _DOCUMENTS.items() if opening.lstrip(_BLANK).startswith(start)), None)
    if document is not None:
        return document
    if isinstance(head, str):
        controls = len(_CONTROLS.findall(head))
        known = _find_magic(head.encode("latin-1", "replace"))
        return known or (UNKNOWN_BINARY if controls * CONTROL_SHARE > len(head) else None)
    if (known := _find_magic(head)) is not None:
        return known
    return UNKNOWN_BINARY if is_binary(head) and not _is_page(head) else None


def is_binary(head: bytes, share: int = CONTROL_SHARE) -> bool:
    """Whether bytes are not text: they have many control characters other than the zeros of UTF-16 and UTF-32.

    With ``share`` 0 one control character, or one byte that is not UTF-8, is enough.

    >>> is_binary("Über die Brücke".encode("utf-16")), is_binary(bytes(range(32)) * 9)
    (False, True)
    """
    for mark, codec in _MARKS.items():
        if head.startswith(mark):
            text = head[len(mark) :].decode(codec, "ignore")
            return len(_CONTROLS.findall(text)) * CONTROL_SHARE > len(text)
    # Old pages are padded with zeros at the end.
    padded = head.rstrip(b"\0") or head
    controls = _count_controls(padded)
    if share == 0:
        return controls > 0 or "\ufffd" in head[:-4].decode("utf-8", "replace")
    return controls * share > len(padded) and not _is_wide_text(head)


def _is_page(head: bytes) -> bool:
    """Whether bytes with many control characters are HTML all the same."""
    from cleantext.input.read import looks_like_html

    return looks_like_html(head.decode("latin-1"))


def _count_controls(data: bytes) -> int:
    return len(data) - len(data.translate(None, _CONTROL_BYTES))


def _is_wide_text(head: bytes) -> bool:
    """Whether bytes are UTF-16 or UTF-32 without a mark."""
    from unicodedata import category

    zeros = head[::2].count(0), head[1::2].count(0)
    ascii_like = min(zeros) * 20 < max(zeros) and max(zeros) * 5 >= len(head)
    if ascii_like and (_count_controls(head) - sum(zeros)) * CONTROL_SHARE <= len(head):
        return True
    for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"):
        # The end may cut a character.
        text = head[: len(head) // 4 * 4 - 4].decode(codec, "replace")
        kinds = list(map(category, text))
        odd = sum(map(_NOT_TEXT.__contains__, kinds)) - sum(map(text.count, "\t\n\f\r\x1b")) + text.count("\ufffd")
        breaks = sum(kind[0] in "ZP" for kind in kinds) + text.count("\n")
        if text and odd * 100 <= ODD_PERCENT * len(text) and (breaks + 1) * LONGEST_WORD >= len(text):
            return True
    return False


def _find_magic(head: bytes) -> str | None:
    """The type that the bytes open like, if they are not text."""
    if not _count_controls(head[:FIRST]):
        return None
    label = next((label for magic, label in _MAGIC.items() if head.startswith(magic)), None)
    if label == "ZIP":
        return next((inner for name, inner in _ZIP_TYPES.items() if name in head), label)
    return label or next((label for at, magic, label in _INNER if head.startswith(magic, at)), None)
