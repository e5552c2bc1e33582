"""Which texts are the same article, and in which order its versions came."""
