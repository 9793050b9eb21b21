"""What an HTML page declares about itself, noted for the fields that no visible line has filled.

Headline, dates and byline weigh declared values in their own steps, beside the visible ones; what is left to
say is said here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document
from cleantext.fields.titles import without_site
from cleantext.grammar.places import parse_place
from cleantext.marks import Field, Mark, Noted, Reason
from cleantext.readers.hosts import host_of
from cleantext.readers.page import Page
from cleantext.records import dataclass
from cleantext.values import Publisher
from cleantext.vocabulary import normalised

#: Declared descriptions and tags longer than this are texts, and lists of search terms.
MAX_DESCRIPTION, MAX_TAGS = 600, 30


@dataclass(frozen=True, slots=True)
class DeclaredFields:
    """Notes declared values: evidence that claims no text of the page."""

    name: str = "declared"
    gives: frozenset[Reason | Field] = frozenset(
        (
            Field.HEADLINE,
            Field.PUBLISHER,
            Field.SECTION,
            Field.DESCRIPTION,
            Field.TAGS,
            Field.LANGUAGE,
            Field.COMMENT_COUNT,
            Field.PLACE,
        )
    )

    def __call__(self, document: Document) -> Iterable[Mark]:
        """One note a field, of the most trusted value."""
        page = document.page
        if page is None:
            return
        if page.titles and not document.claimed(Field.HEADLINE):
            title, source = page.titles[0]
            names = {normalised(declared.value) for declared in page.publishers if declared.value}
            yield Noted(Field.HEADLINE, without_site(title, names), f"declared: {source}")
        yield from _publisher(document, page)
        if page.sections:
            section, source = page.sections[0]
            if "://" not in section:
                yield Noted(Field.SECTION, section, f"declared: {source}")
        if page.descriptions and len(page.descriptions[0].value) <= MAX_DESCRIPTION:
            yield Noted(Field.DESCRIPTION, page.descriptions[0].value, f"declared: {page.descriptions[0].source}")
        if page.tags:
            tags = tuple(dict.fromkeys(declared.value for declared in page.tags))[:MAX_TAGS]
            yield Noted(Field.TAGS, tags, f"declared: {page.tags[0].source}")
        if page.languages:
            yield Noted(
                Field.LANGUAGE, page.languages[0].value.replace("_", "-"), f"declared: {page.languages[0].source}"
            )
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
