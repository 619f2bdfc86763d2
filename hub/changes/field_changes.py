"""How a field has changed, as a value: the sentence is made of it later."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from hub.catalogue.fields import Date


class _Value(BaseModel):
    """What was seen of a field: frozen, and no field that we do not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    """Model and name: `Round.report_due`."""


class DateChange(_Value):
    """A date that is another one; None where there is or was none."""

    kind: Literal["date"] = "date"
    old: Date | None = None
    new: Date | None = None


class WordChange(_Value):
    """A line, an address, an id or a word of a closed set that is another one."""

    kind: Literal["word"] = "word"
    old: str | None = None
    new: str | None = None


class TextChange(_Value):
    """A text that was written anew; its words are not carried along."""

    kind: Literal["text"] = "text"
    old: bool
    """Whether there was a text."""
    new: bool
    """Whether there is one."""


class ListChange(_Value):
    """A list of which items came, went, or say something else; each by what it is called."""

    kind: Literal["list"] = "list"
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    reordered: bool = False
    """Whether the items that stayed have changed places."""


FieldChange = Annotated[
    DateChange | WordChange | TextChange | ListChange, Field(discriminator="kind")
]
