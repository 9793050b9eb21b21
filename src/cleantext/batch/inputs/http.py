"""An HTTP response as a crawler kept it: its head, and its body without transfer and content encodings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from cleantext.batch.inputs.files import is_binary
from cleantext.batch.inputs.streams import BrotliDecoder, Decoder, ZlibDecoder, ZstdDecoder, decoded, gzip_decoder
from cleantext.errors import MissingLibrary
from cleantext.patterns import pattern

#: Heads are shorter: servers and crawlers refuse longer ones.
HEAD_BYTES = 262_144
#: A body passes through at most 4 content encodings; real ones have one.
ENCODINGS = 4

_STATUS = pattern(rb"(?:HTTP/\d(?:\.\d)?|ICY) {1,9}(\d{3})\b")
_HEAD_END = pattern(rb"\r?\n\r?\n")
_CHUNK_SIZE = pattern(rb"[ \t]{0,9}([0-9A-Fa-f]{1,15})[ \t]{0,9}(?:;[^\n]{0,500})?\r?\n")
_DECODERS: dict[str, Callable[[], Decoder]] = {
    "gzip": gzip_decoder,
    "x-gzip": gzip_decoder,
    "br": BrotliDecoder,
    "zstd": ZstdDecoder,
}
_PLAIN = ("", "identity", "none", "utf-8", "binary", "7bit", "8bit")


class Response(NamedTuple):
    """A response: its status (None where there is no status line), headers by lower-case name, and body."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes


def parsed(data: bytes) -> Response:
    """The parts of a response; what has no status line is all body.

    >>> parsed(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>")
    Response(status=200, headers={'content-type': 'text/html'}, body=b'<p>')
    """
    status = _STATUS.match(data)
    if status is None:
        return Response(None, {}, data)
    end = _HEAD_END.search(data, 0, HEAD_BYTES)
    head = data[: end.start() if end else HEAD_BYTES]
    headers: dict[str, str] = {}
    last = ""
    for line in head.decode("latin-1").split("\n")[1:]:
        if line[:1] in (" ", "\t") and last:
            # A header that goes on.
            headers[last] += " " + line.strip()
            continue
        name, colon, value = line.partition(":")
        if not colon:
            continue
        last = name.strip().lower()
        value = value.strip()
        headers[last] = f"{headers[last]}, {value}" if last in headers and last != "content-type" else value
    return Response(int(status[1]), headers, data[end.end() :] if end else data[HEAD_BYTES:])


def body_of(response: Response, limit: int) -> tuple[bytes, str | None]:
    """The body as the server meant it, of ``limit`` bytes at most, and what is wrong with it.

    Crawlers keep headers and undo encodings: a body that is plainly not encoded is taken as it is.
    """
    body, problem = response.body, None
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body, problem = unchunked(body)
    labels = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    labels = [one for one in labels if one not in _PLAIN]
    if len(labels) > ENCODINGS:
        return b"", f"more than {ENCODINGS} content encodings"
    for label in reversed(labels):
        body, wrong = _decoded(label, body, limit)
        problem = problem or wrong
    if len(body) > limit:
        body, problem = body[:limit], f"truncated: more than {limit} bytes, cut there"
    return body, problem


def unchunked(body: bytes) -> tuple[bytes, str | None]:
    """A body without its transfer encoding; one that does not begin with a chunk is taken as it is.

    >>> unchunked(b"5\\r\\n<p>Mi\\r\\n2\\r\\nll\\r\\n0\\r\\n\\r\\n"), unchunked(b"<p>Mill")
    ((b'<p>Mill', None), (b'<p>Mill', None))
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        size = _CHUNK_SIZE.match(body, at)
        if size is None:
            if not pieces:
                return body, None
            return b"".join(pieces), "damaged chunks: a size is missing"
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces), None
        pieces.append(body[size.end() : size.end() + length])
        if size.end() + length > len(body):
            break
        at = size.end() + length
        if body.startswith(b"\r\n", at):
            at += 2
        elif body.startswith(b"\n", at):
            at += 1
    return b"".join(pieces), "truncated: the chunks end early" if body else None


def _decoded(label: str, body: bytes, limit: int) -> tuple[bytes, str | None]:
    """The body without one content encoding."""
    if not body:
        return body, None
    if label == "deflate":
        return _inflated(body, limit)
    make = _DECODERS.get(label)
    if make is None:
        return _as_it_is(body, f"unknown content encoding {label[:40]!r}")
    if make is gzip_decoder and not body.startswith(b"\x1f\x8b"):
        return _as_it_is(body, "damaged gzip data: no gzip header")
    try:
        data, problem = decoded(make(), body, limit)
    except MissingLibrary as error:
        return _as_it_is(body, f"content encoding {label}: {error}")
    if not data and problem is not None and not problem.startswith("truncated"):
        return _as_it_is(body, problem)
    return data, problem


def _inflated(body: bytes, limit: int) -> tuple[bytes, str | None]:
    """``deflate`` is zlib by the standard, and bare deflate from some servers."""
    data, problem = decoded(ZlibDecoder("deflate", 15), body, limit)
    if problem is not None and not data:
        bare, wrong = decoded(ZlibDecoder("deflate", -15), body, limit)
        if bare:
            return bare, wrong
        return _as_it_is(body, problem)
    return data, problem


def _as_it_is(body: bytes, problem: str) -> tuple[bytes, str | None]:
    """A body that is not in its declared encoding: text is a page that a crawler decoded, other bytes are lost."""
    return (b"", problem) if is_binary(body[:65536], 0) else (body, None)
