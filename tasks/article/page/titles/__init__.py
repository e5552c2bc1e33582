"""The headline of a page."""
