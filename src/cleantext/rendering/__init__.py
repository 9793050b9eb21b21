"""The article as Markdown and as HTML: its paragraphs as a tree of blocks, and the words within them."""
