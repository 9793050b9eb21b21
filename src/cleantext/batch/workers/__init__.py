"""Processes that extract pages, and the parent that watches them."""
