"""Reads the structure of markup without the decision about the body: every line is the article's."""

from __future__ import annotations

import cleantext
from cleantext import Article, Pipeline
from cleantext.fields.captions import Captions
from cleantext.scorer.body import Body

#: Claims captions, and all the rest for the body.
ALL = Pipeline([Captions(), Body()])
SITE = "https://mill.example/news/a"


def read(markup: str, url: str | None = SITE) -> Article:
    """The article of markup whose lines are all kept; its ledger is proved."""
    article = cleantext.extract(markup, kind="html", pipeline=ALL, url=url)
    article.verify(markup)
    return article


def markdown(markup: str, **options: bool) -> str:
    """The Markdown of markup whose lines are all kept, without the line break at its end."""
    return read(markup).to_markdown(**options).removesuffix("\n")
