"""What happens to a document: the verbs, and the benches they use."""
