"""Lines of a stream, bounded in length, with their offsets."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from cleantext.batch.inputs.streams import CHUNK, Stream


class Readable(Protocol):
    """What lines are read from."""

    def read(self, size: int, /) -> bytes:
        """Up to ``size`` bytes; b"" at the end."""
        ...


class Line(NamedTuple):
    """A line without its end, its offset, and whether the rest of it was beyond the bound and is left out."""

    offset: int
    data: bytes
    cut: bool = False


def lines(stream: Readable, bound: int, offset: int = 0) -> Iterator[Line]:
    """The lines of a stream, each at most ``bound`` bytes; the last one needs no line end.

    >>> import io
    >>> [(line.offset, line.data, line.cut) for line in lines(io.BytesIO(b"one\\r\\nthree\\n"), 4)]
    [(0, b'one', False), (5, b'thre', True)]
    """
    pieces: list[bytes] = []
    size = 0
    while data := stream.read(CHUNK):
        at = 0
        while (end := data.find(b"\n", at)) >= 0:
            if size < bound + 2:
                pieces.append(data[at:end])
            size += end - at
            yield _line(pieces, offset, bound)
            offset, at = offset + size + 1, end + 1
            pieces, size = [], 0
        if size < bound + 2:
            pieces.append(data[at:])
        size += len(data) - at
    if size:
        yield _line(pieces, offset, bound)


def _line(pieces: list[bytes], offset: int, bound: int) -> Line:
    data = b"".join(pieces).removesuffix(b"\r")
    return Line(offset, data[:bound], len(data) > bound)


class Recoded:
    """A stream of UTF-16 as UTF-8; offsets count bytes of the latter."""

    def __init__(self, stream: Readable, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")

    def read(self, size: int, /) -> bytes:
        """The next piece, a little more than ``size`` perhaps; b"" at the end."""
        while data := self._stream.read(size):
            if text := self._decoder.decode(data):
                return text.encode("utf-8", "replace")
        return self._decoder.decode(b"", final=True).encode("utf-8", "replace")


def utf8(stream: Stream) -> Readable:
    """The stream without its byte order mark, from UTF-16 to UTF-8 where its beginning is in that.

    >>> import io
    >>> utf8(Stream(io.BytesIO('{"text": "Über"}'.encode("utf-16")))).read(99).decode()
    '{"text": "Über"}'
    """
    head = stream.peek(4)
    if head.startswith(codecs.BOM_UTF8):
        stream.read(3)
    elif head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        stream.read(2)
        return Recoded(stream, "utf-16-le" if head.startswith(codecs.BOM_UTF16_LE) else "utf-16-be")
    elif head[:1] and head[1:2] == b"\0" and head[3:4] == b"\0" and head[2:3] != b"\0":
        return Recoded(stream, "utf-16-le")
    elif head[:1] == b"\0" and head[1:2] not in (b"", b"\0") and head[2:3] == b"\0" and head[3:4] != b"\0":
        return Recoded(stream, "utf-16-be")
    return stream
