"""Other libraries that find the article of a page, each with its defaults.

All of them read HTML; a dump is given to them as one paragraph a line. A library that is not installed is left out.
"""

from __future__ import annotations

import html
from collections.abc import Callable

from dumpers import decoded
from engines import ALL_FIELDS, OWN, Engine, Extractor, Found, Raw, day_of
from metrics import Answer


def as_html(raw: Raw) -> Raw:
    """HTML as it is; a dump as a page with one paragraph for each line that is not blank.

    >>> as_html("one\\n\\n<two>")
    '<html><body><p>one</p>\\n<p>&lt;two&gt;</p></body></html>'
    """
    if isinstance(raw, bytes):
        return raw
    lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in raw.splitlines() if line.strip())
    return f"<html><body>{lines}</body></html>"


def as_text_html(raw: Raw) -> str:
    """The same, decoded, for libraries that take text only."""
    page = as_html(raw)
    return decoded(page) if isinstance(page, bytes) else page


def trafilatura(*, fast: bool) -> Callable[[], Extractor]:
    def load() -> Extractor:
        from trafilatura import bare_extraction

        def found(raw: Raw) -> Found:
            # Text and metadata, as its command line gives with --with-metadata; comments are kept apart from the text.
            document = bare_extraction(as_html(raw), with_metadata=True, fast=fast)
            if document is None or isinstance(document, dict):  # A dict comes only to those who ask for one.
                return Found(Answer())
            authors = tuple(name for part in (document.author or "").split(";") if (name := part.strip()))
            return Found(Answer(document.text or "", document.title, authors, day_of(document.date)))

        return found

    return load


def readability() -> Extractor:
    import html_text
    from readability import Document

    def found(raw: Raw) -> Found:
        document = Document(as_text_html(raw))
        return Found(Answer(html_text.extract_text(document.summary()), document.short_title()))

    return found


def resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text

    def found(raw: Raw) -> Found:
        # Alternative texts of pictures are no part of an article: with its default it would look worse than it is.
        return Found(Answer(extract_plain_text(as_text_html(raw), main_content=True, alt_texts=False)))

    return found


def rs_trafilatura() -> Extractor:
    from rs_trafilatura import extract, extract_bytes

    def found(raw: Raw) -> Found:
        page = as_html(raw)
        result = extract_bytes(page) if isinstance(page, bytes) else extract(page)
        authors = (result.author,) if result.author else ()
        return Found(Answer(result.main_content, result.title, authors, day_of(result.date)))

    return found


def justext() -> Extractor:
    import justext as library

    # Pages of many languages: all stop lists together.
    stop_words = frozenset().union(*map(library.get_stoplist, library.get_stoplists()))

    def found(raw: Raw) -> Found:
        paragraphs = library.justext(as_html(raw), stop_words)
        return Found(Answer("\n".join(part.text for part in paragraphs if not part.is_boilerplate)))

    return found


def boilerpy3() -> Extractor:
    from boilerpy3.extractors import ArticleExtractor

    extractor = ArticleExtractor()

    def found(raw: Raw) -> Found:
        document = extractor.get_doc(as_text_html(raw))
        return Found(Answer(document.content, document.title))

    return found


def newspaper4k() -> Extractor:
    from newspaper import Article

    def found(raw: Raw) -> Found:
        article = Article("https://page.example/", fetch_images=False)
        article.download(input_html=as_text_html(raw))
        article.parse()
        return Found(Answer(article.text, article.title, tuple(article.authors), day_of(article.publish_date)))

    return found


def goose3() -> Extractor:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False})

    def found(raw: Raw) -> Found:
        article = goose.extract(raw_html=as_text_html(raw))
        return Found(Answer(article.cleaned_text, article.title, tuple(article.authors), day_of(article.publish_date)))

    return found


PEERS = (
    Engine("trafilatura", trafilatura(fast=False), "trafilatura", "trafilatura", ALL_FIELDS),
    Engine("trafilatura-fast", trafilatura(fast=True), "trafilatura", "trafilatura", ALL_FIELDS),
    Engine("readability", readability, "readability", "readability-lxml", frozenset({"headline"})),
    Engine("resiliparse", resiliparse, "resiliparse", "resiliparse"),
    Engine("rs-trafilatura", rs_trafilatura, "rs_trafilatura", "rs-trafilatura", ALL_FIELDS),
    Engine("justext", justext, "justext", "jusText"),
    Engine("boilerpy3", boilerpy3, "boilerpy3", "boilerpy3", frozenset({"headline"})),
    Engine("newspaper4k", newspaper4k, "newspaper", "newspaper4k", ALL_FIELDS),
    Engine("goose3", goose3, "goose3", "goose3", ALL_FIELDS),
)
ENGINES = {engine.name: engine for engine in (*OWN, *PEERS)}
