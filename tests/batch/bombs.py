"""Inputs of a few kilobytes, or of a few megabytes, that make a careless reader use gigabytes or minutes."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard

from batch.invented_inputs import response

#: A good page after the bomb.
AFTER = "The ferry sails again."
MIB = 1 << 20


def write_lines(path: Path, line: bytes) -> None:
    path.write_bytes(line + b"\n" + json.dumps({"text": AFTER}).encode() + b"\n")


def many_objects(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": [' + b"{}," * (12 * MIB) + b"{}]}")


def many_keys(path: Path) -> None:
    keys = b"".join(b'"%x":1,' % number for number in range(3 * MIB))
    write_lines(path, b'{"text": "Wall", ' + keys + b'"end": 1}')


def many_wide_letters(path: Path) -> None:
    """One character beyond the first plane makes Python take four bytes for each of them."""
    write_lines(path, '{{"text": "{}💡"}}'.format("wall " * (7 * MIB)).encode())


def many_wide_escapes(path: Path) -> None:
    write_lines(path, b'{"text": "' + b"wall " * (7 * MIB) + b'\\ud83d\\udca1"}')


def long_fraction(path: Path) -> None:
    write_lines(path, b'{"text": "Wall", "more": 0.' + b"9" * (30 * MIB) + b"}")


def wide_line(path: Path) -> None:
    """UTF-16 without a line's end."""
    data = '{"text": "'.encode("utf-16-le") + "💡".encode("utf-16-le") * (60 * MIB)
    write_gzip(path, data, ('"}\n' + json.dumps({"text": AFTER}) + "\n").encode("utf-16-le"))


def write_gzip(path: Path, *parts: bytes) -> None:
    with gzip.open(path, "wb", compresslevel=1) as file:
        for part in parts:
            file.write(part)


def csv_field(path: Path) -> None:
    write_gzip(path, b'id,text\n1,"', (b"wall " * 200_000 + b"\n") * 50, b'"\n2,' + AFTER.encode() + b"\n")


def csv_columns(path: Path) -> None:
    write_gzip(path, b"id,text\n", b"ab," * (13 * MIB), b"\n2," + AFTER.encode() + b"\n")


def csv_header(path: Path) -> None:
    names = b"".join(b"%x," % number for number in range(3 * MIB))
    write_gzip(path, names, b"text\n", AFTER.encode() + b"\n")


def csv_rows_in_a_row(path: Path) -> None:
    """Each line ends within quotes: a row that goes on and on."""
    write_gzip(path, b"id,text\n", b'"\n' + (b'",' + b"ab," * 1000 + b'"\n') * 4000, b"\n2," + AFTER.encode() + b"\n")


def zstd_window(path: Path) -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, compression_level=1)
    data = json.dumps({"text": AFTER}).encode() + b"\n" + bytes(1000 * MIB)
    path.write_bytes(zstandard.ZstdCompressor(compression_params=parameters).compress(data))


def small_chunks(path: Path) -> None:
    chunks = b"1\r\nw\r\n" * (1_700_000)
    write_gzip(path, response(chunks, headers="Transfer-Encoding: chunked\r\n"), response(AFTER.encode(), 2))


def one_long_string(path: Path) -> None:
    """A third of a gigabyte in one value; the row group after it is good."""
    write_tables(path, pa.table({"text": [" " * (300 * MIB)]}))


def write_tables(path: Path, *tables: pa.Table) -> None:
    """A row group for each table, and one for a good page."""
    settings = {"use_dictionary": False, "write_statistics": False}
    with pq.ParquetWriter(path, tables[0].schema, compression="zstd", **settings) as writer:
        for table in (*tables, pa.table({"text": [AFTER]})):
            writer.write_table(table)


def long_string_among_short(path: Path) -> None:
    """The mean of the values is short."""
    write_tables(path, pa.table({"text": ["Wall"] * 200 + [" " * (300 * MIB)]}))


def lying_footer(path: Path) -> None:
    """The footer says that the long string has no bytes at all."""
    one_long_string(path)
    data = path.read_bytes()
    size = pq.ParquetFile(path).metadata.row_group(0).column(0).total_uncompressed_size
    written = write_number(size)
    footer = len(data) - 8 - int.from_bytes(data[-8:-4], "little")
    zero = b"\x80" * (len(written) - 1) + b"\x00"
    assert written in data[footer:]
    path.write_bytes(data[:footer] + data[footer:].replace(written, zero))


def write_number(number: int) -> bytes:
    """A number as the footer of Parquet has it: seven bits in a byte, the lowest first."""
    number *= 2
    written = bytearray()
    while number > 127:
        written.append(number & 127 | 128)
        number >>= 7
    return bytes([*written, number])


#: The name of the file, its maker, what is said of the bomb (None: it is a page).
BOMBS: tuple[tuple[str, Callable[[Path], None], str | None], ...] = (
    ("a.jsonl", many_objects, "not read: over 1000000 values in a line"),
    ("a.jsonl", many_keys, "not read: over 1000000 values in a line"),
    ("a.jsonl", many_wide_letters, "line too long: over 20000000 bytes, with characters beyond U+FFFF"),
    ("a.jsonl", many_wide_escapes, "line too long: over 20000000 bytes, with characters beyond U+FFFF"),
    ("a.jsonl", long_fraction, None),
    ("a.jsonl.gz", wide_line, "line too long: over 40000000 bytes"),
    ("a.jsonl.zst", zstd_window, "line too long: over 40000000 bytes"),
    ("a.csv.gz", csv_field, "not CSV: field larger than field limit"),
    ("a.csv.gz", csv_columns, "not CSV: a row of over 1000000 columns"),
    ("a.csv.gz", csv_header, "not CSV: a row of over 1000000 columns"),
    ("a.csv.gz", csv_rows_in_a_row, "not CSV: a row of over 1000000 columns"),
    ("a.warc.gz", small_chunks, "truncated: more than 200000 chunks"),
    ("a.parquet", one_long_string, "damaged Parquet: row group 0, 1 rows lost: its rows have more than 40000000 bytes"),
    ("a.parquet", long_string_among_short, "damaged Parquet: row group 0, 201 rows lost: it needs more memory"),
    ("a.parquet", lying_footer, "damaged Parquet: row group 0, 1 rows lost: it needs more memory"),
)
