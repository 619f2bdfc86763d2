"""The words that the catalogue refers to: areas and authorities by date, law, outcomes, terms."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, Protocol, TypeVar

from pydantic import Field

from hub.catalogue.fields import Address, AreaId, Date, Id, Line, Prose, TileNumber, Truth
from hub.catalogue.model import Outcome, Source, Written
from hub.text.dates import KnownDate


class DatedName(Written):
    """A name and the time in which it was used; an open end is not known or not come."""

    name: Line
    valid_from: Date | None = None
    valid_to: Date | None = None
    """The last date on which the name was used, as far as it is known."""
    note: Prose | None = None
    sources: tuple[Source, ...] = ()


class Authority(Written):
    """An organisation that publishes documents or takes part in the process."""

    id: Id
    kind: Literal["agency", "secretariat", "council", "association", "municipalities", "other"]
    names: tuple[DatedName, ...] = Field(min_length=1)
    """Oldest first."""
    area: AreaId | None = None
    site: Address | None = None
    email: Line | None = None
    """Where readers can ask for an accessible version of a document."""
    note: Prose | None = None


class MapTile(Written):
    """Where an area lies on the schematic map."""

    row: TileNumber
    """From north to south."""
    column: TileNumber
    """From west to east."""


class ReportingArea(Written):
    """One of the areas whose municipalities report together. An area is not a region."""

    id: Id
    names: tuple[DatedName, ...] = Field(min_length=1)
    regions: tuple[DatedName, ...] = Field(min_length=1)
    """The region that the area lies in, by date."""
    contact_council: Line
    """The municipal contact council (KKR)."""
    steering_group: Line
    """What the administrative steering group calls itself here."""
    tile: MapTile | None = None
    """Without it on one of the areas, the areas are shown as a list."""
    site: Address | None = None
    note: Prose | None = None
    sources: tuple[Source, ...] = ()


class InstrumentVersion(Written):
    """An act or order as promulgated at one time."""

    title: Line
    date: Date | None = None
    url: Address | None = None
    note: Prose | None = None


class Provision(Written):
    """One provision that the process rests on."""

    reference: Line
    text: Prose


class LegalInstrument(Written):
    """A law or an executive order with its versions over time."""

    id: Id
    title: Line
    short_title: Line
    provisions: tuple[Provision, ...] = ()
    versions: tuple[InstrumentVersion, ...] = ()
    links: tuple[Address, ...] = ()
    note: Prose | None = None


class OutcomeWords(Written):
    """What an outcome is called on the site, and what it means."""

    id: Outcome
    slug: Id
    """The outcome's name in addresses: `/status/<slug>/`."""
    label: Line
    """A few words: »Tilstrækkelig løsning«."""
    meaning: Prose
    next: Prose
    """What happens next in a case that stands here."""
    open: Truth
    """Whether something is still to come."""


class Term(Written):
    """A word of the field, explained."""

    term: Line
    abbreviation: Line | None = None
    also: tuple[Line, ...] = ()
    meaning: Prose


class EverydayWords(Written):
    """Words that readers use where the texts have those of the field."""

    words: tuple[Line, ...] = Field(min_length=1)
    """How words of the texts begin: »rusmid« stands for »rusmiddelbrug« and »rusmidler« too."""
    found_by: tuple[Line, ...] = Field(min_length=1)
    """What readers write instead: »misbrug«."""


class Vocabulary(Written):
    """`data/vocabulary.yaml` as a whole."""

    areas: tuple[ReportingArea, ...]
    authorities: tuple[Authority, ...]
    instruments: tuple[LegalInstrument, ...]
    outcomes: tuple[OutcomeWords, ...]
    glossary: tuple[Term, ...]
    everyday_words: tuple[EverydayWords, ...] = ()
    """Under which words of everyday language the search finds those of the field."""


class Host(Written):
    """A host that the catalogue may link to."""

    host: Line
    reason: Line
    private: Truth = False
    """Whether it may be an address of this machine or a private network: for tests only."""


class Exclusion(Written):
    """Addresses that the link check leaves alone for a while."""

    address: Address
    """An address, or how the addresses begin."""
    reason: Line
    look_again: Date
    """When somebody looks whether the reason still holds; after that the check warns."""


class Hosts(Written):
    """`data/hosts.yaml` as a whole."""

    hosts: tuple[Host, ...]
    exclusions: tuple[Exclusion, ...] = ()
    """Addresses that the link check leaves alone."""


class Dated(Protocol):
    """What holds for a time; an open end is not known or not come."""

    @property
    def valid_from(self) -> KnownDate | None:
        """The first date."""

    @property
    def valid_to(self) -> KnownDate | None:
        """The last date."""


AnyDated = TypeVar("AnyDated", bound=Dated)


def in_force(dated: Sequence[AnyDated], date: KnownDate) -> AnyDated | None:
    """Return what holds on the date, of items from the oldest to the newest."""
    for one in reversed(dated):
        begun = one.valid_from is None or not date.is_before(one.valid_from)
        ended = one.valid_to is not None and one.valid_to.is_before(date)
        if begun and not ended:
            return one
    return None


def name_on(names: tuple[DatedName, ...], date: KnownDate | None) -> str:
    """Return the name in use on the date; the newest where the date is unknown or unsettled."""
    dated = in_force(names, date) if date is not None else None
    return (dated or names[-1]).name
