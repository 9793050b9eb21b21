"""Parts of an HTML page that its markup sets apart: menus, footers, forms, dialogs, what class words name.

A part that holds much of the page's prose is the page's own, whatever it is called.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.readers.tags import regions_of
from cleantext.records import NamedTuple, dataclass
from cleantext.segments.records import is_record
from cleantext.structure.comments import is_said
from cleantext.vocabulary import load_vocabulary

#: A cue that holds on more than this share of the page's prose says nothing about a line.
MAX_PROSE_SHARE = 0.4
#: The same for elements and facts that say it plainly.
MAX_REGION_SHARE = 0.5
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SURE = frozenset(
    (
        "inside <nav>",
        "inside <footer>",
        "inside <dialog>",
        "inside <select>",
        "inside <textarea>",
        "class word: comments",
        "class word: comment",
    )
)
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
#: Elements around a text that say what it is for.
_REGIONS: Mapping[str, Reason] = {
    "nav": Reason.NAVIGATION,
    "footer": Reason.LEGAL,
    "aside": Reason.RELATED,
    "dialog": Reason.BOILERPLATE,
    "select": Reason.FORM,
    "button": Reason.FORM,
    "label": Reason.FORM,
    "form": Reason.FORM,
}


class Cue(NamedTuple):
    """What the markup says against a line: the evidence in words, the reason, and how much that counts for.

    ``share`` is how much of the page's prose it may hold on and still say something, ``certain`` whether it is sure.
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


@cache
def _class_cues(late: bool) -> Mapping[str, Cue]:
    """The cues of class words, with ``late`` those too that fields were to see first."""
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

    ``keep_comments`` claims what readers wrote in comments instead.
    """

    name: str = "page-regions"
    late: bool = False
    keep_comments: bool = False

    @property
    def gives(self) -> frozenset[Reason | Field]:
        """The reasons that elements and class words stand for; the field of comments where they are kept."""
        return _gives(self.late, self.keep_comments)

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh each cue by the prose it holds on, then mark the lines of those that stand."""
        if document.page is None:
            return
        if self.late:
            for segment in document.open():
                if segment.facts is not None and segment.facts.tag == "title":
                    yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "the title of the browser's tab")
        read = _Cues(late=self.late, thread=is_thread(document))
        total = 0
        before: int | None = None
        told: list[tuple[Segment, _Place]] = []
        for segment in document.open():
            words = segment.words if segment.prose else 0
            total += words
            place = read.of(segment)
            if place is not None:
                told.append((segment, place))
                place.words += words
                if words and before is None and place.commented:
                    before = total - words
        read.settle(total, follows=before is not None and before >= ARTICLE_WORDS)
        for segment, place in told:
            cue = place.told
            if cue is None:
                continue
            if self.keep_comments and cue.reason is Reason.COMMENTS and is_said(segment):
                yield Claimed(segment.index, Field.COMMENTS, cue.evidence, segment.text, sure=False)
            else:
                yield Removed(segment.index, cue.reason, cue.evidence, cue.certain)


class _Place:
    """What the markup says against all lines in surroundings of one kind: its cues, the words of prose in them.

    ``told`` is the first cue that stands, once the whole page was read.
    """

    __slots__ = ("commented", "cues", "told", "words")

    def __init__(self, cues: list[Cue]) -> None:
        """Begin without words."""
        self.cues = cues
        self.commented = any(cue.reason is Reason.COMMENTS for cue in cues)
        self.words = 0
        self.told: Cue | None = None


class _Cues:
    """What the markup says against the segments of one page; those in the same surroundings share it."""

    def __init__(self, *, late: bool, thread: bool) -> None:
        """``late`` adds the class words that fields were to see first; posts of a ``thread`` are no comments."""
        self._late = late
        self._thread = thread
        self._table = _class_cues(late)
        self._known: dict[tuple[bool, bool, str, int, frozenset[str]], _Place] = {}

    def of(self, segment: Segment) -> _Place | None:
        """What the markup says against a segment, None where that is nothing."""
        facts = segment.facts
        if facts is None or segment.shape == "h1" or facts.tag == "title":
            return None
        block = facts.block
        # The words of a heading's own names say how it looks, not where it stands.
        named = block.parent if block.tag in _HEADINGS and block.parent is not None else block
        key = facts.hidden, segment.prose, block.tag, block.regions, named.classes
        place = self._known.get(key)
        if place is None:
            place = self._known[key] = _Place(list(self._read(*key)))
        # Fields look at records before they go.
        return place if place.cues and (self._late or not is_record(segment)) else None

    def settle(self, total: int, *, follows: bool) -> None:
        """Choose the cue that counts in each place; ``total`` are the page's words of prose.

        All comments count where enough prose that is none stands before them (``follows``).
        """
        held: Counter[str] = Counter()
        for place in self._known.values():
            for cue in place.cues:
                held[cue.evidence] += place.words
        for place in self._known.values():
            for cue in place.cues:
                if held[cue.evidence] <= cue.share * total or (follows and cue.reason is Reason.COMMENTS):
                    place.told = cue
                    break

    def _read(self, hidden: bool, prose: bool, tag: str, regions: int, classes: frozenset[str]) -> Iterator[Cue]:
        if hidden:
            yield _HIDDEN
        if tag in _CONTROLS:
            yield _CONTROLS[tag]
        for region in sorted(regions_of(regions)):
            if region in _AROUND and (region != "form" or not prose):
                yield _AROUND[region]
        for word in sorted(classes & self._table.keys()):
            cue = self._table[word]
            if not (self._thread and cue.reason is Reason.COMMENTS):
                yield cue


def is_thread(document: Document) -> bool:
    """Whether an HTML page is made for a thread of posts: it declares so, or its markup speaks of a forum all over."""
    if document.page is None:
        return False
    if not _THREADS.isdisjoint(document.page.page_types):
        return True
    sample = document.segments[:: max(1, len(document.segments) // FORUM_SAMPLE)]
    told = sum(_of_forum(one.facts.classes) for one in sample if one.facts is not None)
    return told > FORUM_SHARE * len(sample)


def _of_forum(classes: frozenset[str]) -> bool:
    words = _FORUM_WORDS & classes
    return bool(words) and not (words == {"thread"} and _DEPTH in classes)
