"""Times the table of the words beside other ways to hold the same records: load, look-up and size of the file.

    python benchmarks/words.py

Each way is measured in a process of its own, in processor time, on the lines of the pages of tests/fixtures. Libraries
that are not installed (``pip install marisa-trie pyahocorasick``) are left out. The first row is what the library does:
it loads the vocabulary and asks for all categories of a line; the others load the records and ask for a whole line.
"""

from __future__ import annotations

import json
import marshal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_REPEATS = 5
_PROCESSES = 3
Get = Callable[[str, int], object]


def records() -> dict[str, str]:
    """All records of the built table."""
    from cleantext.words.table import FILE

    blob = (ROOT / "src" / "cleantext" / FILE).read_bytes()
    body = blob[int.from_bytes(blob[:4], "little") :].decode()
    return dict(line.split("\t", 1) for line in body.strip("\n").split("\n"))


def lines() -> list[tuple[str, int]]:
    """The lines of all pages of tests/fixtures as they are looked up, with their number of words."""
    from cleantext.words.scripts import count_words
    from cleantext.words.vocabulary import MAX_KEY, normalised

    pages = [path.read_text("utf-8", "replace") for path in sorted((ROOT / "tests" / "fixtures").rglob("page.txt"))]
    texts = [line for page in pages for line in page.splitlines() if 0 < len(line) <= MAX_KEY]
    return [(normalised(text), count_words(text)) for text in texts]


# Each of these writes the records to a file, and gives what loads it: an import of the library counts as loading.


def _vocabulary(_: Path) -> Callable[[], Get]:
    from cleantext.words.vocabulary import load_vocabulary

    return lambda: load_vocabulary().lookup


def _table(_: Path) -> Callable[[], Get]:
    from cleantext.words.table import load_table

    def load() -> Get:
        find = load_table().find
        return lambda key, _: find("=" + key)

    return load


def _marshal(path: Path) -> Callable[[], Get]:
    path.write_bytes(marshal.dumps(records()))

    def load() -> Get:
        get = marshal.loads(path.read_bytes()).get
        return lambda key, _: get("=" + key)

    return load


def _json(path: Path) -> Callable[[], Get]:
    path.write_text(json.dumps(records(), ensure_ascii=False), "utf-8")

    def load() -> Get:
        get = json.loads(path.read_text("utf-8")).get
        return lambda key, _: get("=" + key)

    return load


def _sqlite(path: Path) -> Callable[[], Get]:
    with sqlite3.connect(path) as made:
        made.execute("create table words (key text primary key, value text) without rowid")
        made.executemany("insert into words values (?, ?)", records().items())

    def load() -> Get:
        execute = sqlite3.connect(path).execute
        return lambda key, _: execute("select value from words where key = ?", ("=" + key,)).fetchone()

    return load


def _marisa(path: Path) -> Callable[[], Get]:
    import marisa_trie

    marisa_trie.BytesTrie([(key, value.encode()) for key, value in records().items()]).save(str(path))

    def load() -> Get:
        trie = marisa_trie.BytesTrie()
        get = trie.mmap(str(path)).get
        return lambda key, _: get("=" + key)

    return load


def _ahocorasick(path: Path) -> Callable[[], Get]:
    import ahocorasick

    made = ahocorasick.Automaton()
    for key, value in records().items():
        made.add_word(key, value)
    made.save(str(path), str.encode)

    def load() -> Get:
        get = ahocorasick.load(str(path), bytes.decode).get
        return lambda key, _: get("=" + key, None)

    return load


WAYS = {
    "the vocabulary, all categories": _vocabulary,
    "its table": _table,
    "marisa-trie": _marisa,
    "pyahocorasick": _ahocorasick,
    "sqlite3": _sqlite,
    "a dict, by marshal": _marshal,
    "a dict, by json": _json,
}


def measured(name: str) -> tuple[float, float, int] | None:
    """Milliseconds to load, microseconds a line, bytes of the file; None without the library."""
    from cleantext.words.table import FILE

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "records"
        try:
            load = WAYS[name](path)
        except ImportError:
            return None
        asked = lines()
        start = time.process_time()
        get = load()
        loaded = time.process_time() - start
        best = min(_turns(get, asked))
        size = (path if path.exists() else ROOT / "src" / "cleantext" / FILE).stat().st_size
    return loaded * 1e3, best / len(asked) * 1e6, size


def _turns(get: Get, asked: list[tuple[str, int]]) -> Iterator[float]:
    for _ in range(_REPEATS):
        start = time.process_time()
        for key, words in asked:
            get(key, words)
        yield time.process_time() - start


def main() -> int:
    if len(sys.argv) > 1:
        print(json.dumps(measured(sys.argv[1])))
        return 0
    print("| way | load, ms | a line, µs | file, MB |\n| --- | --- | --- | --- |")
    for name in WAYS:
        command = [sys.executable, __file__, name]
        rows = [json.loads(subprocess.check_output(command)) for _ in range(_PROCESSES)]
        if None not in rows:
            load, line, size = (min(column) for column in zip(*rows, strict=True))
            print(f"| {name} | {load:.1f} | {line:.2f} | {size / 1e6:.1f} |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
