"""The features of a page's segments as one table: the one definition for training and for run time."""

from __future__ import annotations

from array import array

from cleantext.document import Document, HitIndex
from cleantext.marks import Field
from cleantext.records import replace
from cleantext.scoring.columns import ROOM, Columns, Lists, Table
from cleantext.scoring.context import add_context
from cleantext.scoring.elements import add_elements, linked_of
from cleantext.scoring.lines import read_lines
from cleantext.scoring.wording import WordWeights

#: A page of HTML has 495 columns with the weights of today.
ROOM_HTML = 500


def features_of(document: Document, lists: Lists, table: WordWeights | None) -> Table:
    """The features of the segments; a document needs one segment at least.

    ``lists`` and ``table`` are those of the weights. Lines of sponsors are left out: a chain of them, however long,
    changes no other line's features. So are those that the caller drops.

    >>> from cleantext.readers import read_document
    >>> document, _ = read_document("Harbour wall holds\\nThe wall held through the storm, they said.")
    >>> features = features_of(document, Lists(("navigation",)), None)
    >>> features.size, features.column("words").tolist()
    (2, [3.0, 8.0])
    """
    left_out = frozenset(segment.index for segment, _ in document.claimed(Field.SPONSORS)) | document.dropped
    if not left_out or len(left_out) == len(document.segments):
        return _features_of(document, lists, table)
    kept = [one.index for one in document.segments if one.index not in left_out]
    found = _features_of(_apart_from(document, kept), lists, table)
    # The rows of the others are never asked for; as means they leave the means of the page as these are.
    return found.spread(array("i", kept), len(document.segments), found.means())


def _apart_from(document: Document, kept: list[int]) -> Document:
    """The page as it would be without some of its segments: what a feed puts on top says nothing about an article.

    The segments keep their numbers, which are not their places then.
    """
    segments = tuple([document.segments[at] for at in kept])
    decisions = tuple([document.decisions[at] for at in kept])
    return replace(document, segments=segments, decisions=decisions, index=HitIndex())


def _features_of(document: Document, lists: Lists, table: WordWeights | None) -> Table:
    columns = Columns(len(document.segments), ROOM if document.page is None else ROOM_HTML)
    lines = read_lines(document, lists, table, columns)
    linked = None if document.page is None else linked_of(document)
    add_context(document, lines, columns, linked)
    if linked is not None:
        add_elements(document, lines, linked, lists, columns)
    return columns.table()
