"""Files that hold no text are told from text in any encoding, and never become an article."""

from __future__ import annotations

import io
import random
import struct
import tarfile
import zipfile
import zlib

import pytest

import cleantext
from cleantext.input.binary import find_binary_type

PROSE = "The harbour wall held through the storm, engineers said on Monday evening.\n"
RUSSIAN = "Мост у старой мельницы открыли в субботу после двух лет ремонта.\n"
JAPANESE = "古い水車小屋のそばの橋が、二年間の修理を経て土曜日に開通した。\n"
CHINESE = "旧磨坊旁的桥经过两年维修，于星期六重新开放。上一次维修是在十年前。\n"
KOREAN = "오래된 물레방아 옆 다리가 이 년간의 수리 끝에 토요일에 다시 열렸다.\n"
GREEK = "Η γέφυρα δίπλα στον παλιό μύλο άνοιξε το Σάββατο.\n"
NOISE = random.Random(7).randbytes(3000)


def _zip(*names: str) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name in names:
            archive.writestr(name, PROSE)
    return file.getvalue()


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        info = tarfile.TarInfo("page.txt")
        info.size = len(PROSE)
        archive.addfile(info, io.BytesIO(PROSE.encode()))
    return file.getvalue()


BINARY = {
    "PNG": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + zlib.compress(NOISE),
    "GIF": b"GIF89a\x01\0\x01\0\x80\0\0" + NOISE,
    "JPEG": b"\xff\xd8\xff\xe0\0\x10JFIF\0" + NOISE,
    "RIFF": b"RIFF" + struct.pack("<I", 3000) + b"WEBPVP8 " + NOISE,
    "PDF": b"%PDF-1.7\n1 0 obj <</Length 9>> stream\n" + zlib.compress(NOISE) + b"\nendstream",
    "PostScript": b"%!PS-Adobe-3.0\n%%Title: page\n",
    "RTF": b"{\\rtf1\\ansi The harbour wall held.}",
    "program": b"\x7fELF\x02\x01\x01" + bytes(9) + NOISE,
    "ZIP": _zip("page.txt"),
    "Word document": _zip("[Content_Types].xml", "word/document.xml"),
    "Excel document": _zip("[Content_Types].xml", "xl/workbook.xml"),
    "OLE document": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99) + NOISE,
    "gzip": b"\x1f\x8b\x08\0" + zlib.compress(NOISE),
    "tar": _tar(),
    "MP4": b"\0\0\0\x20ftypisom\0\0\2\0" + NOISE,
    "MP3": b"ID3\x04\0\0\0\0\0\0" + NOISE,
    "font": b"wOF2\0\1\0\0" + NOISE,
    "SQLite": b"SQLite format 3\0\x10\0" + NOISE,
    "unknown binary": NOISE,
}
NUMBERS = {
    "small bytes": b"\0\1\2\3" * 99,
    "numbers of 16 bits": struct.pack("<200H", *(256 + number % 90 for number in range(200))),
    "numbers of 32 bits": struct.pack("<200I", *(number % 90 for number in range(200))),
    "floats": struct.pack("<200d", *(number / 7 for number in range(200))),
}
TEXT = {
    "ASCII": PROSE.encode(),
    "empty": b"",
    "UTF-8": RUSSIAN.encode(),
    **{
        f"{codec} {mark}".strip(): (mark + PROSE + JAPANESE + "Über Käse\n").encode(codec)
        for codec in ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")
        for mark in ("\ufeff", "")
    },
    "Chinese UTF-16 with a mark": CHINESE.encode("utf-16"),
    "Chinese UTF-16 without one": CHINESE.encode("utf-16-le"),
    "Korean UTF-16 without a mark": KOREAN.encode("utf-16-be"),
    "Greek UTF-16 without a mark": GREEK.encode("utf-16-le"),
    **{
        f"English and {name} {codec}": (PROSE + text).encode(codec)
        for codec in ("utf-16-le", "utf-16-be")
        for name, text in {
            "Arabic": "قال المهندسون يوم الاثنين إن جدار الميناء صمد أمام العاصفة.",
            "Persian": "آن‌ها می‌گویند که پل‌های کهنه را نمی‌خواهند و خانه‌ها را می‌سازند.",
            "Hebrew": "הגשר ליד הטחנה הישנה נפתח ביום שבת.",
            "Russian": RUSSIAN,
            "Chinese": CHINESE,
        }.items()
    },
    "damaged UTF-16": (RUSSIAN * 3).encode("utf-16-le") + b"\0\xd8" + (PROSE * 3 + RUSSIAN).encode("utf-16-le"),
    "UTF-16 cut in a character": PROSE.encode("utf-16")[:-1],
    **{codec: RUSSIAN.encode(codec) for codec in ("koi8-r", "cp1251", "cp866", "iso8859-5", "mac-cyrillic")},
    **{codec: JAPANESE.encode(codec) for codec in ("cp932", "euc_jp", "iso2022_jp", "gb18030")},
    **{codec: CHINESE.encode(codec) for codec in ("gbk", "hz")},
    "big5": "舊磨坊旁的橋經過兩年維修。\n".encode("big5"),
    "euc_kr": KOREAN.encode("euc_kr"),
    "iso2022_kr": KOREAN.encode("iso2022_kr"),
    "cp1253": GREEK.encode("cp1253"),
    "latin-1": "Über die Brücke, ¡señor!\n".encode("latin-1"),
    "terminal": b"\x1b[1mHarbour wall\x1b[0m \x1b[31mholds\x1b[0m\x08\n" + PROSE.encode() * 2,
    "form feeds": b"\f" + PROSE.encode() + b"\f\v" + PROSE.encode(),
    "some zeros": PROSE.encode().replace(b" on", b"\0on") * 3,
    "padded with zeros": PROSE.encode() + bytes(9000),
    "a page with rubbish in it": b"<html><body>" + PROSE.encode() * 20 + b"\x01\x02\x03" + PROSE.encode(),
    "begins like a program": b"MZ is the code of Mozambique.\n" + PROSE.encode(),
    "begins like an archive": b"PK are two letters. BZh too.\n" + PROSE.encode(),
    "begins like a program, in Latin-1": "MZ är en kod för Moçambique.\n".encode("latin-1"),
    "begins like a song": "ID3 is the name of a línea.\n".encode(),
    "about PDF": b"The format %PDF-1.7 is old.\n",
}  # fmt: skip


@pytest.mark.parametrize("label", BINARY)
def test_a_binary_file_has_its_type_and_no_article(label: str) -> None:
    assert find_binary_type(BINARY[label]) == label
    article = cleantext.extract(BINARY[label], url="https://ferry.example/wall-holds")
    assert (article.body, article.quality, article.headline) == ("", 0.0, None)
    assert "binary" in [notice.code for notice in article.warnings]
    assert {entry.reason for entry in article.ledger} <= {"binary", "blank"}
    assert any(label in entry.evidence for entry in article.ledger)
    article.verify(BINARY[label])


@pytest.mark.parametrize("name", NUMBERS)
def test_numbers_are_no_text(name: str) -> None:
    assert find_binary_type(NUMBERS[name]) == "unknown binary"


@pytest.mark.parametrize("name", TEXT)
def test_text_is_text_in_every_encoding(name: str) -> None:
    assert find_binary_type(TEXT[name]) is None
    assert "binary" not in [notice.code for notice in cleantext.extract(TEXT[name]).warnings]


def test_utf_32_is_read_without_a_mark() -> None:
    for codec in ("utf-32-le", "utf-32-be"):
        assert cleantext.extract((PROSE + JAPANESE).encode(codec)).source == PROSE + JAPANESE


@pytest.mark.parametrize("kind", ["text", "html"])
def test_the_kind_that_is_asked_for_does_not_make_a_binary_file_a_page(kind: str) -> None:
    article = cleantext.extract(BINARY["JPEG"], kind=kind)  # type: ignore[arg-type]
    assert not article.paragraphs
    article.verify(BINARY["JPEG"])


def test_a_binary_file_that_was_decoded_as_text_is_known_by_its_controls() -> None:
    assert find_binary_type(BINARY["PNG"].decode("utf-8", "replace")) == "unknown binary"
    assert find_binary_type(BINARY["GIF"].decode("latin-1")) == "GIF"
    assert find_binary_type(BINARY["PDF"].decode("latin-1")) == "PDF"
    assert find_binary_type("MZ is the code of Mozambique.") is None
    assert find_binary_type(RUSSIAN + "\ufffd" * 99) is None


@pytest.mark.parametrize("length", [2, 3, 5, 8, 13])
def test_a_few_bytes_are_decided_too(length: int) -> None:
    assert find_binary_type(NOISE[:length]) in (None, "unknown binary")
    assert find_binary_type(bytes(length)) == "unknown binary"
