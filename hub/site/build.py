"""Build the whole site and put it in place at once: a build that fails changes nothing."""

from __future__ import annotations

import contextlib
import errno
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from hub.diagnostics.problem import Problem
from hub.files import fresh_folder, replace_folder, restore_folder
from hub.inputs import Inputs
from hub.links.internal_links import DeadEnd, dead_ends
from hub.links.link_targets import all_exist
from hub.site.link_origins import problem_of
from hub.site.phases import FinishedSite, SiteUnfinished, finish, stage

WORK_FOLDER = ".cache/hub/work"
"""Where sites are built; on the file system of the site nothing needs to be copied in the end."""

MOST_DEAD_ENDS = 200
"""Links within the site that lead nowhere, of which the origin is looked for."""


class BuildFailed(Exception):
    """The engine or the hub could not make the site; the message tells what was said."""


class DeadEndsFound(BuildFailed):
    """Links within the site lead nowhere; each is a problem at the line that it comes from."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        places = "1 place links" if len(problems) == 1 else f"{len(problems)} places link"
        super().__init__(f"{places} to what the site does not have.")
        self.problems = problems


def build_site(
    inputs: Inputs,
    engine: Callable[[Inputs, Path], FinishedSite],
    published: Callable[[int], None] = lambda _: None,
) -> int:
    """Build `site/` and return how many pages it has; the engine makes them in a folder.

    `published` is told the number as soon as the site stands: to remove the old one takes a while.

    Raises BuildFailed for a file of the content and as the engine does, DeadEndsFound, and
    OSError; the last good `site/` then stands untouched.
    """
    target = inputs.project.site
    with fresh_folder(inputs.project.root / WORK_FOLDER) as work, _kept(work) as require_whole:
        restore_folder(target)
        _check_content(inputs.project.content)
        new = work / "site"
        finished = engine(inputs, new)
        if not all_exist(new, finished.links) and (found := dead_ends(new)[:MOST_DEAD_ENDS]):
            # One line of a template may be on every page; it is told once.
            by_place = {(one.place, one.rule): one for one in _problems(found, inputs)}
            raise DeadEndsFound(tuple(sorted(by_place.values(), key=lambda one: one.place)))
        pages = sum(1 for _ in new.rglob("index.html"))
        require_whole()
        replace_folder(new, target)
        published(pages)
    return pages


@contextlib.contextmanager
def _kept(work: Path) -> Iterator[Callable[[], None]]:
    """Yield what raises OSError where the folder has been emptied since; so does a body that fails.

    A site of which files were removed, such as by `rm -r .cache`, is neither faulty nor whole.
    """
    mark = work / "whole"
    mark.touch()

    def require_whole() -> None:
        if not mark.exists():
            told = "was removed while a site was built there; build it again"
            raise FileNotFoundError(errno.ENOENT, told, str(work))

    try:
        yield require_whole
    except (BuildFailed, OSError):
        require_whole()
        raise


def _check_content(content: Path) -> None:
    """Look for what no engine could read. Raises BuildFailed with the file."""
    for path in sorted(content.rglob("*")):
        if path.is_symlink() and not path.exists():
            raise BuildFailed(f"{path} is a link to {path.readlink()}, which is not there.")
        if path.suffix == ".md" and path.is_file():
            data = path.read_bytes()
            try:
                data.decode("utf-8")
            except UnicodeDecodeError as error:
                line = 1 + data.count(b"\n", 0, error.start)
                raise BuildFailed(
                    f"{path}:{line}: the file is not saved as UTF-8 "
                    f"(the character here is byte 0x{data[error.start]:02X})."
                ) from None


def _problems(found: tuple[DeadEnd, ...], inputs: Inputs) -> Iterator[Problem]:
    for one in reversed(found):
        yield problem_of(one, inputs)


def stage_folder(inputs: Inputs, folder: Path) -> int:
    """Write content and frames into `folder`, replacing it; return how many files it has.

    Raises BuildFailed when the folder holds anything that was not staged by us, or when a file of
    the content cannot be read.
    """
    # The folder that a command works in may be named too; it is another one afterwards.
    target = folder.resolve()
    work = target.with_name(f".{target.name}-work")
    marker = ".hub-staged"
    content = inputs.project.content
    if target.is_relative_to(content.resolve()):
        raise BuildFailed(f"{folder} lies in the content. Name a folder outside of {content}.")
    if target.exists() and any(target.iterdir()) and not (target / marker).exists():
        raise BuildFailed(f"{folder} holds other files. Name a folder that is new or empty.")
    _check_content(content)
    try:
        with fresh_folder(work) as made:
            new = made / "staged"
            shutil.copytree(content, new)
            (new / marker).touch()
            for name, text in stage(inputs).items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text, encoding="utf-8")
            replace_folder(new, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return sum(1 for path in target.rglob("*") if path.is_file()) - 1


def finish_folder(inputs: Inputs, site: Path, site_address: str) -> int:
    """Complete in `site` what an engine built from a staged folder; return how many pages.

    Raises BuildFailed when a frame is missing or damaged.
    """
    address = site_address if not site_address or site_address.endswith("/") else f"{site_address}/"
    try:
        return finish(inputs, site, address).pages
    except SiteUnfinished as error:
        raise BuildFailed(str(error)) from error
