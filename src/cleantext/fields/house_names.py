"""Names of the house: what a page may call its publisher, at the top, in a copyright line, after a title, as a source.

Each place is weak alone: a first line may be a menu's, a copyright line a platform's. Small trees weigh the names that
stand there by where and how often they do. They do so before a headline is looked for, since a banner is no headline.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from cleantext.document import Document, Segment
from cleantext.fields.anchor import bounds_of
from cleantext.fields.titles import parts_of
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.people import looks_like_name
from cleantext.marks import Field, Mark, Noted, Reason
from cleantext.readers.hosts import letters_of
from cleantext.scoring.choice import likelihoods
from cleantext.scoring.scores import site_evidence
from cleantext.segments.records import DATING
from cleantext.vocabulary import load_vocabulary, normalised

#: A name stands in the first or last segments of a page, and is no longer than this.
TOP, FOOT, MAX_WORDS, MAX_CHARS = 40, 40, 8, 60
#: The longest line that names a source, and the longest label of one, in characters.
MAX_SOURCE, MAX_SOURCE_LABEL = 120, 24
#: What stands around a name without belonging to it.
EDGES = " |｜–—-•·:»›<>[]()*#©."

_COPYRIGHT = re.compile(r"(?:(?:[©ⓒ]|\(c\)|copyright)\s?){1,2}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?,?\s?(.{2,60})", re.I)
_NAME_END = re.compile(r"[.。|｜,;–—·•]\s|\s[-–—]\s|[.。]$")
_SOURCE_END = re.compile(r"[|｜]|\s{2,}|\s(?=\S{1,8}:)")
_LABEL = re.compile(r"[^\W\d][^\s:]{0,23}:")
_YEARS = re.compile(r"\b\d{4}(?:[-–]\d{2,4})?$|^\d{4} ")


@dataclass(slots=True)
class Named:
    """A name that a page may give of its house: as written, where first, how often it stands in which places."""

    text: str
    segment: Segment
    places: Counter[str] = field(default_factory=Counter)


class Houses(NamedTuple):
    """The names of a page by their keys, each with the probability that it is the publisher's."""

    names: Mapping[str, Named]
    scores: Mapping[str, float]


def houses_of(document: Document) -> Houses | None:
    """The names that the page gives of its house; None where they were not looked for."""
    return next((note.value for note in document.noted(Field.PUBLISHER) if isinstance(note.value, Houses)), None)


@dataclass(frozen=True, slots=True)
class HouseNames:
    """Notes how likely each name at the page's ends is its publisher's, unless the page declares one."""

    name: str = "house-names"
    gives: frozenset[Reason | Field] = frozenset((Field.PUBLISHER,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh the names of the page."""
        if document.page is not None and document.page.publishers:
            return
        found = list(names_of(document))
        keys = [normalised(name.text) for name, _ in found]
        scores = likelihoods("publisher", [signs for _, signs in found])
        if (site := site_evidence(document)) is not None:
            places = [(name.segment.index, [name.text]) for name, _ in found]
            scores = site.weighed(document, Field.PUBLISHER, places, scores)
        houses = Houses(dict(zip(keys, (name for name, _ in found), strict=True)), dict(zip(keys, scores, strict=True)))
        yield Noted(Field.PUBLISHER, houses, "how likely each name is the house's")


def _without_rights(name: str) -> str:
    """A name without the words on rights that come after it in a copyright line.

    >>> _without_rights("Northern Wire Alle Rechte vorbehalten"), _without_rights("Rechte und Pflichten")
    ('Northern Wire', 'Rechte und Pflichten')
    """
    words = name.split()
    for at in range(1, len(words)):
        rest = normalised(" ".join(words[at:]))
        phrase = load_vocabulary().lookup(rest, len(words) - at).get("copyright")
        if phrase is not None and rest.startswith(phrase.text):
            return " ".join(words[:at])
    return name


#: Where names stand, in words of the evidence.
PLACES = (
    *("first line", "at the top", "at the foot", "in a copyright line", "after the title", "after a source's label"),
    "in a breadcrumb",
)


def names_of(document: Document) -> Iterator[tuple[Named, Mapping[str, float]]]:
    """The names that may be the publisher's, each with its signs."""
    found: dict[str, Named] = {}

    def add(text: str, segment: Segment, place: str) -> None:
        text = text.strip(EDGES)
        key = normalised(text)
        if key and not key.isdigit() and len(text) <= MAX_CHARS and len(text.split()) <= MAX_WORDS:
            found.setdefault(key, Named(text, segment)).places[place] += 1

    first, last = bounds_of(document)
    count = len(document.segments)
    for segment in document.segments:
        top, foot = segment.index < TOP, segment.index >= max(TOP, count - FOOT)
        if not (top or foot):
            continue
        if segment.words <= MAX_WORDS and not segment.ends:
            add(segment.text, segment, "at the top" if top else "at the foot")
            if segment.index == 0:
                add(segment.text, segment, "first line")
        if (source := _source_in(segment)) is not None:
            add(source, segment, "after a source's label")
        if len(segment.text) < 200 and (match := _COPYRIGHT.search(segment.text)):
            holder = _without_rights(_NAME_END.split(match[1], maxsplit=1)[0])
            add(_YEARS.sub("", holder), segment, "in a copyright line")
        if top and segment.words <= 40:
            parts = parts_of(segment.text)
            for part in parts[1:]:
                add(part, segment, "after the title")
            if len(parts) > 1:
                add(parts[0], segment, "in a breadcrumb")
    around = Around(
        Counter(one.key for one in document.segments),
        "\n".join(one.text for one in document.segments[first : last + 1][:60] if one.words >= 8),
        letters_of(document.url),
    )
    for name in found.values():
        yield name, _signs(document, first, name, around)


def _source_in(segment: Segment) -> str | None:
    """The name after a source's label that opens the line, or stands after a date: "2019-11-04 Source: Tidings"."""
    if len(segment.text) > MAX_SOURCE:
        return None
    text = segment.text.replace("：", ":")
    label, colon, rest = text.partition(":")
    if "source" in segment.hits and colon and len(label) < MAX_SOURCE_LABEL:
        return _SOURCE_END.split(rest.strip(), maxsplit=1)[0]
    if segment.text[:1].isdigit():
        labels = load_vocabulary().of("source")
        for word in _LABEL.finditer(text):
            if f"{normalised(word[0])}:" in labels:
                return _SOURCE_END.split(text[word.end() :].strip(), maxsplit=1)[0]
    return None


class Around(NamedTuple):
    """What all names of a page are seen against: how often lines stand on it, its text, its host."""

    copies: Counter[str]
    body: str
    host: str


def _signs(document: Document, first: int, name: Named, around: Around) -> dict[str, float]:
    """What speaks for and against a name."""
    host = around.host
    text, segment = name.text, name.segment
    index, count = segment.index, len(document.segments)
    words = text.split()
    key = normalised(text)
    hits = load_vocabulary().lookup(key, len(words))
    after = [document.segments[at] for at in range(index + 1, min(count, index + 4))]
    letters = "".join(filter(str.isalnum, key))
    return {
        **{place: float(name.places[place]) for place in PLACES},
        "index": float(min(index, 60)),
        "from end": float(min(count - index, 60)),
        "from body": float(max(-40, min(40, index - first))),
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
        "gap": float(min(segment.gap, 4)),
        "names": float(len(name.places)),
    }


def _dates(segment: Segment) -> bool:
    """Whether a short line holds a day or the label of one."""
    told = segment.hits.keys() & DATING
    return segment.words <= 12 and (bool(told) or sum(map(str.isdigit, segment.text)) >= 4)
