"""Repetitions: chains of sponsor lines, the second copy of a paragraph, short lines that come again and again."""

from __future__ import annotations

from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.filters.phrase_lines import cite_phrase, end_of_label
from cleantext.grammar.bylines import has_year
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.values import Sponsor

#: A sponsor's name has at most 8 words; longer texts after a label are sentences about sponsors.
MAX_NAME_WORDS = 8
#: Two announcements of one sponsor are alike by at least 90 of 100, compared over the length of the shorter one.
LIKENESS = 90.0
#: A line without a sentence end that stands at least 6 times is a label of the page's template; refrains and dialogue
#: come less often.
TEMPLATE_COPIES = 6
#: A title of at least 4 words that follows itself is the title and its link.
TITLE_WORDS = 4
#: Paragraphs of at least 12 words do not come twice by chance.
PARAGRAPH_WORDS = 12


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
                yield Claimed(segment.index, Field.SPONSORS, cite_phrase(phrase), sponsor)
        for index in list(announced):
            for beside in (index - 1, index + 1):
                if beside not in announced and document.is_open(beside):
                    copy = _near_copy(document.segments[beside], announced[index], document.limits.fuzzy_length)
                    if copy is not None:
                        announced[beside] = copy
                        yield Claimed(beside, Field.SPONSORS, f"repeats the sponsor line beside it: {copy.name}", copy)


def _announcement(segment: Segment, label: str) -> Sponsor | None:
    """The sponsor of a labelled line, or None where the line is prose that begins with the label."""
    rest = segment.text[end_of_label(segment.text, label) :].lstrip(" :：-–—")
    name, _, tagline = (part.strip() for part in rest.partition(":"))
    if not name or len(name.split()) > MAX_NAME_WORDS or (segment.ends and not tagline):
        return None
    return Sponsor(name, (tagline,) if tagline else ())


def _near_copy(segment: Segment, known: Sponsor, compared: int) -> Sponsor | None:
    """The sponsor again, where an unlabelled line repeats its announcement, or None; ``compared`` characters count."""
    from rapidfuzz.fuzz import ratio

    text = segment.text[:compared].casefold()
    announcement = ": ".join((known.name, *known.taglines))[:compared].casefold()
    shorter = min(len(announcement), len(text))
    if not text.startswith(known.name.casefold()) or ratio(text[:shorter], announcement[:shorter]) < LIKENESS:
        return None
    tagline = segment.text[len(known.name) :].lstrip(" :–—-")
    return Sponsor(known.name, (tagline,) if tagline else ())


@dataclass(frozen=True, slots=True)
class RepeatedLines:
    """Removes later copies of paragraphs, and short unpunctuated lines that repeat like a template's labels."""

    name: str = "repeated-lines"
    gives: frozenset[Reason | Field] = frozenset((Reason.DUPLICATE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Count first, then mark: the first copy of a paragraph stays, a template's label goes everywhere."""
        lines: dict[str, list[Segment]] = {}
        for segment in document.open():
            lines.setdefault(segment.text, []).append(segment)
        above: Segment | None = None
        for segment in document.open():
            copies = lines[segment.text]
            doubled = above is not None and above.text == segment.text and above.index + 1 == segment.index
            above = segment
            if len(copies) == 1:
                continue
            evidence = None
            if doubled and segment.words >= TITLE_WORDS and not segment.ends:
                evidence = "the same title as in the line above"
            elif segment.words >= PARAGRAPH_WORDS and segment.ends:
                if segment.line != copies[0].line:
                    evidence = f"copy of line {copies[0].line}"
            elif len(copies) >= TEMPLATE_COPIES and not segment.ends and not has_year(segment.text):
                # Dates repeat where a page lists its articles; the step that reads dates judges them.
                evidence = f"one of {len(copies)} equal lines"
            if evidence is not None:
                yield Removed(segment.index, Reason.DUPLICATE, evidence, sure=False)
