"""An item pipeline for Scrapy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from cleantext.api import aextract
from cleantext.batch.settings import check_profiles
from cleantext.options import Options, choose_options
from cleantext.sites.store import SiteProfiles

if TYPE_CHECKING:
    from cleantext.sites.store import ProfileSource


class ArticlePipeline:
    """Puts the article of an item's page into the item, as a dict, without holding up the crawl.

    The page is taken from the field "html" and its address from "url"; the article goes into "article". The settings
    CLEANTEXT_PAGE_FIELD, CLEANTEXT_URL_FIELD and CLEANTEXT_ARTICLE_FIELD name other fields, CLEANTEXT_PROFILES the
    folder or file of profiles that ``cleantext learn`` made, or a dict of their JSON by site, CLEANTEXT_OPTIONS an
    :class:`cleantext.Options` or a dict of its fields. Enable it by
    ``ITEM_PIPELINES = {"cleantext.integrations.scrapy.ArticlePipeline": 300}``.
    """

    def __init__(
        self,
        page_field: str = "html",
        url_field: str = "url",
        article_field: str = "article",
        profiles: ProfileSource | None = None,
        options: Options | Mapping[str, Any] | None = None,
    ) -> None:
        self.page_field = page_field
        self.url_field = url_field
        self.article_field = article_field
        self.options = options if isinstance(options, Options) else choose_options(None, options or {})
        self.profiles = None if (source := check_profiles(profiles)) is None else SiteProfiles(source)

    @classmethod
    def from_crawler(cls, crawler: Any) -> ArticlePipeline:
        """The pipeline with the fields that the crawler's settings name."""
        settings = crawler.settings
        return cls(
            settings.get("CLEANTEXT_PAGE_FIELD", "html"),
            settings.get("CLEANTEXT_URL_FIELD", "url"),
            settings.get("CLEANTEXT_ARTICLE_FIELD", "article"),
            settings.get("CLEANTEXT_PROFILES"),
            settings.get("CLEANTEXT_OPTIONS"),
        )

    async def process_item(self, item: Any) -> Any:
        """Add the article to an item; an item without a page stays as it is."""
        fields = ItemAdapter(item)
        raw = fields.get(self.page_field)
        if isinstance(raw, (str, bytes)):
            url = fields.get(self.url_field)
            profile = self.profiles.for_url(url) if self.profiles is not None and url else None
            article = (await aextract(raw, url=url, profile=profile, options=self.options)).to_dict()
            # Most feeds do not need the ledger, which is longer than the page.
            del article["ledger"], article["source"]
            fields[self.article_field] = article
        return item
