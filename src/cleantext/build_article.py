"""From a fully marked document to the article: each field from its claims and notes, with its evidence."""

from __future__ import annotations

from functools import partial
from typing import TypeVar

from cleantext.article import Article
from cleantext.document import Document
from cleantext.grammar.bylines import BylineMatch
from cleantext.html.media import Addresses
from cleantext.ledger import Ledger
from cleantext.marks import Field, Noted, Reason
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
    """The article of a document in which every segment has its decision; LedgerError where one has none.

    What takes time and few ask for is made when it is read, from as little of the page as that takes.
    """
    ledger = Ledger(document)
    fields = FieldReader(document)
    headline = fields.first(Field.HEADLINE, str)
    published = fields.first(Field.PUBLISHED, Timestamp)
    modified = fields.first(Field.MODIFIED, Timestamp)
    page_date = fields.first(Field.DATE, Timestamp)
    dateline = fields.first(Field.DATELINE, Dateline)
    byline = fields.first(Field.BYLINE, BylineMatch)
    declared = document.page.urls[0].value if document.page is not None and document.page.urls else None
    addresses = Addresses(document.url or declared, document.page.base if document.page is not None else None)
    truncated, access = _access(document, ledger)
    stamps = (stamp for stamp in (page_date, published) if stamp is not None)
    values: dict[str, object] = {
        "source": document.text,
        "kind": kind,
        "headline": headline,
        "headline_raw": fields.text_of(Field.HEADLINE),
        "date": next((stamp.day for stamp in stamps if stamp.day is not None), None),
        "published": published,
        "modified": modified,
        "place": fields.first(Field.PLACE, Place) or (dateline.places[0] if dateline and dateline.places else None),
        "dateline": dateline,
        "byline": fields.text_of(Field.BYLINE),
        "authors": byline.authors if byline else (),
        "agencies": _agencies(byline, dateline),
        "publisher": fields.first(Field.PUBLISHER, Publisher) or _host(document),
        "section": fields.first(Field.SECTION, str),
        "tags": tuple(dict.fromkeys(tag for tags in fields.all(Field.TAGS, tuple) for tag in tags)),
        "description": fields.first(Field.DESCRIPTION, str),
        "captions": tuple(fields.all(Field.CAPTIONS, Caption)),
        "url": _address(document, addresses.absolute(declared)),
        "sponsors": _sponsors(fields.all(Field.SPONSORS, Sponsor)),
        "related": tuple(fields.all(Field.RELATED, str)),
        "comments": collect_comments(document),
        "comment_count": fields.first(Field.COMMENT_COUNT, int),
        "language": fields.first(Field.LANGUAGE, str),
        "access": access,
        "page_kind": fields.first(Field.PAGE_KIND, str),
        "truncated": truncated,
        "evidence": fields.evidence,
    }
    promise = fields.first(Field.QUALITY, Promise)
    judgement = Judgement(
        promise, document.noticed, _reached(document), ledger.steps, unrendered=ledger.has_declared_body
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
        makers["language"] = partial(_language, structure, usual)
    return Article.with_makers(values, makers)


def _language(structure: KeptStructure, usual: str | None, article: Article) -> str | None:
    """The language of the text; where that is too short to tell, that of the site's other pages."""
    texts = structure.texts()
    return detect_language("\n".join(texts)) or (usual if texts else None)


def _reached(document: Document) -> frozenset[str]:
    """The limits that were reached, those of steps included."""
    longest = max((len(segment.text) for segment, _ in document.claimed(Field.SPONSORS)), default=0)
    return document.reached | ({"fuzzy_length"} if longest > document.limits.fuzzy_length else frozenset())


class FieldReader:
    """Collects the claims and notes of a document per field, and records which evidence was used."""

    def __init__(self, document: Document) -> None:
        """Group the claims and notes by field."""
        self.evidence: dict[str, Evidence] = {}
        self._decisions = document.decisions
        self._claims = document.account.claims(document)
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
        """The line that was claimed for ``field``, white space collapsed."""
        return next((segment.text for segment, _ in self._claims.get(field, ())), None)


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


def _address(document: Document, own: str | None) -> str | None:
    """The address ``own`` that the page declares, else the caller's; a page is not the front page of its site."""
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


def _access(document: Document, ledger: Ledger) -> tuple[bool, Access | None]:
    """(whether the text is cut, what the page says of access): a paywall notice at or after the text's end cuts it."""
    if Reason.PAYWALL not in set(ledger.verdicts):
        return False, None
    walls = (one for one in document.segments if ledger.verdicts[one.index] is Reason.PAYWALL)
    wall = next((one for one in walls if one.facts is None or not one.facts.hidden), None)
    if wall is None:
        return False, None
    body = document.claimed(Field.BODY)
    return bool(body) and wall.index > body[-1][0].index, Access("paywalled", wall.text, Span(wall.start, wall.end))
