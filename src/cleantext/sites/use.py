"""Putting the profile of its site beside a page."""

from __future__ import annotations

from cleantext.document import Document
from cleantext.records import replace
from cleantext.sites.hosts import site_of
from cleantext.sites.keys import key_of
from cleantext.sites.profile import SiteProfile

#: A page is unlike a profile of at least 5 pages where it has none of the lines that stand on half of them.
FEWEST, SHARE = 5, 0.5


def with_profile(document: Document, profile: SiteProfile) -> Document:
    """The document with the profile of its site; without one of another site, and with a warning that says so."""
    site = site_of(document.url) if document.url else ""
    if site and profile.host and site != profile.host:
        return replace(document, noticed=document.noticed | {"other-site"})
    profile.age()
    noticed = document.noticed | ({"unlike-profile"} if _is_unlike(document, profile) else set())
    return replace(document, site=profile, noticed=noticed)


def _is_unlike(document: Document, profile: SiteProfile) -> bool:
    """Whether the page has none of the lines that most pages of its site have."""
    if profile.pages < FEWEST:
        return False
    least = SHARE * profile.pages
    if any(profile.lines.of(key_of(segment)).times >= least for segment in document.segments):
        return False
    return any(row.times >= least for row in profile.lines.rows.values())
