"""Characters, words, dates, language: what is true of any text, article or not."""
