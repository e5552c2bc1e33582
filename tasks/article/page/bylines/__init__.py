"""Who wrote a page."""
