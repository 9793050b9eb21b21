"""What the pages of one site repeat: learned from pages, kept small, used as evidence when another page is read."""

from cleantext.sites.profile import SiteProfile
from cleantext.sites.store import SiteProfiles

__all__ = ["SiteProfile", "SiteProfiles"]
