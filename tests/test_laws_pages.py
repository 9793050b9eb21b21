"""Laws that are tried on the pages of tests/fixtures: same result everywhere, grafts do no harm, bodies are stable."""

from __future__ import annotations

import functools
import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

import cleantext
from cleantext import Article, Paragraph
from fixtures_reader import Case, cases, mismatch

CASES = list(cases())
BY_NAME = {case.name: case for case in CASES}
#: Every seventh page: all kinds and a dozen languages.
SOME = CASES[::7]
NEWSPAPER = [case for case in CASES if case.name.startswith("newspaper/")]

SPONSOR = "Tolverne"
GRAFT = (
    "Sponsor: Tolverne",
    "Sponsor: Tolverne: Boats for rent.",
    "Sponsor: Tolverne: Boats for rent. Every weekend until autumn.",
)

_DIGEST = """
import hashlib, sys
import cleantext
for path in sys.argv[1:]:
    print(hashlib.sha256(cleantext.extract(open(path, "rb").read()).to_json().encode("utf-8", "surrogatepass")).hexdigest())
"""


@functools.cache
def article_of(name: str) -> Article:
    return BY_NAME[name].article()


def digest(case: Case) -> str:
    return hashlib.sha256(cleantext.extract(case.page).to_json().encode()).hexdigest()


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "0", "TZ": "UTC", "LANG": "C", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Kathmandu", "LANG": "tr_TR.UTF-8", "PYTHONUTF8": "0"},
    ],
    ids=["seed 0, UTC, C", "seed 1, Kathmandu, Turkish"],
)
def test_hash_seed_zone_and_locale_change_nothing(env: dict[str, str]) -> None:
    paths = [str(case.path) for case in SOME]
    source = str(Path(cleantext.__file__).parent.parent)
    told = subprocess.run(
        [sys.executable, "-c", _DIGEST, *paths],
        env={**os.environ, "PYTHONPATH": source, **env},
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.split() == [digest(case) for case in SOME]


def test_threads_do_not_meet() -> None:
    wanted = [digest(case) for case in SOME]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(digest, SOME * 4)) == wanted * 4


def test_sponsor_lines_on_top_do_no_harm() -> None:
    """Tried where the page alone comes out right; where it does not, test_golden says so."""
    tried = 0
    for case in NEWSPAPER:
        base = article_of(case.name)
        if any(mismatch(base, field, case.expected.get(field)) for field in ("headline", "body")):
            continue
        tried += 1
        assert isinstance(case.page, str)
        grafted = replace(case, page=("\r\n" if "\r\n" in case.page else "\n").join((*GRAFT, case.page))).article()
        assert (grafted.headline, grafted.date) == (base.headline, base.date), case.name
        assert [one.text for one in grafted.paragraphs] == [one.text for one in base.paragraphs], case.name
        assert [one.count for one in grafted.sponsors if one.name == SPONSOR] == [len(GRAFT)], case.name
        assert [entry.field for entry in grafted.ledger[: len(GRAFT)]] == ["sponsors"] * len(GRAFT), case.name
    assert tried >= 5


def test_body_of_a_body_of_prose_is_the_body() -> None:
    changed, tried = {}, 0
    for case in CASES:
        article = article_of(case.name)
        if len(article.paragraphs) < 3 or not all(_prose(one) for one in article.paragraphs):
            continue
        tried += 1
        again = cleantext.extract(article.body)
        if again.body != article.body:
            changed[case.name] = [one.text for one in article.paragraphs if one.text not in again.body]
    assert not changed
    assert tried >= 20


def _prose(paragraph: Paragraph) -> bool:
    return paragraph.kind == "p" and len(paragraph.text) > 60 and paragraph.text[-1] in ".!?。।”»"
