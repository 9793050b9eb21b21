from cleantext.html.facts cimport Block, Facts
from cleantext.html.line_builder cimport Line

