from cleantext.scoring.columns cimport Columns
from cleantext.scoring.tokens cimport WordSet, count_characters
from cleantext.segments.segment cimport Segment
