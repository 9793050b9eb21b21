"""Hostile inputs, generated: what no page should be, and some are."""
