from cleantext.html.facts cimport Block, Facts
from cleantext.text.segment cimport Segment

