from cleantext.readers.facts cimport Block, Facts
from cleantext.segments.segment cimport Segment
