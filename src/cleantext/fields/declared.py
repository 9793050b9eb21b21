"""What an HTML page declares about itself, noted for the fields that no visible line has filled.

Headline, dates and byline weigh declared values in their own steps, beside the visible ones; the step here notes the
others.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from cleantext.document import Document, Segment
from cleantext.fields.date_records import day_first_of, is_apart
from cleantext.fields.headline.titles import split_title, without_site
from cleantext.grammar.date_finder import find_dates
from cleantext.grammar.places import parse_place
from cleantext.layout import bounds_of
from cleantext.marks import Field, Mark, Noted, Reason
from cleantext.metadata.collector import Declared, Page, host_of
from cleantext.patterns import pattern
from cleantext.records import dataclass, replace
from cleantext.values import Publisher, Timestamp
from cleantext.words.vocabulary import normalised

#: A declared title of fewer than 3 words may be the name of a section.
MIN_WORDS = 3
#: A kicker before a title in one heading has at most 5 words.
MAX_KICKER = 5
#: Declared descriptions of more than 600 characters are texts; of tags the first 30 are taken.
MAX_DESCRIPTION, MAX_TAGS = 600, 30
#: At most 6 declared dates of a kind are looked at.
MAX_DATES = 6

#: A day in an address: ``/2024/03/09/``, ``/2024/mar/09/``, ``/2024-03-09-wall``, ``/20240309/``, ``t20240309_``.
_ADDRESS = pattern(
    r"(?<![^/_t-])((?:19|20)\d\d)(?:[/_-](\d\d?|[a-z]{3})[/_-](\d\d?)|[/-]?([01]\d)[/-]?([0-3]\d))(?![^/._-])", re.I
)
_WORD = pattern(r"\w+")


@dataclass(frozen=True, slots=True)
class DeclaredFields:
    """Notes declared values: evidence that claims no text of the page."""

    name: str = "declared"
    gives: frozenset[Reason | Field] = frozenset(
        (
            *(Field.HEADLINE, Field.PUBLISHER, Field.SECTION, Field.DESCRIPTION, Field.TAGS, Field.LANGUAGE),
            *(Field.COMMENT_COUNT, Field.PLACE),
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Note the most trusted value of each field."""
        page = document.page
        if page is None:
            return
        if page.titles and not document.claimed(Field.HEADLINE):
            title, source = page.titles[0]
            names = {normalised(declared.value) for declared in page.publishers if declared.value}
            yield Noted(Field.HEADLINE, without_site(title, names), f"declared: {source}")
        yield from _publisher(document, page)
        if page.sections and "://" not in page.sections[0].value:
            yield Noted(Field.SECTION, page.sections[0].value, f"declared: {page.sections[0].source}")
        if page.descriptions and len(page.descriptions[0].value) <= MAX_DESCRIPTION:
            yield Noted(Field.DESCRIPTION, page.descriptions[0].value, f"declared: {page.descriptions[0].source}")
        if page.tags:
            tags = tuple(dict.fromkeys(declared.value for declared in page.tags))[:MAX_TAGS]
            yield Noted(Field.TAGS, tags, f"declared: {page.tags[0].source}")
        if page.languages:
            language, source = page.languages[0]
            yield Noted(Field.LANGUAGE, language.replace("_", "-"), f"declared: {source}")
        if page.comment_count is not None:
            yield Noted(Field.COMMENT_COUNT, page.comment_count, "declared")
        if page.places and (place := parse_place(page.places[0].value, "declared")) is not None:
            yield Noted(Field.PLACE, place, f"declared: {page.places[0].source}")


def _publisher(document: Document, page: Page) -> Iterator[Noted]:
    """The declared name and the host of the canonical address."""
    hosts = [host_of(one.value) for one in page.urls if one.value.startswith("http")]
    host = next((one.removeprefix("www.") for one in hosts if one), None)
    if page.publishers:
        name, source = page.publishers[0]
        visible = {segment.key: segment.text for segment in document.segments[:40]}
        yield Noted(Field.PUBLISHER, Publisher(visible.get(normalised(name), name), host), f"declared: {source}")
    elif host:
        yield Noted(Field.PUBLISHER, Publisher(None, host), "declared: canonical address")


def declared_dates(
    document: Document, which: Literal["published", "modified"], updates: Collection[datetime.date | None] = ()
) -> list[Timestamp]:
    """The times that the page declares, the most trusted first; ``updates`` are days known as those of changes.

    A ``<time>`` that states such a day is the machine's form of "Updated ...", not a day of publication.
    """
    if document.page is None:
        return []
    rows = (_published(document.page) if which == "published" else document.page.modified)[:MAX_DATES]
    day_first = day_first_of(document)
    read = {value: find_dates(value, day_first=day_first)[:1] for value in {row.value for row in rows}}
    found = []
    for row in rows:
        timed = row.source == "time"
        for date in read[row.value]:
            day = date.stamp.day
            if day is not None and not (timed and (day in updates or _dates_another(document, row.value))):
                found.append(date.stamp)
    return found


def _dates_another(document: Document, time: str) -> bool:
    """Whether all lines with this ``<time>`` are set apart from the article, or are one of several after it."""
    timed = [(one, one.facts.time) for one in document.segments if one.facts is not None and one.facts.time]
    last = bounds_of(document).last
    several = len({other for one, other in timed if one.index > last}) > 1
    lines = [one for one, other in timed if other == time]
    return bool(lines) and all((several and one.index > last) or is_apart(document, one) for one in lines)


def _published(page: Page) -> tuple[Declared, ...]:
    """The declared days of publication; without the page's own where all of them are that, and it holds no article.

    A page of a site that tells articles from standing pages ("About us") is of the second kind there.
    """
    from cleantext.metadata.nodes import is_article, is_subject
    from cleantext.metadata.schema_org import WEB_PAGE

    if all(one.source == WEB_PAGE for one in page.published):
        types = list(page.page_types)
        return page.published if is_article(types) or is_subject(types) else ()
    return page.published


def address_date(document: Document) -> Timestamp | None:
    """The day that stands in the address that the caller gave, else in one that the page declares as its own."""
    page = document.page
    for url in (document.url or "", *(one.value for one in (page.urls if page is not None else ()))):
        path = url.partition("://")[2].partition("?")[0]
        for match in _ADDRESS.finditer(path):
            year, month, day = filter(None, match.groups())
            written = f"{day} {month} {year}" if month.isalpha() else f"{year}-{month:0>2}-{day:0>2}"
            found = find_dates(written)
            if found and found[0].stamp.day is not None:
                return replace(found[0].stamp, raw=match[0])
    return None


def as_declared(document: Document, segment: Segment, text: str) -> str:
    """The headline ``text`` of a line, or the declared title that says where it begins and ends."""
    if document.page is None:
        return text
    window = segment.facts is not None and segment.facts.tag == "title"
    if not window and segment.shape != "h1":
        return text
    titles = [declared.value for declared in document.page.titles]
    if window:
        return _cut_to_opening(text, titles)
    whole = _joined_title(document, segment, titles)
    if whole is not None and whole != text:
        return whole
    # The opening parts are titles without the names of the site.
    return _cut_to_ending(text, [*titles, *(part for one in titles for part in split_title(one)[:1])])


def _cut_to_opening(text: str, titles: list[str]) -> str:
    """The longest declared title that the window's title opens with, before the names of sections and of the site.

    >>> _cut_to_opening("Harbour wall holds - Coast", ["Harbour wall holds - Coast", "Harbour wall holds"])
    'Harbour wall holds'
    """
    fitting = [one for one in titles if len(one.split()) >= MIN_WORDS and text.startswith(one) and one != text]
    best = max(fitting, key=len, default=text)
    return text if text[len(best) : len(best) + 1].isalnum() else best


def _cut_to_ending(text: str, titles: list[str]) -> str:
    """The longest declared title that a heading ends with, after a kicker of a few words.

    >>> _cut_to_ending("Coast Harbour wall holds through storm", ["Harbour wall holds through storm", "through storm"])
    'Harbour wall holds through storm'
    """
    fitting = [one for one in titles if len(one.split()) >= MIN_WORDS and text.endswith(one) and one != text]
    best = max(fitting, key=len, default=text)
    kicker = text[: len(text) - len(best)]
    cut = len(kicker.split()) <= MAX_KICKER and len(kicker) < len(best) and not kicker[-1:].isalnum()
    return best if cut else text


def _joined_title(document: Document, segment: Segment, titles: list[str]) -> str | None:
    """The declared title that this heading and the one beside it make together: a kicker, a title."""
    for low in (segment.index, segment.index - 1):
        parts = document.segments[max(0, low) : low + 2]
        if len(parts) == 2 and all(one.shape == "h1" for one in parts):
            together = _WORD.findall(normalised(" ".join(one.text for one in parts)))
            for title in titles:
                if _WORD.findall(normalised(title)) == together:
                    return title
    return None
