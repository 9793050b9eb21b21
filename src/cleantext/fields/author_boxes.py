"""Boxes about the author: whose other articles a page offers, and whom it is about below its heading."""

from __future__ import annotations

from collections.abc import Iterator

from cleantext.document import Document, Segment
from cleantext.fields.anchor import Anchor
from cleantext.fields.signed_shapes import EDGES, labelled_name, named, parsed
from cleantext.grammar.byline_parts import is_organization
from cleantext.grammar.bylines import BylineMatch, looks_like_name
from cleantext.vocabulary import Vocabulary

#: A name has so many words; the line below a heading may say what the author is, too.
MAX_WORDS = 6
#: What follows a byline stands in so many lines.
FOLLOWING = 3
#: A line with more words is prose.
MAX_LABELLED = 10

_RECORD_KINDS = frozenset(("published", "modified", "relative-time", "reading-time", "reviewer", "role"))


def box_author(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> BylineMatch | None:
    """The one person whom the boxes about authors name below the headline; None where they name several."""
    found = list(_named(document, anchor, vocabulary))
    names = {tuple(person.name for person in match.authors) for match in found}
    return found[0] if len(names) == 1 else None


def _named(document: Document, anchor: Anchor, vocabulary: Vocabulary) -> Iterator[BylineMatch]:
    """Who is named behind a label ("All posts by Ada Moreno") or below a heading ("About the author")."""
    for segment in document.index.of("author-box", document.segments):
        if segment.index <= anchor.headline:
            continue
        phrase = segment.hits["author-box"]
        match = None
        if segment.key == phrase.text:
            if " " in phrase.text and segment.index + 1 < len(document.segments):
                match = _name_in(document.segments[segment.index + 1], vocabulary)
        elif phrase.mode == "prefix" and segment.words <= MAX_WORDS + 4:
            name = segment.text[len(phrase.text) :].strip(EDGES)
            match = parsed(name, vocabulary) if looks_like_name(name) and not is_organization(name) else None
        if match is not None and match.authors:
            yield match


def labelled_anywhere(document: Document, vocabulary: Vocabulary) -> BylineMatch | None:
    """The one byline of people behind a label, wherever it stands; None where there are several."""
    found: dict[tuple[str, ...], BylineMatch] = {}
    for segment in document.index.of("byline", document.segments):
        if segment.words > MAX_LABELLED or segment.ends:
            continue
        if segment.key in vocabulary.of("byline") and segment.index + 1 < len(document.segments):
            match = _name_in(document.segments[segment.index + 1], vocabulary)
        else:
            match = labelled_name(segment, vocabulary)
        if match is None or not match.authors or not _opens_something(document, segment.index):
            continue
        if all(looks_like_name(person.name) for person in match.authors):
            found.setdefault(tuple(person.name for person in match.authors), match)
    return next(iter(found.values())) if len(found) == 1 else None


def _opens_something(document: Document, index: int) -> bool:
    """Whether a date, a role or the text follows: the entry of a menu that reads as a byline has neither."""
    following = document.segments[index + 1 : index + 1 + FOLLOWING]
    return any(one.prose or not _RECORD_KINDS.isdisjoint(one.hits) for one in following)


def _name_in(segment: Segment, vocabulary: Vocabulary) -> BylineMatch | None:
    """The one person whom a short line names."""
    if segment.words > MAX_WORDS or segment.ends or segment.hits.keys() - {"role", "byline"}:
        return None
    match = named(segment, vocabulary)
    return match if match is not None and len(match.authors) == 1 else None
