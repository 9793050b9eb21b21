from cleantext.scoring.columns cimport Columns
