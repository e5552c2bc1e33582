"""The days a page states."""
