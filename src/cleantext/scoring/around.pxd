from cleantext.scoring.columns cimport Columns, write_shifted
