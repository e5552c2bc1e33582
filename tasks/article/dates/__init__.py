"""When an article was published: witnesses, and the verdict on them."""
