"""``cleantext review``: pages, their lines and their articles as one HTML file to look at."""
