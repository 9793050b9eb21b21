"""A second opinion: trafilatura's main text, where a long page of HTML has no body.

Where a page has a few words of body it did harm: on 13 public pages with a body of fewer than 60 words, the mean word
F1 was 0.41 with it and 0.70 without. It is not asked for dates: on public pages without a visible or declared date its
guesses were wrong far more often than right (docs/decisions).
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable
from typing import Any

from cleantext.budget import TIME
from cleantext.document import Document
from cleantext.forks import make_fork_safe_lock
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.patterns import pattern
from cleantext.records import dataclass

#: A page of more words is long.
LONG_PAGE = 400
#: Lines of fewer than 4 words occur in many places of a page: finding them within the answer says nothing.
MIN_WORDS = 4
#: On pages of more elements or tables it is slow: 20,000 elements took it a second, 5,000 tables three.
MAX_ELEMENTS, MAX_TABLES = 20_000, 500
#: The most seconds that it took for one element, and for 1,000 characters of a page, on 33 kinds of odd markup
#: (20,000 links; 4 MB of one text). Ordinary pages take a third of that.
ELEMENT_SECONDS, THOUSAND_SECONDS = 0.0001, 0.00015
#: Seconds to load it, where no page needed it before.
LOAD_SECONDS = 0.5
#: Limits that say that the page goes on after what was read; trafilatura would read it all.
_PARTLY_READ = frozenset(("characters", "lines", "segments", "elements", TIME))
#: Characters that are not shown; trafilatura leaves them out.
_UNSEEN = pattern("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
#: trafilatura is not safe in threads, and its compiled XPaths are held while they run: one page at a time.
_ASKING = make_fork_safe_lock()


@dataclass(frozen=True, slots=True)
class SecondOpinion:
    """Claims the lines that trafilatura extracts as the main text, where no step is sure of them."""

    name: str = "second-opinion"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def expected_seconds(self, document: Document) -> float:
        """How long trafilatura may take for the page: nobody can interrupt it. 0 where it is not asked."""
        if document.source is None or not is_doubtful(document) or _is_endless(document):
            return 0.0
        load = 0.0 if "trafilatura" in sys.modules else LOAD_SECONDS
        return load + ELEMENT_SECONDS * len(_tags_of(document)) + THOUSAND_SECONDS * len(document.source) / 1000

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Ask only where the result is doubtful; without an answer the page stays as it is."""
        if document.source is None or not is_doubtful(document) or _is_endless(document):
            return
        answer = _split_words(_ask_trafilatura(document.source, document.limits.attributes))
        lines = {" ".join(line) for line in answer}
        runs = set(_runs_of([word for line in answer for word in line]))
        evidence = "trafilatura takes it as the main text, and our own result was doubtful"
        for segment in document.undecided():
            decision = document.decisions[segment.index]
            if decision is not None and isinstance(decision.mark, Claimed):
                continue
            words = [word for line in _split_words(segment.text) for word in line]
            within = segment.words >= MIN_WORDS <= len(words) and runs.issuperset(_runs_of(words))
            if within or (words and " ".join(words) in lines):
                yield Claimed(segment.index, Field.BODY, evidence)


def is_doubtful(document: Document) -> bool:
    """Whether a long page has no body."""
    return not document.claimed(Field.BODY) and sum(segment.words for segment in document.segments) >= LONG_PAGE


def _ask_trafilatura(source: str, attributes: int) -> str:
    """The main text, without the fallbacks to two more extractors: they cost as much again and gain nothing."""
    from cleantext.html.attributes import bound_attributes

    markup = bound_attributes(source.encode("utf-8", "replace"), attributes).decode()
    with _ASKING:
        from inspect import signature

        from trafilatura import extract

        # Before its version 2 the switch had another name.
        quick: dict[str, Any] = {"fast" if "fast" in signature(extract).parameters else "no_fallback": True}
        return extract(markup, include_comments=True, **quick) or ""


def _split_words(text: str) -> list[list[str]]:
    """The words of each line; each character is a word in scripts without spaces.

    >>> _split_words("The wa\u00adll held.\\n-\\n社京")
    [['the', 'wall', 'held'], [], ['社', '京']]
    """
    from cleantext.words.similarity import split_words

    text = unicodedata.normalize("NFC", text)
    return [split_words(line) for line in _UNSEEN.sub("", text).splitlines()]


def _runs_of(words: list[str]) -> Iterable[str]:
    """All runs of :data:`MIN_WORDS` words: a line stands in a text if all its runs do, which takes one look at each."""
    return map(" ".join, zip(*(words[at:] for at in range(MIN_WORDS)), strict=False))


def _tags_of(document: Document) -> list[str]:
    facts = document.segments[0].facts if document.segments else None
    return facts.block.tree.tags if facts is not None else []


def _is_endless(document: Document) -> bool:
    """Whether the page has more elements than an article needs, or was not read to its end."""
    tags = _tags_of(document)
    many = len(tags) > MAX_ELEMENTS or tags.count("table") > MAX_TABLES
    return many or not document.reached.isdisjoint(_PARTLY_READ)
