"""Writes the hub's pages: each is stamped into the frame of its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment
from markupsafe import Markup

from hub.links.link_targets import LinkTargets, TargetReader
from hub.project import Project
from hub.site.frames import Frame
from hub.site.head import head_html
from hub.site.page import Page, title_in_head
from hub.site.page_heads import PageHeads
from hub.site.row_cache import RowCache
from hub.site.site_folder import SiteFolder

_TO_ROOT = "../../"


@dataclass(frozen=True, slots=True)
class WrittenPage:
    """What is known of a page when it is written."""

    body: str
    """The HTML of its body, but for the rows that it shares with other pages."""
    links: LinkTargets


@dataclass
class PageWriter:
    """Makes pages of a site from the frames of their folders."""

    site: SiteFolder
    project: Project
    templates: Environment
    frames: Mapping[str, Frame]
    rows: Mapping[str, RowCache]
    """Those of all cases and of all documents."""
    links: TargetReader

    def __post_init__(self) -> None:
        """Read the links of the frames, and take note of the project."""
        self._heads = PageHeads(self.project)
        self._links_of_frames = {
            folder: self.links.links_in("".join(frame.texts))
            for folder, frame in self.frames.items()
        }
        # The head of a page leads to its other forms alone, and many pages have the same.
        self._links_of_head = lru_cache(lambda others: self.links.links_in(head_html(others, ())))

    def write(self, page: Page) -> LinkTargets:
        """Write a page and what goes beside it; return where it leads. Raises OSError."""
        return self.written(page).links

    def written(self, page: Page) -> WrittenPage:
        """Write a page and what goes beside it. Raises OSError."""
        content = page.content()
        template = self.templates.get_template(page.template)
        rows = self.rows[content.rows.of] if content.rows else None
        marked = {"rows": Markup(rows.marker)} if rows else {}  # noqa: S704  # our own word
        body = template.render(content.context, to_root=_TO_ROOT, **marked)
        head = self._heads.of_page(page, content.nodes, _TO_ROOT)
        html = self.frames[page.folder].fill(
            title=title_in_head(page.title, self.project.site_name),
            description=page.description,
            slug=page.slug,
            body=body,
            head=head,
        )
        data, own = html.encode(), body
        if content.rows and rows:
            shared = rows.joined(content.rows.numbers)
            data = data.replace(rows.marker.encode(), shared)
            if not rows.are_alike_anywhere:
                own += shared.decode()
        self.site.write(f"{page.address}index.html", data)
        for name, file in content.files:
            if isinstance(file, bytes):
                self.site.write(f"{page.address}{name}", file)
            else:
                self.site.copy(f"{page.address}{name}", file)
        others = self._links_of_head(page.alternates), self._links_of_frames[page.folder]
        return WrittenPage(body, self.links.page(f"{page.address}index.html", own, *others))
