"""The byline: who signs the article, wherever on the page; small trees choose, None where nobody is likely enough."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cleantext.document import Document
from cleantext.fields.byline.candidates import find_signers, with_others
from cleantext.fields.byline.signer_features import WAYS, Signer, is_below_label
from cleantext.layout import bounds_of
from cleantext.marks import Claimed, Field, Mark, Noted, Reason, Removed
from cleantext.records import dataclass
from cleantext.scorer.model import likelihoods
from cleantext.scorer.scores import site_evidence
from cleantext.values import Span
from cleantext.words.vocabulary import normalised

#: The least probability; below it silence is better.
THRESHOLD = 0.35
#: The name alone, up to 4 lines from the byline, is the caption of a portrait.
BESIDE = 4


@dataclass(frozen=True, slots=True)
class Byline:
    """Claims the line that names the authors; other lines that sign the same people go with it."""

    name: str = "byline"
    gives: frozenset[Reason | Field] = frozenset((Field.BYLINE, Reason.HEADER_RECORD))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh all who may have signed, and take the likeliest."""
        if document.claimed(Field.BYLINE):
            return
        found, features = find_signers(document, bounds_of(document))
        scores = likelihoods("byline", features)
        if (site := site_evidence(document)) is not None:
            scores = site.weighed(document, Field.BYLINE, list(map(_line_and_names, found)), scores)
        best = max(range(len(found)), key=scores.__getitem__, default=None)
        if best is not None and is_likely_signer(scores[best]):
            likeliest = found[best]
            more = next((one for one in found if _declares_more(one, likeliest)), likeliest)
            yield from _marks(document, more, scores[best])


def is_likely_signer(score: float) -> bool:
    """Whether people with this probability are taken."""
    return score >= THRESHOLD


def _line_and_names(one: Signer) -> tuple[int | None, list[str]]:
    return one.segment.index if one.segment is not None else None, [person.name for person in one.match.authors]


def _declares_more(one: Signer, other: Signer) -> bool:
    """Whether a page declares all whom another signer names, and more."""
    names, known = ({normalised(person.name) for person in signer.match.authors} for signer in (one, other))
    return "declared" in one.ways and known < names


def _marks(document: Document, one: Signer, score: float) -> Iterator[Mark]:
    """Claim the byline, and remove the lines that go with it: a label above it, the same people again."""
    ways = ", ".join(way for way in WAYS if one.ways.get(way))
    evidence = f"{ways}{f': {one.source}' if one.source else ''} ({score:.2f})"
    segment, match = one.segment, one.match
    if segment is None:
        yield Noted(Field.BYLINE, match, evidence)
        return
    if not one.source:
        match = with_others(document, segment, match)
    if not document.is_open(segment.index):
        yield Noted(Field.BYLINE, match, evidence, Span(segment.start, segment.end))
        return
    yield Claimed(segment.index, Field.BYLINE, evidence, match, sure=False)
    done = {segment.index}
    if document.is_open(segment.index - 1) and is_below_label(document, segment):
        done.add(segment.index - 1)
        yield Removed(segment.index - 1, Reason.HEADER_RECORD, f"the label of the byline in line {segment.line}")
    names = {normalised(person.name) for person in match.authors}
    for other in list(document.open()):
        again = other.key == segment.key or (other.key in names and abs(other.index - segment.index) <= BESIDE)
        if other.key and other.index not in done and again:
            yield Removed(other.index, Reason.HEADER_RECORD, f"signs as line {segment.line} does", sure=False)
