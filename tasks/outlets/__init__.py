"""Outlets as data: one YAML file each, and the registry that reads them."""
