"""The files of a new hub: the hub's own content, vocabulary and workflows, with the owner's names.

    mkdocs.yml  Makefile  README.md  .gitignore
    requirements.txt  requirements-audit.txt  requirements-hub.txt
    content/  data/  .github/  .vscode/  .gitlab-ci.yml  vendor/

Templates and theme stay in the package; a file of the same name in the new hub's `templates/` wins.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hub.files import write_atomically
from hub.project import CONFIG_FILE
from hub.resources import resource
from hub.starter.requirement import WHEEL_FOLDER, Requirement

_FOLDERS: Final = ("content", ".github/ISSUE_TEMPLATE", ".github/workflows", ".vscode")
_FILES: Final = (
    *(
        f"data/{name}"
        for name in ("hosts.yaml", "municipalities.yaml", "process.yaml", "vocabulary.yaml")
    ),
    "data/notifications.schema.json",
    ".github/dependabot.yml",
    ".github/how-to-look.md",
    ".gitignore",
    ".gitlab-ci.yml",
    "requirements-audit.txt",
    "requirements.txt",
)
_OWN_WORKFLOWS: Final = frozenset((".github/workflows/tests.yml",))
"""Workflows of the hub's own code, which a new hub does not have."""

_CATALOGUE: Final = "data/notifications.yaml"
_EMPTY_CATALOGUE: Final = """\
# Kataloget: hver udmelding med sine runder. Siden forklarer felterne under /redaktion/felter/.
notifications: []
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Who a hub is made for: what its settings say."""

    name: str
    """The site's name."""
    address: str
    publisher: str | None = None
    contact_email: str | None = None
    contact_phone: str | None = None
    repository: str | None = None
    """The address of its repository, on GitHub or GitLab."""


@dataclass(frozen=True, slots=True)
class StarterResult:
    """What was written, and what was there already and left alone; paths from the hub's folder."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def starter_files(
    owner: Owner, requirement: Requirement | None, *, example: bool = False
) -> Mapping[str, bytes]:
    """Return the files of a new hub by their path; `example` fills the catalogue."""
    files = {name: resource(name).read_bytes() for name in (*_FILES, *_names(_FOLDERS))}
    catalogue = resource(_CATALOGUE).read_text(encoding="utf-8") if example else _EMPTY_CATALOGUE
    readme = Path(__file__).with_name("README.md").read_text(encoding="utf-8")
    texts = {
        CONFIG_FILE: configuration(resource(CONFIG_FILE).read_text(encoding="utf-8"), owner),
        "Makefile": resource("site.mk").read_text(encoding="utf-8"),
        "README.md": readme.replace("NAME", owner.name),
        _CATALOGUE: catalogue,
    }
    if requirement is not None:
        texts["requirements-hub.txt"] = f"{requirement.line}\n"
        if requirement.wheel is not None:
            name = f"{WHEEL_FOLDER}/{requirement.wheel.name}"
            files[name] = requirement.wheel.read_bytes()
    return {**files, **{name: text.encode() for name, text in texts.items()}}


def configuration(shipped: str, owner: Owner) -> str:
    """Return the hub's own `mkdocs.yml` with the owner's values in the place of its own."""
    values = {
        **_repository_addresses(owner.repository),
        "publisher": owner.publisher,
        "contact_email": owner.contact_email,
        "contact_phone": owner.contact_phone,
    }
    text = _replaced(shipped, r"^site_name: .*$", f"site_name: {_quoted(owner.name)}")
    site = f"site_url: !ENV [SITE_URL, {_quoted(owner.address)}]"
    text = _replaced(text, r"^site_url: .*$", site)
    text = _replaced(text, r"^ +custom_dir: .*\n", "")
    for name, value in values.items():
        if value:
            text = _replaced(text, rf"^( +){name}: null$", rf"\g<1>{name}: ", _quoted(value))
    return text


def write_starter(folder: Path, files: Mapping[str, bytes]) -> StarterResult:
    """Write the files that are not there yet; a file that is there is never touched."""
    written, kept = [], []
    for name, data in sorted(files.items()):
        path = folder / name
        if path.exists() or path.is_symlink():
            kept.append(name)
        else:
            write_atomically(path, data)
            written.append(name)
    return StarterResult(tuple(written), tuple(kept))


def _names(folders: Iterable[str]) -> Iterator[str]:
    root = resource("")
    for folder in folders:
        for path in sorted((root / folder).rglob("*")):
            name = path.relative_to(root).as_posix()
            if path.is_file() and name not in _OWN_WORKFLOWS:
                yield name


def _repository_addresses(repository: str | None) -> Mapping[str, str]:
    """Return the settings that follow from where the repository is; GitHub alone has forms."""
    if repository is None:
        return {}
    base = repository.rstrip("/").removesuffix(".git")
    if base.startswith("https://github.com/"):
        return {
            "source_address": f"{base}/blob/main/{{path}}#L{{line}}",
            "issue_address": f"{base}/issues/new?template={{form}}&side={{page}}&udmelding={{id}}",
            "new_file_address": f"{base}/new/main?filename={{path}}&value={{text}}",
        }
    return {
        "source_address": f"{base}/-/blob/main/{{path}}#L{{line}}",
        # GitLab takes a name along, but no text: the form has it copied.
        "new_file_address": f"{base}/-/new/main?file_name={{path}}",
    }


def _replaced(text: str, pattern: str, by: str, value: str = "") -> str:
    """Return a text in which what the pattern finds, once, is replaced."""

    def replacement(match: re.Match[str]) -> str:
        return (match.expand(by) if value else by) + value

    text, count = re.subn(pattern, replacement, text, flags=re.MULTILINE)
    if count != 1:
        raise AssertionError(f"{CONFIG_FILE} has {count} lines of the form {pattern}")
    return text


def _quoted(text: str) -> str:
    """Return a text as a quoted scalar of YAML: JSON's is one."""
    return json.dumps(text, ensure_ascii=False)
