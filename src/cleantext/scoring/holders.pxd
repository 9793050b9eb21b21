from cleantext.readers.facts cimport Block, Facts
from cleantext.scoring.columns cimport Columns
