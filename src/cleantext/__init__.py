"""cleantext: a raw page in, a structured article out, with an account of every line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.api import extract
from cleantext.article import Article
from cleantext.document import Document, Segment
from cleantext.errors import CleantextError, LedgerError, PipelineError, ProfileError, SelectorError
from cleantext.explain import explain
from cleantext.filters.pattern_lines import PatternLines
from cleantext.limits import Limits
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.pipeline import Pipeline, Step, step
from cleantext.values import (
    Access,
    Caption,
    Cell,
    Comment,
    Container,
    Dateline,
    Evidence,
    Image,
    Inline,
    Link,
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
    from cleantext.batch.many import PageResult, aextract, extract_many
    from cleantext.similarity import fingerprint_distance
    from cleantext.sites import SiteProfile, SiteProfiles

__version__ = "0.1.0"
#: Whether the kernel is compiled; without a C compiler the same modules run as plain Python.
__compiled__: bool

__all__ = [
    "Access",
    "Article",
    "Caption",
    "Cell",
    "Claimed",
    "CleantextError",
    "Comment",
    "Container",
    "Dateline",
    "Document",
    "Evidence",
    "Field",
    "Image",
    "Inline",
    "LedgerError",
    "Limits",
    "Link",
    "Mark",
    "Media",
    "Noted",
    "Notice",
    "PageResult",
    "Paragraph",
    "Part",
    "PatternLines",
    "Person",
    "Pipeline",
    "PipelineError",
    "Place",
    "ProfileError",
    "Publisher",
    "Reason",
    "Removed",
    "Segment",
    "SelectorError",
    "SiteProfile",
    "SiteProfiles",
    "Span",
    "Sponsor",
    "Step",
    "Timestamp",
    "Verdict",
    "aextract",
    "explain",
    "extract",
    "extract_many",
    "fingerprint_distance",
    "step",
]


def __getattr__(name: str) -> object:
    """Batches and profiles are loaded when they are first asked for: most programs extract one page after the other."""
    if name in ("PageResult", "aextract", "extract_many"):
        from cleantext.batch import many

        return getattr(many, name)
    if name == "fingerprint_distance":
        from cleantext.similarity import fingerprint_distance

        return fingerprint_distance
    if name in ("SiteProfile", "SiteProfiles"):
        from cleantext import sites

        return getattr(sites, name)
    if name == "__compiled__":
        from cleantext.scoring.trees import COMPILED

        return COMPILED
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
