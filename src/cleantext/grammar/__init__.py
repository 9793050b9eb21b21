"""Pure parsers of small texts (dates, places, datelines, bylines): they know nothing of documents."""
