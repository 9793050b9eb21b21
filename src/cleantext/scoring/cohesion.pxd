from cleantext.scoring.columns cimport Columns
from cleantext.scoring.kin cimport numbered
from cleantext.scoring.tokens cimport write_content_words
