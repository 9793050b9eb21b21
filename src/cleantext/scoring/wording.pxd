from cleantext.scoring.tokens cimport write_checksums
