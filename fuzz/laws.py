"""What must hold for any input: the oracle of the fuzz targets and of the cases that they found."""

from __future__ import annotations

import json
import pickle
from typing import Literal

import cleantext
from cleantext import Article

Raw = str | bytes
Kind = Literal["auto", "text", "html"]


def check(raw: Raw, kind: Kind = "auto", content_type: str | None = None, *, thorough: bool = True) -> Article:
    """The article of ``raw``; an AssertionError or any other exception says which law it breaks.

    Without ``thorough`` the laws are left out that cost as much as the extraction itself: other shapes, a second call.

    >>> check("The harbour wall held, engineers said on Monday.").body
    'The harbour wall held, engineers said on Monday.'
    """
    article = cleantext.extract(raw, kind=kind, content_type=content_type)
    check_ledger(article, raw, content_type)
    check_spans(article)
    if not thorough:
        return article
    check_shapes(article)
    assert cleantext.extract(raw, kind=kind, content_type=content_type) == article, "a second call says something else"
    return article


def check_ledger(article: Article, raw: Raw, content_type: str | None = None) -> None:
    """Every character of the input has one verdict, in order."""
    article.verify(raw, content_type=content_type)
    at = number = 0
    for entry in article.ledger:
        assert entry.start == at < entry.end, f"verdicts do not follow one another at {at}"
        assert entry.number >= number, "line numbers do not ascend"
        assert entry.reason != "blank" or not entry.text.strip(), f"blank, but not: {entry.text!r}"
        # An empty line inside a <pre> is a part of it.
        assert entry.reason == "blank" or entry.text.strip() or article.kind == "html", f"blank, and kept, at {at}"
        at, number = entry.end, entry.number
    if article.kind == "text" and isinstance(raw, str):
        # Halves of surrogate pairs are joined or replaced.
        text = raw.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        assert article.source == text, "the text of a text is another"


def check_spans(article: Article) -> None:
    """What an article says stands where it says, and no paragraph comes twice."""
    at = 0
    for one in article.paragraphs:
        inside = at <= one.span.start < one.span.end <= len(article.source)
        assert inside, f"paragraph out of order or twice: {one.span}"
        assert _within(one.text, article.span_text(one.span)), f"paragraph is not its span: {one.text!r}"
        at = one.span.end
    for name, evidence in article.evidence.items():
        if evidence.span is not None:
            inside = 0 <= evidence.span.start <= evidence.span.end <= len(article.source)
            assert inside, f"evidence of {name} is outside"
    kept = "".join(entry.text for entry in article.ledger if entry.field == "body")
    assert _within(article.body, kept), "the body is not what the ledger keeps for it"


def check_shapes(article: Article) -> None:
    """The article survives its other shapes, and the listings can be made."""
    assert 0.0 <= article.quality <= 1.0
    assert Article.from_dict(json.loads(article.to_json())) == article, "JSON says something else"
    assert pickle.loads(pickle.dumps(article)) == article, "pickle says something else"
    assert isinstance(article.to_markdown(), str)
    assert isinstance(cleantext.explain(article), str)
    assert article.to_schema_org()["@type"] == "NewsArticle"


def _within(text: str, source: str) -> bool:
    """Whether all letters of a text stand in its source in the same order: notation and space may be gone, no more.

    >>> _within("The wall held.", "* The [wall](/w) held.\\n"), _within("The wall fell.", "The wall held.")
    (True, False)
    """
    rest = iter(source)
    return all(char in rest for char in text if not char.isspace())
