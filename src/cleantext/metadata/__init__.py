"""What an HTML page declares about itself: one read-only pass over its tree, values with their sources, no verdicts."""
