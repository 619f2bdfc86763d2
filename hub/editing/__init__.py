"""What helps editors: new entries, entries from forms, lists."""
