"""The article in other shapes: plain dicts, schema.org; Markdown and HTML are in ``rendering``."""
