"""From a fully marked document to the article: each field from its claims and notes, with its evidence."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from cleantext.article import Article
from cleantext.document import Document
from cleantext.grammar.bylines import BylineMatch
from cleantext.html.media import Addresses
from cleantext.ledger import Ledger
from cleantext.marks import Field, Noted, Reason, Removed
from cleantext.quality import Judgement, Promise
from cleantext.records import Maker
from cleantext.structure.comments import collect_comments
from cleantext.structure.kept import KeptStructure
from cleantext.values import (
    Access,
    Caption,
    Dateline,
    Evidence,
    InputKind,
    Place,
    Publisher,
    Span,
    Sponsor,
    Timestamp,
)
from cleantext.words.vocabulary import detect_language

T = TypeVar("T")


def build_article(document: Document, kind: InputKind) -> Article:
    """Build the article from a document in which every segment has its decision; LedgerError where one has none.

    Fields that take time and that few callers read are made when they are first read.
    """
    ledger = Ledger(document)
    fields = FieldReader(document)
    # The order of the reading is the order of the evidence.
    headline = fields.first(Field.HEADLINE, str) or fields.text_of(Field.HEADLINE)
    published = fields.first(Field.PUBLISHED, Timestamp)
    modified = fields.first(Field.MODIFIED, Timestamp)
    days = [stamp.day for stamp in (fields.first(Field.DATE, Timestamp), published) if stamp is not None]
    dateline = fields.first(Field.DATELINE, Dateline)
    byline = fields.first(Field.BYLINE, BylineMatch) or _read_signed(fields.text_of(Field.BYLINE))
    agencies = [*(byline.agencies if byline else ()), *([dateline.agency] if dateline and dateline.agency else [])]
    page = document.page
    declared = page.urls[0].value if page is not None and page.urls else None
    addresses = Addresses(document.url or declared, page.base if page is not None else None)
    walled, access = _find_access(document)
    values: dict[str, object] = {
        "source": document.text,
        "kind": kind,
        "headline": headline,
        "headline_raw": fields.text_of(Field.HEADLINE),
        "date": next((day for day in days if day is not None), None),
        "published": published,
        "modified": modified,
        "place": fields.first(Field.PLACE, Place) or (dateline.places[0] if dateline and dateline.places else None),
        "dateline": dateline,
        "byline": fields.text_of(Field.BYLINE),
        "authors": byline.authors if byline else (),
        "agencies": tuple(dict.fromkeys(agencies)),
        "publisher": fields.first(Field.PUBLISHER, Publisher) or _find_host(document.url),
        "section": fields.first(Field.SECTION, str) or fields.text_of(Field.SECTION),
        "tags": tuple(dict.fromkeys(tag for tags in fields.all(Field.TAGS, tuple) for tag in tags)),
        "description": fields.first(Field.DESCRIPTION, str) or fields.text_of(Field.DESCRIPTION),
        "captions": tuple(fields.all(Field.CAPTIONS, Caption)),
        "url": _choose_url(document.url, addresses.absolute(declared)),
        "sponsors": _merge_sponsors(fields.all(Field.SPONSORS, Sponsor)),
        "related": tuple(fields.all(Field.RELATED, str)),
        "comments": collect_comments(document),
        "comment_count": fields.first(Field.COMMENT_COUNT, int),
        "language": fields.first(Field.LANGUAGE, str),
        "access": access,
        "page_kind": fields.first(Field.PAGE_KIND, str),
        "truncated": walled or _has_unread(document),
        "evidence": fields.evidence,
    }
    promise = fields.first(Field.QUALITY, Promise)
    judgement = Judgement(
        promise,
        document.noticed | {"truncated"} if walled else document.noticed,
        _find_reached(document),
        ledger.steps,
        unrendered=ledger.has_declared_body,
    )
    structure = KeptStructure(document, addresses)
    makers: dict[str, Maker] = {
        "ledger": ledger.entries,
        "quality": judgement.quality,
        "warnings": judgement.warnings,
        **structure.makers(),
    }
    if not values["language"]:
        del values["language"]
        usual = document.site.language if document.site is not None else None
        makers["language"] = partial(_detect_language, structure, usual)
    return Article.with_makers(values, makers)


def _detect_language(structure: KeptStructure, usual: str | None, article: Article) -> str | None:
    """The language of the text; for a text too short to tell, the ``usual`` one of the site."""
    texts = structure.texts()
    return detect_language("\n".join(texts)) or (usual if texts else None)


class FieldReader:
    """Collects the claims and notes of a document per field, and records which evidence was used."""

    def __init__(self, document: Document) -> None:
        """Group the claims and notes by field."""
        self.evidence: dict[str, Evidence] = {}
        self._decisions = document.decisions
        self._claims = document.index.claims(document)
        self._notes: dict[str, list[tuple[str, Noted]]] = {}
        for name, note in document.notes:
            self._notes.setdefault(note.field, []).append((name, note))

    def all(self, field: Field, kind: type[T]) -> list[T]:
        """All values of ``kind`` that were claimed or noted for ``field``, claims first."""
        found: list[T] = []
        for segment, claim in self._claims.get(field, ()):
            if isinstance(claim.value, kind):
                if not found and (decision := self._decisions[segment.index]) is not None:
                    span = Span(segment.start, segment.end)
                    self.evidence[field.value] = Evidence(decision.step, claim.evidence, span)
                found.append(claim.value)
        for step, note in self._notes.get(field, ()):
            if isinstance(note.value, kind):
                if not found:
                    self.evidence[field.value] = Evidence(step, note.evidence, note.span)
                found.append(note.value)
        return found

    def first(self, field: Field, kind: type[T]) -> T | None:
        """The first value of ``kind``, or None."""
        return next(iter(self.all(field, kind)), None)

    def text_of(self, field: Field) -> str | None:
        """The text of the first segment that was claimed for ``field``; it has evidence if a value has none."""
        for segment, claim in self._claims.get(field, ()):
            if field.value not in self.evidence and (decision := self._decisions[segment.index]) is not None:
                self.evidence[field.value] = Evidence(decision.step, claim.evidence, Span(segment.start, segment.end))
            return segment.text
        return None


def _read_signed(text: str | None) -> BylineMatch | None:
    """Whom a line names that a step of the caller claimed without a value."""
    if text is None:
        return None
    from cleantext.fields.byline.parse_line import read_byline

    return read_byline(text)


def _find_reached(document: Document) -> frozenset[str]:
    """The limits that were reached, those of steps included."""
    longest = max((len(segment.text) for segment, _ in document.claimed(Field.SPONSORS)), default=0)
    return document.reached | ({"fuzzy_length"} if longest > document.limits.fuzzy_length else frozenset())


def _has_unread(document: Document) -> bool:
    """Whether text of the page was not read, or not judged: it may be the article's."""
    unread = (Reason.OVER_LIMIT, Reason.OUT_OF_TIME)
    marks = (one.mark for one in document.decisions if one is not None) if document.reached else ()
    return any(isinstance(mark, Removed) and mark.reason in unread for mark in marks)


def _merge_sponsors(lines: list[Sponsor]) -> tuple[Sponsor, ...]:
    """Merge the sponsors of one name, in order of appearance: their taglines, and the number of their lines."""
    groups: dict[str, list[Sponsor]] = {}
    for line in lines:
        groups.setdefault(line.name.casefold(), []).append(line)
    return tuple(
        Sponsor(
            group[0].name,
            tuple(dict.fromkeys(tagline for line in group for tagline in line.taglines)),
            sum(line.count for line in group),
        )
        for group in groups.values()
    )


def _choose_url(given: str | None, own: str | None) -> str | None:
    """The address that the page declares, or the ``given`` one of the caller.

    A page that declares the front page of its site does not mean itself.
    """
    if own is None or "://" not in own:
        return given
    front = not own.partition("://")[2].partition("/")[2]
    return given if front and given else own


def _find_host(url: str | None) -> Publisher | None:
    host = (url or "").partition("://")[2].partition("/")[0].rpartition("@")[2].partition(":")[0].casefold()
    return Publisher(None, host.removeprefix("www.")) if host else None


def _find_access(document: Document) -> tuple[bool, Access | None]:
    """Whether a paywall cuts the text, and what the page says of access: a notice after the text's end cuts it."""
    paywall = Reason.PAYWALL
    marks = [one.mark for one in document.decisions if one is not None]
    walls = [index for index, mark in enumerate(marks) if isinstance(mark, Removed) and mark.reason is paywall]
    for wall in map(document.segments.__getitem__, walls):
        if wall.facts is None or not wall.facts.hidden:
            body = document.claimed(Field.BODY)
            access = Access("paywalled", wall.text, Span(wall.start, wall.end))
            return bool(body) and wall.index > body[-1][0].index, access
    return False, None
