"""The rules that tell why a document was not fetched."""

from __future__ import annotations

from hub.web.errors import FetchError


def fetch_rule(failed: FetchError) -> str:
    """Return the rule of a failure: each cause has one of its own name."""
    return f"document-{failed.cause}"
