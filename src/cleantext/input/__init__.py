"""From raw input to a document: bytes, text and HTML told apart and decoded."""
