"""Data files: word lists and tables."""
