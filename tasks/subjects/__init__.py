"""Benches of the subjects of articles: entities, topics, quotes and words."""
