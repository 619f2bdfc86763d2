"""Turn a YAML catalogue of central notifications into a public, searchable document hub."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hub.library import FaultyCatalogue, load_catalogue

__all__ = ["FaultyCatalogue", "__version__", "load_catalogue"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    """Return what the library offers, which is imported when it is first asked for."""
    if name in ("FaultyCatalogue", "load_catalogue"):
        from hub import library  # noqa: PLC0415  # the command line is not to wait for it

        return getattr(library, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
