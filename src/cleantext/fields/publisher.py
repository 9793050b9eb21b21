"""The publisher: the name that a page gives of its house, at the top, in a copyright line, behind a title, as a source.

Each place is weak alone: a first line may be a menu's, a copyright line a platform's. Small trees weigh the names that
stand there by where and how often they do; where none is likely enough the publisher is None.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.titles import parts_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.people import looks_like_name
from cleantext.marks import Claimed, Field, Noted, Reason, Removed
from cleantext.readers.hosts import host_of
from cleantext.scoring.choice import likelihoods
from cleantext.values import Publisher, Span
from cleantext.vocabulary import load_vocabulary, normalised

#: A name stands in the first or last segments of a page, and is no longer than this.
TOP, FOOT, MAX_WORDS, MAX_CHARS = 40, 40, 8, 60
#: The least probability; below it silence is better.
THRESHOLD = 0.4
#: What stands around a name without belonging to it.
EDGES = " |｜–—-•·:»›<>[]()*#©."

_COPYRIGHT = re.compile(r"(?:(?:©|\(c\)|copyright)\s?){1,2}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?,?\s?(.{2,60})", re.I)
_NAME_END = re.compile(r"[.。|｜,;–—·•]\s|\s[-–—]\s|[.。]$| (?:all|alle|tous|todos|tutti|wszelkie|все|med|alla) ", re.I)
_SOURCE_END = re.compile(r"[|｜]|\s{2,}|\s(?=\S{1,8}:)")
_YEARS = re.compile(r"\b\d{4}(?:[-–]\d{2,4})?$|^\d{4} ")


@dataclass(slots=True)
class Named:
    """A name that a page may give of its house: as written, where first, how often it stands in which places."""

    text: str
    segment: Segment
    span: Span | None = None
    places: dict[str, float] = field(default_factory=dict)

    def count(self, place: str, value: float = 1.0) -> None:
        """Say that the name stands in such a place once more."""
        self.places[place] = self.places.get(place, 0.0) + value


def publisher_of(document: Document, anchor: Anchor) -> tuple[Named, float] | None:
    """The likeliest name, with its probability; None where none is likely enough."""
    found = list(named(document, anchor))
    scores = likelihoods("publisher", [signs for _, signs in found])
    best = max(range(len(found)), key=scores.__getitem__, default=None)
    return (found[best][0], scores[best]) if best is not None and scores[best] >= THRESHOLD else None


def claimed_publisher(document: Document, anchor: Anchor, taken: set[int]) -> Iterator[Claimed | Noted]:
    """The publisher with its line, or noted where the line says more than the name."""
    best = publisher_of(document, anchor)
    if best is None:
        return
    name, score = best
    segment = name.segment
    told = f"{', '.join(one for one in PLACES if name.places.get(one))} ({score:.2f})"
    # Another outlet's report is named as the source on a page that is not that outlet's.
    host = "" if name.places.get("behind a source's label") or not document.url else host_of(document.url)
    publisher = Publisher(name.text, host.removeprefix("www.") or None)
    whole = normalised(name.text) == segment.key
    if whole and segment.index not in taken and document.is_open(segment.index):
        yield Claimed(segment.index, Field.PUBLISHER, told, publisher)
    else:
        yield Noted(Field.PUBLISHER, publisher, told, name.span or Span(segment.start, segment.end))


#: Where names stand, in words of the evidence.
PLACES = (
    *("first line", "at the top", "at the foot", "in a copyright line", "behind the title", "behind a source's label"),
    *("before a date", "in a breadcrumb"),
)


def named(document: Document, anchor: Anchor) -> Iterator[tuple[Named, Mapping[str, float]]]:
    """The names that may be the publisher's, each with its signs."""
    found: dict[str, Named] = {}

    def add(text: str, segment: Segment, place: str, span: Span | None = None) -> None:
        text = text.strip(EDGES)
        key = normalised(text)
        if key and not key.isdigit() and len(text) <= MAX_CHARS and len(text.split()) <= MAX_WORDS:
            found.setdefault(key, Named(text, segment, span)).count(place)

    count = len(document.segments)
    for segment in document.segments:
        top, foot = segment.index < TOP, segment.index >= max(TOP, count - FOOT)
        if not (top or foot):
            continue
        if segment.words <= MAX_WORDS and not segment.ends:
            add(segment.text, segment, "at the top" if top else "at the foot")
            if segment.index == 0:
                add(segment.text, segment, "first line")
        if "source" in segment.hits and len(segment.text) < 120:
            label, colon, rest = segment.text.replace("：", ":").partition(":")
            if colon and len(label) < 24:
                add(_SOURCE_END.split(rest.strip(), maxsplit=1)[0], segment, "behind a source's label")
        if len(segment.text) < 200 and (match := _COPYRIGHT.search(segment.text)):
            add(_YEARS.sub("", _NAME_END.split(match[1], maxsplit=1)[0]), segment, "in a copyright line")
        if top and segment.words <= 40:
            parts = parts_of(segment.text)
            for part in parts[1:]:
                add(part, segment, "behind the title")
            if len(parts) > 1:
                add(parts[0], segment, "in a breadcrumb")
    around = Around(
        Counter(one.key for one in document.segments),
        "\n".join(one.text for one in document.segments[anchor.body : anchor.last + 1][:60] if one.words >= 8),
        next((one.key for one, _ in document.claimed(Field.HEADLINE)), ""),
        host_of(document.url).replace("-", "").replace(".", "") if document.url else "",
    )
    for name in found.values():
        yield name, _signs(document, anchor, name, around)


class Around(NamedTuple):
    """What all names of a page are seen against: how often lines stand on it, its text, its headline, its host."""

    copies: Counter[str]
    body: str
    headline: str
    host: str


def _signs(document: Document, anchor: Anchor, name: Named, around: Around) -> dict[str, float]:
    """What speaks for and against a name."""
    headline, host = around.headline, around.host
    text, segment = name.text, name.segment
    index, count = segment.index, len(document.segments)
    words = text.split()
    key = normalised(text)
    hits = load_vocabulary().lookup(key, len(words))
    after = [document.segments[at] for at in range(index + 1, min(count, index + 4))]
    letters = "".join(filter(str.isalnum, key))
    decision = document.decisions[index]
    mark = decision.mark if decision is not None else None
    return {
        **{place: name.places.get(place, 0.0) for place in PLACES},
        "index": float(min(index, 60)),
        "from end": float(min(count - index, 60)),
        "from headline": float(max(-40, min(40, index - anchor.headline))),
        "from body": float(max(-40, min(40, index - anchor.body))),
        "has headline": float(bool(headline)),
        "is headline": float(bool(headline) and key == headline),
        "in headline": float(bool(headline) and key in headline),
        "words": float(len(words)),
        "characters": float(len(text)),
        "capitals": float(text.isupper()),
        "titled": sum(word[:1].isupper() for word in words) / len(words),
        "cased": float(text.lower() != text.upper()),
        "organization": float(is_organization(text, acronym=True)),
        "person": float(looks_like_name(text)),
        "domain": float("." in text and " " not in text),
        "digits": sum(map(str.isdigit, text)) / len(text),
        "known": float(len(hits)),
        "known as menu": float("navigation" in hits or "section" in hits),
        "record after": float(any(map(_dates, after[:1]))),
        "record near": float(any(map(_dates, after))),
        "copies": float(around.copies[key]),
        "said in the body": float(min(9, around.body.count(text))),
        "in host": float(len(letters) > 3 and letters in host) if host else -1.0,
        "claimed": float(isinstance(mark, Claimed)),
        "removed": float(isinstance(mark, Removed)),
        "record": float(isinstance(mark, Removed) and mark.reason in (Reason.HEADER_RECORD, Reason.PAGE_DATE)),
        "gap": float(min(segment.gap, 4)),
        "names": float(len(name.places)),
    }


def _dates(segment: Segment) -> bool:
    """Whether a short line holds a day or the label of one."""
    told = segment.hits.keys() & {"published", "modified", "relative-time"}
    return segment.words <= 12 and (bool(told) or sum(map(str.isdigit, segment.text)) >= 4)
