"""The publisher: the likeliest of the names that a page gives of its house; where none is likely enough it is None."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from cleantext.document import Document, Segment
from cleantext.fields.headline.titles import split_title
from cleantext.grammar.bylines import DATING
from cleantext.grammar.people import is_organization, looks_like_name
from cleantext.layout import region_indices
from cleantext.marks import Claimed, Field, Mark, Noted, Reason
from cleantext.metadata.collector import host_of, letters_of
from cleantext.patterns import pattern
from cleantext.records import NamedTuple, dataclass, field
from cleantext.scorer.columns import Table
from cleantext.scorer.model import likelihoods, table_of
from cleantext.scorer.scores import site_evidence
from cleantext.values import Publisher, Span
from cleantext.words.scripts import count_digits
from cleantext.words.vocabulary import Phrase, load_vocabulary, normalised

#: A name stands in the first or last 40 segments of a page, and has at most 8 words and 60 characters.
TOP, FOOT, MAX_WORDS, MAX_CHARS = 40, 40, 8, 60
#: A line that names a source has at most 120 characters, its label fewer than 24.
MAX_SOURCE, MAX_SOURCE_LABEL = 120, 24
#: The least probability; below it silence is better.
THRESHOLD = 0.4
#: What stands around a name without belonging to it.
EDGES = " |｜–—-•·:»›<>[]()*#©."

#: Where names stand, in words of the evidence.
PLACES = (
    *("first line", "at the top", "at the foot", "in a copyright line", "after the title", "after a source's label"),
    "in a breadcrumb",
)
#: The names of all features of a name.
FEATURES = (
    *PLACES,
    *("index", "from end", "from body", "words", "characters", "capitals", "titled", "cased", "organization", "person"),
    *("domain", "digits", "known", "known as menu", "record after", "record near", "copies", "said in the body"),
    *("in host", "gap", "names"),
)
_NO_PLACE = (0,) * len(PLACES)

_COPYRIGHT = pattern(r"(?:(?:[©ⓒ]|\(c\)|copyright)\s?){1,2}(?:\d{4}(?:\s?[-–]\s?\d{2,4})?)?,?\s?(.{2,60})", re.I)
_NAME_END = pattern(r"[.。|｜,;–—·•]\s|\s[-–—]\s|[.。]$")
_SOURCE_END = pattern(r"[|｜]|\s{2,}|\s(?=\S{1,8}:)")
_LABEL = pattern(r"[^\W\d][^\s:]{0,23}:")
_YEARS = pattern(r"\b\d{4}(?:[-–]\d{2,4})?$|^\d{4} ")


@dataclass(slots=True)
class HouseCandidate:
    """A name that may be the publisher's: as written, where first, how often it stands in which places."""

    text: str
    segment: Segment
    places: dict[str, int] = field(default_factory=dict)


class Houses(NamedTuple):
    """The names of a page by their keys, each with the probability that it is the publisher's."""

    names: Mapping[str, HouseCandidate]
    scores: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class HouseNames:
    """Notes how likely each name at the page's ends is its publisher's, unless the page declares one."""

    name: str = "house-names"
    gives: frozenset[Reason | Field] = frozenset((Field.PUBLISHER,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh the names of the page."""
        if document.page is not None and document.page.publishers:
            return
        found, features = find_names(document)
        scores = likelihoods("publisher", features)
        if (site := site_evidence(document)) is not None:
            places = [(name.segment.index, [name.text]) for name in found.values()]
            scores = site.weighed(document, Field.PUBLISHER, places, scores)
        houses = Houses(found, dict(zip(found, scores, strict=True)))
        yield Noted(Field.PUBLISHER, houses, "how likely each name is the house's")


def houses_of(document: Document) -> Houses | None:
    """The names that may be the publisher's; None where they were not looked for."""
    return next((note.value for note in document.noted(Field.PUBLISHER) if isinstance(note.value, Houses)), None)


def is_likely_publisher(score: float) -> bool:
    """Whether a name with this probability is taken."""
    return score >= THRESHOLD


def publisher_marks(document: Document, taken: set[int]) -> Iterator[Claimed | Noted]:
    """Claim the line that is the likeliest name, or note the name where its line says more.

    The headline is no name of the publisher, and the others are likelier for it.
    """
    houses = houses_of(document)
    if houses is None:
        return
    headline = next((segment.key for segment, _ in document.claimed(Field.HEADLINE)), "")
    others = {key: score for key, score in houses.scores.items() if key != headline}
    best = max(others, key=others.__getitem__, default="")
    score = others.get(best, 0.0) / max(1 - houses.scores.get(headline, 0.0), 1e-6)
    if not is_likely_publisher(score):
        return
    name = houses.names[best]
    # A step may have cut lines since the names were found.
    at = bisect_right(document.segments, name.segment.start, key=lambda one: one.start) - 1
    segment = document.segments[max(0, at)]
    evidence = f"{', '.join(one for one in PLACES if one in name.places)} ({score:.2f})"
    # Another outlet's report is named as the source on a page that is not that outlet's.
    host = "" if "after a source's label" in name.places or not document.url else host_of(document.url)
    publisher = Publisher(name.text, host.removeprefix("www.") or None)
    if best == segment.key and segment.index not in taken and document.is_open(segment.index):
        yield Claimed(segment.index, Field.PUBLISHER, evidence, publisher)
    else:
        yield Noted(Field.PUBLISHER, publisher, evidence, Span(segment.start, segment.end))


def find_names(document: Document) -> tuple[dict[str, HouseCandidate], Table]:
    """The names that may be the publisher's by their keys, and the features of each."""
    found: dict[str, HouseCandidate] = {}

    def add(text: str, segment: Segment, place: str) -> None:
        text = text.strip(EDGES)
        if not text or len(text) > MAX_CHARS or text.count(" ") >= MAX_WORDS:
            return
        key = segment.key if text == segment.text else normalised(text)
        if key and not key.isdigit():
            if (name := found.get(key)) is None:
                name = found[key] = HouseCandidate(text, segment)
            name.places[place] = name.places.get(place, 0) + 1

    foot = max(TOP, len(document.segments) - FOOT)
    for segment in (*document.segments[:TOP], *document.segments[foot:]):
        text, top = segment.text, segment.index < TOP
        if segment.words <= MAX_WORDS and not segment.ends:
            add(text, segment, "at the top" if top else "at the foot")
            if segment.index == 0:
                add(text, segment, "first line")
        if (source := _source_in(segment)) is not None:
            add(source, segment, "after a source's label")
        if (match := _copyright_in(text)) is not None:
            holder = _without_rights(_NAME_END.split(match[1], maxsplit=1)[0])
            add(_YEARS.sub("", holder), segment, "in a copyright line")
        if top and segment.words <= 40:
            parts = split_title(text)
            for part in parts[1:]:
                add(part, segment, "after the title")
            if len(parts) > 1:
                add(parts[0], segment, "in a breadcrumb")
    return found, _features_of(document, found)


def _source_in(segment: Segment) -> str | None:
    """The name after a source's label that opens the line, or stands after a date: "2019-11-04 Source: Tidings"."""
    labelled, dated = "source" in segment.hits, segment.text[:1].isdigit()
    if not (labelled or dated) or len(segment.text) > MAX_SOURCE:
        return None
    text = segment.text.replace("：", ":")
    label, colon, rest = text.partition(":")
    if labelled and colon and len(label) < MAX_SOURCE_LABEL:
        return _SOURCE_END.split(rest.strip(), maxsplit=1)[0]
    if dated:
        labels = load_vocabulary().of("source")
        for word in _LABEL.finditer(text):
            if f"{normalised(word[0])}:" in labels:
                return _SOURCE_END.split(text[word.end() :].strip(), maxsplit=1)[0]
    return None


def _copyright_in(text: str) -> re.Match[str] | None:
    """The copyright notice in a line; most lines are passed over without a search."""
    if len(text) >= 200 or (text.isascii() and "copyright" not in (small := text.lower()) and "(c)" not in small):
        return None
    return _COPYRIGHT.search(text)


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


def _features_of(document: Document, names: Mapping[str, HouseCandidate]) -> Table:
    segments, count = document.segments, len(document.segments)
    first, last = region_indices(document)
    copies = Counter([one.key for one in segments])
    body = "\n".join([one.text for one in segments[first : last + 1][:60] if one.words >= 8])
    host = letters_of(document.url)
    dating: dict[int, bool] = {}
    rows: list[tuple[float, ...]] = []
    for key, name in names.items():
        text, segment, index = name.text, name.segment, name.segment.index
        words = text.split()
        hits = _hits_of(segment, key, len(words))
        letters = "".join(filter(str.isalnum, key)) if host else ""
        near = range(index + 1, min(count, index + 4))
        for at in near:
            if at not in dating:
                dating[at] = _may_date(segments[at])
        rows.append(
            (
                *map(name.places.get, PLACES, _NO_PLACE),
                min(index, 60),
                min(count - index, 60),
                max(-40, min(40, index - first)),
                len(words),
                len(text),
                text.isupper(),
                len([word for word in words if word[:1].isupper()]) / len(words),
                text.lower() != text.upper(),
                is_organization(text, acronym=True),
                looks_like_name(text),
                "." in text and " " not in text,
                count_digits(text) / len(text),
                len(hits),
                "navigation" in hits or "section" in hits,
                dating.get(index + 1, False),
                any(map(dating.__getitem__, near)),
                copies[key],
                min(9, body.count(text)),
                (len(letters) > 3 and letters in host) if host else -1.0,
                min(segment.gap, 4),
                len(name.places),
            )
        )
    return table_of(FEATURES, rows)


def _hits_of(segment: Segment, key: str, words: int) -> Mapping[str, Phrase]:
    """What the word lists know of a name; where it is a whole line, that is known already."""
    if key == segment.key and key.isascii() and not segment.piece:
        return segment.hits
    return load_vocabulary().lookup(key, words)


def _may_date(segment: Segment) -> bool:
    """Whether a short line holds a day or the label of one."""
    return segment.words <= 12 and (not DATING.isdisjoint(segment.hits) or count_digits(segment.text) >= 4)
