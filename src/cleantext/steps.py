"""The default pipeline: one literal order, in which first marks win."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.fields.body import Body
from cleantext.fields.byline.step import Byline
from cleantext.fields.captions import Captions
from cleantext.fields.dateline import DatelineStep
from cleantext.fields.dates import Dates
from cleantext.fields.declared import DeclaredFields
from cleantext.fields.description import Description
from cleantext.fields.header import Header
from cleantext.fields.headline import Headline, HeadlineToken
from cleantext.fields.house_names import HouseNames
from cleantext.fields.labelled import LabelledExport
from cleantext.fields.notations import Notations
from cleantext.fields.tags import Tags
from cleantext.filters.author_notes import AuthorNotes
from cleantext.filters.digests import Digests
from cleantext.filters.feed_tails import FeedTails
from cleantext.filters.inner_parts import InnerParts
from cleantext.filters.live_entries import LiveEntries
from cleantext.filters.markup_lines import MarkupLines
from cleantext.filters.page_regions import PageRegions
from cleantext.filters.phrase_lines import PhraseLines
from cleantext.filters.related_lines import RelatedLines
from cleantext.filters.repeated_lines import RepeatedLines
from cleantext.filters.second_opinion import SecondOpinion
from cleantext.filters.selected_elements import KeptElements, SelectedElements
from cleantext.filters.sponsor_lines import SponsorLines
from cleantext.filters.trailers import Trailer
from cleantext.marks import Reason
from cleantext.scoring.scores import LineScores
from cleantext.scoring.step import LineScorer

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
