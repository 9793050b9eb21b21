from cleantext.scorer.columns cimport Columns

