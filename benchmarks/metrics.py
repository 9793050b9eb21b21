"""What a result is worth: bags of words, shingles, equal fields, wanted and unwanted snippets.

Two texts agree in their words whatever the white space and punctuation. A word is a run of word characters; in scripts
that are written without spaces (Thai, Chinese, Japanese) each character counts as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import NamedTuple

# Thai; kana; Han with its first extension; Han of compatibility.
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORDS = re.compile(f"[^\\W{_UNSPACED}]+|[{_UNSPACED}]")
_BETWEEN_NAMES = re.compile(r"[;,|&]| and ")
_SHINGLE = 4


class Fit(NamedTuple):
    """How well a text fits another, each number from 0 to 1."""

    precision: float
    recall: float
    f1: float


class Share(NamedTuple):
    """So many of so many; ``value`` is None where there was nothing to count."""

    hits: int
    total: int

    @property
    def value(self) -> float | None:
        return self.hits / self.total if self.total else None


@dataclass(frozen=True, slots=True)
class Gold:
    """The right answers for one page. A field that the gold does not speak of is not among ``known``."""

    known: frozenset[str]
    body: str | None = None
    summary: str | None = None
    headline: str | None = None
    author: str | Sequence[str] | None = None
    date: str | None = None
    must: Sequence[str] = ()
    must_not: Sequence[str] = ()

    @property
    def bodies(self) -> tuple[str, ...]:
        """The body, and the body below its standfirst where the gold keeps that apart: either is right."""
        alone = self.body or ""
        return (alone, f"{self.summary}\n\n{alone}") if self.summary else (alone,)


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine found on a page; ``date`` is ISO text that begins with the day."""

    body: str = ""
    headline: str | None = None
    authors: tuple[str, ...] = ()
    date: str | None = None


def words(text: str) -> list[str]:
    """The words of a text, in its own case.

    >>> words("Tide-gauge 3: 水位")
    ['Tide', 'gauge', '3', '水', '位']
    """
    return _WORDS.findall(text)


def folded(text: str | None) -> str:
    """A text as it is compared: NFKC, lower case, nothing but words.

    >>> folded("The “Ferry” sails!") == folded("the ferry  sails")
    True
    """
    return " ".join(words(unicodedata.normalize("NFKC", text or "").lower()))


def names(value: str | Iterable[str] | None) -> frozenset[str]:
    """The folded names of a byline, a string with separators or one string a name.

    >>> sorted(names("Ada Moreno and Li Wei")), names(["Li Wei", "ADA MORENO"]) == names("Ada Moreno; Li Wei")
    (['ada moreno', 'li wei'], True)
    """
    parts = _BETWEEN_NAMES.split(value or "") if value is None or isinstance(value, str) else value
    return frozenset(name for part in parts if (name := folded(part)))


def word_fit(found: str, gold: str) -> Fit:
    """The fit of two texts as bags of lower-cased words; no words at all fit no words only.

    >>> word_fit("the ferry sails today", "The ferry sails")
    Fit(precision=0.75, recall=1.0, f1=0.8571428571428571)
    """
    got, want = Counter(words(found.lower())), Counter(words(gold.lower()))
    if not got or not want:
        same = 1.0 if got == want else 0.0
        return Fit(same, same, same)
    common = (got & want).total()
    return _fit(common / got.total(), common / want.total())


def nearest_body(found: str, gold: Gold) -> tuple[str, Fit]:
    """Of the bodies that are right the one that a found body is nearest to, and how near."""
    return max(((body, word_fit(found, body)) for body in gold.bodies), key=lambda pair: pair[1].f1)


def shingle_fit(pairs: Iterable[tuple[str, str]]) -> Fit:
    """The fit of many (found, gold) texts as runs of four words, in their own case.

    Precision is the mean over pages with any text found, recall over those with any gold text, F1 that of both means.
    """
    precisions, recalls = [], []
    for found, gold in pairs:
        got, want = _shingles(found), _shingles(gold)
        common = (got & want).total()
        if got:
            precisions.append(common / got.total())
        if want:
            recalls.append(common / want.total())
    return _fit(fmean(precisions or [0.0]), fmean(recalls or [0.0]))


def snippet_fit(pairs: Sequence[tuple[str, Gold]]) -> Fit:
    """The fit of many bodies with the strings that must, and must not, stand in them."""
    wanted = sum(snippet in body for body, gold in pairs for snippet in gold.must)
    unwanted = sum(snippet in body for body, gold in pairs for snippet in gold.must_not)
    asked = sum(len(gold.must) for _, gold in pairs)
    return _fit(wanted / max(1, wanted + unwanted), wanted / max(1, asked))


def snippet_shares(pairs: Sequence[tuple[str, Gold]]) -> tuple[Share, Share]:
    """Of the wanted and of the unwanted snippets those that stand in the bodies, in any case."""
    lowered = [(body.lower(), gold) for body, gold in pairs]
    wanted = [snippet.lower() in body for body, gold in lowered for snippet in gold.must]
    unwanted = [snippet.lower() in body for body, gold in lowered for snippet in gold.must_not]
    return Share(sum(wanted), len(wanted)), Share(sum(unwanted), len(unwanted))


def same_headline(answer: Answer, gold: Gold) -> bool:
    return folded(answer.headline) == folded(gold.headline)


def same_authors(answer: Answer, gold: Gold) -> bool:
    return names(answer.authors) == names(gold.author)


def same_day(answer: Answer, gold: Gold) -> bool:
    return (answer.date or "")[:10] == (gold.date or "")[:10]


def share(truths: Iterable[bool]) -> Share:
    """How many of some findings are true.

    >>> share([True, False, True])
    Share(hits=2, total=3)
    """
    listed = list(truths)
    return Share(sum(listed), len(listed))


def _fit(precision: float, recall: float) -> Fit:
    both = precision + recall
    return Fit(precision, recall, 2 * precision * recall / both if both else 0.0)


def _shingles(text: str) -> Counter[tuple[str, ...]]:
    """The runs of four words; a shorter text is one run of its own."""
    found = words(text)
    if len(found) < _SHINGLE:
        return Counter([tuple(found)] if found else [])
    return Counter(zip(*(found[first:] for first in range(_SHINGLE)), strict=False))
