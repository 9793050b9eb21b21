"""The features of a page's segments as one matrix: the one definition for training and for run time."""

from __future__ import annotations

import numpy as np

from cleantext.document import Document
from cleantext.scoring.columns import Columns, Floats, Lists
from cleantext.scoring.context import add_context
from cleantext.scoring.elements import add_elements, linked_of
from cleantext.scoring.lines import read_lines


def features_of(document: Document, lists: Lists) -> tuple[list[str], Floats]:
    """The names of the features and their values, one row a segment; a document needs one segment at least.

    >>> from cleantext.readers import read_document
    >>> document, _ = read_document("Harbour wall holds\\nThe wall held through the storm, they said.")
    >>> names, values = features_of(document, Lists(("navigation",)))
    >>> values.shape == (2, len(names)), values[:, names.index("words")].tolist()
    (True, [3.0, 8.0])
    """
    columns = Columns(len(document.segments))
    lines = read_lines(document, lists, columns)
    linked = None if document.page is None else linked_of(document)
    add_context(document, lines, columns, linked)
    if linked is not None:
        add_elements(document, lines, linked, lists, columns)
    return columns.names, columns.matrix()


def page_row(matrix: Floats) -> Floats:
    """The features of a page as a whole: the means of those of its segments."""
    row: Floats = matrix.mean(axis=0, dtype=np.float64).astype(np.float32)
    return row
