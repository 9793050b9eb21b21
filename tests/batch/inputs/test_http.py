"""HTTP responses: heads of all manners, chunks of all sizes, never an exception."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleantext.batch.inputs.http import Response, decode_body, join_chunks, parse_response


@pytest.mark.parametrize(
    ("data", "status", "headers", "body"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx", 200, {"a": "b"}, b"x"),
        (b"HTTP/1.0 200\nA:b\n\nx", 200, {"a": "b"}, b"x"),
        (b"HTTP/2 404 \r\nA: b\r\nA: c\r\n\r\n", 404, {"a": "b, c"}, b""),
        (b"HTTP/1.1 200 OK\r\n\r\nx\r\n\r\ny", 200, {}, b"x\r\n\r\ny"),
        (b"HTTP/1.1 200 OK\r\nA: b\r\n c\r\nno colon\r\n\r\nx", 200, {"a": "b c"}, b"x"),
        (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Type: x\r\n\r\n", 200, {"content-type": "x"}, b""),
        (b"HTTP/1.1 200 OK\r\nA: b", 200, {"a": "b"}, b""),
        (b"<p>no head", None, {}, b"<p>no head"),
        (b"", None, {}, b""),
    ],
)
def test_a_response_is_told_apart(data: bytes, status: int | None, headers: dict[str, str], body: bytes) -> None:
    assert parse_response(data) == Response(status, headers, body)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_response(data: bytes) -> None:
    for head in (b"", b"HTTP/1.1 200 OK\r\n", b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"):
        response = parse_response(head + data)
        for encoding in ("gzip", "deflate", "br", "zstd", "x"):
            body, _ = decode_body(response._replace(headers={**response.headers, "content-encoding": encoding}), 100)
            assert len(body) <= 100


@given(st.binary(max_size=99), st.integers(1, 50), st.sampled_from([b"\r\n", b"\n"]))
def test_chunks_of_any_size_join(body: bytes, size: int, end: bytes) -> None:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    data = b"".join(b"%X%s%s%s" % (len(piece), end, piece, end) for piece in pieces) + b"0" + end + end
    assert join_chunks(data) == (body, None)
