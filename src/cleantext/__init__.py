"""cleantext: a raw page in, a structured article out, with an account of every line."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cleantext.api import aextract, explain, extract
    from cleantext.article import Article
    from cleantext.batch.settings import SourcePage
    from cleantext.batch.workers.pool import PageResult, Pool, extract_many
    from cleantext.budget import Limits
    from cleantext.document import Document, Segment
    from cleantext.errors import CleantextError, LedgerError, PipelineError, ProfileError, SelectorError
    from cleantext.filters.chosen import PatternLines
    from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
    from cleantext.options import Options
    from cleantext.pipeline import Pipeline, Step, step
    from cleantext.sites import SiteProfile, SiteProfiles
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
    from cleantext.words.similarity import fingerprint_distance

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
    "Options",
    "PageResult",
    "Paragraph",
    "Part",
    "PatternLines",
    "Person",
    "Pipeline",
    "PipelineError",
    "Place",
    "Pool",
    "ProfileError",
    "Publisher",
    "Reason",
    "Removed",
    "Segment",
    "SelectorError",
    "SiteProfile",
    "SiteProfiles",
    "SourcePage",
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


#: The modules of the public names, which are loaded when a name is first asked for: most programs need few of them.
_MODULES = {
    "aextract": "api",
    "explain": "api",
    "extract": "api",
    "extract_many": "batch.workers.pool",
    "fingerprint_distance": "words.similarity",
    "step": "pipeline",
    "Article": "article",
    "Document": "document",
    "Limits": "budget",
    "Options": "options",
    "PageResult": "batch.workers.pool",
    "Pool": "batch.workers.pool",
    "PatternLines": "filters.chosen",
    "Segment": "document",
    "SourcePage": "batch.settings",
    **dict.fromkeys(("CleantextError", "LedgerError", "PipelineError", "ProfileError", "SelectorError"), "errors"),
    **dict.fromkeys(("Claimed", "Field", "Mark", "Noted", "Reason", "Removed"), "marks"),
    **dict.fromkeys(("Pipeline", "Step"), "pipeline"),
    **dict.fromkeys(("SiteProfile", "SiteProfiles"), "sites"),
}


def __getattr__(name: str) -> object:
    """A public name, from its module; what is no other module's is one of the values."""
    if name == "__compiled__":
        from cleantext.scorer.trees import COMPILED

        return COMPILED
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"cleantext.{_MODULES.get(name, 'values')}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
