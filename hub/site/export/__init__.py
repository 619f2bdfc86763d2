"""The catalogue for machines: every file of data that the site offers, and its formats."""
