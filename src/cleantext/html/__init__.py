"""HTML: parsed once, walked once, each line a segment with facts; the tree is never edited."""
