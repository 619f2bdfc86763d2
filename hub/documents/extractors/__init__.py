"""Extractors of text and facts, one a file format; each runs only inside the sandbox."""
