"""The byline: who may have signed an article, wherever on the page, and who of them did."""
