from cleantext.html.facts cimport Block
from cleantext.html.hints cimport Hints
from cleantext.html.line_builder cimport LineBuilder

