"""Bytes to text: declarations are heard, and checked against the bytes."""

from __future__ import annotations

import gzip

import pytest

from cleantext.input.encoding import decode_page, is_mojibake

CZECH = "Příliš žluťoučký kůň úpěl ďábelské ódy nad řekou. " * 20
GERMAN = "Die Brücke über den Fluß öffnet früher. " * 10
JAPANESE = "港の橋は来月から通れるようになります。市が発表しました。" * 10
KOREAN = "다리는 다음 달부터 다시 열린다고 시가 밝혔다. " * 10
CHINESE = "市政府宣布大桥将于下月重新开放，居民表示欢迎。" * 10
RUSSIAN = "Мост через реку откроется в следующем месяце, сообщили в мэрии. " * 10


def page(label: str, text: str, codec: str) -> bytes:
    return f'<html><head><meta charset="{label}"></head><body>{text}</body></html>'.encode(codec)


@pytest.mark.parametrize(
    ("label", "text", "codec", "encoding"),
    [
        ("utf-8", GERMAN, "utf-8", "utf-8"),
        ("ISO-8859-1", GERMAN + "– „5 €“", "cp1252", "cp1252"),
        ("windows-1250", CZECH, "cp1250", "cp1250"),
        ("iso-8859-2", CZECH, "iso8859-2", "iso8859-2"),
        ("windows-1251", RUSSIAN, "cp1251", "cp1251"),
        ("koi8-r", RUSSIAN, "koi8-r", "koi8-r"),
        ("gb2312", CHINESE + "镕", "gb18030", "gb18030"),
        ("Shift_JIS", JAPANESE + "①", "cp932", "cp932"),
        ("euc-jp", JAPANESE, "euc_jp", "euc_jp"),
        ("iso-2022-jp", JAPANESE, "iso2022_jp", "iso2022_jp"),
        ("ks_c_5601-1987", KOREAN, "cp949", "cp949"),
        ("utf-16", GERMAN, "utf-8", "utf-8"),
    ],
)
def test_a_declaration_in_meta_is_read_as_browsers_read_it(label: str, text: str, codec: str, encoding: str) -> None:
    found = decode_page(page(label, text, codec))
    assert text in found.text
    assert (found.encoding, found.source, found.damaged) == (encoding, "meta", False)


def test_the_header_goes_before_meta() -> None:
    data = page("utf-8", RUSSIAN, "koi8-r")
    found = decode_page(data, content_type="text/html; charset=KOI8-R")
    assert RUSSIAN in found.text
    assert found.source == "header"


@pytest.mark.parametrize("label", ["iso-8859-1", "windows-1251", "gbk", "shift_jis", "x-unheard-of"])
def test_a_wrong_label_loses_to_plain_utf8(label: str) -> None:
    found = decode_page(page(label, GERMAN, "utf-8"))
    assert GERMAN in found.text
    assert found.encoding == "utf-8"


def test_a_page_that_says_utf8_and_is_not_is_detected() -> None:
    found = decode_page(page("utf-8", RUSSIAN, "cp1251"))
    assert RUSSIAN in found.text
    assert found.source == "detected"


def test_a_meta_element_in_a_text_is_text() -> None:
    assert decode_page(page("koi8-r", GERMAN, "cp1252"), html=False).encoding != "koi8-r"


def test_a_few_bad_bytes_do_not_unseat_utf8() -> None:
    found = decode_page(GERMAN.encode() + b"\x93quoted\x94" + GERMAN.encode())
    assert found.encoding == "utf-8"
    assert found.damaged
    assert found.text.count("\ufffd") == 2


def test_a_few_bad_bytes_do_not_unseat_a_declared_encoding() -> None:
    data = page("shift_jis", JAPANESE, "cp932").replace("市が".encode("cp932"), b"\x81\x20" + "市が".encode("cp932"), 1)
    found = decode_page(data)
    assert found.encoding == "cp932"
    assert found.damaged


def test_utf8_cut_inside_a_character_is_utf8() -> None:
    for cut in (1, 2):
        found = decode_page(JAPANESE.encode()[:-cut])
        assert found.encoding == "utf-8"
        assert found.text == JAPANESE[:-1] + "\ufffd"
        assert found.damaged


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark_is_known_by_its_zeros(codec: str) -> None:
    found = decode_page(f"<p>{GERMAN}</p>".encode(codec))
    assert found.text == f"<p>{GERMAN}</p>"
    assert (found.encoding, found.source) == (codec, "nulls")


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_decides_and_is_dropped(codec: str) -> None:
    assert decode_page(page("koi8-r", GERMAN, codec)).text == page("koi8-r", GERMAN, "utf-8").decode()


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0",
        b"\xff",
        b"\xe2\x82",
        b"\xff\xfe\x00",
        gzip.compress(b"page" * 99, mtime=0),
        bytes(range(256)) * 9,
        b"<meta charset=",
        b"\x1b$B",
    ],
)
def test_odd_bytes_never_raise(data: bytes) -> None:
    for header in (
        None,
        "text/html; charset=",
        "text/html;charset=utf-7",
        "text/html; charset=punycode",
        "text/html; charset=idna",
    ):
        assert isinstance(decode_page(data, content_type=header).text, str)
    assert isinstance(decode_page(data, html=False).text, str)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("FrÃ¼her gab es am FluÃŸ eine MÃ¼hle.", True),
        ("Itâ€™s what they call â€œhomeâ€\x9d â€“ they said.", True),
        (CZECH.encode().decode("cp1250", "replace"), False),
        (RUSSIAN.encode().decode("latin-1"), True),
        ("The sequence Ã¼ is what a wrong decoder makes of ü.", False),
        ("FrÃ¼her am FluÃŸ, MÃ¼hle: so sieht übler Zeichensalat aus, sagt Jürgen Größe, Köln.", False),
        (GERMAN, False),
        (RUSSIAN, False),
        ("A plain text.", False),
        ("", False),
    ],
)
def test_double_encoding_is_reported_only_with_several_witnesses(text: str, wanted: bool) -> None:
    assert is_mojibake(text) is wanted
