"""HTTP responses in WARC files: parses the head, and undoes the transfer and content encodings of the body."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple

from cleantext.batch.inputs.files import SAMPLE, truncation_problem
from cleantext.batch.inputs.streams import Decoder, Stream, make_brotli_decoder, make_zlib_decoder, make_zstd_decoder
from cleantext.errors import MissingExtraError
from cleantext.input.binary import is_binary
from cleantext.patterns import pattern

#: Longer heads are cut: servers and crawlers refuse them.
HEAD_BYTES = 262_144
#: A body passes through at most 4 content encodings; real ones have one.
MAX_ENCODINGS = 4
#: A body is read up to 200,000 chunks, which takes 0.2 seconds: chunks of servers have hundreds of bytes.
MAX_CHUNKS = 200_000

_STATUS = pattern(rb"(?:HTTP/\d(?:\.\d)?|ICY) {1,9}(\d{3})\b")
_HEAD_END = pattern(rb"\r?\n\r?\n")
_LINE_END = pattern(rb"\r?\n")
_CHUNK_SIZE = pattern(rb"[ \t]{0,9}([0-9A-Fa-f]{1,15})[ \t]{0,9}(?:;[^\n]{0,500})?\r?\n")
#: How each content encoding is decoded, in the order of the attempts: some servers send raw deflate data.
_DECODERS: dict[str, tuple[Callable[[], Decoder], ...]] = {
    "gzip": (make_zlib_decoder,),
    "x-gzip": (make_zlib_decoder,),
    "deflate": (partial(make_zlib_decoder, "deflate", 15), partial(make_zlib_decoder, "deflate", -15)),
    "br": (make_brotli_decoder,),
    "zstd": (make_zstd_decoder,),
}
#: Labels that mean no encoding.
_PLAIN = ("", "identity", "none", "utf-8", "binary", "7bit", "8bit")


class Response(NamedTuple):
    """A response: its status (None without a status line), headers by lower-case name, and body."""

    status: int | None
    headers: Mapping[str, str]
    body: bytes


def parse_response(data: bytes) -> Response:
    """Split a response into its parts; without a status line all of it is the body.

    >>> parse_response(b"HTTP/1.1 200 OK\\r\\nContent-Type: text/html\\r\\n\\r\\n<p>")
    Response(status=200, headers={'content-type': 'text/html'}, body=b'<p>')
    """
    status = _STATUS.match(data)
    if status is None:
        return Response(None, {}, data)
    end = _HEAD_END.search(data, 0, HEAD_BYTES)
    head = data[: end.start() if end else HEAD_BYTES]
    headers: dict[str, list[str]] = {}
    values: list[str] = []
    for line in head.decode("latin-1").split("\n")[1:]:
        name, colon, value = line.partition(":")
        if line[:1] in (" ", "\t") and values:
            values += (" ", line.strip())
        elif colon:
            name = name.strip().lower()
            values = headers.setdefault(name, [])
            if name == "content-type":
                # The last one counts.
                values.clear()
            values += (", ", value.strip()) if values else (value.strip(),)
    joined = {name: "".join(parts) for name, parts in headers.items()}
    return Response(int(status[1]), joined, data[end.end() :] if end else data[HEAD_BYTES:])


def decode_body(response: Response, limit: int) -> tuple[bytes, str | None]:
    """The body without its encodings, cut after ``limit`` bytes, and what is wrong with it.

    Crawlers undo encodings but keep the headers: a body that is plainly not encoded is returned as it is.
    """
    body, problem = response.body, None
    if "chunked" in response.headers.get("transfer-encoding", "").lower():
        body, problem = join_chunks(body)
    labels = [one.strip().lower() for one in response.headers.get("content-encoding", "").split(",")]
    labels = [one for one in labels if one not in _PLAIN]
    if len(labels) > MAX_ENCODINGS:
        return b"", f"more than {MAX_ENCODINGS} content encodings"
    for label in reversed(labels):
        if body:
            body, wrong = _decode(label, body, limit)
            problem = problem or wrong
    if len(body) > limit:
        return body[:limit], truncation_problem(limit)
    return body, problem


def join_chunks(body: bytes) -> tuple[bytes, str | None]:
    """Undo the chunked transfer encoding; a body that does not begin with a chunk is returned as it is.

    >>> join_chunks(b"5\\r\\n<p>Mi\\r\\n2\\r\\nll\\r\\n0\\r\\n\\r\\n"), join_chunks(b"<p>Mill")
    ((b'<p>Mill', None), (b'<p>Mill', None))
    """
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        size = _CHUNK_SIZE.match(body, at)
        if size is None:
            return (b"".join(pieces), "damaged chunks: a size is missing") if pieces else (body, None)
        length = int(size[1], 16)
        if length == 0:
            return b"".join(pieces), None
        if len(pieces) == MAX_CHUNKS:
            return b"".join(pieces), f"truncated: more than {MAX_CHUNKS} chunks, cut there"
        at = size.end() + length
        pieces.append(body[size.end() : at])
        end = _LINE_END.match(body, at)
        at = end.end() if end else at
    return b"".join(pieces), "truncated: the chunks end early" if body else None


def _decode(label: str, body: bytes, limit: int) -> tuple[bytes, str | None]:
    """Undo one content encoding; a body that cannot be decoded and is text was decoded by the crawler."""
    makers = _DECODERS.get(label, ())
    problem = f"unknown content encoding {label[:40]!r}"
    if label in ("gzip", "x-gzip") and not body.startswith(b"\x1f\x8b"):
        makers, problem = (), "damaged gzip data: no gzip header"
    for make in makers:
        try:
            stream = Stream(io.BytesIO(body), decoder=make())
        except MissingExtraError as error:
            problem = f"content encoding {label}: {error}"
            break
        data = stream.read(limit + 1)
        if len(data) > limit:
            return data[:limit], truncation_problem(limit)
        if data or stream.problem is None:
            return data, stream.problem
        # The first attempt is the encoding of the standard.
        problem = stream.problem if make is makers[0] else problem
    return (b"", problem) if is_binary(body[:SAMPLE], 0) else (body, None)
