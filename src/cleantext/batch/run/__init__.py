"""A run of ``cleantext batch``: settings, journal, records, summary."""
