"""What the files say: fetched politely, read safely, kept honest."""
