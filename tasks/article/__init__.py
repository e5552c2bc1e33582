"""An article out of its copy: what each line is, who wrote it, when, and which document it is."""
