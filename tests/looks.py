"""Styles by which readers make a page fit for themselves."""

SPACED = """* { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } p { margin-bottom: 2em !important }"""
"""The text spacing of WCAG 1.4.12."""

TWICE = "html { font-size: 200% !important }"
"""Text of twice the size, WCAG 1.4.4."""
