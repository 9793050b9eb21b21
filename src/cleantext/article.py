"""The article, which ``extract`` returns."""

from __future__ import annotations

import datetime
import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from cleantext.records import Lazy, dataclass, field
from cleantext.values import (
    Access,
    Caption,
    Comment,
    Dateline,
    Evidence,
    Image,
    InputKind,
    Media,
    Notice,
    Paragraph,
    Part,
    Person,
    Place,
    Publisher,
    Span,
    Sponsor,
    Timestamp,
    Verdict,
)

if TYPE_CHECKING:
    from typing import Unpack

    from cleantext.api import Raw
    from cleantext.options import Options, OptionValues


class _WithBody(Lazy):
    """The slot that an article has besides its fields: its body, once it was made."""

    __slots__ = ("_body",)


@dataclass(frozen=True, slots=True, repr=False)
class Article(_WithBody):
    """A page as a structured article, with an account of every line.

    Fields carry schema.org meanings under snake_case names; what the page does not say is None or empty. ``source`` is
    the decoded input (for HTML: the page's text), which all spans refer to. ``ledger`` holds every line with its
    verdict, ``removed`` those that carry a reason. ``str(article)`` is the body. ``url`` is the address that the page
    declares for itself, else the one that the caller gave; ``image`` the picture that stands for the article.
    ``truncated`` says that the text breaks off at a paywall, or that the page was not read whole. What takes time, such
    as the ledger, the paragraphs' structure and the pictures, is made when it is first read, in any thread; until then
    an article keeps the part of the page that it is made from. A copy and a pickle have everything.

    >>> import cleantext
    >>> article = cleantext.extract("Bridge reopens\\n\\nThe old bridge reopened on Monday after a year of work.")
    >>> article.body
    'The old bridge reopened on Monday after a year of work.'
    """

    #: The decoded input (for HTML: the text of the page), which all positions refer to.
    source: str
    #: The reader that was used.
    kind: InputKind
    #: Every line of ``source``, in order, with its verdict.
    ledger: tuple[Verdict, ...]
    #: The headline.
    headline: str | None = None
    #: The headline's line as the page has it, with labels and the name of the site.
    headline_raw: str | None = None
    #: The day of publication; if the page states none, the day of the last change that it shows.
    date: datetime.date | None = None
    #: When the article was published, as precise as the page states it.
    published: Timestamp | None = None
    #: When the article was last changed.
    modified: Timestamp | None = None
    #: Where the report is from, by the header of the page or the dateline.
    place: Place | None = None
    #: The opening that names place, agency or day: ``LONDON, Sept 28 (Reuters)``.
    dateline: Dateline | None = None
    #: The paragraphs of the body, in order, with kind, position and structure.
    paragraphs: tuple[Paragraph, ...] = ()
    #: The line that names who wrote the article, as written.
    byline: str | None = None
    #: The people, or desks, that the byline or the page's metadata names.
    authors: tuple[Person, ...] = ()
    #: The news agencies that the article is from.
    agencies: tuple[str, ...] = ()
    #: Who publishes the page.
    publisher: Publisher | None = None
    #: The section of the publication.
    section: str | None = None
    #: The keywords that the page gives the article.
    tags: tuple[str, ...] = ()
    #: The standfirst: the summary that the page sets apart, or declares.
    description: str | None = None
    #: The captions and credits of pictures and films.
    captions: tuple[Caption, ...] = ()
    #: The address that the page declares for itself, else the one that the caller gave.
    url: str | None = None
    #: The picture that stands for the article.
    image: Image | None = None
    #: The pictures of the article, each once.
    images: tuple[Image, ...] = ()
    #: The films in the article.
    videos: tuple[Media, ...] = ()
    #: The sounds in the article.
    audio: tuple[Media, ...] = ()
    #: Other pages and posts that the article embeds.
    embeds: tuple[Media, ...] = ()
    #: The sponsors that the page announces.
    sponsors: tuple[Sponsor, ...] = ()
    #: Headlines of other articles that the page offers under a label.
    related: tuple[str, ...] = ()
    #: Readers' comments; empty unless the option ``comments`` is set.
    comments: tuple[Comment, ...] = ()
    #: The number of comments, as the page states it.
    comment_count: int | None = None
    #: The language of the article, as a BCP-47 code.
    language: str | None = None
    #: Whether the text is free to read, if the page says so.
    access: Access | None = None
    #: The kind of page, as the scorer guesses: article, collection, documentation, forum, listing, product or service.
    page_kind: str | None = None
    #: The articles of a digest, or the entries of a live report, in order.
    parts: tuple[Part, ...] = ()
    #: Whether the text was cut: at a paywall, or because the page was not read whole.
    truncated: bool = False
    #: Why each field has its value, by the name of the field.
    evidence: Mapping[str, Evidence] = field(default_factory=dict)
    #: The expected word F1 of the body, from 0 to 1.
    quality: float = 0.0
    #: What a reader of the result should know, as codes with a sentence each.
    warnings: tuple[Notice, ...] = ()

    @property
    def body(self) -> str:
        """The paragraphs of the article, joined by a blank line; "" where there are none."""
        made: str | None = getattr(self, "_body", None)
        return "\n\n".join([paragraph.text for paragraph in self.paragraphs]) if made is None else made

    @property
    def fingerprint(self) -> str | None:
        """A similarity hash of the body, 64 bits as 16 hexadecimal digits; None where there is no body.

        The fingerprints of copies, and of a page and its text dump, differ in few bits or none:
        :func:`cleantext.fingerprint_distance` counts them.
        """
        from cleantext.words.similarity import fingerprint_of

        return fingerprint_of(self.body)

    def __str__(self) -> str:
        """The body."""
        return self.body

    def __repr__(self) -> str:
        """Headline, date, length and quality in one line."""
        headline = self.headline
        if headline is not None and len(headline) > 60:
            headline = headline[:59] + "…"
        parts = [repr(headline), *([str(self.date)] if self.date is not None else [])]
        words = len(self.body.split())
        return f"<Article {', '.join(parts)}: {words} {'word' if words == 1 else 'words'}, quality {self.quality}>"

    def _repr_html_(self) -> str:
        """What a notebook shows: headline, fields, quality, warnings and the first paragraphs."""
        from cleantext.formats.notebook import render_card

        return render_card(self)

    @property
    def removed(self) -> tuple[Verdict, ...]:
        """The part of the ledger that carries a reason."""
        return tuple(verdict for verdict in self.ledger if verdict.reason is not None)

    def verify(self, raw: Raw, *, options: Options | None = None, **settings: Unpack[OptionValues]) -> None:
        """Prove that the ledger accounts for all of ``raw``; a LedgerError names the first place where it does not.

        The joined ledger must equal the decoded input, or the text of an HTML page. ``options`` and ``settings`` are
        those that ``extract`` was given. If the time budget ended the reading of an HTML page, only the characters are
        compared, as their order is that of the reading.
        """
        from cleantext.budget import Watch
        from cleantext.html.tags import selectors_of
        from cleantext.input.read import ENCODING_REPAIRED, compare_letters, read_text_of
        from cleantext.ledger import compare_entries
        from cleantext.options import choose_options

        chosen = choose_options(options, settings)
        repair = any(notice.code == ENCODING_REPAIRED for notice in self.warnings)
        selectors = selectors_of(chosen.drop, chosen.keep) if chosen.drop or chosen.keep else None
        watch = Watch(chosen.limits)
        expected = read_text_of(raw, self.kind, chosen.content_type, watch, repair=repair, selectors=selectors)
        timed_out = self.kind == "html" and any(one.reason == "out-of-time" for one in self.ledger)
        if timed_out and self.source != expected and isinstance(raw, (str, bytes, bytearray, memoryview)):
            compare_letters(self.source, raw, chosen.content_type, chosen.limits)
            expected = self.source
        compare_entries(self.ledger, expected)

    def to_dict(self) -> dict[str, Any]:
        """The article as plain dicts, lists, strings and numbers; ``from_dict`` is its inverse."""
        from cleantext.formats.dicts import article_to_dict

        return article_to_dict(self)

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Article:
        """The article that ``to_dict`` described; unknown keys are an error that names them."""
        from cleantext.formats.dicts import article_from_dict

        return article_from_dict(cls, data)

    def to_json(self, *, indent: int | None = None) -> str:
        """The article as JSON text, with the keys of :meth:`to_dict`."""
        return json.dumps(self.to_dict(), ensure_ascii=False, indent=indent)

    def to_schema_org(self) -> dict[str, Any]:
        """The article as schema.org ``NewsArticle`` in JSON-LD shape; keys without a value are left out."""
        from cleantext.formats.dicts import article_to_schema_org

        return article_to_schema_org(self)

    def to_markdown(
        self,
        *,
        headline: bool = True,
        links: bool = True,
        images: bool = True,
        tables: bool = True,
        emphasis: bool = True,
        tracking: bool = True,
        front_matter: bool = False,
    ) -> str:
        """The article as Markdown: headline, byline and date, the standfirst that is shown, body with its structure.

        Each keyword leaves out what it names: the ``headline`` with the lines below it, the addresses of ``links``,
        ``images`` with their captions, ``tables`` (rows become lines), ``emphasis`` (with code in the line, raised and
        lowered letters). ``tracking=False`` takes parameters that only tell where a reader came from out of addresses.
        ``front_matter`` puts the article's fields before it as YAML. Text that would be read as markup is escaped.

        >>> import cleantext
        >>> page = "<h1>Mill</h1><p>The <b>old</b> mill in Orrin reopened on Monday after eleven years.<ol><li>Oats"
        >>> print(cleantext.extract(page).to_markdown(headline=False), end="")
        The **old** mill in Orrin reopened on Monday after eleven years.
        <BLANKLINE>
        1. Oats
        """
        from cleantext.formats.markdown import render_front_matter, render_markdown
        from cleantext.formats.markdown_words import MarkdownOptions

        text = render_markdown(self, MarkdownOptions(headline, links, images, tables, emphasis, tracking))
        return render_front_matter(self) + "\n" + text if front_matter else text

    def to_html(self, *, headline: bool = True, links: bool = True, images: bool = True, tracking: bool = True) -> str:
        """The article as one ``<article>`` element of clean HTML, safe to show in a page of one's own.

        Only the elements and attributes of ``cleantext.formats.write_html.ALLOWED`` are written, addresses are http(s),
        mailto, tel or relative, and nothing in it runs (SECURITY.md). The keywords mean what they mean for
        :meth:`to_markdown`.

        >>> import cleantext
        >>> page = "<html lang=en><h1>Mill</h1><p onclick=x()>The <b>old</b> mill reopened after eleven years of work."
        >>> print(cleantext.extract(page).to_html(headline=False), end="")
        <article lang="en">
        <p>The <strong>old</strong> mill reopened after eleven years of work.</p>
        </article>
        """
        from cleantext.formats.write_html import render_html

        return render_html(self, headline=headline, links=links, images=images, tracking=tracking)

    def span_text(self, span: Span) -> str:
        """The text of the input that a span points at."""
        return self.source[span.start : span.end]
