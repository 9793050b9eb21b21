"""Steps that remove what is not the article, one file a filter."""
