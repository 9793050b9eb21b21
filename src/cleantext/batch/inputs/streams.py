"""Input files as streams of decompressed bytes. A stream never raises: its ``problem`` says why it ended early."""

from __future__ import annotations

import io
import sys
import zlib
from collections import deque
from collections.abc import Callable
from functools import partial
from typing import IO, Any, NamedTuple

from cleantext.batch.inputs.remote import is_remote, open_remote
from cleantext.errors import load_library

#: Bytes read at a time.
CHUNK = 65536
#: Bytes of a compressed source read at a time: what is left of them is copied once for each member.
FETCH = 16384
#: Bytes decompressed at a time, which is what damage may cost of the sound data before it.
STEP = 8192
#: After damage, at most 1,000 places that look like the beginning of a member are tried.
CANDIDATES = 1000
#: The places of the last 4,096 members are kept: readers look back 64 KB, and the smallest page has some hundred bytes.
KEPT_MEMBERS = 4096
GZIP_MAGIC = b"\x1f\x8b\x08"
ZSTD_MAGIC = b"\x28\xb5\x2f\xfd"


class Damaged(Exception):
    """The compressed data are invalid; the message names the compression."""


class Decoder:
    """Decompresses one gzip member, one zstd frame, or one HTTP body.

    ``decompress`` takes input and the limit of its output; it returns output, the input that it did not use yet, and
    whether the end was reached. ``feed`` is how many bytes of input may be given at a time.

    >>> import gzip
    >>> make_zlib_decoder().decode(gzip.compress(b"page"), 9)
    b'page'
    """

    def __init__(
        self,
        name: str,
        decompress: Callable[[bytes, int], tuple[bytes, bytes, bool]],
        error: type[Exception],
        feed: int = 4096,
    ) -> None:
        self.name = name
        self.feed = feed
        self.rest = b""
        self.finished = False
        self._decompress = decompress
        self._error = error

    def decode(self, data: bytes, limit: int) -> bytes:
        """Decompress about ``limit`` bytes at most; Damaged for invalid data."""
        try:
            out, self.rest, self.finished = self._decompress(data, limit)
        except self._error as error:
            raise Damaged(f"damaged {self.name} data: {error}") from None
        return out


def make_zlib_decoder(name: str = "gzip", wbits: int = 31) -> Decoder:
    """A decoder of gzip (``wbits`` 31), zlib (15) or raw deflate (-15)."""
    inner = zlib.decompressobj(wbits)

    def decompress(data: bytes, limit: int) -> tuple[bytes, bytes, bool]:
        out = inner.decompress(data, limit)
        return out, inner.unused_data if inner.eof else inner.unconsumed_tail, inner.eof

    return Decoder(name, decompress, zlib.error)


def make_zstd_decoder(decompressor: Any = None) -> Decoder:
    """A decoder of a zstd frame, by a ``ZstdDecompressor`` that decodes nothing else meanwhile.

    The library does not limit its output, but a block takes at least 4 bytes and gives at most 128 KiB: 512 bytes of
    input give at most 16 MiB, which wait here.
    """
    zstandard = load_library("zstandard", "read zstd")
    inner = (decompressor or zstandard.ZstdDecompressor()).decompressobj()
    waiting, at = b"", 0

    def decompress(data: bytes, limit: int) -> tuple[bytes, bytes, bool]:
        nonlocal waiting, at
        if at == len(waiting):
            waiting, at = inner.decompress(data), 0
            data = inner.unused_data if inner.eof else b""
        out = waiting[at : at + limit]
        at += len(out)
        return out, data, inner.eof and at == len(waiting)

    return Decoder("zstd", decompress, zstandard.ZstdError, feed=512)


def make_zstd_decoders() -> Callable[[], Decoder]:
    """A function that makes a decoder of each frame of a file, all by one decompressor, whose making takes long."""
    return partial(make_zstd_decoder, load_library("zstandard", "read zstd").ZstdDecompressor())


def make_brotli_decoder() -> Decoder:
    """A decoder of the content encoding ``br``."""
    brotli = load_library("brotli", "read brotli")
    inner = brotli.Decompressor()

    def decompress(data: bytes, limit: int) -> tuple[bytes, bytes, bool]:
        # Output that is held back must be taken before more input is given.
        data, rest = (data, b"") if inner.can_accept_more_data() else (b"", data)
        out: bytes = inner.process(data, output_buffer_limit=limit)
        return out, rest, inner.is_finished()

    return Decoder("br", decompress, brotli.error)


_DECODERS = {GZIP_MAGIC: lambda: make_zlib_decoder, ZSTD_MAGIC: make_zstd_decoders}


class Member(NamedTuple):
    """A gzip member or zstd frame: where its content lies in the stream, and where it is stored in the source."""

    start: int
    end: int
    stored_start: int
    stored_end: int


class Meter:
    """Counts the bytes of the inputs that were read so far, before decompression."""

    def __init__(self) -> None:
        self.done = 0


class Stream(io.RawIOBase):
    """The decompressed bytes of ``source``: plain, or a sequence of gzip members or zstd frames.

    With a ``decoder`` the source is one body in its compression. At the end ``problem`` is None, or says why the
    stream ended early; :meth:`resume` then goes to the next sound member.

    >>> import gzip
    >>> stream = Stream(io.BytesIO(gzip.compress(b"one ") + gzip.compress(b"two")))
    >>> stream.read(99), stream.read(99), stream.read(99), stream.problem
    (b'one two', b'', b'', None)
    """

    def __init__(self, source: IO[bytes], meter: Meter | None = None, decoder: Decoder | None = None) -> None:
        self.problem: str | None = None
        self._source = source
        self._meter = meter or Meter()
        self._position = 0
        # Decompressed bytes that were not read yet, and bytes of the source that were not decompressed yet.
        self._buffer = self._rest = b""
        self._ended = False
        self._decoder = decoder
        # The members that were read whole, the last of many, and where the present one begins.
        self._members: deque[Member] = deque(maxlen=KEPT_MEMBERS)
        self._began = (0, 0)
        self._fetched = 0
        self._make: Callable[[], Decoder] | None = None
        self._magic = b""
        # Whether the decoder may hold back output.
        self._full = False
        if decoder is None:
            self._rest = self._fetch_at_least(len(ZSTD_MAGIC))
            for magic, find_maker in _DECODERS.items():
                if _is_compressed(self._rest, magic):
                    self._magic, self._make = magic, find_maker()
                    self._decoder = self._make()

    def readable(self) -> bool:
        """Always true."""
        return True

    def tell(self) -> int:
        """The number of bytes that were read."""
        return self._position

    def read(self, size: int = -1, /) -> bytes:
        """Read ``size`` bytes (fewer only at the end), or all."""
        pieces: list[bytes] = []
        while size and (piece := self.peek(CHUNK if size < 0 else min(size, CHUNK))):
            self._buffer = self._buffer[len(piece) :]
            self._position += len(piece)
            size -= len(piece)
            pieces.append(piece)
        return b"".join(pieces)

    def readinto(self, buffer: Any, /) -> int:
        """Read into ``buffer``, as :class:`io.BufferedReader` needs it."""
        piece = self.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)

    def peek(self, size: int) -> bytes:
        """The next ``size`` bytes, without reading past them."""
        while len(self._buffer) < size and not self._ended:
            self._fill()
        return self._buffer[:size]

    def close(self) -> None:
        """Close the source too."""
        if not self.closed:
            self._source.close()
        super().close()

    def find_member(self, start: int, following: int | None) -> Member | None:
        """The member that holds what lies from ``start`` up to ``following`` (None: up to its end), and nothing before.

        None if it was not read whole, or holds more. Those before it are forgotten.
        """
        while self._members and self._members[0].end <= start:
            self._members.popleft()
        member = self._members[0] if self._members else None
        if member is None or member.start != start or (following is not None and member.end > following):
            return None
        return member

    def _place(self) -> tuple[int, int]:
        """How much of the content was decompressed, and how much of the source that took."""
        return self._position + len(self._buffer), self._fetched - len(self._rest)

    def resume(self, opening: tuple[bytes, ...]) -> bool:
        """After damage, go to the next member whose content begins with ``opening``; false if there is none."""
        if self._make is None or self.problem is None:
            return False
        window, more = self._rest[1:], b" "
        tried = 0
        while tried < CANDIDATES:
            at = window.find(self._magic)
            # Without a match the magic number may still begin in the last bytes.
            window = window[at:] if at >= 0 else window[1 - len(self._magic) :]
            if more and (at < 0 or len(window) < CHUNK):
                more = self._fetch()
                window += more
            elif at < 0:
                break
            elif _begins_with(self._make(), window, opening):
                self._rest, self._decoder = window, self._make()
                self._ended, self._full, self.problem = False, False, None
                self._began = self._place()
                return True
            else:
                window, tried = window[1:], tried + 1
        return False

    def _fetch(self) -> bytes:
        """Read the source; an error of the system ends the stream with a problem."""
        try:
            data = self._source.read(FETCH if self._decoder else CHUNK) or b""
        except (OSError, ValueError) as error:
            self.problem = f"reading failed: {getattr(error, 'strerror', None) or error}"
            return b""
        self._meter.done += len(data)
        self._fetched += len(data)
        return data

    def _fetch_at_least(self, size: int) -> bytes:
        """The rest, extended to ``size`` bytes: a pipe may give few bytes at a time."""
        data = self._rest
        while len(data) < size and (more := self._fetch()):
            data += more
        return data

    def _fill(self) -> None:
        """Put more decompressed bytes into the buffer, or note the end."""
        decoder = self._decoder
        if not self._rest and not self._full:
            self._rest = self._fetch()
            if not self._rest:
                early = self.problem is None and decoder is not None and not decoder.finished
                self._end(f"truncated: the {decoder.name} data end early" if decoder and early else self.problem)
                return
        if decoder is None:
            self._buffer, self._rest = self._buffer + self._rest, b""
            return
        if decoder.finished:
            decoder = self._next_member(decoder.name)
            if decoder is None:
                return
        data, later = self._rest[: decoder.feed], self._rest[decoder.feed :]
        try:
            piece = decoder.decode(data, STEP)
        except Damaged as error:
            self._end(str(error))
            return
        self._rest = decoder.rest + later
        self._full = bool(piece) and not decoder.finished
        self._buffer += piece
        if decoder.finished:
            end, stored_end = self._place()
            self._members.append(Member(self._began[0], end, self._began[1], stored_end))

    def _next_member(self, name: str) -> Decoder | None:
        """Begin the next member; padding zeros are skipped, other bytes are a problem."""
        if self._make is None:
            self._end(None)
            return None
        self._rest = self._rest.lstrip(b"\0")
        if not self._rest:
            return None
        self._rest = self._fetch_at_least(len(self._magic))
        if not self._rest.startswith(self._magic[:2]):
            self._end(f"bytes that are not {name} after {name} data")
            return None
        self._decoder = self._make()
        self._began = self._place()
        return self._decoder

    def _end(self, problem: str | None) -> None:
        self._ended, self.problem = True, problem


def _is_compressed(head: bytes, magic: bytes) -> bool:
    """Whether a file begins with the magic number, or is cut within it; "(" alone is text."""
    return head.startswith(magic) or (len(head) < len(magic) and magic.startswith(head) and head not in (b"", b"("))


def _begins_with(decoder: Decoder, data: bytes, opening: tuple[bytes, ...]) -> bool:
    try:
        return decoder.decode(data[: decoder.feed], STEP).startswith(opening)
    except Damaged:
        return False


def open_stream(name: str, meter: Meter | None = None) -> Stream:
    """Open a file, or standard input for "-"; OSError if it cannot be opened. Brotli is known by the name alone."""
    if name == "-":
        return Stream(sys.stdin.buffer, meter)
    # Brotli has no magic number.
    decoder = make_brotli_decoder() if name.lower().endswith(".br") else None
    if is_remote(name):
        return Stream(open_remote(name), meter)
    return Stream(open(name, "rb", buffering=0), meter, decoder)
