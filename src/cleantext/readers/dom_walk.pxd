from cleantext.readers.facts cimport Block
from cleantext.readers.hints cimport Hints
from cleantext.readers.line_builder cimport LineBuilder
