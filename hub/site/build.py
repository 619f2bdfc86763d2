"""Build the whole site and put it in place at once: a build that fails changes nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from hub.settings import CONFIG_FILE
from hub.site.folders import fresh_folder, replace_folder, restore_folder
from hub.site.staging import Inputs, SiteUnfinished, finish, stage

SITE_FOLDER = "site"
WORK_FOLDER = ".cache/hub/work"
"""Where sites are built; on the same file system as the site, so that they can be exchanged."""


class BuildFailed(Exception):
    """The engine or the hub could not make the site; the message tells what was said."""


def build_site(root: Path) -> int:
    """Build `site/` with MkDocs and return how many pages it has.

    Raises BuildFailed with the engine's own words; the last good `site/` then stands untouched.
    """
    target = root / SITE_FOLDER
    with fresh_folder(root / WORK_FOLDER) as work:
        restore_folder(target)
        new = work / SITE_FOLDER
        _run_mkdocs(root, new)
        pages = sum(1 for _ in new.rglob("index.html"))
        replace_folder(new, target)
    return pages


def stage_folder(inputs: Inputs, folder: Path) -> int:
    """Write content and frames into `folder`, replacing it; return how many files it has.

    Raises BuildFailed when the folder holds anything that was not staged by us.
    """
    marker = ".hub-staged"
    content = inputs.root / "content"
    if folder.resolve().is_relative_to(content.resolve()):
        raise BuildFailed(f"{folder} lies in the content. Name a folder outside of {content}.")
    if folder.exists() and any(folder.iterdir()) and not (folder / marker).exists():
        raise BuildFailed(f"{folder} holds other files. Name a folder that is new or empty.")
    with fresh_folder(folder.resolve().parent / f".{folder.name}-work") as work:
        new = work / "staged"
        shutil.copytree(content, new)
        (new / marker).touch()
        for name, text in stage(inputs).items():
            path = new / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        replace_folder(new, folder.resolve())
    shutil.rmtree(folder.resolve().parent / f".{folder.name}-work")
    return sum(1 for path in folder.rglob("*") if path.is_file()) - 1


def finish_folder(inputs: Inputs, site: Path, site_address: str) -> int:
    """Complete in `site` what an engine built from a staged folder; return how many pages.

    Raises BuildFailed when a frame is missing or damaged.
    """
    address = site_address if not site_address or site_address.endswith("/") else f"{site_address}/"
    try:
        return finish(inputs, site, address)
    except SiteUnfinished as error:
        raise BuildFailed(str(error)) from error


def _run_mkdocs(root: Path, site: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    command += ["--config-file", str(root / CONFIG_FILE), "--site-dir", str(site)]
    # Material prints a banner about the end of its life on every build without this.
    environ = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUTF8": "1"}
    done = subprocess.run(  # noqa: S603  # the words are ours: no shell, no stranger's text
        command,
        cwd=root,
        env=environ,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        check=False,
        close_fds=False,  # MkDocs holds on to the lock too, should it outlive a killed build
    )
    if done.returncode != 0:
        raise BuildFailed(f"MkDocs could not build the site.\n{done.stderr or done.stdout}")
