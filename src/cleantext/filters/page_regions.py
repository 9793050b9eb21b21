"""Parts of an HTML page that its markup sets apart: menus, footers, forms, dialogs, what class words name.

A part that holds much of the page's prose is the page's own, whatever it is called.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from cleantext.document import Document, Segment
from cleantext.marks import Claimed, Field, Mark, Reason, Removed
from cleantext.records import dataclass
from cleantext.segments.records import is_record
from cleantext.structure.comments import is_said
from cleantext.vocabulary import load_vocabulary

if TYPE_CHECKING:
    from cleantext.readers.facts import Facts

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
        vocabulary = load_vocabulary()
        words = {*vocabulary.class_words.values(), *(vocabulary.late_class_words.values() if self.late else ())}
        kept = (Field.COMMENTS,) if self.keep_comments else ()
        tab = (Reason.OUTSIDE_ARTICLE,) if self.late else ()
        return frozenset({*map(Reason, words), *_REGIONS.values(), Reason.HIDDEN, *tab, *kept})

    def __call__(self, document: Document) -> Iterable[Mark]:
        """Weigh each cue by the prose it holds on, then mark the lines of those that stand."""
        if document.page is None:
            return
        if self.late:
            for segment in document.open():
                if segment.facts is not None and segment.facts.tag == "title":
                    yield Removed(segment.index, Reason.OUTSIDE_ARTICLE, "the title of the browser's tab")
        read = _Cues(late=self.late, thread=is_thread(document))
        held: dict[str, int] = {}
        total = 0
        before: int | None = None
        told: list[tuple[Segment, tuple[tuple[str, Reason], ...]]] = []
        for segment in document.open():
            words = segment.words if segment.prose else 0
            total += words
            cues = read.of(segment)
            if cues:
                told.append((segment, cues))
                for name, reason in cues:
                    held[name] = held.get(name, 0) + words
                    if before is None and reason is Reason.COMMENTS and words:
                        before = total - words
        follows = before is not None and before >= ARTICLE_WORDS
        for segment, cues in told:
            for name, reason in cues:
                share = MAX_REGION_SHARE if name in _SURE else MAX_PROSE_SHARE
                if held[name] <= share * total or (follows and reason is Reason.COMMENTS):
                    if self.keep_comments and reason is Reason.COMMENTS and is_said(segment):
                        yield Claimed(segment.index, Field.COMMENTS, name, segment.text, sure=False)
                    else:
                        yield Removed(segment.index, reason, name, sure=name in _CERTAIN)
                    break


class _Cues:
    """What the markup says against the segments of one page; those of a block stand in the same surroundings."""

    def __init__(self, *, late: bool, thread: bool) -> None:
        """``late`` adds the class words that fields were to see first; posts of a ``thread`` are no comments."""
        vocabulary = load_vocabulary()
        self._late = late
        self._thread = thread
        self._table = {**vocabulary.class_words, **(vocabulary.late_class_words if late else {})}
        self._known: dict[tuple[int, bool, bool], tuple[tuple[str, Reason], ...]] = {}

    def of(self, segment: Segment) -> tuple[tuple[str, Reason], ...]:
        """The cues against a segment, each as evidence and reason."""
        facts = segment.facts
        if facts is None or segment.shape == "h1" or facts.tag == "title":
            return ()
        key = (facts.block.index, facts.hidden, segment.prose)
        cues = self._known.get(key)
        if cues is None:
            cues = self._known[key] = tuple(self._read(facts, segment.prose))
        # Fields look at records before they go.
        return () if cues and not self._late and is_record(segment) else cues

    def _read(self, facts: Facts, prose: bool) -> Iterator[tuple[str, Reason]]:
        if facts.hidden:
            yield "hidden by the page", Reason.HIDDEN
        if facts.block.tag in ("textarea", "option", "input"):
            yield "inside <textarea>" if facts.block.tag == "textarea" else "inside <select>", Reason.FORM
        for region in sorted(facts.inside):
            if region in _REGIONS and (region != "form" or not prose):
                yield f"inside <{region}>", _REGIONS[region]
        for word in sorted(_names_around(facts) & self._table.keys()):
            if self._thread and self._table[word] == Reason.COMMENTS:
                continue
            yield f"class word: {word}", Reason(self._table[word])


def _names_around(facts: Facts) -> frozenset[str]:
    """The words of the names around a text; those of a heading itself say how it looks, not where it stands."""
    block = facts.block
    return block.parent.classes if block.tag in _HEADINGS and block.parent is not None else block.classes


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
