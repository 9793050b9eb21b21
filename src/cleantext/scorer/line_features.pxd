from cleantext.scorer.columns cimport Columns
from cleantext.scorer.columns cimport number_keys
from cleantext.scorer.line_words cimport write_content_words
from cleantext.scorer.line_words cimport WordSet, count_characters
from cleantext.text.segment cimport Segment

