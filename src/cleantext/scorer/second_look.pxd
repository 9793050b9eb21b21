from cleantext.scorer.columns cimport Columns, write_shifted

