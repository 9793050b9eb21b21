"""Processes that are forked while threads extract pages: no lock of the library stays held in them.

Each parent is a fresh Python, since a process of the tests that hangs would hang the tests.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pkgutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

import cleantext

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")

#: Pages whose every part is read, and which ask trafilatura, in the parent's threads and in its children.
PAGES = """
import multiprocessing, os, sys, threading, time
import cleantext

SENTENCE = "The harbour wall held through storm number {}, engineers said on Saturday evening."
SHORT = "<html><body><nav><a href=/>Home</a></nav><article itemscope><h1 itemprop=name>Wall holds</h1>" + "".join(
    f"<p>{SENTENCE.format(row)}</p><figure><img src=/{row}.png><figcaption>The wall</figcaption></figure>"
    for row in range(20)
)
LONG = "<html><body vocab='http://schema.org/'><div property=headline>" + "wal&shy;l held<br>" * 400
PLAIN = "Harbour wall holds\\n\\n" + "\\n\\n".join(SENTENCE.format(row) for row in range(20))

def read_pages():
    for page in (SHORT, LONG, PLAIN):
        article = cleantext.extract(page, drop=["nav", "aside.note"], url="https://www.harbour.example/wall")
        assert article.to_dict()["body"], page[:60]
        article.to_markdown()

def read_until(stopped):
    while not stopped.is_set():
        read_pages()
"""
#: Threads extract and read articles; the process forks meanwhile; its children read the same and extract.
FORKS = """
shared = [cleantext.extract(SHORT) for _ in range(20)]
stopped = threading.Event()
threads = [threading.Thread(target=read_until, args=(stopped,)) for _ in range(4)]
threads.append(threading.Thread(target=lambda: [article.to_dict() for article in shared]))
for thread in threads:
    thread.start()
waiting = set()
for article in shared:
    time.sleep(0.02)
    child = os.fork()
    if child == 0:
        article.to_dict()
        read_pages()
        os._exit(0)
    waiting.add(child)
stopped.set()
failed = 0
end = time.monotonic() + 60
while waiting and time.monotonic() < end:
    for child in sorted(waiting):
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            waiting.discard(child)
            failed += status != 0
    time.sleep(0.02)
for child in waiting:
    os.kill(child, 9)
print(len(waiting), "hang,", failed, "failed")
"""
#: A parent that has used worker processes and threads starts a pool, whose workers are daemons.
POOLS = """
def body_of(page):
    return cleantext.extract(page).body

if __name__ == "__main__":
    multiprocessing.set_start_method(sys.argv[1])
    assert len(list(cleantext.extract_many([SHORT, PLAIN], workers=1))) == 2
    read_pages()
    threading.Thread(target=read_pages).start()
    with multiprocessing.Pool(2) as pool:
        assert all(pool.map(body_of, [SHORT, LONG, PLAIN] * 4))
    if sys.argv[1] == "fork":
        child = os.fork()
        if child == 0:
            read_pages()
            os._exit(0)
        assert os.waitpid(child, 0)[1] == 0
    print("done")
"""


def output_of(script: str, *arguments: str, folder: Path) -> str:
    """What a script prints that runs in a fresh Python; the time is a net for processes that hang."""
    file, printed = folder / "parent.py", folder / "printed.txt"
    file.write_text(script, "utf-8")
    with printed.open("w") as out:  # a pipe would wait for children that hang
        parent = subprocess.Popen(
            [sys.executable, str(file), *arguments], stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )
    with contextlib.suppress(subprocess.TimeoutExpired):
        parent.wait(timeout=90)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(parent.pid, signal.SIGKILL)
    parent.wait()
    return printed.read_text("utf-8").strip()


def test_all_children_of_a_parent_of_threads_end(tmp_path: Path) -> None:
    assert output_of(PAGES + "read_pages()" + FORKS, folder=tmp_path) == "0 hang, 0 failed"


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_workers_of_a_pool_extract(method: str, tmp_path: Path) -> None:
    assert output_of(PAGES + POOLS, method, folder=tmp_path) == "done"


def modules_of_the_package() -> Iterator[ModuleType]:
    for found in pkgutil.walk_packages(cleantext.__path__, "cleantext."):
        if not found.name.endswith("__main__") and "_shared" not in found.name:
            try:
                yield importlib.import_module(found.name)
            except ImportError:  # the libraries of an extra
                continue


def is_locked(value: object) -> bool:
    """Whether a value has a lock of its own: what lxml compiles or parses into, and, until 3.12, a cached property."""
    made_by_lxml = isinstance(
        value, etree.XPath | etree.XSLT | etree._Element | etree._ElementTree | etree.XMLParser | etree.HTMLParser
    )
    return made_by_lxml or isinstance(value, cached_property)


def test_no_module_keeps_what_a_forked_child_finds_locked() -> None:
    """Nor does one use functools.cached_property, which until Python 3.12 has one lock for each class."""
    exec(compile(PAGES, "pages", "exec"), pages := {"__name__": "pages"})
    pages["read_pages"]()
    found = []
    for module in modules_of_the_package():
        for name, value in vars(module).items():
            held = [value, *vars(value).values()] if isinstance(value, type) else [value]
            if hasattr(value, "cache_info"):
                held += gc.get_referents(*gc.get_referents(value))
            elif isinstance(value, dict | list | tuple | set | frozenset):
                held += gc.get_referents(value)
            found += [f"{module.__name__}.{name}: {one!r:.80}" for one in held if is_locked(one)]
    assert not found
