from cleantext.readers.facts cimport Block
from cleantext.readers.hints cimport Hints
from cleantext.readers.lines cimport Line, OpenLine
