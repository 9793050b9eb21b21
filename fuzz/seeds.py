"""The seed corpus, made by code: fixtures, hostile shapes at small sizes, and what pages declare.

    python fuzz/seeds.py FOLDER      # writes FOLDER/<target>/<name>

Each target's seeds are what its inputs look like; ``seeds_of`` gives them without writing any.
"""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "src"), str(ROOT / "fuzz")]

from hostile.generators import CLASSES  # noqa: E402
from invented_pages import EXPORT, FURNITURE, PROSE, RECORDS  # noqa: E402

#: Longer seeds slow the fuzzer down; hostile shapes are tried at such a size.
MAX_SEED, HOSTILE_SIZE = 4000, 300

_JSON = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Mill reopens", "datePublished": '
    '"2024-03-09T08:00:00+01:00", "author": [{"@type": "Person", "name": "Ada Moreno"}], "publisher": {"@type": '
    '"Organization", "name": "The Daily Ferry", "logo": {"@type": "ImageObject", "url": "/l.png"}}}',
    '{"@graph": [{"@id": "#a", "@type": "Person", "name": "Ada"}, {"@type": ["Article"], "author": {"@id": "#a"}}]}',
    '[{"@type": "BreadcrumbList", "itemListElement": [{"position": 1, "item": {"name": "News"}}]}]',
    '{"props": {"pageProps": {"article": {"body": "' + PROSE[0] * 5 + '", "title": "Mill reopens"}}}}',
    '{"a": "broken \\u12 string, "b": [1, 2,], }',
    "[" * 80,
    '{"a":' * 80,
)
_VALUES = (
    "2024-03-09T08:00:00Z",
    "1752847500",
    "20250718T14:05",
    "9 March 2024, 14:05 BST",
    "Ada Moreno, Beate Illing and Carl Voss",
    "By Ada Moreno | Northern Wire",
    "https://www.ferry.example/2024/03/09/mill",
    "Mill reopens | The Daily Ferry",
    "en-GB",
    "{{date}}",
    "&lt;b&gt;Mill&lt;/b&gt;",
)


def seeds_of(target: str) -> Iterator[bytes]:
    """The seeds of a target, each once, in the same order every time."""
    yield from dict.fromkeys(seed[:MAX_SEED] for seed in _SEEDS[target]())


def _text() -> Iterator[bytes]:
    yield b""
    for line in (*PROSE, *RECORDS, *EXPORT, *FURNITURE):
        yield line.encode()
    yield "\n".join((*RECORDS[:8], *PROSE[:4], *FURNITURE)).encode()
    yield "\n".join(EXPORT).encode()
    for path in sorted(ROOT.glob("tests/fixtures/*/*/page.txt")):
        yield path.read_bytes()
    for made in CLASSES.values():
        raw = made(HOSTILE_SIZE)
        if isinstance(raw, str):
            yield raw.encode("utf-8", "surrogatepass")


def _html() -> Iterator[bytes]:
    for path in sorted(ROOT.glob("tests/fixtures/*/*/page.html")):
        yield path.read_bytes()
    for made in CLASSES.values():
        raw = made(HOSTILE_SIZE)
        yield raw if isinstance(raw, bytes) else raw.encode("utf-8", "replace")


def _declared() -> Iterator[bytes]:
    for number in range(5):
        for text in _JSON:
            yield bytes([number]) + text.encode()
    for number in range(5, 10):
        for text in _VALUES:
            yield bytes([number]) + text.encode()
    for path in sorted(ROOT.glob("tests/fixtures/*/*/page.html")):
        yield b"\x09" + path.read_bytes()


def _record(kind: str, block: bytes, *headers: str, url: str = "https://www.ferry.example/a") -> bytes:
    """A WARC record."""
    head = ["WARC/1.0", f"WARC-Type: {kind}", f"WARC-Target-URI: {url}", *headers, f"Content-Length: {len(block)}"]
    return "\r\n".join((*head, "", "")).encode() + block + b"\r\n\r\n"


def _response(body: bytes, *headers: str) -> bytes:
    """A record of a page as a server sent it."""
    head = "\r\n".join(("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", *headers, "", ""))
    return _record("response", head.encode() + body, "Content-Type: application/http; msgtype=response")


def _warc() -> Iterator[bytes]:
    page = f"<html><h1>Harbour wall holds</h1><p>{PROSE[0]}</p></html>".encode()
    chunked = b"%x\r\n%s\r\n0\r\n\r\n" % (len(page), page)
    wet = _record("conversion", "\n".join(PROSE[:3]).encode(), "Content-Type: text/plain")
    files = [
        _response(page),
        _response(gzip.compress(page, mtime=0), "Content-Encoding: gzip"),
        _response(chunked, "Transfer-Encoding: chunked"),
        _response(page, "Content-Length: 99999"),
        _response(page, "Content-Encoding: br"),
        wet,
        _record("warcinfo", b"software: harbour\r\n") + _record("request", b"GET / HTTP/1.1\r\n\r\n") + wet + wet,
        _record("resource", page, "Content-Type: text/html"),
        _response(page)[:-40],
        _response(page).replace(b"Content-Length: ", b"Content-Length: 9"),
        _response(page).replace(b"\r\n", b"\n"),
        b"junk\r\n" + wet,
        wet.replace(b"Content-Length: ", b"Content-Length: -"),
        b"",
    ]
    yield from files
    yield from (gzip.compress(file, mtime=0) for file in files)


_SEEDS = {"warc": _warc, "text": _text, "html": _html, "declared": _declared}


def main() -> None:
    """Write all seeds into the folder that the command line names."""
    for target in _SEEDS:
        folder = Path(sys.argv[1]) / target
        folder.mkdir(parents=True, exist_ok=True)
        for seed in seeds_of(target):
            (folder / hashlib.sha1(seed).hexdigest()).write_bytes(seed)
        print(f"{target}: {len(list(folder.iterdir()))} seeds in {folder}")


if __name__ == "__main__":
    main()
