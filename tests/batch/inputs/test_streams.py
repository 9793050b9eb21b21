"""Streams: members and frames one after the other, bounded; damage is reported, not raised."""

from __future__ import annotations

import gzip
import io
import zlib

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from cleantext.batch.inputs.json_lines import read_bounded_lines
from cleantext.batch.inputs.streams import CHUNK, Meter, Stream


def _streamed(data: bytes) -> bytes:
    """A frame that does not tell its size."""
    maker = zstandard.ZstdCompressor().compressobj()
    return maker.compress(data) + maker.flush()


_COMPRESS = {"plain": bytes, "gzip": gzip.compress, "zstd": zstandard.compress, "zstd-stream": _streamed}


class Pipe(io.RawIOBase):
    """A source that gives a byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._inner = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._inner.read(min(1, size) if size >= 0 else 1)


@pytest.mark.parametrize("kind", _COMPRESS)
@given(pieces=st.lists(st.binary(max_size=300), min_size=1, max_size=6), size=st.integers(1, 500))
def test_members_read_as_one(kind: str, pieces: list[bytes], size: int) -> None:
    if kind == "plain":
        pieces = [b"text", *pieces]
    data = b"".join(_COMPRESS[kind](piece) for piece in pieces)
    stream = Stream(io.BytesIO(data))
    assert b"".join(iter(lambda: stream.read(size), b"")) == b"".join(pieces)
    assert stream.problem is None
    assert stream.tell() == sum(map(len, pieces))


@pytest.mark.parametrize("kind", _COMPRESS)
def test_a_pipe_reads_like_a_file(kind: str) -> None:
    data = _COMPRESS[kind](b"page " * 99) * 2
    meter = Meter()
    stream = Stream(Pipe(data), meter)
    assert stream.peek(4) == b"page"
    assert stream.read() == b"page " * 198
    assert meter.done == len(data)


@pytest.mark.parametrize("kind", ["gzip", "zstd", "zstd-stream"])
def test_a_cut_is_reported_and_what_is_before_it_is_read(kind: str) -> None:
    data = bytes(range(256)) * 2000
    whole = _COMPRESS[kind](b"first") + _COMPRESS[kind](data)
    for cut in (1, 3, 10, 100, len(whole) // 2):
        stream = Stream(io.BytesIO(whole[:-cut]))
        assert (b"first" + data).startswith(stream.read())
        assert stream.problem is not None
        assert stream.problem.startswith("truncated")


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_a_bomb_comes_in_pieces(kind: str) -> None:
    stream = Stream(io.BytesIO(_COMPRESS[kind](bytes(50_000_000))))
    assert all(len(stream.read(CHUNK)) <= CHUNK for _ in range(5))
    assert len(stream._buffer) < 40_000_000


def test_zeros_after_gzip_are_padding_and_other_bytes_are_reported() -> None:
    padded = Stream(io.BytesIO(gzip.compress(b"one") + bytes(900)))
    assert (padded.read(), padded.problem) == (b"one", None)
    followed = Stream(io.BytesIO(gzip.compress(b"one") + b"junk"))
    assert (followed.read(), followed.problem) == (b"one", "bytes that are not gzip after gzip data")


@pytest.mark.parametrize("kind", ["gzip", "zstd"])
def test_reading_goes_on_after_damage(kind: str) -> None:
    broken = bytearray(_COMPRESS[kind](b"{two}" * 99))
    broken[len(broken) // 2 :] = b"\xff" * (len(broken) - len(broken) // 2)
    stream = Stream(io.BytesIO(_COMPRESS[kind](b"{one}") + bytes(broken) + _COMPRESS[kind](b"{three}")))
    assert stream.read().startswith(b"{one}")
    assert stream.problem is not None
    assert stream.resume((b"{",))
    assert (stream.read(), stream.problem) == (b"{three}", None)
    assert not stream.resume((b"{",))


def test_an_error_of_the_system_is_an_end() -> None:
    class Failing(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            if self.tell() > 0:
                raise OSError(5, "Input/output error")
            return super().read(size)

    stream = Stream(Failing(b"x" * 100_000))
    assert len(stream.read()) == CHUNK
    assert stream.problem == "reading failed: Input/output error"


@given(st.binary(max_size=400))
def test_any_bytes_end(data: bytes) -> None:
    for head in (b"", b"\x1f\x8b\x08", b"\x28\xb5\x2f\xfd", zlib.compress(b"x"), gzip.compress(b"x")):
        stream = Stream(io.BytesIO(head + data))
        stream.read()
        while stream.resume((b"",)):
            stream.read()


@given(
    st.lists(st.binary(max_size=20).map(lambda data: data.replace(b"\n", b"").replace(b"\r", b""))), st.integers(1, 9)
)
def test_lines_are_bounded_and_know_their_offsets(texts: list[bytes], bound: int) -> None:
    data = b"\n".join(texts)
    found = list(read_bounded_lines(io.BytesIO(data), bound))
    wanted = list(data.split(b"\n"))
    if not wanted[-1]:
        wanted.pop()
    assert [(line.data, line.cut) for line in found] == [(text[:bound], len(text) > bound) for text in wanted]
    assert all(data[line.offset :].startswith(line.data) for line in found)


def test_a_line_longer_than_memory_is_passed() -> None:
    source = Stream(io.BytesIO(b"a" * 1_000_000 + b"\nb\n"))
    assert [(len(line.data), line.cut, line.offset) for line in read_bounded_lines(source, 10)] == [
        (10, True, 0),
        (1, False, 1_000_001),
    ]
