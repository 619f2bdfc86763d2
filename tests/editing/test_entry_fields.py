"""The form for a new entry as it is made: every field asked for once, in people's words."""

from __future__ import annotations

import json

import pytest
from projects import CATALOGUE, FROZEN, ROOT, Project

from hub.catalogue.field_docs import field_docs
from hub.catalogue.field_forms import form_fields, form_models
from hub.catalogue.loader import read_records
from hub.catalogue.model import Notification
from hub.settings import Settings
from hub.site.entry_form import EntryForm, entry_form
from hub.site.entry_table import catalogue_table
from hub.starter.blueprint import Owner, configuration
from hub.text.dates import KnownDate


@pytest.fixture(scope="module")
def form() -> EntryForm:
    return entry_form(read_records(FROZEN), Settings(), KnownDate.parse("2026-11-18"))


def test_every_field_has_a_label_and_a_help():
    told = [field for model in form_models() for field in form_fields(model)]

    assert [one.name for one in told if not one.label or not one.help.strip()] == []
    assert [one.name for one in told if one.several and not one.choices and not one.one] == []


def test_every_field_of_every_group_is_asked_for_once(form: EntryForm):
    asked = {
        group.name: sorted(view.field.name for view in (*group.shown, *group.folded, *group.lists))
        for group in form.groups
    }
    nobody_is_asked = {"kind", "former_ids"}
    fields = {
        group.name: sorted({field.name for field in group.fields} - nobody_is_asked)
        for group in field_docs()
    }

    assert asked == {name: fields[name] for name in asked}


def test_what_may_be_chosen_is_told_in_words_and_is_all_that_there_is(form: EntryForm):
    views = {
        (group.name, view.field.name): view
        for group in form.groups
        for view in (*group.shown, *group.folded)
    }

    assert views["Notification", "scope"].options == (
        ("national", "Hele landet"),
        ("regional", "En del af landet"),
    )
    told = {
        name: sorted(value for value, _ in view.options)
        for name, view in views.items()
        if view.field.choices
    }
    assert told == {name: sorted(views[name].field.choices) for name in told}
    assert ("sjaelland", "Region Sjælland") in views["Document", "area"].options


def test_the_script_is_told_the_schema_with_the_kind_of_each_field(form: EntryForm):
    table = json.loads(form.table)

    url = table["schema"]["Document"]["properties"]["url"]
    assert list(table["schema"]["Notification"]["properties"]) == list(Notification.model_fields)
    assert url["kind"] == "address"
    assert "description" not in json.dumps(table["schema"])
    assert "</" not in form.table


def test_the_script_is_told_what_the_catalogue_has():
    table = catalogue_table(read_records(FROZEN).catalogue.model)

    id_ = "borgere-med-svaere-spiseforstyrrelser-2015"
    title = "Central udmelding for borgere med svære spiseforstyrrelser (2015) (2015)"
    assert table["taken"][id_] == 2015
    assert (id_, title) in table["older"]
    assert table["addresses"] == sorted(set(table["addresses"]))


def test_the_page_does_not_grow_with_the_catalogue(form: EntryForm, project: Project):
    project.edit(CATALOGUE, lambda values: values.update(notifications=[]))

    made = entry_form(read_records(project.root), Settings(), KnownDate.parse("2026-11-18"))

    assert made == form


def test_a_hostile_title_leaves_the_form_whole(project: Project):
    title = "</script><script>window.hit = 1</script> & \"'"
    project.edit(CATALOGUE, lambda values: values["notifications"][0].update(title=title))
    made = entry_form(read_records(project.root), Settings(), KnownDate.parse("2026-11-18"))

    page = project.built().page("redaktion/ny")

    assert "<script>window.hit" not in page
    assert "</" not in made.table


def test_a_new_hub_has_the_form_and_the_page_for_new_files_of_its_repository():
    shipped = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    owner = Owner(name="Hub", address="https://hub.example/", repository="https://github.com/o/r")
    lab = Owner(name="Hub", address="https://hub.example/", repository="https://gitlab.com/o/r.git")

    made, other, none = (
        configuration(shipped, one)
        for one in (owner, lab, Owner(name="Hub", address="https://hub.example/"))
    )

    line = 'new_file_address: "https://github.com/o/r/new/main?filename={path}&value={text}"\n'
    assert line in made
    assert 'new_file_address: "https://gitlab.com/o/r/-/new/main?file_name={path}"\n' in other
    assert "new_file_address: null\n" in none
