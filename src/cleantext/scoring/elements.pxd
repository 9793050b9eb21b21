from cleantext.readers.facts cimport Block, Facts
