"""What a step can say about a segment: it belongs to a field, it goes for a reason, or it is evidence.

Reasons and fields are closed sets. Their codes go into JSON and never change meaning;
the sentence beside each code is its documentation (docs/reasons.md is made from it).
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from cleantext.records import dataclass, field
from cleantext.values import Span

if TYPE_CHECKING:
    from cleantext.words.vocabulary import Phrase


class Described(StrEnum):
    """A string enum whose members carry one sentence of meaning."""

    sentence: str

    def __new__(cls, code: str, sentence: str = "") -> Described:
        """Make the member a plain string (its code) that also knows its sentence."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.sentence = sentence
        return member

    def __eq__(self, other: object) -> bool:
        """Equal to its code as a string, and to itself; never to a member of another enum with the same code."""
        return self is other if isinstance(other, Described) else str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        """The opposite of equal."""
        return not self == other

    __hash__ = str.__hash__


class Reason(Described):
    """Why a stretch of text is not part of the article.

    >>> Reason("share").sentence
    'A control for sharing, printing, saving or following.'
    """

    BLANK = "blank", "White space only."
    NAVIGATION = "navigation", "A menu word, a breadcrumb or another control of the site."
    SHARE = "share", "A control for sharing, printing, saving or following."
    COOKIE = "cookie", "A cookie or consent notice."
    NEWSLETTER = "newsletter", "A newsletter or alert sign-up."
    SUBSCRIPTION = "subscription", "An offer of a subscription or membership, or an appeal for donations."
    PAYWALL = "paywall", "A notice that the text is for subscribers or stops here."
    LOGIN = "login", "A log-in, registration or account control."
    ADVERTISEMENT = "advertisement", "A label of an advertisement, or a line that belongs to one."
    RELATED = "related", "A heading, label or headline of other articles."
    PLAYER = "player", "A control of an audio or video player or of a picture gallery."
    COMMENTS = "comments", "A comment, a comment form or a heading of the comments."
    COPYRIGHT = "copyright", "A copyright line."
    LEGAL = "legal", "Terms, imprint, disclaimer or another legal notice of the site."
    PAGINATION = "pagination", "A control that leads to another page of the same list or text."
    AUTHOR_BOX = "author-box", "A note about the author that stands apart from the article."
    APP_PROMO = "app-promo", "A pitch for an app or a messenger channel."
    BOILERPLATE = "boilerplate", "A notice of the page's machinery that belongs to no other reason."
    HEADER_RECORD = "header-record", "Part of the record around headline, date and byline, of unknown meaning."
    PAGE_DATE = "page-date", "A date of the page, such as the day of the visit, that is not the article's."
    READING_TIME = "reading-time", "The time that reading takes."
    COUNTS = "counts", "A number of views, shares or likes."
    MARKUP = "markup", "A mark of the dump's notation that holds no text of the page."
    DUPLICATE = "duplicate", "A repetition of an earlier line or block of the page."
    OUTSIDE_ARTICLE = (
        "outside-article",
        "Text apart from the article: the title of the tab, other documents of an export.",
    )
    SITE_REPEATS = "site-repeats", "Text that stands on other pages of the same site."
    SCORED = "scored", "Text that the learned scorer takes as not the article's; no rule says what it is."
    HIDDEN = "hidden", "Text that the page does not show, or a second copy for another screen."
    FORM = "form", "A control of a form."
    DROPPED = "dropped", "Text in an element that the caller chose to leave out."
    OVER_LIMIT = "over-limit", "Text beyond one of the limits, which was not read."
    BINARY = "binary", "Content that is no text: an image, an archive, a program."
    OUT_OF_TIME = "out-of-time", "Text that was not read, or not judged, when the time budget was used up."


class Field(Described):
    """What a stretch of text is to the article.

    >>> Field("headline").sentence
    'The headline of the article.'
    """

    BODY = "body", "A paragraph of the article."
    HEADLINE = "headline", "The headline of the article."
    DATE = "date", "A date line of the page, used where the article gives none."
    PUBLISHED = "published", "When the article was published."
    MODIFIED = "modified", "When the article was last changed."
    PLACE = "place", "The place that the page's header names."
    DATELINE = "dateline", "The dateline, where the pipeline strips it from the body."
    BYLINE = "byline", "The line that names the authors."
    PUBLISHER = "publisher", "The banner or name of the publisher."
    SECTION = "section", "The section of the site that the article is in."
    TAGS = "tags", "Tags of the article."
    DESCRIPTION = "description", "The standfirst: a summary set apart between headline and body."
    CAPTIONS = "captions", "The caption or credit of a picture or film."
    SPONSORS = "sponsors", "A sponsor's announcement."
    RELATED = "related", "The headline of another article, announced as such."
    COMMENT_COUNT = "comment_count", "The number of comments, as the page states it."
    COMMENTS = "comments", "A reader's comment, where the pipeline is told to keep comments."
    LANGUAGE = "language", "The language of the article."
    PAGE_KIND = "page_kind", "What kind of page it is: article, forum, product and others."
    PARTS = "parts", "Where an article begins, on a page that holds several."
    QUALITY = "quality", "How well the body is expected to fit."
    ACCESS = "access", "The line that says that the text is not free or stops here."


@dataclass(frozen=True, slots=True)
class Removed:
    """The segment is not part of the article, for ``reason``; ``evidence`` is the phrase or rule that decided.

    A mark that is not ``sure`` is a suspicion: the decision about the body weighs it, and may keep the segment. Steps
    before that pass over the segment, as over one that is removed for sure. ``phrase`` is what decided, where that is a
    phrase of the word lists.
    """

    segment: int
    reason: Reason
    evidence: str
    sure: bool = True
    phrase: Phrase | None = field(default=None, repr=False, compare=False)


@dataclass(frozen=True, slots=True)
class Claimed:
    """The segment (or the stretch ``span`` of it, as offsets into the document) belongs to ``field``.

    ``value`` is the parsed value (a Timestamp, a Place, ...) or None where the text itself is the value. A claim that
    is not ``sure`` may go to the body in the end; its value then stays the field's.
    """

    segment: int
    field: Field
    evidence: str
    value: object = None
    span: Span | None = None
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Noted:
    """Evidence for ``field`` that leaves the text where it is: the place inside a dateline, a declared headline."""

    field: Field
    value: object
    evidence: str
    span: Span | None = None


Mark = Removed | Claimed | Noted
