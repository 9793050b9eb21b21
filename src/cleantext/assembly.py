"""From a fully marked document to the article: each field from its claims and notes, with its evidence."""

from __future__ import annotations

from typing import TypeVar

from cleantext.article import Article
from cleantext.document import Document, Segment
from cleantext.grammar.bylines import BylineMatch
from cleantext.language import detect_language
from cleantext.ledger import ledger_of
from cleantext.limits import notices_of_limits
from cleantext.marks import Claimed, Field, Reason, Removed
from cleantext.parts import parts_of
from cleantext.quality import notices_of, quality_of, shared_of
from cleantext.scoring.promise import Promise
from cleantext.structure.comments import comments_of
from cleantext.structure.paragraphs import Structure
from cleantext.structure.pictures import Shown, lead_image
from cleantext.values import (
    Access,
    Caption,
    Dateline,
    Evidence,
    InputKind,
    Paragraph,
    Place,
    Publisher,
    Span,
    Sponsor,
    Timestamp,
)

T = TypeVar("T")


def assembled(document: Document, kind: InputKind) -> Article:
    """The article of a document in which every segment has its decision."""
    sheet = _Sheet(document)
    headline = sheet.first(Field.HEADLINE, str)
    published = sheet.first(Field.PUBLISHED, Timestamp)
    modified = sheet.first(Field.MODIFIED, Timestamp)
    page_date = sheet.first(Field.DATE, Timestamp)
    dateline = sheet.first(Field.DATELINE, Dateline)
    byline = sheet.first(Field.BYLINE, BylineMatch)
    structure = Structure(document)
    paragraphs = structure.paragraphs()
    shown = Shown(document, paragraphs, structure.addresses, structure.around)
    images = shown.images()
    media = shown.media()
    truncated, access = _access(document)
    stamps = (stamp for stamp in (page_date, published) if stamp is not None)
    day = next((stamp.day for stamp in stamps if stamp.day is not None), None)
    partial = Article(
        source=document.text,
        kind=kind,
        ledger=ledger_of(document),
        headline=headline,
        headline_raw=sheet.text_of(Field.HEADLINE),
        date=day,
        published=published,
        modified=modified,
        place=sheet.first(Field.PLACE, Place) or (dateline.places[0] if dateline and dateline.places else None),
        dateline=dateline,
        paragraphs=paragraphs,
        byline=sheet.text_of(Field.BYLINE),
        authors=byline.authors if byline else (),
        agencies=_agencies(byline, dateline),
        publisher=sheet.first(Field.PUBLISHER, Publisher) or _host(document),
        section=sheet.first(Field.SECTION, str),
        tags=tuple(dict.fromkeys(tag for tags in sheet.all(Field.TAGS, tuple) for tag in tags)),
        description=sheet.first(Field.DESCRIPTION, str),
        captions=tuple(sheet.all(Field.CAPTIONS, Caption)),
        url=_address(document, structure),
        image=lead_image(document.page, images, structure.addresses),
        images=images,
        videos=tuple(one for one in media if one.kind == "video"),
        audio=tuple(one for one in media if one.kind == "audio"),
        embeds=tuple(one for one in media if one.kind == "embed"),
        sponsors=_sponsors(sheet.all(Field.SPONSORS, Sponsor)),
        related=tuple(sheet.all(Field.RELATED, str)),
        comments=comments_of(document),
        comment_count=sheet.first(Field.COMMENT_COUNT, int),
        language=sheet.first(Field.LANGUAGE, str) or _language(document, paragraphs),
        access=access,
        page_kind=sheet.first(Field.PAGE_KIND, str),
        parts=parts_of(document, paragraphs),
        truncated=truncated,
        evidence=sheet.evidence,
    )
    return _judged(partial, document, sheet.first(Field.QUALITY, Promise))


def _language(document: Document, paragraphs: tuple[Paragraph, ...]) -> str | None:
    """The language of the text; where that is too short to tell, that of the site's other pages."""
    told = detect_language("\n".join(one.text for one in paragraphs))
    return told or (document.site.language if document.site is not None and paragraphs else None)


def _judged(article: Article, document: Document, promise: Promise | None) -> Article:
    from dataclasses import replace

    shared = shared_of(article)
    quality = quality_of(article, promise, shared)
    warnings = notices_of(article, document.noticed, shared, promise, quality) + notices_of_limits(_reached(document))
    return replace(article, quality=quality, warnings=warnings)


def _reached(document: Document) -> frozenset[str]:
    """The limits that were reached, those of steps included."""
    longest = max((len(segment.text) for segment, _ in document.claimed(Field.SPONSORS)), default=0)
    return document.reached | ({"fuzzy_length"} if longest > document.limits.fuzzy_length else frozenset())


class _Sheet:
    """The claims and notes of a document, read field by field; keeps the evidence of what was taken."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self.evidence: dict[str, Evidence] = {}
        self._found: dict[Field, list[tuple[str, str, object, Span | None, Segment | None]]] = {}
        for segment, decision in zip(document.segments, document.decisions, strict=True):
            if decision is not None and isinstance(decision.mark, Claimed):
                mark = decision.mark
                span = Span(segment.start, segment.end)
                self._found.setdefault(mark.field, []).append((decision.step, mark.evidence, mark.value, span, segment))
        for name, note in document.notes:
            self._found.setdefault(note.field, []).append((name, note.evidence, note.value, note.span, None))

    def all(self, field: Field, kind: type[T]) -> list[T]:
        """All values of ``kind`` that were claimed or noted for ``field``, claims first."""
        rows = [row for row in self._found.get(field, []) if isinstance(row[2], kind)]
        if rows:
            name, rule, _, span, _ = rows[0]
            self.evidence[field.value] = Evidence(name, rule, span)
        return [value for _, _, value, _, _ in rows if isinstance(value, kind)]

    def first(self, field: Field, kind: type[T]) -> T | None:
        """The first value of ``kind``, or None."""
        return next(iter(self.all(field, kind)), None)

    def text_of(self, field: Field) -> str | None:
        """The line that was claimed for ``field``, white space collapsed."""
        return next((segment.text for *_, segment in self._found.get(field, []) if segment is not None), None)


def _agencies(byline: BylineMatch | None, dateline: Dateline | None) -> tuple[str, ...]:
    names = [*(byline.agencies if byline else ()), *([dateline.agency] if dateline and dateline.agency else [])]
    return tuple(dict.fromkeys(names))


def _sponsors(lines: list[Sponsor]) -> tuple[Sponsor, ...]:
    """One sponsor a name, in order of appearance, with its taglines and the number of its lines."""
    names: dict[str, str] = {}
    taglines: dict[str, dict[str, None]] = {}
    counts: dict[str, int] = {}
    for line in lines:
        key = line.name.casefold()
        names.setdefault(key, line.name)
        counts[key] = counts.get(key, 0) + line.count
        taglines.setdefault(key, {}).update(dict.fromkeys(line.taglines))
    return tuple(Sponsor(name, tuple(taglines[key]), counts[key]) for key, name in names.items())


def _address(document: Document, structure: Structure) -> str | None:
    """The address that the page declares for itself, else the caller's; a page is not the front page of its site."""
    declared = document.page.urls if document.page is not None else ()
    own = structure.addresses.absolute(declared[0].value) if declared else None
    if own is None or "://" not in own:
        return document.url
    front = not own.partition("://")[2].partition("/")[2]
    return document.url if front and document.url else own


def _host(document: Document) -> Publisher | None:
    """The host name of the URL, where the caller gave one."""
    if not document.url or "://" not in document.url:
        return None
    host = document.url.partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].casefold()
    return Publisher(None, host.removeprefix("www.")) if host else None


def _hidden(segment: Segment) -> bool:
    return segment.facts is not None and segment.facts.hidden


def _access(document: Document) -> tuple[bool, Access | None]:
    """(whether the text is cut, what the page says of access): a paywall notice at or after the text's end cuts it."""
    last_body = first_wall = -1
    wall: Segment | None = None
    for segment, decision in zip(document.segments, document.decisions, strict=True):
        mark = decision.mark if decision is not None else None
        if isinstance(mark, Claimed) and mark.field is Field.BODY:
            last_body = segment.index
        if isinstance(mark, Removed) and mark.reason is Reason.PAYWALL and wall is None and not _hidden(segment):
            wall, first_wall = segment, segment.index
    if wall is None:
        return False, None
    return first_wall > last_body >= 0, Access("paywalled", wall.text, Span(wall.start, wall.end))
