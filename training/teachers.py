"""Labels for pages without a gold body: where other extractors agree, and what the gold says of single strings.

Each extractor that reads HTML says which segments are the article's; the label is their mean, and a segment counts for
as much as they agree. A string that must stand in the body makes its segment the article's, one that must not makes
it the page's.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from labels import labels_of

from corpus import Page
from engines import Extractor
from metrics import words
from peers import ENGINES

TEACHERS = ("trafilatura", "readability", "resiliparse")
#: A taught page counts for so much of one with a gold body.
WEIGHT = 0.3
#: Strings of fewer words may stand anywhere.
MIN_WORDS = 4


@cache
def _teacher(name: str) -> Extractor:
    return ENGINES[name].load()


def taught(page: Page, texts: Sequence[str]) -> tuple[list[float], list[float], int] | None:
    """Labels of the segments, what each counts for, and the words of the body; None where the teachers find nothing."""
    segments = [words(text.lower()) for text in texts]
    votes = []
    for name in TEACHERS:
        try:
            body = _teacher(name)(page.html()).answer.body
        except Exception:  # A teacher that fails on a page has no vote there.
            continue
        if body.strip():
            votes.append(labels_of(segments, words(body.lower())))
    if len(votes) < 2:
        return None
    labels = [sum(labels) / len(labels) for labels in zip(*votes, strict=True)]
    counts = [WEIGHT * abs(2 * label - 1) for label in labels]
    for wanted, strings in ((1.0, page.gold.must), (0.0, page.gold.must_not)):
        for index in _holding(strings, texts):
            labels[index], counts[index] = wanted, 1.0
    size = sum(label * len(part) for label, part in zip(labels, segments, strict=True))
    return (labels, counts, round(size)) if size >= 1 else None


def _holding(strings: Sequence[str], texts: Sequence[str]) -> list[int]:
    """The segments that hold one of the strings, or are a good part of one."""
    wanted = [" ".join(words(one.lower())) for one in strings]
    told = []
    for index, text in enumerate(texts):
        own = words(text.lower())
        folded = " ".join(own)
        for one in wanted:
            if (len(own) >= MIN_WORDS and folded in one) or (one.count(" ") + 1 >= MIN_WORDS and one in folded):
                told.append(index)
                break
    return told
