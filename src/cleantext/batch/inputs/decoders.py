"""Decompression step by step: each call takes a little input and gives a bounded piece of output."""

from __future__ import annotations

import zlib
from typing import Any, Protocol

from cleantext.batch.problems import library


class Damaged(Exception):
    """The bytes are not what the compression says; the message names the compression."""


class Decoder(Protocol):
    """One compressed stream: a gzip member, a zstd frame, a body in an HTTP content encoding."""

    #: How it is called in messages.
    name: str
    #: How many bytes of input may be given at once.
    feed: int
    #: Input of the last call that was not used yet.
    rest: bytes
    #: Whether the stream came to its end.
    finished: bool

    def decode(self, data: bytes, limit: int) -> bytes:
        """About ``limit`` more bytes at most; Damaged where the bytes make no sense."""
        ...


class ZlibDecoder:
    """gzip (``wbits`` 31), zlib (15) or bare deflate (-15).

    >>> import gzip
    >>> ZlibDecoder("gzip", 31).decode(gzip.compress(b"page"), 9)
    b'page'
    """

    feed = 4096

    def __init__(self, name: str, wbits: int) -> None:
        self.name = name
        self.rest = b""
        self.finished = False
        self._inner = zlib.decompressobj(wbits)

    def decode(self, data: bytes, limit: int) -> bytes:
        """See :class:`Decoder`."""
        try:
            out = self._inner.decompress(data, limit)
        except zlib.error as error:
            raise Damaged(f"damaged {self.name} data: {error}") from None
        self.finished = self._inner.eof
        self.rest = self._inner.unused_data if self.finished else self._inner.unconsumed_tail
        return out


class ZstdDecoder:
    """A zstd frame. A block of it gives at most 128 KiB and takes at least 4 bytes, so little input bounds the output.

    >>> import zstandard
    >>> ZstdDecoder().decode(zstandard.compress(b"page"), 9)
    b'page'
    """

    name = "zstd"
    # 32 MiB of output at worst.
    feed = 1024

    def __init__(self) -> None:
        zstandard = library("zstandard", "reads zstd")
        self.rest = b""
        self.finished = False
        self._inner: Any = zstandard.ZstdDecompressor().decompressobj()
        self._error: type[Exception] = zstandard.ZstdError

    def decode(self, data: bytes, limit: int) -> bytes:
        """See :class:`Decoder`."""
        try:
            out: bytes = self._inner.decompress(data)
        except self._error as error:
            raise Damaged(f"damaged zstd data: {error}") from None
        self.finished = self._inner.eof
        self.rest = self._inner.unused_data if self.finished else b""
        return out


class BrotliDecoder:
    """A body in the content encoding ``br``.

    >>> import brotli
    >>> BrotliDecoder().decode(brotli.compress(b"page"), 9)
    b'page'
    """

    name = "br"
    feed = 4096

    def __init__(self) -> None:
        brotli = library("brotli", "reads the content encoding br")
        self.rest = b""
        self.finished = False
        self._inner: Any = brotli.Decompressor()
        self._error: type[Exception] = brotli.error

    def decode(self, data: bytes, limit: int) -> bytes:
        """See :class:`Decoder`."""
        try:
            if self._inner.can_accept_more_data():
                self.rest = b""
            else:
                # What it holds back comes out first.
                self.rest, data = data, b""
            out: bytes = self._inner.process(data, output_buffer_limit=limit)
        except self._error as error:
            raise Damaged(f"damaged br data: {error}") from None
        self.finished = self._inner.is_finished()
        return out


def gzip_decoder() -> Decoder:
    """A decoder of one gzip member."""
    return ZlibDecoder("gzip", 31)


def decoded(decoder: Decoder, data: bytes, limit: int) -> tuple[bytes, str | None]:
    """All of ``data`` decoded, up to ``limit`` bytes, and what is wrong with it.

    >>> import gzip
    >>> decoded(gzip_decoder(), gzip.compress(b"page" * 99)[:-9], 1000)[1]
    'truncated: the gzip data end early'
    >>> decoded(gzip_decoder(), gzip.compress(b"page" * 99), 8)
    (b'pagepage', 'truncated: more than 8 bytes, cut there')
    """
    pieces: list[bytes] = []
    size = 0
    at = 0
    waiting = b""
    while size <= limit:
        if not waiting:
            waiting, at = data[at : at + decoder.feed], at + decoder.feed
        try:
            piece = decoder.decode(waiting, min(limit + 1 - size, 16384))
        except Damaged as error:
            return b"".join(pieces), str(error)
        waiting = decoder.rest
        pieces.append(piece)
        size += len(piece)
        if decoder.finished:
            break
        if not piece and not waiting and at >= len(data):
            return b"".join(pieces), f"truncated: the {decoder.name} data end early"
    whole = b"".join(pieces)
    return whole[:limit], f"truncated: more than {limit} bytes, cut there" if size > limit else None
