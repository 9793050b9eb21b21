"""Captions and credits of pictures, known by their label, their markup, or a credit at their end."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
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

#: A caption has at most 60 words: longer lines are paragraphs that mention a picture.
MAX_WORDS = 60
#: A credit has at most 9 words and 90 characters.
CREDIT_WORDS, CREDIT_CHARS = 9, 90
#: A line with a caption's label that closes like a sentence is a caption up to this number of words.
MAX_SENTENCE = 25
#: An alternative text has at most 12 words.
MAX_ALTERNATIVE = 12

_BRACKET = pattern(r"[(（\[【]([^()（）\[\]【】]{2,80})[)）\]】]\.?$")
_CLOSING_BRACKETS = frozenset(")）]】")
_SENTENCE_END = '.!?…。！？।۔؟"”’»'
_BEFORE_CREDIT = _SENTENCE_END + "-–—|,;·/)("


@dataclass(frozen=True, slots=True)
class Captions:
    """Claims captions and credits; they are kept as data, out of the body."""

    name: str = "captions"
    gives: frozenset[Reason | Field] = frozenset((Field.CAPTIONS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim labelled lines, lines that close with a credit, and image lines of Markdown dumps."""
        labels = load_vocabulary().of("caption")
        for segment in document.open():
            if segment.words > MAX_WORDS or (found := _read_caption(segment, labels)) is None:
                continue
            evidence, credit = found
            caption = Caption(segment.text, credit, Span(segment.start, segment.end))
            yield Claimed(segment.index, Field.CAPTIONS, evidence, caption, sure=segment.shape == "image")
            if document.page is None and credit and (above := _alternative_text(document, segment)) is not None:
                value = Caption(above.text, None, Span(above.start, above.end))
                evidence = f"in the paragraph of the caption in line {segment.line}"
                yield Claimed(above.index, Field.CAPTIONS, evidence, value, sure=False)


def _read_caption(segment: Segment, labels: frozenset[str]) -> tuple[str, str | None] | None:
    """The evidence that a line is a caption, and its credit."""
    if segment.shape == "image":
        return "an image of the dump's notation", None
    if segment.facts is not None and _is_in_figure(segment.facts):
        return "the caption of a figure", None
    phrase = segment.hits.get("caption")
    if phrase is not None and (phrase.mode != "prefix" or not segment.ends or segment.words <= MAX_SENTENCE):
        return cite_phrase(phrase), None
    credit = credit_of(segment.text, labels)
    return None if credit is None else ("closes with a credit", credit)


def _is_in_figure(facts: Facts) -> bool:
    if facts.tag == "figcaption" or is_captioned(facts):
        return True
    return "figure" in facts.inside and "table" not in facts.inside and facts.tag not in ("blockquote", "pre", "li")


def is_captioned(facts: Facts) -> bool:
    """Whether the markup calls a line the caption of something that has a picture."""
    block = facts.block
    if block.parent is None or not block.parent.pictured:
        return False
    return facts.tag == "figcaption" or "caption" in block.tree.words(block.names)


def _alternative_text(document: Document, caption: Segment) -> Segment | None:
    """The picture's alternative text: a short line right above the caption, both set apart from their neighbours."""
    if caption.gap or not document.is_open(caption.index - 1):
        return None
    above, *below = document.segments[caption.index - 1 : caption.index + 2 : 2]
    apart = above.gap and all(one.gap for one in below)
    return above if apart and above.words <= MAX_ALTERNATIVE and not above.ends and not above.piece else None


def credit_of(text: str, labels: frozenset[str]) -> str | None:
    """The credit that closes a caption, or None: a label and a name, a copyright sign and a name, or a bracket.

    >>> credit_of("The pool opened in 1974. Foto: Beate Illing", frozenset(["foto:"]))
    'Foto: Beate Illing'
    >>> credit_of("He asked for a photo: nobody had one to give him that day.", frozenset(["photo:"])) is None
    True
    """
    tail = text[-CREDIT_CHARS:]
    if (sign := tail.rfind("©")) > 0 and _is_short(tail[sign:]):
        return tail[sign:]
    if (at := _find_label(tail, labels)) is not None:
        return tail[at:]
    bracket = _BRACKET.search(tail) if not _CLOSING_BRACKETS.isdisjoint(tail[-3:]) else None
    if bracket and bracket.start() and _names_maker(tail[: bracket.start()].rstrip(), bracket[1], labels):
        return bracket[1]
    return None


def _find_label(tail: str, labels: frozenset[str]) -> int | None:
    """Where a label stands that a sentence end, a dash or a bracket separates from the caption before it.

    Before names without capitals the label's colon is enough: "บ้านริมน้ำ ภาพ: วีระพล นาคสุข".
    """
    if _openings_of(labels).isdisjoint(_words_in(tail.casefold())):
        return None  # most lines
    spaced = tail.replace("(", " ").replace("[", " ")
    words, position = spaced.split(" "), 0
    for index, label in enumerate(spaced.casefold().replace("：", ":").split(" ")):
        if position and (label in labels or label.rstrip(".:") in labels):
            before = tail[:position].rstrip()[-1:]
            following = words[index + 1] if index + 1 < len(words) else ""
            named = following[:1].isupper() or following in (":", "©", "/") or not following.isascii()
            caseless = label.endswith(":") and following[:1].isalpha() and following.lower() == following.upper()
            if before and (before in _BEFORE_CREDIT or caseless) and named and _is_short(tail[position:]):
                return position
        position += len(words[index]) + 1
    return None


@cache
def _openings_of(labels: frozenset[str]) -> frozenset[str]:
    """What labels of one word open with, up to a full stop or a colon."""
    return frozenset(words[0] for label in labels if " " not in label and (words := _words_in(label)))


def _words_in(text: str) -> list[str]:
    # Five replacements take a third of the time of str.translate.
    return text.replace(".", " ").replace(":", " ").replace("：", " ").replace("(", " ").replace("[", " ").split()


def _is_short(credit: str) -> bool:
    return len(credit.split()) <= CREDIT_WORDS and credit[-1:] not in "?!"


def _names_maker(before: str, inner: str, labels: frozenset[str]) -> bool:
    """Whether a bracket at a line's end names who made the picture: a label, a slash, or names after a full stop."""
    words = inner.split()
    if any(word.rstrip(":").casefold() in labels or f"{word.casefold()}:" in labels for word in words):
        return True
    if not all(word[:1].isupper() for word in words):
        return False
    return "/" in inner or (before[-1:] in _SENTENCE_END and 2 <= len(words) <= 6 and not any(map(str.isdigit, inner)))
