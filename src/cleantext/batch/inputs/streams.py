"""A file as a stream of decompressed bytes that never raises: what is wrong with it stands in ``problem``."""

from __future__ import annotations

import io
import sys
import zlib
from collections.abc import Callable
from typing import IO, Any, Protocol

from cleantext.errors import library


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


#: Bytes read at a time.
CHUNK = 65536
#: Bytes decompressed at a time: what a damaged member loses before the place of its damage.
STEP = 8192
#: At most 1,000 places that look like a member's beginning are tried after damage.
CANDIDATES = 1000
GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"
_DECODERS: tuple[tuple[bytes, Callable[[], Decoder]], ...] = ((GZIP_MAGIC, gzip_decoder), (ZSTD_MAGIC, ZstdDecoder))


class Meter:
    """Counts the bytes of inputs that were read so far, as they lie on disk."""

    def __init__(self) -> None:
        self.done = 0


class Stream(io.RawIOBase):
    """The decompressed bytes of ``source``: plain, gzip members or zstd frames one after the other.

    At the end ``problem`` is None, or tells why there was an end; :meth:`resume` then looks for the next sound member.

    >>> import gzip
    >>> stream = Stream(io.BytesIO(gzip.compress(b"one ") + gzip.compress(b"two")))
    >>> stream.read(99), stream.read(99), stream.read(99), stream.problem
    (b'one two', b'', b'', None)
    """

    def __init__(self, source: IO[bytes], meter: Meter | None = None) -> None:
        self.problem: str | None = None
        self._source = source
        self._meter = meter or Meter()
        self._position = 0
        self._buffer = b""
        self._ended = False
        # Bytes of the source that were not decoded yet; the source is a pipe perhaps, which gives little at a time.
        self._rest = b""
        while len(self._rest) < len(ZSTD_MAGIC) and (more := self._fetched(CHUNK)):
            self._rest += more
        self._make = next((make for magic, make in _DECODERS if _is_compressed(self._rest, magic)), None)
        self._magic = self._rest[:4] if self._rest.startswith(ZSTD_MAGIC) else GZIP_MAGIC
        self._decoder = self._make() if self._make else None
        self._full = False

    def readable(self) -> bool:
        """Always."""
        return True

    def tell(self) -> int:
        """How many bytes were read."""
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """Up to ``size`` bytes, or all; b"" at the end."""
        if size < 0:
            return b"".join(iter(lambda: self.read(CHUNK), b""))
        piece = self.peek(min(size, CHUNK))
        self._buffer = self._buffer[len(piece) :]
        self._position += len(piece)
        return piece

    def readinto(self, buffer: Any, /) -> int:
        """Fill ``buffer`` as far as the next bytes reach."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def read_up_to(self, size: int) -> bytes:
        """``size`` bytes, fewer only at the end."""
        pieces: list[bytes] = []
        while size > 0 and (piece := self.read(min(size, CHUNK))):
            pieces.append(piece)
            size -= len(piece)
        return b"".join(pieces)

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, which stay to be read."""
        while len(self._buffer) < size and not self._ended:
            self._fill()
        return self._buffer[:size]

    def close(self) -> None:
        """Close the source too."""
        if not self.closed:
            self._source.close()
        super().close()

    def resume(self, opening: tuple[bytes, ...]) -> bool:
        """Go on after damage, at the next member or frame whose content begins like ``opening``.

        Whether there is one; without one the rest of the file is not readable.
        """
        if self._make is None or self.problem is None:
            return False
        window, more = self._rest[1:], b" "
        tried = 0
        while tried < CANDIDATES:
            at = window.find(self._magic)
            # Without one the last bytes may be the beginning of one.
            window = window[at:] if at >= 0 else window[1 - len(self._magic) :]
            if more and (at < 0 or len(window) < CHUNK):
                more = self._fetched(CHUNK)
                window += more
            elif at < 0:
                break
            elif _begins(self._make(), window, opening):
                self._rest, self._decoder = window, self._make()
                self._ended, self._full, self.problem = False, False, None
                return True
            else:
                window, tried = window[1:], tried + 1
        return False

    def _fetched(self, size: int) -> bytes:
        """More bytes of the source; an error of the system is an end with a problem."""
        try:
            data = self._source.read(size) or b""
        except (OSError, ValueError) as error:
            self.problem = f"reading failed: {getattr(error, 'strerror', None) or error}"
            return b""
        self._meter.done += len(data)
        return data

    def _fill(self) -> None:
        """Put more decompressed bytes into the buffer, or note the end."""
        if not self._rest and not self._full:
            self._rest = self._fetched(CHUNK)
            if not self._rest:
                self._end()
                return
        if self._decoder is None:
            self._buffer, self._rest = self._buffer + self._rest, b""
            return
        if self._decoder.finished and not self._next_member(self._decoder):
            return
        feed = self._decoder.feed
        data, later = self._rest[:feed], self._rest[feed:]
        try:
            piece = self._decoder.decode(data, STEP)
        except Damaged as error:
            self.problem, self._ended = str(error), True
            return
        self._rest = self._decoder.rest + later
        # Output that is held back needs no input.
        self._full = len(piece) >= STEP and not self._decoder.finished
        self._buffer += piece

    def _next_member(self, last: Decoder) -> bool:
        """Begin the next member; zeros that pad a file are no member, other bytes are a problem."""
        self._rest = self._rest.lstrip(b"\0")
        if not self._rest:
            return False
        while len(self._rest) < len(self._magic) and (more := self._fetched(CHUNK)):
            self._rest += more
        if not self._rest.startswith((GZIP_MAGIC[:2], self._magic)):
            self.problem, self._ended = f"bytes that are not {last.name} after {last.name} data", True
            return False
        assert self._make is not None
        self._decoder, self._full = self._make(), False
        return True

    def _end(self) -> None:
        self._ended = True
        if self.problem is None and self._decoder is not None and not self._decoder.finished:
            self.problem = f"truncated: the {self._decoder.name} data end early"


def _is_compressed(head: bytes, magic: bytes) -> bool:
    """Whether a file begins with that magic number, or ends within it; "(" alone is text."""
    return head.startswith(magic) or (len(head) < len(magic) and magic.startswith(head) and head not in (b"", b"("))


def _begins(decoder: Decoder, data: bytes, opening: tuple[bytes, ...]) -> bool:
    try:
        return decoder.decode(data[: decoder.feed], STEP).startswith(opening)
    except Damaged:
        return False


def opened(name: str, meter: Meter | None = None) -> Stream:
    """The file of that name, or standard input for "-"; OSError where it cannot be opened."""
    if name == "-":
        return Stream(sys.stdin.buffer, meter)
    return Stream(open(name, "rb", buffering=0), meter)
