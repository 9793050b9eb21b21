"""From lines to segments: one walk that joins what a dumper broke and splits what it glued.

Joined: sentences that in-line tags put on lines of their own, hard-wrapped paragraphs, a label and its
value (``By`` / ``Jane Doe``). Split: records with separators (``Jul 18, 2025 | 0 | Remer,MN``) and
labels glued to what precedes them (``Remer,MNSponsor: QWIKET``).

    rows      the lines that are not blank
    joins     which of them read as one
    pieces    which of them are records of several
    notations what the tool that made the dump writes around the text
    shapes    what the marks of a line say
    segment   the segment that comes of it
"""

from cleantext.segments.notations import PLAIN, Notation
from cleantext.segments.reading import read_dump, read_segments
from cleantext.segments.segment import Segment, cut_segment, made_segment

__all__ = ["PLAIN", "Notation", "Segment", "cut_segment", "made_segment", "read_dump", "read_segments"]
