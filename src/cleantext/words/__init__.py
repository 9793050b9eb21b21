"""Words as data: the word lists, the built table they are looked up in, languages, scripts, hashes of texts."""
