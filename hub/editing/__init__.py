"""What helps editors: new entries, entries from forms, what a change means for readers."""
