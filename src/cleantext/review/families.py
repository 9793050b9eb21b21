"""The families of verdicts that a review colours alike, each with a sign and a name, and the verdicts' sentences."""

from __future__ import annotations

from cleantext.marks import Field, Reason
from cleantext.records import NamedTuple


class Family(NamedTuple):
    """Verdicts that are shown alike; ``sign`` stands beside the colour, which some readers do not see."""

    code: str
    sign: str
    name: str
    reasons: tuple[Reason, ...] = ()


FAMILIES: tuple[Family, ...] = (
    Family("body", "¶", "body"),
    Family("field", "◆", "fields"),
    Family(
        "site",
        "≡",
        "site and controls",
        (
            Reason.NAVIGATION,
            Reason.PAGINATION,
            Reason.LOGIN,
            Reason.FORM,
            Reason.PLAYER,
            Reason.SHARE,
            Reason.BOILERPLATE,
            Reason.MARKUP,
        ),
    ),
    Family(
        "record",
        "#",
        "header and counts",
        (Reason.HEADER_RECORD, Reason.PAGE_DATE, Reason.READING_TIME, Reason.COUNTS, Reason.AUTHOR_BOX),
    ),
    Family(
        "offer",
        "%",
        "offers and adverts",
        (Reason.ADVERTISEMENT, Reason.NEWSLETTER, Reason.SUBSCRIPTION, Reason.APP_PROMO, Reason.PAYWALL),
    ),
    Family("legal", "§", "legal and cookies", (Reason.COOKIE, Reason.COPYRIGHT, Reason.LEGAL)),
    Family("other", "»", "other texts", (Reason.RELATED, Reason.COMMENTS, Reason.OUTSIDE_ARTICLE)),
    Family("copy", "=", "repetitions", (Reason.DUPLICATE, Reason.SITE_REPEATS)),
    Family("score", "~", "scored low", (Reason.SCORED,)),
    Family(
        "unread",
        "∅",
        "hidden or unread",
        (Reason.HIDDEN, Reason.DROPPED, Reason.OVER_LIMIT, Reason.OUT_OF_TIME, Reason.BINARY, Reason.BLANK),
    ),
)


def describe_verdicts() -> dict[str, dict[str, str]]:
    """The family and the sentence of each verdict, by its code: ``+`` and a field, or ``-`` and a reason.

    >>> describe_verdicts()["-share"]
    {'family': 'site', 'sentence': 'A control for sharing, printing, saving or following.'}
    """
    families = {reason: family.code for family in FAMILIES for reason in family.reasons}
    kept = {f"+{one}": {"family": "body" if one is Field.BODY else "field", "sentence": one.sentence} for one in Field}
    return kept | {f"-{one}": {"family": families[one], "sentence": one.sentence} for one in Reason}
