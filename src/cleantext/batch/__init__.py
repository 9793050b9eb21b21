"""Batches: many pages in, exactly one record out for each."""
