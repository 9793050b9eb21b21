from cleantext.readers.facts cimport Block, Facts
from cleantext.scoring.columns cimport Columns
from cleantext.scoring.kin cimport numbered
from cleantext.scoring.tokens cimport WordSet
from cleantext.segments.segment cimport Segment
