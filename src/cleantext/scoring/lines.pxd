from cleantext.scoring.columns cimport Columns
from cleantext.scoring.tokens cimport WordSet
from cleantext.segments.segment cimport Segment
