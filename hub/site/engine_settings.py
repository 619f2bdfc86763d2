"""The settings of another engine than MkDocs: the project's own, but for what is MkDocs's alone."""

from __future__ import annotations

import json
import os
from pathlib import Path

from hub.project import Project
from hub.resources import THEME, template_folders


def engine_settings(project: Project, staged: Path) -> str:
    """Return settings by which an engine builds a staged folder, for a file beside `mkdocs.yml`.

    They go on from the project's own (`INHERIT`), which engines of this kind understand.
    """
    theme, *others = template_folders(project.root, THEME)
    lacking = "".join(f" # copy here what it lacks of {one}" for one in others)
    return f"""\
INHERIT: {project.config_file.name}
docs_dir: {_path(staged, project)}
theme:
  name: null # the frame needs no other theme
  custom_dir: {_path(theme, project)}{lacking}
  static_templates: [404.html]
plugins: [] # the hub's is for MkDocs alone: hub stage and hub finish do its work
strict: false # the frames are pages outside the menu, which engines remark on
"""


def _path(path: Path, project: Project) -> str:
    """Return a path as settings name it: from the project's folder, in the quotes of JSON."""
    name = Path(os.path.relpath(path.resolve(), project.root.resolve())).as_posix()
    return json.dumps(name, ensure_ascii=False)
