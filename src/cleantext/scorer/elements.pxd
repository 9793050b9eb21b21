from cleantext.html.facts cimport Block, Facts
from cleantext.scorer.columns cimport Columns
from cleantext.scorer.columns cimport number_keys
from cleantext.scorer.line_words cimport WordSet
from cleantext.text.segment cimport Segment

