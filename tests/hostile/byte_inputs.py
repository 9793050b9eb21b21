"""Hostile inputs that are bytes: wrong labels, mixed and cut encodings, files that are no pages."""

from __future__ import annotations

import gzip
import random
import zlib

from hostile.building import Hostile

_LABELS = (
    "utf-8 utf-16 utf-16le utf-32 utf-7 windows-1252 iso-8859-1 shift_jis euc-jp gb18030 big5 euc-kr koi8-r".split()
)
_LABELS += "iso-2022-jp hz-gb-2312 x-user-defined replacement none unicode base64 rot13 idna punycode zlib unicode_escape".split()
_PROSE = "The “harbour” wall – café, Überfahrt, набережная, 海港 – held. "


def _prose(n: int) -> str:
    return f"<html><p>{_PROSE * (n // len(_PROSE) + 1)}</p></html>"


def _labelled(label: str) -> Hostile:
    """UTF-8 under a label that may be any."""
    return lambda n: f'<meta charset="{label}">{_prose(n)}'.encode()


def _noise(n: int) -> bytes:
    return random.Random(n).randbytes(n)


def _png(n: int) -> bytes:
    return b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(_noise(n), 0)


def _pdf(n: int) -> bytes:
    return b"%PDF-1.7\n1 0 obj <</Length 9>> stream\n" + zlib.compress(_noise(n)) + b"\nendstream endobj\n%%EOF"


BYTES: dict[str, Hostile] = {
    **{f"labelled {label}": _labelled(label) for label in _LABELS},
    "a label without end": lambda n: b"<meta charset=" + b"a" * n,
    "many labels": lambda n: b"<meta charset=utf-16>" * (n // 21) + b"<p>The wall held.",
    "UTF-8 mark, UTF-16 text": lambda n: b"\xef\xbb\xbf" + _prose(n // 2).encode("utf-16-le"),
    "UTF-16": lambda n: _prose(n // 2).encode("utf-16"),
    "UTF-16 without a mark": lambda n: _prose(n // 2).encode("utf-16-le"),
    "UTF-16, half a character": lambda n: _prose(n // 2).encode("utf-16")[:-1],
    "UTF-32": lambda n: _prose(n // 4).encode("utf-32"),
    "marks of all kinds": lambda n: (b"\xef\xbb\xbf\xff\xfe\xfe\xff\0\0\xfe\xff" * (n // 12))[:n],
    "mixed encodings": lambda n: b"".join(
        (
            _PROSE.encode("utf-8"),
            _PROSE.encode("cp1252", "replace"),
            _PROSE.encode("utf-16-le"),
            _PROSE.encode("gb18030"),
        )
        * (n // 400 + 1)
    ),
    "UTF-8 cut in a character": lambda n: ("<p>" + "海" * (n // 3 + 1)).encode()[:-1],
    "UTF-8 with bad bytes": lambda n: b"The wall \xff held \xc3( and \xe2\x82. " * (n // 31),
    "overlong UTF-8": lambda n: b"\xc0\xbc\xe0\x80\xbc\xf0\x80\x80\xbc\xed\xa0\x80" * (n // 12),
    "continuation bytes": lambda n: b"\x80" * n,
    "bytes of 255": lambda n: b"\xff" * n,
    "NUL bytes": lambda n: b"\0" * n,
    "all bytes": lambda n: bytes(range(256)) * (n // 256),
    "noise": _noise,
    "noise in a page": lambda n: b"<html><p>The wall held.</p>" + _noise(n) + b"</html>",
    "escape bytes": lambda n: b"\x1b$B" * (n // 3),
    "PNG": _png,
    "PDF": _pdf,
    "gzip": lambda n: gzip.compress(_noise(n), mtime=0),
    "gzip of a page": lambda n: gzip.compress(_prose(n).encode(), mtime=0),
    "ZIP": lambda n: b"PK\x03\x04\x14\0\0\0\x08\0" + _noise(n),
    "ELF": lambda n: b"\x7fELF\x02\x01\x01" + b"\0" * 9 + _noise(n),
    "WARC": lambda n: (
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99\r\n\r\nHTTP/1.1 200 OK\r\n\r\n" + _prose(n).encode()
    ),
}
