"""Steps that remove what is not the article: a module for each kind of line."""
