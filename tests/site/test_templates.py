"""Templates escape as MarkupSafe does, whatever they keep, and say what is missing."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment, UndefinedError
from markupsafe import Markup, escape

from hub.site.templates import environment


class _Element:
    def __html__(self) -> str:
        return "<b>&</b>"


class _Text(str):
    """A text of another kind, equal to an ordinary one."""


@pytest.fixture(scope="module")
def templates(tmp_path_factory: pytest.TempPathFactory) -> Environment:
    return environment(tmp_path_factory.mktemp("templates"))


VALUES = (
    # those that are equal stand next to each other, each kind once as the first
    "<b>", Markup("<b>"), "<b>", Markup("<i>"), "<i>", _Text("<b>"), _Element(), 1, True, 1.0, "1",
    0, False, "", None, ["<b>", 1], {"<": "&"}, "'\"&amp;",
)  # fmt: skip  # values of one kind on a line


def test_values_are_escaped_as_markupsafe_does(templates: Environment) -> None:
    printed = templates.from_string("{% for one in values %}{{ one }}|{{ one }}|{% endfor %}")

    assert printed.render(values=VALUES) == "".join(f"{escape(one)}|" * 2 for one in VALUES)


def test_what_a_macro_makes_is_escaped_once(templates: Environment) -> None:
    text = "{% macro a(x) %}<p>{{ x }}</p>{% endmacro %}{% set b %}{{ a(x) }}{% endset %}{{ b }}"

    assert templates.from_string(text).render(x="<&>") == "<p>&lt;&amp;&gt;</p>"


@pytest.mark.parametrize("text", ["{{ one }}", "{{ [].one }}", "{% include one %}"])
def test_what_is_missing_is_an_error(text: str, templates: Environment) -> None:
    with pytest.raises(UndefinedError):
        templates.from_string(text).render()


def test_more_texts_than_are_kept_are_escaped(templates: Environment, tmp_path: Path) -> None:
    texts = [f"<{number}>" for number in range(3000)]
    template = "{% for one in texts %}{{ one }}{% endfor %}"

    for made in (templates, environment(tmp_path)):
        printed = made.from_string(template).render(texts=[*texts, *texts])
        assert printed == "".join(map(str, map(escape, [*texts, *texts])))
