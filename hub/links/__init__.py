"""What the web says of our links: which lead where they should, and since when others do not."""
