"""How good a result looks: the F1 that a body is likely to have, and coded warnings."""

from __future__ import annotations

import json
import math
from functools import cache
from importlib import resources

from cleantext.article import Article
from cleantext.fields.titles import words_of
from cleantext.readers.mojibake import mojibake
from cleantext.values import Notice

#: Bodies of fewer words are short, those of more are long.
SHORT_BODY, LONG_BODY = 50, 1500
#: Wrong decoding shows in so many characters.
MOJIBAKE_CHARS = 20000

_MESSAGES = {
    "empty": "The input holds no text.",
    "no-headline": "No line reads as the headline.",
    "no-date": "No date line was found.",
    "no-body": "No line reads as the article.",
    "short-body": f"The body has fewer than {SHORT_BODY} words.",
    "ambiguous-date": "Day and month of the date can be exchanged; both readings are given.",
    "relative-date": "The date is relative; give now= to resolve it.",
    "date-of-page": "The article gives no date; the date is the one in the page's header.",
    "date-of-change": "The page states no day of publication; the date is that of its last change.",
    "headline-mismatch": "The headline's words do not occur in the body.",
    "paywalled": "The page says that the text is for subscribers.",
    "truncated": "The text ends where the page asks to subscribe or log in.",
    "unrendered-body": "The body stands only in the page's metadata or state, not in what it shows.",
    "second-opinion": "Our own result was doubtful; the body rests on what trafilatura takes as the main text.",
    "mojibake": "The text looks decoded with a wrong encoding; it is given as it stands.",
    "encoding-repaired": "The text was decoded with a wrong encoding; that was undone, as asked.",
    "frames": "The page is a set of frames; the text of the pages in them is not on it.",
    "several-articles": "The page seems to hold several articles.",
}


def notices_of(
    article: Article, noticed: frozenset[str] = frozenset(), shared: float | None = None
) -> tuple[Notice, ...]:
    """The warnings that a result deserves, in a fixed order; ``noticed`` are the codes of those that the reader has.

    ``shared`` is what :func:`shared_of` gives, where it is known.
    """
    shared = shared_of(article) if shared is None else shared
    words = len(article.body.split())
    stamp = article.published
    signs = {
        "empty": not article.text.strip(),
        "no-headline": article.headline is None,
        "no-date": article.date is None,
        "no-body": not article.paragraphs,
        "short-body": 0 < words < SHORT_BODY,
        "ambiguous-date": stamp is not None and stamp.ambiguous,
        "relative-date": stamp is not None and stamp.relative and stamp.iso is None,
        "date-of-page": article.date is not None and stamp is None and article.modified is None,
        "date-of-change": article.date is not None and stamp is None and article.modified is not None,
        "headline-mismatch": article.headline is not None and words >= SHORT_BODY and shared == 0.0,
        "paywalled": article.access is not None and article.access.kind == "paywalled",
        "truncated": article.truncated,
        "unrendered-body": article.kind == "html"
        and any(entry.field == "body" and entry.path == "/declared" for entry in article.ledger),
        "second-opinion": any(entry.step == "second-opinion" for entry in article.ledger),
        "mojibake": not article.text.isascii() and mojibake(article.text[:MOJIBAKE_CHARS]),
        "several-articles": sum(paragraph.kind == "subhead" for paragraph in article.paragraphs) * 2
        > len(article.paragraphs)
        > 8,
    }
    return tuple(Notice(code, _MESSAGES[code]) for code in _MESSAGES if code in noticed or signs.get(code))


def quality_of(article: Article, expected: float | None = None, shared: float | None = None) -> float:
    """The word F1 that the body is likely to have, from 0 to 1; 0 where there is none.

    ``expected`` is what the line scorer promises, None for a page that it left to the rules. How well the estimate
    holds stands in docs/model.md. ``shared`` is what :func:`shared_of` gives, where it is known.
    """
    if not article.paragraphs:
        return 0.0
    weights = _weights()
    signs = signs_of(article, expected, shared)
    total = weights["base"] + sum(weights.get(name, 0.0) * value for name, value in signs.items())
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, total)))), 3)


def signs_of(article: Article, expected: float | None, shared: float | None = None) -> dict[str, float]:
    """What speaks for and against a result, each from 0 to 1: what ``quality`` is estimated from."""
    body = article.body
    words = len(body.split())
    length = max(1, len(body))
    prose = sum(len(one.text) for one in article.paragraphs if one.text[-1:] in '.!?。！？…”"') / length
    listed = sum(len(one.text) for one in article.paragraphs if one.kind != "p") / length
    promise = 0.0 if expected is None else expected
    return {
        "length": min(1.0, math.log1p(words) / math.log1p(LONG_BODY)),
        "short": float(words < SHORT_BODY),
        "prose": min(1.0, prose),
        "listed": min(1.0, listed),
        "share of the page": min(1.0, length / max(1, len(article.text))),
        "headline": float(article.headline is not None),
        "headline taken up": shared_of(article) if shared is None else shared,
        "date": float(article.date is not None),
        "author": float(bool(article.authors)),
        "html": float(article.kind == "html"),
        "scored": float(expected is not None),
        "promised": promise,
        "promised, squared": promise * promise,
        "an article": float(article.page_kind == "article"),
        "a list": float(article.page_kind in ("collection", "listing", "product")),
    }


@cache
def _weights() -> dict[str, float]:
    """What each sign weighs, as `training/calibration.py` fitted it."""
    text = resources.files("cleantext.scoring").joinpath("weights", "quality.json").read_text("utf-8")
    weights: dict[str, float] = json.loads(text)
    return weights


def shared_of(article: Article) -> float:
    """Which share of the headline's words the body takes up."""
    own = words_of(article.headline or "")
    return len(own & words_of(article.body[:6000])) / len(own) if own else 0.0
