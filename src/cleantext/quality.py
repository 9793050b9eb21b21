"""How good a result looks: the F1 that a body is likely to have, and coded warnings."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from cleantext.article import Article
from cleantext.budget import BINARY, notices_of_limits
from cleantext.fields.headline.titles import stems_of
from cleantext.records import NamedTuple
from cleantext.values import Notice
from cleantext.words.scripts import count_words
from cleantext.words.vocabulary import all_function_words

#: A removed line is in doubt from half of the threshold on, a kept one up to a score of 0.6; both set by hand.
NEAR, UNSURE = 0.5, 0.6
#: Bodies of fewer words are short, those of more are long.
SHORT_BODY, LONG_BODY = 50, 1500
#: Characters of a long page, words of a long paragraph, characters that tell whether the words of a language are known.
LONG_PAGE, LONG_PARAGRAPH, SAMPLE = 60000, 60, 2000
#: A warning names words removed by a narrow margin from 20 words and 0.1 of the body's words on; both set by hand.
LOST_WORDS, LOST_SHARE = 20, 0.1
#: A body is in doubt below this quality: of the results that quality was trained on, 62 % of those below it have a word
#: F1 below 0.8, and 7 % of the others (training/line_scorer.py prints both).
DOUBTFUL = 0.8
#: Wrong decoding shows in the first 20,000 characters.
MOJIBAKE_CHARS = 20000

#: The warnings of an article, by code; those of limits are in ``budget``.
MESSAGES = {
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
    "doubtful-loss": "{lost} words were removed by a narrow margin; the ledger has their lines, with scores.",
    "doubtful-body": "The body is in doubt: too little on the page tells the article from what stands around it.",
    "unjudged": "{unjudged} words of the body were judged by no step.",
    "mojibake": "The text looks decoded with a wrong encoding; it is given as it stands.",
    "encoding-repaired": "The text was decoded with a wrong encoding; that was undone, as asked.",
    "binary": "The input is no text but a binary file: {binary}.",
    "frames": "The page is a set of frames; the text of the pages in them is not on it.",
    "other-site": "The site profile is of another site than the page; it was left aside.",
    "unlike-profile": "The page shares no line with the profile of its site, which may have been redesigned.",
    "several-articles": "The page holds several articles; `parts` has them in order.",
}


class Promise(NamedTuple):
    """The expected fit of a body, if the scores are the probabilities that they say, and the words in doubt.

    ``lost`` and ``kept`` are the numbers of words in lines that were removed, or kept, by a narrow margin;
    ``overruled`` is the share of the body's words that a step had spoken against; ``within`` is the share of words
    removed from those between the first and the last line of the body.
    """

    f1: float
    precision: float
    recall: float
    lost: int
    kept: int
    overruled: float
    within: float


def promise_of(
    scores: Sequence[float], words: Sequence[int], kept: Sequence[bool], suspected: Sequence[bool], threshold: float
) -> Promise:
    """The promise of keeping these lines.

    >>> promise_of([1.0, 0.5], [30, 40], [True, False], [False, False], 0.6)
    Promise(f1=0.75, precision=1.0, recall=0.6, lost=40, kept=0, overruled=0.0, within=0.0)
    """
    found = everything = 0.0
    size = lost = doubtful = overruled = removed = 0
    begun = False
    # Words removed since the last kept line: they count where another kept one follows.
    waiting = 0
    for score, count, keeps, known in zip(scores, words, kept, suspected, strict=True):
        everything += score * count
        if keeps:
            found += score * count
            removed += waiting
            waiting, begun = 0, True
            size += count
            doubtful += count if score < UNSURE else 0
            overruled += count if known else 0
        else:
            waiting += count if begun else 0
            lost += count if score >= NEAR * threshold else 0
    everything = max(1.0, everything)
    return Promise(
        f1=round(2 * found / max(1.0, size + everything), 4),
        precision=round(found / max(1.0, size), 4),
        recall=round(min(1.0, found / everything), 4),
        lost=lost,
        kept=doubtful,
        overruled=round(overruled / max(1.0, size), 4),
        within=round(removed / max(1.0, size + removed), 4),
    )


class Judgement:
    """The quality of an article and its warnings, made when they are asked for.

    ``promise`` is what the scorer expects of its decision, None for a page that it did not judge; ``noticed`` are the
    codes of the reader's warnings, ``reached`` the limits that were reached, ``steps`` the names of the steps that
    decided; ``unrendered`` says that the body stands only in what the page declares.
    """

    def __init__(
        self,
        promise: Promise | None = None,
        noticed: frozenset[str] = frozenset(),
        reached: frozenset[str] = frozenset(),
        steps: Collection[str] = (),
        *,
        unrendered: bool = False,
    ) -> None:
        """Take what the steps have left."""
        self._promise = promise
        self._noticed = noticed
        self._reached = reached
        self._steps = frozenset(steps)
        self._unrendered = unrendered
        self._known: float | None = None

    def _shared(self, article: Article) -> float:
        if self._known is None:
            self._known = shared_of(article)
        return self._known

    def quality(self, article: Article) -> float:
        """The word F1 that the body is likely to have, from 0 to 1; 0 where there is no body.

        How well the estimate holds stands in docs/model.md.
        """
        if not article.paragraphs:
            return 0.0
        from array import array

        from cleantext.scorer.columns import Table
        from cleantext.scorer.model import load_model

        signs = signs_of(article, self._promise, self._shared(article))
        return round(load_model("quality").scores(Table(list(signs), array("f", signs.values()), 1))[0], 3)

    def warnings(self, article: Article) -> tuple[Notice, ...]:
        """The warnings that the article deserves, in a fixed order."""
        words = _count(article.body)
        stamp = article.published
        lost = 0 if self._promise is None else self._promise.lost
        own = article.ledger if "body" in self._steps else ()
        unjudged = sum(_count(entry.text) for entry in own if entry.step == "body")
        signs = {
            "empty": not article.source.strip(),
            "no-headline": article.headline is None,
            "no-date": article.date is None,
            "no-body": not article.paragraphs,
            "short-body": 0 < words < SHORT_BODY,
            "ambiguous-date": stamp is not None and stamp.ambiguous,
            "relative-date": stamp is not None and stamp.relative and stamp.iso is None,
            "date-of-page": article.date is not None and stamp is None and article.modified is None,
            "date-of-change": article.date is not None and stamp is None and article.modified is not None,
            "headline-mismatch": article.headline is not None and words >= SHORT_BODY and self._shared(article) == 0.0,
            "paywalled": article.access is not None and article.access.kind == "paywalled",
            "unrendered-body": self._unrendered,
            "second-opinion": "second-opinion" in self._steps,
            "doubtful-loss": lost >= max(LOST_WORDS, LOST_SHARE * words),
            "doubtful-body": 0 < article.quality < DOUBTFUL,
            "unjudged": unjudged > 0,
            "mojibake": _is_mojibake(article.source[:MOJIBAKE_CHARS]),
            "several-articles": sum(part.stamp is None for part in article.parts) > 1,
        }
        noticed = tuple(
            Notice(code, message.format(lost=lost, unjudged=unjudged, binary=find_type(article)))
            for code, message in MESSAGES.items()
            if code in self._noticed or signs.get(code)
        )
        return noticed + notices_of_limits(self._reached)


def find_type(article: Article) -> str | None:
    """The type of a binary file, from its article, which holds nothing else; None for text.

    >>> import cleantext
    >>> find_type(cleantext.extract(b"%PDF-1.7")), find_type(cleantext.extract("%PDF-1.7"))
    ('PDF', None)
    """
    start = f"{BINARY}: "
    texts = (entry.evidence.removeprefix(start) for entry in article.ledger if entry.reason == BINARY)
    return next(texts, None)


def signs_of(article: Article, promise: Promise | None, shared: float | None = None) -> dict[str, float]:
    """The features from which ``quality`` is estimated, each from 0 to 1."""
    body = article.body
    words = len(body.split())
    length = max(1, len(body))
    prose = sum(len(one.text) for one in article.paragraphs if one.text[-1:] in '.!?。！？…”"') / length
    listed = sum(len(one.text) for one in article.paragraphs if one.kind != "p") / length
    opening = body[:SAMPLE].casefold().split()
    known = sum(map(all_function_words().__contains__, opening)) / max(1, len(opening))
    size = max(1, words)
    return {
        "length": min(1.0, math.log1p(words) / math.log1p(LONG_BODY)),
        "page length": min(1.0, math.log1p(len(article.source)) / math.log1p(LONG_PAGE)),
        "paragraph length": min(1.0, size / max(1, len(article.paragraphs)) / LONG_PARAGRAPH),
        "prose": min(1.0, prose),
        "listed": min(1.0, listed),
        "share of the page": min(1.0, length / max(1, len(article.source))),
        "known words": known,
        "headline": float(article.headline is not None),
        "headline taken up": shared_of(article) if shared is None else shared,
        "date": float(article.date is not None),
        "author": float(bool(article.authors)),
        "html": float(article.kind == "html"),
        "scored": float(promise is not None),
        "promised": promise.f1 if promise else 0.0,
        "promised precision": promise.precision if promise else 0.0,
        "promised recall": promise.recall if promise else 0.0,
        "lost in doubt": min(1.0, promise.lost / size) if promise else 0.0,
        "kept in doubt": min(1.0, promise.kept / size) if promise else 0.0,
        "overruled": promise.overruled if promise else 0.0,
        "removed within": promise.within if promise else 0.0,
        "an article": float(article.page_kind == "article"),
        "a list": float(article.page_kind in ("collection", "listing", "product")),
        "a forum": float(article.page_kind == "forum"),
    }


def shared_of(article: Article) -> float:
    """The share of the headline's words that occur in the beginning of the body."""
    own = stems_of(article.headline or "")
    return len(own & stems_of(article.body[:6000])) / len(own) if own else 0.0


def _count(text: str) -> int:
    """The words of a text of several lines, in any script."""
    return count_words(" ".join(text.split()))


def _is_mojibake(text: str) -> bool:
    """Whether a text looks decoded with a wrong encoding."""
    if text.isascii():
        return False
    from cleantext.input.encoding import is_mojibake

    return is_mojibake(text)
