"""The façade: one call from raw input to article, also beside an event loop; the listing of what was decided."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from cleantext.article import Article
from cleantext.budget import Deadline, Watch
from cleantext.options import Options, choose_options

if TYPE_CHECKING:
    from typing import Unpack

    from lxml import etree

    from cleantext.document import Document
    from cleantext.options import OptionValues
    from cleantext.sites.profile import SiteProfile
    from cleantext.values import InputKind

    Raw = str | bytes | bytearray | memoryview | etree._Element | etree._ElementTree
#: Columns for verdict and evidence, and how much of a line is shown.
VERDICT_WIDTH, TEXT_WIDTH = 18, 72
_GREEN, _BLUE, _GREY, _RESET = "\033[32m", "\033[36m", "\033[90m", "\033[0m"


def extract(
    raw: Raw,
    *,
    url: str | None = None,
    profile: SiteProfile | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionValues],
) -> Article:
    """Turn a raw page, a text dump or HTML, into an :class:`Article` that accounts for every line.

    - ``raw``: text or bytes of any length, or a tree that lxml has parsed, which is not changed. Odd input gives an
      article with warnings, never an exception.
    - ``url``: the page's address, evidence for publisher, headline and date. Default: the one in a dump's own head.
    - ``profile``: what the pages of the site repeat. Lines that stand on other pages are less likely the article's, and
      removed ones have the reason ``site-repeats``. The profile of another site than that of ``url`` is not used, and
      the warning ``other-site`` says so.
    - ``options``: an :class:`Options`, and single ones of its fields as keyword arguments, which win:

      - ``kind``: which reader to use, "text" or "html"; "auto" tells HTML from text.
      - ``content_type``: the HTTP header that came with bytes, for their encoding.
      - ``now``: the datetime that relative dates ("3 hours ago") count from; without it they stay unresolved.
      - ``pipeline``: the steps, in place of the default ones.
      - ``favor``: "precision" keeps fewer lines that are not the article's, "recall" loses fewer that are.
      - ``limits``: how much is read (docs/limits.md).
      - ``budget``: seconds after which the article comes back as it is then, with the warning ``out-of-time``.
      - ``repair_encoding``: undo wrong decoding ("FrÃ¼her") in a text that is full of it.
      - ``drop``, ``keep``: CSS selectors, one or several, of elements of an HTML page. The text of dropped elements is
        removed for the reason ``dropped``; no step removes the text of kept ones.
      - ``comments``: keep readers' comments, as data beside the body.

    TypeError for any other type of ``raw`` or name of an option; ValueError for an unknown ``kind`` or ``favor``, or a
    negative ``budget``; SelectorError for a selector that cannot be read; MissingExtraError where a repair is needed
    and ftfy is not installed.

    >>> body = "The harbour wall held through the storm, engineers said."
    >>> article = extract(f"THE DAILY FERRY\\nHarbour wall holds\\nBy Ada Moreno\\n9 March 2024\\n{body}")
    >>> article.headline, article.authors[0].name, article.date
    ('Harbour wall holds', 'Ada Moreno', datetime.date(2024, 3, 9))
    """
    from cleantext.build_article import build_article

    labelled, input_kind = label_page(raw, choose_options(options, settings), url=url, profile=profile)
    return build_article(labelled, input_kind)


async def aextract(
    raw: Raw,
    *,
    url: str | None = None,
    profile: SiteProfile | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionValues],
) -> Article:
    """:func:`cleantext.extract` in a thread, so that the event loop goes on.

    >>> import asyncio
    >>> page = "Harbour wall holds\\n\\nThe harbour wall held through the storm, engineers said on Monday evening."
    >>> asyncio.run(aextract(page)).headline
    'Harbour wall holds'
    """
    import asyncio

    return await asyncio.to_thread(extract, raw, url=url, profile=profile, options=options, **settings)


def label_page(
    raw: Raw, options: Options, *, url: str | None = None, profile: SiteProfile | None = None
) -> tuple[Document, InputKind]:
    """The page with the marks of all steps, and what the input was; see :func:`extract`."""
    from cleantext.input.read import read_document

    deadline = None if options.budget is None else Deadline(options.budget)
    steps = options.make_pipeline()
    page, input_kind = read_document(
        raw,
        kind=options.kind,
        url=url,
        now=options.now,
        content_type=options.content_type,
        watch=Watch(options.limits, deadline),
        repair=options.repair_encoding,
        selectors=steps.selectors,
    )
    if profile is not None:
        from cleantext.sites.evidence import with_profile

        page = with_profile(page, profile)
    return steps.run(page, deadline), input_kind


def explain(
    raw: Raw | Article,
    *,
    url: str | None = None,
    profile: SiteProfile | None = None,
    options: Options | None = None,
    **settings: Unpack[OptionValues],
) -> str:
    """The listing of a page (or of an article made before) as text; in a terminal it is also printed, in colour.

    One line for each entry of the ledger: line number, field or reason, the text, and what decided. Control characters
    of the page are shown as pictures (␛), so that they do nothing to a terminal; a notebook shows the listing in
    colour. The other arguments are those of :func:`cleantext.extract`.

    >>> print(explain("Share this article\\nThe council met on Monday and agreed on the plan.").splitlines()[0])
       1  - share              Share this article  [share-lines: exact, en: share this article]
    """
    chosen = choose_options(options, settings)
    article = raw if isinstance(raw, Article) else extract(raw, url=url, profile=profile, options=chosen)
    if sys.stdout is not None and sys.stdout.isatty():
        print(listing(article, colour=True))
    return Listing(listing(article), article)


class Listing(str):
    """The text of :func:`explain`, which a notebook shows in colour."""

    _article: Article

    def __new__(cls, text: str, article: Article) -> Listing:
        """The text, and the article that it lists."""
        made = super().__new__(cls, text)
        made._article = article
        return made

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Pickled, it is its text."""
        return str, (str(self),)

    def _repr_html_(self) -> str:
        from cleantext.formats.notebook import render_listing

        return render_listing(self._article)


def listing(article: Article, *, colour: bool = False) -> str:
    """The ledger of an article, one line an entry; blank lines are left out, and control characters are shown."""
    from cleantext.terminal import show_controls

    lines = []
    for entry in article.ledger:
        if entry.reason == "blank":
            continue
        text = " ".join(entry.text.split())
        shown = show_controls(text if len(text) <= TEXT_WIDTH else text[: TEXT_WIDTH - 1] + "…")
        cause = show_controls(f"[{entry.step}: {entry.evidence}]")
        sign, verdict = ("+", entry.field or "") if entry.field else ("-", entry.reason or "")
        line = f"{entry.number:4d}  {sign} {verdict:{VERDICT_WIDTH}s} {shown}  {cause}"
        lines.append(f"{_colour(entry.field)}{line}{_RESET}" if colour else line)
    return "\n".join(lines)


def _colour(field: str | None) -> str:
    if field is None:
        return _GREY
    return _GREEN if field == "body" else _BLUE
