"""Captions and credits of pictures: told by their label, or by a credit at their end."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.filters.phrase_lines import cite_phrase
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.patterns import pattern
from cleantext.records import dataclass
from cleantext.values import Caption, Span
from cleantext.words.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from cleantext.html.facts import Facts


#: Lines of more than 60 words are paragraphs that mention a picture; a credit has at most 9 words and 90 characters.
MAX_WORDS, CREDIT_WORDS, CREDIT_CHARS = 60, 9, 90
#: An alternative text has at most 12 words.
MAX_ALTERNATIVE = 12

_BRACKET = pattern(r"[(（\[【]([^()（）\[\]【】]{2,80})[)）\]】]\.?$")
#: What a bracket that ends a line is closed with.
_CLOSING = frozenset(")）]】")
_SENTENCE_END = '.!?…。！？।۔؟"”’»'
_BEFORE_CREDIT = _SENTENCE_END + "-–—|,;·/)("
_SEPARATING = frozenset(_BEFORE_CREDIT)


@dataclass(frozen=True, slots=True)
class Captions:
    """Claims captions and credits; they are kept as data, out of the body."""

    name: str = "captions"
    gives: frozenset[Reason | Field] = frozenset((Field.CAPTIONS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Labelled lines, lines that close with a credit, and image lines of Markdown dumps."""
        labels = load_vocabulary().of("caption")
        for segment in document.open():
            if segment.words > MAX_WORDS:
                continue
            told = _told(segment, labels)
            if told is not None:
                evidence, credit = told
                caption = Caption(segment.text, credit, Span(segment.start, segment.end))
                yield Claimed(segment.index, Field.CAPTIONS, evidence, caption, sure=segment.shape == "image")
                if document.page is None and credit and (above := _alternative(document, segment)) is not None:
                    value = Caption(above.text, None, Span(above.start, above.end))
                    told_above = f"in the paragraph of the caption in line {segment.line}"
                    yield Claimed(above.index, Field.CAPTIONS, told_above, value, sure=False)


def _alternative(document: Document, caption: Segment) -> Segment | None:
    """The picture's alternative text: a short line with a caption right below, both apart from what is around them."""
    if caption.gap or caption.index == 0 or not document.is_open(caption.index - 1):
        return None
    above = document.segments[caption.index - 1]
    below = document.segments[caption.index + 1] if caption.index + 1 < len(document.segments) else None
    apart = above.gap and (below is None or below.gap)
    return above if apart and above.words <= MAX_ALTERNATIVE and not above.ends and not above.piece else None


def _told(segment: Segment, labels: frozenset[str]) -> tuple[str, str | None] | None:
    """(evidence, credit) where the line is a caption."""
    if segment.shape == "image":
        return "an image of the dump's notation", None
    if segment.facts is not None and _figure(segment.facts):
        return "the caption of a figure", None
    if "caption" in segment.hits:
        phrase = segment.hits["caption"]
        if phrase.mode != "prefix" or not segment.ends or segment.words <= 25:
            return cite_phrase(phrase), None
    credit = credit_of(segment.text, labels)
    return None if credit is None else ("closes with a credit", credit)


def _figure(facts: Facts) -> bool:
    """Whether the markup says that the line is a caption or credit."""
    if facts.tag == "figcaption":
        return True
    if is_captioned(facts):
        return True
    return "figure" in facts.inside and "table" not in facts.inside and facts.tag not in ("blockquote", "pre", "li")


def is_captioned(facts: Facts) -> bool:
    """Whether the markup calls a line the caption of something that has a picture."""
    block = facts.block
    if block.parent is None or not block.parent.pictured:
        return False
    return facts.tag == "figcaption" or "caption" in block.tree.words([block.names])


def credit_of(text: str, labels: frozenset[str]) -> str | None:
    """The credit that closes a caption, or None: a label and a name, a copyright sign and a name, or a bracket.

    >>> credit_of("The pool opened in 1974. Foto: Beate Illing", frozenset(["foto:"]))
    'Foto: Beate Illing'
    >>> credit_of("He asked for a photo: nobody had one to give him that day.", frozenset(["photo:"])) is None
    True
    """
    low = max(0, len(text) - CREDIT_CHARS)
    tail = text[low:]
    if (sign := tail.rfind("©")) > 0 and _short(tail[sign:]):
        return tail[sign:]
    if (at := _labelled(tail, labels)) is not None:
        return tail[at:]
    bracket = _BRACKET.search(tail) if not _CLOSING.isdisjoint(tail[-3:]) else None
    if bracket and bracket.start() and _credits(tail[: bracket.start()].rstrip(), bracket[1], labels):
        return bracket[1]
    return None


def _labelled(tail: str, labels: frozenset[str]) -> int | None:
    """Where a label stands that a sentence end, a dash or a bracket separates from the caption before it.

    Before names without capitals the label's colon is enough: "บ้านริมน้ำ ภาพ: วีระพล นาคสุข".
    """
    if _SEPARATING.isdisjoint(tail) and ":" not in tail and "：" not in tail:
        return None
    spaced = tail.replace("(", " ").replace("[", " ")
    folded = spaced.casefold().replace("：", ":").split(" ")
    if labels.isdisjoint(folded) and labels.isdisjoint(
        [word.rstrip(".:") for word in folded if word.endswith((".", ":"))]
    ):
        return None
    words = spaced.split(" ")
    position = 0
    for index, word in enumerate(words):
        label = folded[index] in labels or folded[index].rstrip(".:") in labels
        if label and position:
            before = tail[:position].rstrip()[-1:]
            following = words[index + 1] if index + 1 < len(words) else ""
            named = following[:1].isupper() or following in (":", "©", "/") or not following.isascii()
            caseless = (
                folded[index].endswith(":") and following[:1].isalpha() and following.lower() == following.upper()
            )
            if before and (before in _BEFORE_CREDIT or caseless) and named and _short(tail[position:]):
                return position
        position += len(word) + 1
    return None


def _short(credit: str) -> bool:
    return len(credit.split()) <= CREDIT_WORDS and credit[-1:] not in "?!"


def _credits(before: str, inner: str, labels: frozenset[str]) -> bool:
    """Whether a bracket at a line's end names who made the picture: a label, a slash, or names after a full stop."""
    words = inner.split()
    if any(word.rstrip(":").casefold() in labels or word.casefold() + ":" in labels for word in words):
        return True
    capital = [word[:1].isupper() for word in words]
    if "/" in inner and all(capital):
        return True
    return (
        before[-1:] in _SENTENCE_END and 2 <= len(words) <= 6 and all(capital) and not any(c.isdigit() for c in inner)
    )
