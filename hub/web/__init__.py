"""The HTTP client: which addresses may be asked, how, how often, and what an error means."""
