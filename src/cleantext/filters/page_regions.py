"""Parts of an HTML page: menus and the like, set apart by markup, and inner parts that only their score opposes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.grammar.bylines import is_record
from cleantext.html.tags import REGION_BITS, regions_of
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import NamedTuple, dataclass
from cleantext.structure.comments import is_said
from cleantext.structure.containers import find_notes, find_places
from cleantext.words.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from cleantext.html.facts import Block


#: A cue that holds on more than two fifths of the page's prose says nothing about a line.
MAX_PROSE_SHARE = 0.4
#: The same for the cues in ``_SURE``: half of the prose.
MAX_REGION_SHARE = 0.5
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
#: Cues that may hold on up to half of the page's prose.
_SURE = frozenset(f"inside <{region}>" for region in ("nav", "footer", "dialog", "select", "textarea"))
_SURE |= {"class word: comments", "class word: comment"}
#: What stands in these elements is removed for sure: of 1,000 such lines of public pages at most 4 are the article's.
_CERTAIN = frozenset(("inside <nav>", "inside <select>", "inside <textarea>"))
#: Types of pages made for posts, and class words that a forum's markup is full of.
_THREADS = frozenset(("DiscussionForumPosting", "QAPage", "Question", "SocialMediaPosting"))
_FORUM_WORDS = frozenset(("forum", "forums", "thread", "topic", "phpbb", "postbody", "showthread"))
FORUM_SHARE, FORUM_SAMPLE = 0.2, 50
#: The word beside which "thread" is no forum's: the commonest blog software marks comments "thread-even depth-1".
_DEPTH = "depth"
#: Comments after 250 words of prose that is not comments are comments, however many there are. Of 40 public pages with
#: comments on more than two fifths of their prose, forums that do not say what they are had 150 words at most.
ARTICLE_WORDS = 250
#: A gap between kept lines of more than 40 lines is not looked at.
MAX_LINES = 40
#: Footnotes that are links for more than half of their characters, on more than half of their lines, are sources.
MOSTLY = 0.5
#: A line of fewer than 8 words in a quotation may be the frame of a post that a script would show.
SAID = 8
#: Elements around a text that say what it is for.
_REGIONS: Mapping[str, Reason] = {
    **{"nav": Reason.NAVIGATION, "footer": Reason.LEGAL, "aside": Reason.RELATED, "dialog": Reason.BOILERPLATE},
    **dict.fromkeys(("select", "button", "label", "form"), Reason.FORM),
}


class Cue(NamedTuple):
    """What the markup says against a line: evidence, reason, and how far to trust it.

    ``share`` is the most of the page's prose that it may hold on; ``certain`` says that the removal is sure.
    """

    evidence: str
    reason: Reason
    share: float
    certain: bool


def _cue(evidence: str, reason: Reason) -> Cue:
    share = MAX_REGION_SHARE if evidence in _SURE else MAX_PROSE_SHARE
    return Cue(evidence, reason, share, evidence in _CERTAIN)


_HIDDEN = _cue("hidden by the page", Reason.HIDDEN)
_OPTION = _cue("inside <select>", Reason.FORM)
#: Controls that are blocks themselves.
_CONTROLS = {"textarea": _cue("inside <textarea>", Reason.FORM), "option": _OPTION, "input": _OPTION}
_AROUND = {region: _cue(f"inside <{region}>", reason) for region, reason in _REGIONS.items()}
_AROUND_BITS = sum(REGION_BITS[region] for region in _AROUND)


@cache
def _class_cues(late: bool) -> Mapping[str, Cue]:
    """The cues of class words, with ``late`` also those that fields look at first."""
    vocabulary = load_vocabulary()
    words = {**vocabulary.class_words, **(vocabulary.late_class_words if late else {})}
    return {word: _cue(f"class word: {word}", Reason(reason)) for word, reason in words.items()}


@cache
def _gives(late: bool, keep_comments: bool) -> frozenset[Reason | Field]:
    kept = (Field.COMMENTS,) if keep_comments else ()
    tab = (Reason.OUTSIDE_ARTICLE,) if late else ()
    words = [cue.reason for cue in _class_cues(late).values()]
    return frozenset((*words, *_REGIONS.values(), Reason.HIDDEN, *tab, *kept))


@dataclass(frozen=True, slots=True)
class PageRegions:
    """Removes what the markup sets apart; with ``late`` the parts that fields were to see first.

    ``keep_comments`` claims the comments of readers instead of removing them.
    """

    name: str = "page-regions"
    late: bool = False
    keep_comments: bool = False

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """The reasons of elements and class words, and the field of comments where they are kept."""
        return _gives(self.late, self.keep_comments)

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh each cue by the prose it holds on, then mark the lines of those that stand."""
        if document.page is None:
            return
        if self.late:
            for segment in document.open():
                if segment.facts is not None and segment.facts.tag == "title":
                    yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "the title of the browser's tab")
        cues = _Cues(late=self.late, thread=is_thread(document))
        total = 0
        before: int | None = None
        found: list[tuple[Segment, _Place]] = []
        for segment in document.open():
            words = segment.words if segment.prose else 0
            total += words
            place = cues.of(segment)
            if place is not None:
                found.append((segment, place))
                place.words += words
                if words and before is None and place.commented:
                    before = total - words
        cues.settle(total, follows=before is not None and before >= ARTICLE_WORDS)
        for segment, place in found:
            cue = place.counting
            if cue is None:
                continue
            if self.keep_comments and cue.reason is Reason.COMMENTS and is_said(segment):
                yield Claimed(segment.index, Field.COMMENTS, cue.evidence, segment.text, sure=False)
            else:
                yield Removed(segment.index, cue.reason, cue.evidence, cue.certain)


class _Place:
    """What the markup says against all lines in surroundings of one kind: its cues, the words of prose in them.

    ``counting`` is the first cue that counts, once the whole page was read.
    """

    __slots__ = ("commented", "counting", "cues", "words")

    def __init__(self, cues: list[Cue]) -> None:
        """Begin without words."""
        self.cues = cues
        self.commented = any(cue.reason is Reason.COMMENTS for cue in cues)
        self.words = 0
        self.counting: Cue | None = None


class _Cues:
    """What the markup says against the segments of one page; those in the same surroundings share it."""

    def __init__(self, *, late: bool, thread: bool) -> None:
        """``late`` adds the class words that fields look at first; posts of a ``thread`` are no comments."""
        self._late = late
        cues = _class_cues(late).items()
        self._table = {word: cue for word, cue in cues if not (thread and cue.reason is Reason.COMMENTS)}
        self._known: dict[tuple[bool, bool, str, int, tuple[str, ...]], _Place] = {}
        #: Of each set of class words, those that are cues. Most sets hold none.
        self._telling: dict[frozenset[str], tuple[str, ...]] = {}

    def of(self, segment: Segment) -> _Place | None:
        """What the markup says against a segment, None where that is nothing."""
        facts = segment.facts
        if facts is None or segment.shape == "h1":
            return None
        block = facts.block
        if block.name == "title":
            return None
        # The words of a heading's own names say how it looks, not where it stands.
        tag = block.tag
        classes = (block.parent if tag in _HEADINGS and block.parent is not None else block).classes
        words = self._telling.get(classes)
        if words is None:
            words = self._telling[classes] = tuple(sorted([word for word in classes if word in self._table]))
        key = facts.hidden, segment.prose, tag if tag in _CONTROLS else "", block.regions & _AROUND_BITS, words
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = _Place(list(self._read(*key)))
        # Fields look at records before they go.
        return place if place.cues and (self._late or not is_record(segment)) else None

    def settle(self, total: int, *, follows: bool) -> None:
        """Choose the cue that counts in each place; ``total`` are the page's words of prose.

        All comments count where enough prose that is not comments stands before them (``follows``).
        """
        held: Counter[str] = Counter()
        for place in self._known.values():
            for cue in place.cues:
                held[cue.evidence] += place.words
        for place in self._known.values():
            for cue in place.cues:
                if held[cue.evidence] <= cue.share * total or (follows and cue.reason is Reason.COMMENTS):
                    place.counting = cue
                    break

    def _read(self, hidden: bool, prose: bool, tag: str, regions: int, words: tuple[str, ...]) -> Iterator[Cue]:
        if hidden:
            yield _HIDDEN
        if tag:
            yield _CONTROLS[tag]
        for region in sorted(regions_of(regions)):
            if region != "form" or not prose:
                yield _AROUND[region]
        for word in words:
            yield self._table[word]


def is_thread(document: Document) -> bool:
    """Whether an HTML page is made for a thread of posts: it declares so, or its markup speaks of a forum all over."""
    if document.page is None:
        return False
    if not _THREADS.isdisjoint(document.page.page_types):
        return True
    sample = document.segments[:: max(1, len(document.segments) // FORUM_SAMPLE)]
    named = [_is_of_forum(one.facts.block.classes) for one in sample if one.facts is not None]
    return sum(named) > FORUM_SHARE * len(sample)


def _is_of_forum(classes: frozenset[str]) -> bool:
    if _FORUM_WORDS.isdisjoint(classes):
        return False
    return _FORUM_WORDS & classes != {"thread"} or _DEPTH not in classes


@dataclass(frozen=True, slots=True)
class InnerParts:
    """Claims what stands within the article in HTML, and what no rule but a low score has spoken against.

    A heading between two paragraphs of one element that are kept; all rows of a table and all lines of a quotation
    between two such paragraphs; a footnote that a mark in the text leads to.
    """

    name: str = "inner-parts"
    gives: frozenset[Reason | Field] = frozenset((Field.BODY,))

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Look at what the scorer has left out between the first and the last line that it kept."""
        if document.page is None:
            return
        kept = [segment for segment, _ in document.claimed(Field.BODY) if segment.facts is not None]
        if not kept:
            return
        found: dict[int, str] = {}
        thread = is_thread(document)
        for above, below in pairwise(kept):
            if 1 < below.index - above.index <= MAX_LINES + 1:
                run = list(document.segments[above.index : below.index + 1])
                found.update(_between(document, run, thread=thread))
        for segment in _notes(document, kept):
            found.setdefault(segment.index, "a note that a mark in the text leads to")
        for index, evidence in found.items():
            yield Claimed(index, Field.BODY, evidence)


def _is_scored_out(document: Document, segment: Segment) -> bool:
    decision = document.decisions[segment.index]
    mark = decision.mark if decision is not None else None
    return isinstance(mark, Removed) and mark.reason is Reason.SCORED and not mark.sure


def _between(document: Document, run: list[Segment], *, thread: bool) -> Iterator[tuple[int, str]]:
    """The lines between the first and the last of ``run`` that belong to the article, with the evidence."""
    above, *inner, below = run
    for segment in inner:
        if thread and _is_quoted(document, segment, below):
            yield segment.index, "what a post quotes of another"
            continue
        if not _is_scored_out(document, segment) or segment.facts is None or segment.facts.hidden:
            continue
        block = segment.facts.block
        if segment.shape[:1] == "h" and segment is inner[-1] and not below.shape.startswith("h"):
            if _beside(block, above) and _beside(block, below):
                yield segment.index, "a heading between paragraphs of the article"
            continue
        # Tables that only place things on the page do not count.
        tag = "table" if segment.shape == "row" else "blockquote"
        whole = next((one for one in block.nearest(4) if one.tag == tag), None)
        if whole is not None:
            # An embedded post stands in boxes of its own.
            beside = any(_beside(one, above) and _beside(one, below) for one in whole.nearest(2))
            if beside and any(_holds(whole, one) for one in inner):
                yield segment.index, f"in a <{whole.tag}> between paragraphs of the article"


def _is_quoted(document: Document, segment: Segment, below: Segment) -> bool:
    """Whether a line is what a forum sets apart in an ``<aside>``, since the post below quotes it."""
    if segment.facts is None or not {"aside", "blockquote"} <= segment.facts.inside:
        return False
    decision = document.decisions[segment.index]
    apart = decision is not None and not decision.mark.sure and isinstance(decision.mark, Removed)
    return apart and any(_beside(one, below) for one in segment.facts.block.nearest(4) if one.tag == "aside")


def _holds(whole: Block, segment: Segment) -> bool:
    """Whether a line is a row of a table, or says something in a quotation: the frame of a post does not."""
    if segment.facts is None or whole not in segment.facts.block.nearest(4):
        return False
    return whole.tag == "table" or segment.words >= SAID


def _beside(block: Block, segment: Segment) -> bool:
    """Whether a segment stands beside a block, or in something beside it, or in the same whole."""
    assert segment.facts is not None
    nearest = list(segment.facts.block.nearest(4))
    return any(one is block or one.parent is block.parent for one in nearest) or nearest[0] is block.parent


def _notes(document: Document, kept: list[Segment]) -> Iterator[Segment]:
    """The lines of footnotes that marks in what is kept lead to."""
    if not any(kind == "link" and value[:1] == "#" for _, _, kind, value in document.spans):
        return
    left = [segment for segment in document.undecided() if segment.index > kept[0].index]
    names = find_notes(document, [*kept, *left], marked=kept)
    if names:
        lines = [line for lines in find_places(left, names.keys()).values() for line in lines]
        # A list of addresses is a list of sources, and no note of the author's.
        linked = sum(line.facts is not None and line.facts.link_share > MOSTLY for line in lines)
        yield from lines if linked <= MOSTLY * len(lines) else ()
