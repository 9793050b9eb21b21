"""Sponsor lines: announced by a label (``Sponsor: QWIKET``), and chains of near copies that grow by a tagline.

    Sponsor:  ACME
    Sponsor:  ACME: Better tools.
    Sponsor:  ACME: Better tools. For every garden and shed.

Sponsors come out as data: each line is claimed for the sponsors field with its name and tagline.
"""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.filters.phrase_lines import because
from cleantext.marks import Claimed, Field, Mark, Reason
from cleantext.records import dataclass
from cleantext.values import Sponsor

#: A sponsor's name has at most 8 words; longer texts after a label are sentences about sponsors.
MAX_NAME_WORDS = 8
#: Two announcements of one sponsor are at least so alike (0 to 100) after the shorter one's length.
LIKENESS = 90.0


@dataclass(frozen=True, slots=True)
class SponsorLines:
    """Claims lines that announce a sponsor, and unlabelled lines that repeat an announcement with more words."""

    name: str = "sponsor-lines"
    gives: frozenset[Reason | Field] = frozenset((Field.SPONSORS,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim labelled lines first, then the near copies that stand beside them."""
        announced: dict[int, Sponsor] = {}
        for segment, phrase in document.open_hits("sponsor"):
            sponsor = _announcement(segment, phrase.text)
            if sponsor is not None:
                announced[segment.index] = sponsor
                yield Claimed(segment.index, Field.SPONSORS, because(phrase), sponsor)
        for index in list(announced):
            for beside in (index - 1, index + 1):
                if beside not in announced and document.is_open(beside):
                    copy = _near_copy(document.segments[beside], announced[index], document.limits.fuzzy_length)
                    if copy is not None:
                        announced[beside] = copy
                        yield Claimed(beside, Field.SPONSORS, f"repeats the sponsor line beside it: {copy.name}", copy)


def _announcement(segment: Segment, label: str) -> Sponsor | None:
    """The sponsor of a labelled line, or None where the line is prose that begins with the label."""
    rest = segment.text[_label_end(segment.text, label) :].lstrip(" :：-–—")
    name, _, tagline = (part.strip() for part in rest.partition(":"))
    if not name or len(name.split()) > MAX_NAME_WORDS or (segment.ends and not tagline):
        return None
    return Sponsor(name, (tagline,) if tagline else ())


def _label_end(text: str, label: str) -> int:
    """Where the label ends in the text as written."""
    bare = label.rstrip(":：")
    at = text.casefold().find(bare)
    return at + len(bare) if at >= 0 else 0


def _near_copy(segment: Segment, known: Sponsor, compared: int) -> Sponsor | None:
    """The sponsor again, where an unlabelled line repeats its announcement, or None; only its beginning is compared."""
    from rapidfuzz.fuzz import ratio

    text = segment.text[:compared].casefold()
    announcement = ": ".join((known.name, *known.taglines))[:compared].casefold()
    shorter = min(len(announcement), len(text))
    if not text.startswith(known.name.casefold()) or ratio(text[:shorter], announcement[:shorter]) < LIKENESS:
        return None
    tagline = segment.text[len(known.name) :].lstrip(" :–—-")
    return Sponsor(known.name, (tagline,) if tagline else ())
