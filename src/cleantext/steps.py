"""The default pipeline: one literal order, in which first marks win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.fields.byline.choose_signer import Byline
from cleantext.fields.captions import Captions
from cleantext.fields.dateline import DatelineStep
from cleantext.fields.dates import Dates
from cleantext.fields.declared import DeclaredFields
from cleantext.fields.export_formats import LabelledExport, Notations
from cleantext.fields.header import Description, Header, Tags
from cleantext.fields.headline.choose_headline import Headline, HeadlineToken
from cleantext.fields.publisher import HouseNames
from cleantext.filters.chosen import KeptElements, SelectedElements
from cleantext.filters.page_regions import InnerParts, PageRegions
from cleantext.filters.phrase_lines import MarkupLines, PhraseLines
from cleantext.filters.repeated_lines import RepeatedLines, SponsorLines
from cleantext.filters.second_opinion import SecondOpinion
from cleantext.filters.several_articles import Digests, LiveEntries
from cleantext.filters.trailers import AuthorNotes, FeedTails, RelatedLines, Trailer
from cleantext.marks import Reason
from cleantext.scorer.body import Body, LineScorer
from cleantext.scorer.scores import LineScores

if TYPE_CHECKING:
    from cleantext.pipeline import Step

STEPS: tuple[Step, ...] = (
    SelectedElements(),
    Notations(),
    MarkupLines(),
    Digests(),
    HeadlineToken(),
    LabelledExport(),
    SponsorLines(),
    PhraseLines("advertisement-lines", "advertisement", Reason.ADVERTISEMENT),
    PhraseLines("cookie-lines", "cookie", Reason.COOKIE),
    PhraseLines("paywall-lines", "paywall", Reason.PAYWALL),
    PhraseLines("newsletter-lines", "newsletter", Reason.NEWSLETTER),
    PhraseLines("subscription-lines", "subscription", Reason.SUBSCRIPTION),
    PhraseLines("comment-lines", "comments", Reason.COMMENTS, spared=("comment-count",)),
    RelatedLines(),
    PhraseLines("share-lines", "share", Reason.SHARE),
    PhraseLines("player-lines", "player", Reason.PLAYER),
    PhraseLines("pagination-lines", "pagination", Reason.PAGINATION),
    PhraseLines("author-box-lines", "author-box", Reason.AUTHOR_BOX),
    PhraseLines("app-lines", "app-promo", Reason.APP_PROMO),
    PhraseLines("copyright-lines", "copyright", Reason.COPYRIGHT),
    PhraseLines("legal-lines", "legal", Reason.LEGAL),
    PhraseLines("login-lines", "login", Reason.LOGIN),
    PhraseLines("nav-tokens", "navigation", Reason.NAVIGATION),
    PhraseLines("boilerplate-lines", "boilerplate", Reason.BOILERPLATE),
    Captions(),
    PageRegions(),
    LiveEntries(),
    RepeatedLines(),
    Trailer("comment-thread", Reason.COMMENTS, strict=True),
    Trailer("related-block", Reason.RELATED, min_share=0.8),
    LineScores(),
    FeedTails(),
    HouseNames(),
    Headline(),
    Dates(),
    Byline(),
    Header(),
    Description(),
    Tags(),
    AuthorNotes(),
    PageRegions("late-page-regions", late=True),
    DatelineStep(),
    DeclaredFields(),
    KeptElements(),
    LineScorer(),
    InnerParts(),
    SecondOpinion(),
    Body(),
)
