"""What changes mean for readers: between two revisions, and commit by commit."""
