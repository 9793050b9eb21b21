from cleantext.html.facts cimport Block, Facts
from cleantext.text.segment cimport Segment
from cleantext.scorer.columns cimport Columns

