"""How good a result looks: a number from 0 to 1, and coded warnings."""

from __future__ import annotations

from cleantext.article import Article
from cleantext.fields.titles import words_of
from cleantext.readers.mojibake import mojibake
from cleantext.values import Notice

#: Bodies of fewer words are short; longer ones get full marks for length.
SHORT_BODY, FULL_BODY = 50, 250
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


def notices_of(article: Article, noticed: frozenset[str] = frozenset()) -> tuple[Notice, ...]:
    """The warnings that a result deserves, in a fixed order; ``noticed`` are the codes of those that the reader has."""
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
        "headline-mismatch": article.headline is not None and words >= SHORT_BODY and _shared(article) == 0.0,
        "paywalled": article.access is not None and article.access.kind == "paywalled",
        "truncated": article.truncated,
        "unrendered-body": any(entry.field == "body" and entry.path == "/declared" for entry in article.ledger),
        "second-opinion": any(entry.step == "second-opinion" for entry in article.ledger),
        "mojibake": not article.text.isascii() and mojibake(article.text[:MOJIBAKE_CHARS]),
        "several-articles": sum(paragraph.kind == "subhead" for paragraph in article.paragraphs) * 2
        > len(article.paragraphs)
        > 8,
    }
    return tuple(Notice(code, _MESSAGES[code]) for code in _MESSAGES if code in noticed or signs.get(code))


def quality_of(article: Article) -> float:
    """0 for nothing, 1 for a page in which headline, date, length and wording speak for the result."""
    words = len(article.body.split())
    if not words:
        return 0.0
    prose = sum(len(one.text) for one in article.paragraphs if one.text[-1:] in '.!?。！？…”"') / len(article.body)
    parts = (
        0.35 * min(1.0, words / FULL_BODY),
        0.25 * min(1.0, prose),
        0.15 * (article.headline is not None),
        0.15 * _shared(article),
        0.10 * (article.date is not None),
    )
    return round(sum(parts), 3)


def _shared(article: Article) -> float:
    """Which share of the headline's words the body takes up."""
    own = words_of(article.headline or "")
    return len(own & words_of(article.body[:6000])) / len(own) if own else 0.0
