"""The same site without the hub: every page an ordinary Markdown file of the engine."""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import yaml
from jinja2 import Environment
from projects import TODAY, Project

from hub.inputs import read_inputs
from hub.project import CONFIG_FILE, read_project
from hub.site.blocks import PLACEHOLDER, TEMPLATES, fill_blocks
from hub.site.context import contents_of
from hub.site.frames import HEAD_BLOCK
from hub.site.page import title_in_head
from hub.site.page_heads import PageHeads
from hub.site.preparation import prepare
from hub.site.sections import SECTIONS, index_files
from hub.site.templates import environment

SITE_ADDRESS = "https://centrale-udmeldinger.example/"


def as_ordinary_pages(project: Project) -> int:
    """Turn a project into one without the hub; return how many pages were written."""
    today = dt.datetime.fromtimestamp(TODAY, tz=dt.UTC).date()
    inputs = read_inputs(read_project(project.root / CONFIG_FILE), today)
    templates = environment(project.root)
    inputs = replace(inputs, project=replace(inputs.project, site_address=SITE_ADDRESS))
    contents = contents_of(inputs, prepare(inputs, templates))
    templates.globals |= contents.context.names()
    heads = PageHeads(inputs.project)
    for file, text in index_files(inputs.project, inputs.records).items():
        project.write(f"content/{file}", text)
    for path in sorted((project.root / "content").rglob("*.md")):
        depth = len(path.relative_to(project.root / "content").parts) - (path.name == "index.md")
        text = path.read_text(encoding="utf-8")
        to_root = "../" * depth or "./"
        filled = fill_blocks(text, templates, to_root=to_root)
        policy = f"policy: {json.dumps(_policy(templates, PLACEHOLDER.findall(text)))}\n"
        filled = filled.replace("---\n", f"---\n{policy}", 1)
        path.write_text(_with_head(filled, path, heads, to_root), encoding="utf-8")
    head = "{% if page and page.meta and page.meta.head %}{{ page.meta.head }}{% endif %}"
    project.replace("templates/theme/main.html", HEAD_BLOCK, head)
    policy = f"{{{{ page and page.meta and page.meta.policy or {_policy(templates)!r} }}}}"
    project.replace("templates/theme/main.html", "<!-- hub:policy -->", policy)
    project.replace("templates/theme/main.html", "<!-- hub:menu -->", _menu(templates))
    publisher = templates.get_template(TEMPLATES["publisher"]).render(to_root="", here="")
    project.replace("templates/theme/main.html", "<!-- hub:publisher -->", publisher)
    count, project_name = 0, inputs.project.site_name
    for page in contents.pages():
        made = page.content()
        body = templates.get_template(page.template).render(made.context, to_root="../../")
        head = json.dumps(title_in_head(page.title, project_name))
        matter = f"title: {head}\nwhole_title: true\n"
        matter += f"head: {json.dumps(heads.of_page(page, made.nodes, '../../'))}\n"
        lists = [one.block for one in SECTIONS if one.folder == page.folder]
        matter += f"policy: {json.dumps(_policy(templates, lists))}\n"
        matter += f"description: {json.dumps(page.description)}\n"
        matter += "search:\n  exclude: true\n"  # as the hub's frames have it
        project.write(f"content/{page.folder}/{page.slug}.md", f"---\n{matter}---\n\n{body}\n")
        count += 1
    without_the_hub(project, "mkdocs.yml")
    return count


def _with_head(text: str, path: Path, heads: PageHeads, to_root: str) -> str:
    """Return a content page with what its head has of its own among its values."""
    name = path.relative_to(next(one for one in path.parents if one.name == "content"))
    address = f"{name.with_suffix('').as_posix()}/".removesuffix("index/")
    title = yaml.safe_load(text.split("---")[1])["title"]
    head = heads.of_content(address, f"<title>{html.escape(title)}</title>", to_root)
    return text.replace("---\n", f"---\nhead: {json.dumps(head)}\n", 1)


def _policy(templates: Environment, blocks: Sequence[str] = ()) -> str:
    return templates.get_template(TEMPLATES["policy"]).render(blocks=blocks, to_root="")


def _menu(templates: Environment) -> str:
    """Return the menu as the engine itself would make it: its links led and marked by the theme."""
    menu = templates.get_template(TEMPLATES["menu"]).render(to_root="ROOT/", here="")
    marked = r'{% if page and page.url == "\1" %} aria-current="page"{% endif %}'
    root = "{% if page %}{{ base_url }}{% endif %}"
    return re.sub(r'"ROOT/([a-z]+/)"', rf'"{root}/\1"{marked}', menu)


def without_the_hub(project: Project, file: str, content: str = "content") -> None:
    """Write settings of an engine that knows nothing of the hub."""
    settings = re.sub(r"(?ms)^plugins:\n.*?^(?=\w)", "plugins: []\n\n", project.read("mkdocs.yml"))
    # Pages outside the menu are meant here, so nothing must stop for them.
    settings = settings.replace("strict: true", "strict: false")
    project.write(file, settings.replace("docs_dir: content", f"docs_dir: {content}"))
