"""Descriptions of fields: their docstrings, read when asked for, also of a parent's fields."""

from __future__ import annotations

from pydantic import BaseModel

from hub.catalogue.descriptions import DescribedSchema, field_descriptions


class Parent(BaseModel):
    """A model with a description of each kind."""

    told: int
    """What it
    means."""

    untold: int
    kept: str = "as it was"
    """Said by the parent."""


class Child(Parent):
    """A model whose parent has fields too."""

    told: int = 1
    """Said anew."""

    more: Parent | None = None
    """Another model."""


def test_descriptions_are_the_docstrings_below_fields() -> None:
    assert field_descriptions(Parent) == {"told": "What it means.", "kept": "Said by the parent."}


def test_a_field_declared_anew_has_the_words_of_the_child() -> None:
    assert field_descriptions(Child) == {
        "told": "Said anew.",
        "kept": "Said by the parent.",
        "more": "Another model.",
    }


def test_a_schema_describes_the_fields_of_every_model_in_it() -> None:
    schema = Child.model_json_schema(schema_generator=DescribedSchema)

    assert schema["properties"]["more"]["description"] == "Another model."
    assert "description" not in schema["properties"]["untold"]
    assert schema["$defs"]["Parent"]["properties"]["told"]["description"] == "What it means."
