"""What a profile knows, for people to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleantext.marks import Field
from cleantext.sites.counts import Counts
from cleantext.sites.slots import LEARNED
from cleantext.sites.trace import MAKES

if TYPE_CHECKING:
    from cleantext.sites.profile import SiteProfile


def described(profile: SiteProfile) -> str:
    """A few lines on a profile, and the commonest lines of the site where their texts are kept."""
    shared = sorted((row for row in profile.lines.rows.values() if row.times > 1), reverse=True)
    kept = sum(row.marked > 0 for row in shared)
    most = f", the commonest on {shared[0].times} pages" if shared else ""
    told = [
        f"{profile.host or 'a site without an address'}: {profile.pages} pages learned",
        f"{len(shared)} lines stand on several pages{most}; {kept} of them were taken for the article's somewhere",
        _makes(profile.slots[MAKES]),
        *(_settled(field, profile.slots[field.value], profile.pages) for field in LEARNED),
        *(f"pages that tell of {name}: {pages}" for name, pages in sorted(profile.told.items())),
        f"counts of lines are too low by at most {profile.lines.lost}",
        *(f"{profile.lines.of(key).times} x {text}" for key, text in profile.commonest.items()),
    ]
    return "\n".join(one for one in told if one)


def _makes(counts: Counts) -> str:
    """How many makes of elements hold text of the article on all pages that have them, and how many on none."""
    several = [row for row in counts.rows.values() if row.times > 1]
    always, never = (sum(row.marked == held * row.times for row in several) for held in (1, 0))
    return f"{always} makes of elements always hold text of the article, {never} never" if several else ""


def _settled(field: Field, counts: Counts, pages: int) -> str:
    """On how many pages a field stands in its commonest place."""
    most = max((row.times for row in counts.rows.values()), default=0)
    return f"{field.value}: in the same place on {min(most, pages)} of {pages} pages" if most > 1 else ""
