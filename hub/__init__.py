"""Turn a YAML catalogue of central notifications into a public, searchable document hub."""

__version__ = "0.1.0"
