"""Bytes into text with known places: readers get bytes or streams, never paths."""
