"""Inputs of a few kilobytes, or of a few megabytes, that make a careless reader use gigabytes or minutes."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable
from pathlib import Path

import brotli
import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from batch.invented_inputs import record, response

#: A good page after the bomb.
AFTER = "The ferry sails again."
MIB = 1 << 20


def write_lines(path: Path, line: bytes) -> None:
    path.write_bytes(line + b"\n" + json.dumps({"text": AFTER}).encode() + b"\n")


def many_objects(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": [' + b"{}," * (13 * MIB) + b"{}]}")


def many_lists(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": [' + b"[[[[]]]]," * (4 * MIB) + b"[]]}")


def many_keys(path: Path) -> None:
    keys = b"".join(b'"%x":1,' % number for number in range(3 * MIB))
    write_lines(path, b'{"text": "Wall", ' + keys + b'"end": 1}')


def many_numbers(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": [' + b"1.5," * (9 * MIB) + b"1]}")


def many_wide_letters(path: Path) -> None:
    """One character beyond the first plane makes Python take four bytes for each of them."""
    write_lines(path, '{{"text": "{}💡"}}'.format("wall " * (7 * MIB)).encode())


def many_wide_escapes(path: Path) -> None:
    write_lines(path, b'{"text": "' + b"wall " * (7 * MIB) + b'\\ud83d\\udca1"}')


def deep_lists(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": ' + b"[" * (9 * MIB) + b"]" * (9 * MIB) + b"}")


def long_number(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": ' + b"9" * (30 * MIB) + b"}")


def long_fraction(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": 0.' + b"9" * (30 * MIB) + b"}")


def long_line(path: Path) -> None:
    write_gzip(path, b'{"text": "' + bytes(1000 * MIB), b'"}\n' + json.dumps({"text": AFTER}).encode())


def wide_line(path: Path) -> None:
    """UTF-16 without a line's end."""
    data = '{"text": "'.encode("utf-16-le") + "💡".encode("utf-16-le") * (60 * MIB)
    write_gzip(path, data, ('"}\n' + json.dumps({"text": AFTER}) + "\n").encode("utf-16-le"))


def write_gzip(path: Path, *parts: bytes) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for part in parts:
            file.write(part)


def csv_field(path: Path) -> None:
    write_gzip(path, b'id,text\n1,"', b"wall\n" * (200 * MIB), b'"\n2,' + AFTER.encode() + b"\n")


def csv_line(path: Path) -> None:
    write_gzip(path, b"id,text\n1,", b"wall " * (200 * MIB), b"\n2," + AFTER.encode() + b"\n")


def csv_columns(path: Path) -> None:
    write_gzip(path, b"id,text\n", b"ab," * (13 * MIB), b"\n2," + AFTER.encode() + b"\n")


def csv_header(path: Path) -> None:
    names = b"".join(b"%x," % number for number in range(3 * MIB))
    write_gzip(path, names, b"text\n", AFTER.encode() + b"\n")


def csv_rows_in_a_row(path: Path) -> None:
    """Each line ends within quotes: a row that goes on and on."""
    write_gzip(path, b"id,text\n", b'"\n",ab,ab,ab,' * (20 * MIB), b"\n2," + AFTER.encode() + b"\n")


def csv_wide_field(path: Path) -> None:
    write_gzip(path, b"id,text\n1,", ("wall" * (4 * MIB) + "💡").encode(), b"\n2," + AFTER.encode() + b"\n")


def zstd_frame(path: Path) -> None:
    path.write_bytes(zstandard.compress(json.dumps({"text": AFTER}).encode() + b"\n" + bytes(32 * MIB)))


def zstd_window(path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    data = json.dumps({"text": AFTER}).encode() + b"\n" + bytes(1000 * MIB)
    path.write_bytes(zstandard.ZstdCompressor(compression_params=parameters).compress(data))


def empty_members(path: Path) -> None:
    path.write_bytes(gzip.compress(b"") * MIB + gzip.compress(json.dumps({"text": AFTER}).encode()))


def empty_frames(path: Path) -> None:
    path.write_bytes(zstandard.compress(b"") * MIB + zstandard.compress(json.dumps({"text": AFTER}).encode()))


def folded_head(path: Path) -> None:
    head = "X: a\r\n" + " \r\n" * 80_000
    write_gzip(path, response(b"<p>Wall", headers=head), response(AFTER.encode(), 2))


def repeated_head(path: Path) -> None:
    write_gzip(path, response(b"<p>Wall", headers="a:b\n" * 65_000), response(AFTER.encode(), 2))


def small_chunks(path: Path) -> None:
    chunks = b"1\r\nw\r\n" * (1_700_000)
    write_gzip(path, response(chunks, headers="Transfer-Encoding: chunked\r\n"), response(AFTER.encode(), 2))


def stacked_encodings(path: Path) -> None:
    body = bytes(100 * MIB)
    for _ in range(4):
        body = zlib.compress(body)
    write_gzip(path, response(body, headers="Content-Encoding: deflate, deflate, deflate, deflate\r\n"), response(AFTER.encode(), 2))


def brotli_body(path: Path) -> None:
    body = brotli.compress(bytes(1000 * MIB), quality=1)
    write_gzip(path, response(body, headers="Content-Encoding: br\r\n"), response(AFTER.encode(), 2))


def warc_head(path: Path) -> None:
    more = "X-Long: " + "wall " * (20 * MIB) + "\r\n"
    write_gzip(path, record(b"", more=more), response(AFTER.encode(), 2))


def warc_many_headers(path: Path) -> None:
    write_gzip(path, record(b"", more="A: b\r\n" * (16 * MIB)), response(AFTER.encode(), 2))


def empty_records(path: Path) -> None:
    write_gzip(path, b"WARC/1.1\r\nContent-Length: 0\r\n\r\n\r\n\r\n" * MIB, response(AFTER.encode(), 2))


def one_long_string(path: Path) -> None:
    """A gigabyte in one value; the row group after it is good."""
    write_tables(path, pa.table({"text": [" " * (1000 * MIB)]}))


def write_tables(path: Path, *tables: pa.Table, **settings: object) -> None:
    last = pa.table({"text": [AFTER]}).cast(tables[0].schema) if tables[0].num_columns == 1 else tables[-1]
    with pq.ParquetWriter(path, tables[0].schema, compression="zstd", **settings) as writer:
        for table in (*tables, last):
            writer.write_table(table)


def long_string_among_short(path: Path) -> None:
    """The mean of the values is short."""
    write_tables(path, pa.table({"text": ["Wall"] * 200 + [" " * (1000 * MIB)]}), use_dictionary=False)


def dictionary(path: Path) -> None:
    """100,000 rows of the same long page."""
    write_tables(path, pa.table({"text": pa.array([" " * (9 * MIB)] * 64)}))


def lying_footer(path: Path) -> None:
    one_long_string(path)
    data = path.read_bytes()
    size = pq.ParquetFile(path).metadata.row_group(0).column(0).total_uncompressed_size
    true, false = varint(2 * size), varint(2 * 100)
    assert data.count(true) == 1 or True
    path.write_bytes(data.replace(true, false + b"") if len(true) == len(false) else lie(data, true))


def lie(data: bytes, true: bytes) -> bytes:
    """The data with a small number in place of ``true``, of the same length."""
    at = data.rindex(true, 0, len(data) - 8)
    assert data.index(b"PAR1", 4) > at
    return data[:at] + b"\x80" * (len(true) - 1) + b"\x00" + data[at + len(true) :]


def varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def nested_column(path: Path) -> None:
    values = pa.array([[[0] * 1000] * 1000] * 30, pa.list_(pa.list_(pa.int8())))
    write_tables(path, pa.table({"text": ["Wall"] * 30, "more": values}))


def many_row_groups(path: Path) -> None:
    table = pa.table({"text": ["Wall"]})
    with pq.ParquetWriter(path, table.schema, write_statistics=False) as writer:
        for _ in range(20_000):
            writer.write_table(table)


FORMATS: dict[str, tuple[Callable[[Path], None], ...]] = {
    "a.jsonl": (
        many_objects,
        many_lists,
        many_keys,
        many_numbers,
        many_wide_letters,
        many_wide_escapes,
        deep_lists,
        long_number,
        long_fraction,
    ),
    "a.jsonl.gz": (long_line, wide_line, empty_members),
    "a.jsonl.zst": (zstd_frame, zstd_window, empty_frames),
    "a.csv.gz": (csv_field, csv_line, csv_columns, csv_header, csv_rows_in_a_row, csv_wide_field),
    "a.warc.gz": (
        folded_head,
        repeated_head,
        small_chunks,
        stacked_encodings,
        brotli_body,
        warc_head,
        warc_many_headers,
        empty_records,
    ),
    "a.parquet": (
        one_long_string,
        long_string_among_short,
        dictionary,
        lying_footer,
        nested_column,
        many_row_groups,
    ),
}
BOMBS = [(name, make) for name, makers in FORMATS.items() for make in makers]
