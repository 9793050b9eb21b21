"""How a page is written down changes nothing: wrappers, comments, order of attributes, case of tags, a menu in front."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable

import pytest

import cleantext
from cleantext import Article
from cleantext.input.encoding import decode_page
from fixtures_reader import Case, cases
from markup_changes import CHANGES, MENU

CASES = [case for case in cases() if case.path.suffix == ".html"]


def source(case: Case) -> str:
    assert isinstance(case.page, bytes)
    # The page's own bytes say their encoding; the changed page is text.
    return decode_page(case.page, html=True).text


def said(article: Article) -> tuple[object, ...]:
    """What a reader of the article gets, without offsets."""
    access = (article.access.kind, article.access.evidence) if article.access else None
    texts = [[one.text for one in many] for many in (article.paragraphs, article.captions)]
    return article.headline, article.date, article.place, article.authors, article.byline, access, texts


@functools.cache
def said_of(name: str) -> tuple[object, ...]:
    case = next(case for case in CASES if case.name == name)
    return said(cleantext.extract(source(case), kind="html", url=case.about.get("url")))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_way_of_writing_a_page_changes_nothing(change: Callable[[str], str]) -> None:
    tried = 0
    for case in CASES:
        page = source(case)
        changed = change(page)
        tried += changed != page
        told = said(cleantext.extract(changed, kind="html", url=case.about.get("url")))
        assert told == said_of(case.name), case.name
    assert tried >= 10


def test_changes_keep_the_text_of_a_page() -> None:
    """The changes are what they say: nothing of the text is gone or new, but for the menu."""
    for case in CASES:
        page = source(case)
        text = _text(page)
        for name, change in CHANGES.items():
            changed = _text(change(page))
            if name == "a menu in front":
                changed = changed.replace(_text(MENU), "", 1)
            assert changed == text, (case.name, name)


def _text(page: str) -> str:
    return re.sub(r"\s", "", "".join(cleantext.extract(page, kind="html").source))
