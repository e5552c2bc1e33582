"""A web page: its tree, its witnesses, and the article that they agree on."""
