"""The headline: the line that is likeliest to be the article's title, by several kinds of evidence.

A page repeats its title (in the tab, in the breadcrumb, above the text), sets it apart, puts date and byline
beside it, and repeats its words in the text. Each is weak alone; small trees weigh them together with where the body
stands. Where no line is likely enough the headline is None.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from cleantext.document import Document, Segment
from cleantext.fields.declared import MIN_WORDS, as_declared
from cleantext.fields.headline.beside import PageView
from cleantext.fields.headline.candidate_features import candidate_features
from cleantext.fields.headline.titles import MAX_WORDS, is_repeat, split_title, without_day, without_site, without_token
from cleantext.fields.publisher import houses_of
from cleantext.grammar.date_finder import find_dates
from cleantext.layout import openings_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.metadata.collector import host_of
from cleantext.records import NamedTuple, dataclass
from cleantext.scorer.columns import Table
from cleantext.scorer.model import likelihoods
from cleantext.scorer.scores import region_of, site_evidence
from cleantext.words.vocabulary import load_vocabulary, normalised

#: At most 160 segments before the article and 24 inside its beginning are looked at.
BEFORE, INSIDE = 160, 24
#: The 3 lines right after the text are looked at too: a title may stand below it.
BELOW = 3
#: A line is taken from this probability on; below it silence is better (set on pages that were held out).
THRESHOLD = 0.3
#: From this probability on a name is the publisher's, and is cut off a title.
LIKELY = 0.3
#: The window's title gives way to an <h1> of at least this share of its probability.
GIVES_WAY = 0.1
#: A title is looked for in the 5 lines below one that ends with it, after a sign of a breadcrumb or a small letter.
NEAR = 5
TRAILS = (">", "›", "»", "/", "|", "→", "·")
#: If the 6 likeliest lines are dates, bylines or breadcrumbs, none is taken.
VETOED = 6

#: Features of a headline that no paragraph has; a line that is taken without any may go to the body all the same.
_PLAIN = frozenset(("token", "h1", "declared", "marked as headline", "title element", "repeated"))
#: Features that speak for a line in words that a reader of the evidence understands.
SPEAKING = (
    *("token", "h1", "h2", "declared", "marked as headline", "title element", "repeated", "words in the text"),
    *("record after", "record before", "opens the page's title", "first of the page", "words in the URL"),
)


class Candidate(NamedTuple):
    """A segment, the headline that it would give, the probability that it is one, and its row in the features."""

    segment: Segment
    text: str
    score: float
    place: int
    features: Table

    def has(self, name: str) -> bool:
        """Whether the line has a feature."""
        return self.features.of(self.place, name) > 0

    @property
    def evidence(self) -> str:
        """The evidence in words."""
        names = ", ".join(filter(self.has, SPEAKING))
        return f"{names} ({self.score:.2f})" if names else f"likely by its place ({self.score:.2f})"


@dataclass(frozen=True, slots=True)
class HeadlineToken:
    """Claims the one line that a feed's token marks as the headline ("NextImg:Title"), before filters can take it."""

    name: str = "headline-token"
    gives: frozenset[Reason | Field] = frozenset((Field.HEADLINE,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Claim nothing where several lines carry tokens: they are a list of articles, not one."""
        lines = [one for one in document.segments[:BEFORE] if 3 <= one.words <= MAX_WORDS and not one.piece]
        read = [(line.index, *without_token(line.text)) for line in lines]
        found = [(index, text) for index, text, token in read if token]
        if len(found) == 1:
            index, text = found[0]
            yield Claimed(index, Field.HEADLINE, "a feed's token before it", text)


@dataclass(frozen=True, slots=True)
class Headline:
    """Claims the headline, and removes its other copies as duplicates."""

    name: str = "headline"
    gives: frozenset[Reason | Field] = frozenset((Field.HEADLINE, Reason.DUPLICATE))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh the candidates, claim the best, mark its copies."""
        if document.claimed(Field.HEADLINE):
            return
        ranked = sorted(weigh_candidates(document), key=lambda one: (-one.score, one.segment.index))
        likely = (one for one in ranked[:VETOED] if is_likely_headline(one.score) and not _is_no_title(one.segment))
        best = next(likely, None)
        if best is None or (best.segment.ends and not best.has("words kept beside")):
            return  # nothing, or a sentence that is all the text there is
        best = _nearest_copy(document, _shown(best, ranked), ranked)
        sure = any(map(best.has, _PLAIN))
        yield Claimed(best.segment.index, Field.HEADLINE, best.evidence, best.text, sure=sure)
        wanted = best.text.casefold()
        region = region_of(document)
        inside = range(region.start + 1, region.end) if region is not None else range(0)
        for segment in document.open():
            # What comes again within the text is a refrain, or what somebody says.
            if segment.index != best.segment.index and segment.start not in inside and is_repeat(segment, wanted):
                yield Removed(segment.index, Reason.DUPLICATE, f"copy of the headline in line {best.segment.line}")


def _shown(best: Candidate, ranked: list[Candidate]) -> Candidate:
    """The best heading of the page itself in place of the window's title, which often says more or less than it."""
    if not best.has("title element"):
        return best
    return next((one for one in ranked if one.score >= GIVES_WAY * best.score and one.has("h1")), best)


def is_likely_headline(score: float) -> bool:
    """Whether a line with this probability is taken."""
    return score >= THRESHOLD


def site_names(document: Document) -> frozenset[str]:
    """The names of the site, as keys: what an HTML page declares, publishers and hosts, in dumps its likely house."""
    if document.page is None:
        houses = houses_of(document)
        return frozenset(key for key, score in houses.scores.items() if score >= LIKELY) if houses else frozenset()
    hosts = [host_of(one.value) for one in document.page.urls if one.value.startswith("http")]
    names = (*(one.value for one in document.page.publishers), *hosts, *(host.removeprefix("www.") for host in hosts))
    return frozenset(normalised(name) for name in names if name)


def _is_no_title(segment: Segment) -> bool:
    """Whether a line is mostly a date, a byline or a breadcrumb: its evidence may be strong, but it is no title."""
    text = segment.text
    if text.count(" > ") + text.count(" › ") + text.count(" » ") + text.count(" / ") >= 2:
        return True
    if "byline" in segment.hits and segment.words <= 8:
        return True
    if segment.piece and segment.prose and text.endswith("."):
        return True  # a sentence of a longer line
    if len(text) > 100 or not any(char.isdigit() for char in text):
        return False
    dated = sum(match.end - match.start for match in find_dates(text))
    return dated >= 0.4 * len(text)


def _nearest_copy(document: Document, best: Candidate, ranked: list[Candidate]) -> Candidate:
    """Of equal lines, the one that stands nearest to the article: the others are the tab's title and breadcrumbs."""
    region = region_of(document)
    start = region.start if region else 0
    equal = [one for one in ranked if one.text.casefold() == best.text.casefold()]
    nearest = min(equal, key=lambda one: abs(one.segment.start - start))
    return best if nearest.segment is best.segment else nearest._replace(place=best.place, text=best.text)


def weigh_candidates(document: Document) -> list[Candidate]:
    """Every candidate for the headline, with the probability that its text is, which copies have in common."""
    lines, around = find_candidates(document)
    features = candidate_features(document, lines, around)
    names = site_names(document)
    texts = [title_of(document, line, names) for line in lines]
    shares: defaultdict[str, float] = defaultdict(float)
    scores = likelihoods("headline", features)
    if (site := site_evidence(document)) is not None:
        scores = site.weighed(document, Field.HEADLINE, [(line.index, ()) for line in lines], scores)
    keys = [text.casefold() for text in texts]
    for key, share in zip(keys, scores, strict=True):
        shares[key] += share
    rows = zip(lines, texts, keys, strict=True)
    return [Candidate(line, text, shares[key], place, features) for place, (line, text, key) in enumerate(rows)]


def title_of(document: Document, segment: Segment, names: frozenset[str]) -> str:
    """The headline that a line gives: without a feed's token or a name of the site, as the page declares it."""
    text, _ = without_token(segment.text)
    if document.page is None:
        text = _title_below(document, segment, without_day(_without_label(text)))
    if (site := site_evidence(document)) is not None:
        text = site.without_token(text)
        names = names.union(map(normalised, filter(site.is_title_part, split_title(text))))
    return as_declared(document, segment, without_site(text, names))


def _without_label(text: str) -> str:
    """A title without the label before it: "Title: Ferry returns".

    >>> _without_label("Title: Ferry returns"), _without_label("Ferry: it returns")
    ('Ferry returns', 'Ferry: it returns')
    """
    label, colon, title = text.replace("：", ":", 1).partition(":")
    labelled = colon and title.strip() and load_vocabulary().tables["labelled"].get(normalised(label)) == "headline"
    return title.strip() if labelled else text


def _title_below(document: Document, segment: Segment, text: str) -> str:
    """The title alone, where a line that ends with it (a breadcrumb that ran into it) stands above its own line."""
    for below in document.segments[segment.index + 1 : segment.index + 1 + NEAR]:
        own = below.text
        if text.endswith(own) and len(own) < len(text) and below.words >= MIN_WORDS and not own[0].islower():
            before = text[: -len(own)]
            if before.rstrip().endswith(TRAILS) or before[-1].islower():
                return own
    return text


def find_candidates(document: Document) -> tuple[list[Segment], PageView]:
    """The undecided segments around the article's beginning and right below it, and what stands around them."""
    around = PageView(document)
    # The titles of a digest are those of its parts; of whole articles in a row the first is read.
    openings = openings_of(document)
    others = {one.start for one in openings[1 if openings and openings[0].whole else 0 :]}
    last = around.body.last
    inside = range(max(0, around.body.first - BEFORE), min(len(document.segments), around.body.first + INSIDE))
    below = range(max(inside.stop, last + 1), min(len(document.segments), last + 1 + BELOW))
    found = []
    for index in (*inside, *below):
        segment, decision = document.segments[index], document.decisions[index]
        claimed = decision is not None and (decision.mark.sure or isinstance(decision.mark, Claimed))
        if segment.words <= MAX_WORDS and not claimed and segment.start not in others:
            found.append(segment)
    return found, around
