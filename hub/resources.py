"""The files that the hub ships besides its code: templates, theme, and what a new hub starts with.

They have one source, the top-level folders of the repository. A wheel carries a copy, made when it
is built (`pyproject.toml`, force-include); in a checkout the folders themselves are used.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

TEMPLATES: Final = "templates/pages"
THEME: Final = "templates/theme"

_PACKAGE = Path(__file__).parent


def resource(name: str) -> Path:
    """Return a file or folder that the hub ships, by its path in the repository."""
    shipped = _PACKAGE / "shipped"
    return (shipped if shipped.is_dir() else _PACKAGE.parent) / name


def template_folders(root: Path, name: str = TEMPLATES) -> tuple[Path, ...]:
    """Return where a project's templates are looked for: in the project, then among the hub's."""
    own, shipped = root / name, resource(name)
    if not own.is_dir():
        return (shipped,)
    return (own,) if own.samefile(shipped) else (own, shipped)
