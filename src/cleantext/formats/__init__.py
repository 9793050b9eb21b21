"""The article in other shapes: plain dicts, schema.org, Markdown, HTML."""
