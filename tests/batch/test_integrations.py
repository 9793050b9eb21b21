"""Columns of pandas and Polars, items of Scrapy."""

from __future__ import annotations

import subprocess
import sys

import pytest

import cleantext
from batch.faulty import PIPELINE, page
from batch.running import ENVIRONMENT

PAGES = [page(0), None, page(2).encode()]
CRAWL = f"""
import scrapy
from scrapy.crawler import CrawlerProcess
from urllib.parse import quote

class Spider(scrapy.Spider):
    name = "harbour"
    start_urls = ["data:text/plain," + quote({page(0)!r})]

    def parse(self, response):
        yield {{"page": response.text, "url": "https://www.harbour.example/wall"}}
        yield {{"title": "an item without a page"}}

class Shown:
    def process_item(self, item):
        article = item.get("article")
        print(article and (article["headline"], article["publisher"]["domain"], "ledger" in article))
        return item

process = CrawlerProcess({{
    "ITEM_PIPELINES": {{"cleantext.integrations.scrapy.ArticlePipeline": 300, Shown: 400}},
    "CLEANTEXT_PAGE_FIELD": "page", "LOG_LEVEL": "WARNING", "TELNETCONSOLE_ENABLED": False,
}})
process.crawl(Spider)
process.start()
"""


@pytest.mark.parametrize("library", ["pandas", "polars"])
def test_a_column_of_pages_becomes_a_table_with_a_row_for_each(library: str) -> None:
    module = pytest.importorskip(library)
    from cleantext.integrations.dataframes import articles

    if library == "pandas":
        column = module.Series(PAGES, index=["a", "b", "c"])
    else:
        column = module.Series("html", PAGES, dtype=module.Object)
    table = articles(column, ("headline", "status", "authors.name", "body"), workers=1)
    assert isinstance(table, module.DataFrame)
    assert list(table.columns) == ["headline", "status", "authors_name", "body"]
    assert list(table["status"]) == ["ok", "empty", "ok"]
    assert list(table["body"])[2] == cleantext.extract(page(2)).body
    if library == "pandas":
        assert list(table.index) == ["a", "b", "c"]


def test_a_page_at_fault_is_a_row_too() -> None:
    pandas = pytest.importorskip("pandas")
    from cleantext.integrations.dataframes import articles

    column = pandas.Series([page(0), page(1, "order: hang"), page(2, "order: raise")])
    table = articles(column, ("status", "headline"), workers=1, pipeline=PIPELINE, timeout=1.0)
    assert list(table["status"]) == ["ok", "timeout", "error"]


def test_an_unknown_field_is_refused_at_once() -> None:
    pandas = pytest.importorskip("pandas")
    from cleantext.integrations.dataframes import articles

    with pytest.raises(cleantext.CleantextError, match="There is no field 'titel'"):
        articles(pandas.Series([""]), ("titel",))


def test_items_of_a_crawl_get_their_article() -> None:
    pytest.importorskip("scrapy")
    # Old versions of Scrapy do not go with new ones of Twisted.
    pytest.importorskip("scrapy.core.downloader.handlers.http11", exc_type=ImportError)
    done = subprocess.run(
        [sys.executable, "-c", CRAWL], capture_output=True, check=False, text=True, env=ENVIRONMENT, timeout=60
    )
    shown = sorted(done.stdout.splitlines())
    assert shown == ["('Harbour wall holds 0', 'harbour.example', False)", "None"], done.stderr
