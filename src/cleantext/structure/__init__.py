"""What holds the paragraphs of an article together: lists, quotations, tables, spans, pictures, addresses."""
