"""WARC and WET: each page comes out once, other records are counted, damage is reported and costs what is damaged."""

from __future__ import annotations

import datetime
import functools
import gzip
import io
import random
import zlib
from collections.abc import Callable

import brotli
import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st

from batch.invented_inputs import PAGE, items, members, pages_of, problems, reasons, record, record_id, response
from cleantext.batch.inputs.streams import CHUNK, Stream
from cleantext.batch.inputs.warc import KEPT_CHUNKS, RecordSource, read_warc
from cleantext.batch.run.runner import Stopped
from cleantext.batch.settings import InputOptions, Skipped, SourcePage

#: Without the time of day, which would stand in the names of tests.
CRAWLED = datetime.datetime(2024, 3, 9, 8, tzinfo=datetime.UTC)
_gzipped = functools.partial(gzip.compress, mtime=0)


def _unzstd(data: bytes) -> bytes:
    return zstandard.ZstdDecompressor().decompressobj().decompress(data)


def test_a_response_is_a_page_with_its_headers() -> None:
    [page] = items(response(number=7))
    assert page == SourcePage(
        id=record_id(7),
        raw=PAGE,
        file="a.warc",
        offset=0,
        url="https://ferry.example/7",
        content_type="text/html; charset=utf-8",
        kind="html",
        crawled=CRAWLED,
        now=CRAWLED,
        now_source="warc-date",
    )


def test_records_that_are_no_pages_are_skipped_with_a_reason() -> None:
    found = items(
        record(b"software: invented\r\n", 1, "warcinfo", content_type="application/warc-fields")
        + record(b"GET / HTTP/1.1\r\n\r\n", 2, "request", content_type="application/http; msgtype=request")
        + response(number=3)
        + record(b"fetchTimeMs: 9", 4, "metadata", content_type="application/warc-fields")
        + record(b"20240309\nferry.example. IN A 192.0.2.1", 5, content_type="text/dns")
        + response(b"\x89PNG\r\n\x1a\n", 6, content_type="image/png")
        + response(b"gone", 7, status="404 Not Found")
        + response(b"", 8, status="301 Moved", headers="Location: /x\r\n")
        + response(b"\0\1\2\3" * 99, 9, content_type=None)
        + record(b"", 10, "revisit")
    )
    assert [page.id for page in pages_of(found)] == [record_id(3)]
    assert reasons(found) == [
        "record type: warcinfo",
        "record type: request",
        "record type: metadata",
        "not HTTP: text/dns",
        "content type: image/png",
        "status: 404",
        "status: 301",
        "content type: none, unknown binary",
        "record type: revisit",
    ]


def test_a_conversion_is_text() -> None:
    text = "Mill bridge opens\nÜber die Brücke\n".encode()
    [page] = items(record(text, kind="conversion", content_type="text/plain"))
    assert isinstance(page, SourcePage)
    assert (page.raw, page.kind, page.url) == (text, "text", "https://ferry.example/1")


@pytest.mark.parametrize("kind", [None, "application/octet-stream"])
def test_a_page_without_a_type_is_recognised(kind: str | None) -> None:
    [page] = items(response(content_type=kind))
    assert isinstance(page, SourcePage)
    assert page.raw == PAGE


def _chunked(body: bytes, size: int = 50) -> bytes:
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;ext=1\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def _bare(body: bytes) -> bytes:
    maker = zlib.compressobj(wbits=-15)
    return maker.compress(body) + maker.flush()


@pytest.mark.parametrize(
    ("label", "body"),
    [
        ("gzip", _gzipped(PAGE)),
        ("x-gzip", _gzipped(PAGE)),
        ("GZIP", _gzipped(PAGE)),
        ("deflate", zlib.compress(PAGE)),
        ("deflate", _bare(PAGE)),
        ("br", brotli.compress(PAGE)),
        ("zstd", zstandard.compress(PAGE)),
        ("gzip, br", brotli.compress(_gzipped(PAGE))),
        ("identity", PAGE),
        # Crawlers undo the encoding and keep the header.
        ("gzip", PAGE),
        ("br", PAGE),
        ("deflate", PAGE),
        ("invented", PAGE),
    ],
)
@pytest.mark.parametrize("chunked", [False, True])
def test_encodings_are_undone(label: str, body: bytes, chunked: bool) -> None:
    headers = f"Content-Encoding: {label}\r\n"
    if chunked:
        body, headers = _chunked(body), headers + "Transfer-Encoding: chunked\r\n"
    [page] = items(response(body, headers=headers))
    assert isinstance(page, SourcePage)
    assert (page.raw, page.problem) == (PAGE, None)


@pytest.mark.parametrize(
    ("headers", "body", "problem"),
    [
        ("Content-Encoding: gzip\r\n", _gzipped(PAGE)[:-40], "truncated: the gzip data end early"),
        ("Content-Encoding: br\r\n", brotli.compress(PAGE)[:-40], "truncated: the br data end early"),
        ("Content-Encoding: zstd\r\n", zstandard.compress(PAGE)[:-40], "truncated: the zstd data end early"),
        ("Content-Encoding: gzip\r\n", b"\x1f\x8b\x08\0" + b"\xff\0" * 99, "damaged gzip data"),
        ("Content-Encoding: gzip\r\n", b"\0\1\2" * 99, "damaged gzip data"),
        ("Content-Encoding: invented\r\n", b"\0\1\2" * 99, "unknown content encoding 'invented'"),
        ("Content-Encoding: " + "gzip, " * 9 + "gzip\r\n", PAGE, "more than 4 content encodings"),
        ("Transfer-Encoding: chunked\r\n", _chunked(PAGE)[:-40], "truncated: the chunks end early"),
        (f"Content-Length: {len(PAGE)}\r\n", PAGE[:-40], "truncated: the body has "),
        ("Transfer-Encoding: chunked\r\n", b"5\r\n<p>Mi\r\nzz", "truncated: damaged chunks"),
    ],
)
def test_what_cannot_be_decoded_whole_is_reported(headers: str, body: bytes, problem: str) -> None:
    [page] = items(response(body, headers=headers))
    assert isinstance(page, SourcePage)
    assert page.problem is not None
    assert page.problem.startswith(problem)


@pytest.mark.parametrize(
    ("label", "bomb"),
    [
        ("gzip", _gzipped(bytes(60_000_000), 9)),
        ("br", brotli.compress(bytes(60_000_000), quality=5)),
        ("zstd", zstandard.compress(bytes(60_000_000))),
        ("gzip, gzip", _gzipped(_gzipped(bytes(60_000_000), 9), 9)),
    ],
)
def test_a_bomb_costs_no_more_than_a_page(label: str, bomb: bytes) -> None:
    page, other = items(
        response(bomb, 1, headers=f"Content-Encoding: {label}\r\n") + response(number=2), max_page_bytes=100_000
    )
    assert isinstance(page, SourcePage)
    assert page.problem == "truncated: more than 100000 bytes, cut there"
    assert len(page.raw) == 100_000
    assert other.raw == PAGE  # type: ignore[union-attr]


def test_a_long_page_is_cut_and_the_next_is_whole() -> None:
    long, other = items(response(b"<p>" + b"long " * 999_999, 1) + response(number=2), max_page_bytes=1000)
    assert isinstance(long, SourcePage)
    assert (len(long.raw), long.problem) == (1000, "truncated: more than 1000 bytes, cut there")
    assert other.raw == PAGE  # type: ignore[union-attr]


@pytest.mark.parametrize(
    "headers",
    [
        f"Content-Length: {len(PAGE)}\r\n",
        "Content-Length: 9\r\n",
        "Content-Length: many\r\n",
        # Crawlers decode and keep the headers.
        "Content-Encoding: br\r\nContent-Length: 99999\r\n",
    ],
)
def test_a_length_that_the_body_reaches_says_nothing(headers: str) -> None:
    assert problems(items(response(headers=headers))) == []


def test_a_longer_body_than_is_read_is_cut_at_the_limit() -> None:
    body = b"<p>" + b"long " * 999_999
    [page] = items(response(body, headers=f"Content-Length: {len(body)}\r\n"), max_page_bytes=1000)
    assert problems([page]) == ["truncated: more than 1000 bytes, cut there"]


def test_what_the_crawler_cut_is_truncated() -> None:
    [page] = items(response(more="WARC-Truncated: length\r\n"))
    assert problems([page]) == ["truncated: by the crawler (length)"]


def test_a_cut_file_gives_the_pages_before_the_cut_and_reports_the_tail() -> None:
    bodies = [PAGE + bytes([65 + number]) * 3000 for number in range(3)]
    whole = members(response(body, number) for number, body in enumerate(bodies))
    found = items(whole[:-30])
    assert [page.id for page in pages_of(found)][:3] == [record_id(number) for number in range(3)]
    assert problems(found) == ["truncated: the file ends within the record", "truncated: the gzip data end early"]
    assert bodies[2].startswith(pages_of(found)[2].raw)  # type: ignore[arg-type]


@given(st.data())
@settings(max_examples=80)
def test_a_file_cut_anywhere_loses_nothing_silently(data: st.DataObject) -> None:
    records = [response(PAGE, number) for number in range(4)]
    compressed = data.draw(st.booleans())
    pieces = [_gzipped(one, mtime=0) for one in records] if compressed else records
    whole = b"".join(pieces)
    cut = data.draw(st.integers(1, len(whole)))
    ends = [sum(map(len, pieces[: number + 1])) for number in range(4)]
    found = items(whole[:cut])
    sound = [page for page in pages_of(found) if page.problem is None]
    assert len(sound) >= sum(end <= cut for end in ends)
    assert all(page.raw == PAGE for page in sound)
    ids = [one.id for one in sound]
    assert ids == [record_id(number) for number in range(len(ids))]
    # What is missing at the end of a record may be its last line ends alone.
    inside = cut not in ends and not any(end - 4 <= cut < end for end in ends)
    assert bool(problems(found)) or not (inside if not compressed else cut not in ends)


def test_a_damaged_member_costs_itself_alone() -> None:
    pieces = [_gzipped(response(PAGE, number), mtime=0) for number in range(5)]
    broken = bytearray(pieces[2])
    broken[len(broken) // 2] ^= 0xFF
    found = items(b"".join([*pieces[:2], bytes(broken), *pieces[3:]]))
    sound = [page.id for page in pages_of(found) if page.problem is None]
    assert [record_id(number) for number in (0, 1, 3, 4)] == [one for one in sound if one != record_id(2)]
    assert any("gzip" in problem for problem in problems(found))


@pytest.mark.parametrize("length", [20, len(PAGE) + 500, 10**18, -5, "many", "", "9" * 5000])
def test_a_wrong_length_costs_its_record_alone_or_is_reported(length: object) -> None:
    found = items(response(number=1) + response(number=2, length=length) + response(number=3) + response(number=4))
    ids = [page.id for page in pages_of(found)]
    assert ids[0] == record_id(1)
    assert problems(found)
    assert ids[-2:] == [record_id(3), record_id(4)]
    assert len(ids) == len(set(ids))


def test_junk_between_records_is_reported_once() -> None:
    found = items(response(number=1) + b"\xff\0junk\r\n\r\n" * 99 + response(number=2) + response(number=3))
    assert [page.id for page in pages_of(found) if page.problem is None] == [record_id(number) for number in (1, 2, 3)]
    assert len(problems(found)) == 1


def test_damage_all_along_a_file_costs_no_memory() -> None:
    source = RecordSource(Stream(io.BytesIO((b"WARC/1.0\r\nWARC-Type: response\r\n" + b"x" * 3000) * 2000)))
    for _ in range(1900):
        assert source.read(100)
        assert source.go_to_record(source.tell())
        assert sum(map(len, source._kept)) < 3 * KEPT_CHUNKS * CHUNK


def test_junk_longer_than_the_memory_is_passed() -> None:
    found = items(response(number=1) + b"junk\n" * 300_000 + b"junk" + response(number=2))
    assert [page.id for page in pages_of(found) if page.problem is None] == [record_id(1), record_id(2)]
    assert len(problems(found)) == 1


def test_records_of_unix_line_ends_and_without_a_last_one() -> None:
    head = response(number=1).replace(b"\r\n", b"\n").rstrip(b"\n")
    length = len(head.partition(b"\n\n")[2])
    data = head.replace(b"\nContent-Length: %d" % (length + 5), b"\nContent-Length: %d" % length)
    [page] = pages_of(items(data))[:1]
    assert page.raw == PAGE


def test_a_record_without_its_last_line_ends_is_whole() -> None:
    [page] = items(response()[:-4])
    assert isinstance(page, SourcePage)
    assert (page.raw, page.problem) == (PAGE, None)


def test_offsets_are_those_of_the_decompressed_file() -> None:
    records = [response(PAGE, number) for number in range(3)]
    offsets = [0, len(records[0]), len(records[0]) + len(records[1])]
    assert [page.offset for page in items(b"".join(records))] == offsets
    assert [page.offset for page in items(members(records))] == offsets
    assert [page.offset for page in items(zstandard.compress(b"".join(records)))] == offsets


@pytest.mark.parametrize(("open_member", "compress"), [(gzip.decompress, gzip.compress), (_unzstd, zstandard.compress)])
def test_a_record_is_fetched_by_its_stored_place(
    open_member: Callable[[bytes], bytes], compress: Callable[[bytes], bytes]
) -> None:
    # Longer than the reader looks ahead, too.
    bodies = [PAGE, PAGE + random.Random(7).randbytes(300_000).hex().encode(), PAGE * 2, b"\x89PNG\0", PAGE]
    records = [response(body, number) for number, body in enumerate(bodies)]
    stored = b"".join(map(compress, [record(b"software: invented", 9, "warcinfo"), *records]))
    pages = pages_of(items(stored, max_page_bytes=200_000))
    assert [page.id for page in pages] == [record_id(number) for number in range(5)]
    for page, one in zip(pages, records, strict=True):
        assert page.stored_offset is not None
        assert page.stored_length is not None
        assert open_member(stored[page.stored_offset :][: page.stored_length]) == one


@pytest.mark.parametrize(
    "data",
    [
        response(number=1) + response(number=2),
        _gzipped(response(number=1) + response(number=2)),
        _gzipped(response(number=1) + response(number=2)[:200]) + _gzipped(response(number=2)[200:]),
        _gzipped(b"\r\n" + response(number=1)),
        _gzipped(response(number=1))[:-4],
    ],
)
def test_without_a_member_of_its_own_a_record_has_no_stored_place(data: bytes) -> None:
    pages = pages_of(items(data))
    assert pages
    assert {(page.stored_offset, page.stored_length) for page in pages} == {(None, None)}


def test_stored_places_hold_after_damage_padding_and_empty_members() -> None:
    broken = bytearray(_gzipped(response(number=1)))
    broken[60] ^= 0xFF
    last = _gzipped(response(number=3))
    before = (
        _gzipped(b"")
        + _gzipped(response(number=0))
        + bytes(30)
        + bytes(broken)
        + _gzipped(response(number=2))
        + _gzipped(b"")
    )
    pages = {page.id: page for page in pages_of(items(before + last)) if page.problem is None}
    assert (pages[record_id(3)].stored_offset, pages[record_id(3)].stored_length) == (len(before), len(last))
    assert pages[record_id(0)].stored_offset == len(_gzipped(b""))
    assert pages[record_id(0)].stored_length == len(_gzipped(response(number=0)))


@given(st.lists(st.lists(st.integers(0, 3000), max_size=3), max_size=9), st.booleans())
def test_every_stored_place_holds_its_record_alone(sizes: list[list[int]], zstd: bool) -> None:
    compress: Callable[[bytes], bytes] = zstandard.compress if zstd else _gzipped
    number = 0
    stored = b""
    records = {}
    for member in sizes:
        pieces = []
        for size in member:
            number += 1
            records[record_id(number)] = response(PAGE + b"x" * size, number)
            pieces.append(records[record_id(number)])
        stored += compress(b"".join(pieces))
    alone = {one for member in sizes for one in member if len(member) == 1}
    for page in pages_of(items(stored)):
        if page.stored_offset is not None and page.stored_length is not None:
            member_bytes = stored[page.stored_offset :][: page.stored_length]
            assert (_unzstd(member_bytes) if zstd else gzip.decompress(member_bytes)) == records[page.id]
        else:
            assert len(page.raw) - len(PAGE) not in alone or any(len(member) > 1 for member in sizes)


@pytest.mark.parametrize(
    ("date", "headers", "now", "source"),
    [
        ("2024-03-09T08:00:00Z", "Date: Fri, 08 Mar 2024 09:00:00 GMT\r\n", "2024-03-09T08:00:00+00:00", "warc-date"),
        ("2024-03-09T08:00:00.123456789Z", "", "2024-03-09T08:00:00.123456+00:00", "warc-date"),
        ("2024-03", "Date: Fri, 08 Mar 2024 09:00:00 GMT\r\n", "2024-03-08T09:00:00+00:00", "http-date"),
        ("20240309080000", "date: junk\r\nLast-Modified: Fri, 08 Mar 2024 09:00:00 GMT\r\n", "2024-03-08T09:00:00+00:00", "last-modified"),
        ("", "Date: Fri, 99 Mar 2024 09:00:00 GMT\r\n", None, None),
        ("x" * 9000 + "T", "Date: " + "9" * 9000 + "\r\n", None, None),
    ],
)  # fmt: skip
def test_the_time_of_a_page_is_when_it_was_seen(date: str, headers: str, now: str | None, source: str | None) -> None:
    data = response(headers=headers).replace(b"WARC-Date: 2024-03-09T08:00:00Z", f"WARC-Date: {date}".encode())
    [page] = pages_of(items(data))
    assert (page.now and page.now.isoformat(), page.now_source) == (now, source)
    assert page.crawled == (page.now if source == "warc-date" else None)


def test_a_page_about_warc_is_one_page() -> None:
    body = b"<pre>\nWARC/1.0\r\nWARC-Type: response\r\nContent-Length: 9\r\n\r\n</pre>"
    assert [page.raw for page in pages_of(items(response(body) * 2))] == [body, body]


@given(st.lists(st.sampled_from([response(), b"WARC/1.0\r\n", b"\r\n\r\n", b"\0", _gzipped(response()), b"WARC-Type: response\r\nContent-Length: 3\r\n\r\n", b"\x1f\x8b\x08", b"x"])), st.binary(max_size=60))  # fmt: skip
@settings(max_examples=150)
def test_any_bytes_give_items(pieces: list[bytes], tail: bytes) -> None:
    data = b"".join(pieces) + tail
    for one in items(data):
        assert isinstance(one, (SourcePage, Skipped))


@given(st.data())
@settings(max_examples=150)
def test_flipped_bytes_give_items(data: st.DataObject) -> None:
    plain = b"".join(response(PAGE, number) for number in range(3))
    whole = bytearray(
        data.draw(st.sampled_from([plain, members([plain[:700], plain[700:]]), zstandard.compress(plain)]))
    )
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    for one in items(bytes(whole)):
        assert isinstance(one, (SourcePage, Skipped))


def test_many_false_beginnings_of_members_end() -> None:
    assert items(_gzipped(response())[:-30] + b"\xff" * 99 + b"\x1f\x8b\x08" * 300_000)


def test_a_signal_while_a_file_is_read_ends_the_reading() -> None:
    class Interrupted(io.BytesIO):
        reads = 0

        def read(self, size: int | None = -1, /) -> bytes:
            self.reads += 1
            if self.reads == 5:
                raise Stopped(15)
            return super().read(size)

    stream = Stream(Interrupted(b"".join(response(PAGE * 9, number) for number in range(200))))
    with pytest.raises(Stopped):
        list(read_warc(stream, "a.warc", InputOptions()))
