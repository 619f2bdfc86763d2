"""Text as people write it: Danish, dates, slugs, order and likeness; no other room is imported."""
