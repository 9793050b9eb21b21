from cleantext.scorer.columns cimport Columns
from cleantext.scorer.columns cimport number_keys
from cleantext.scorer.tokens cimport write_content_words
from cleantext.scorer.tokens cimport WordSet, count_characters
from cleantext.text.segment cimport Segment

